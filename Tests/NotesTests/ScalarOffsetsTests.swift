import Testing

@testable import Notes

@Suite struct ScalarOffsetsTests {
  @Test func countsAsTheTextDoesAtEveryScalar() {
    let text = String(repeating: "aå🙂\u{301}", count: 60)
    let offsets = ScalarOffsets(Array(text.utf8))
    var byte = 0
    for (count, scalar) in text.unicodeScalars.enumerated() {
      #expect(offsets.scalars(before: byte) == count)
      byte += String(scalar).utf8.count
    }
    #expect(offsets.scalars(before: byte) == text.unicodeScalars.count)
  }

  @Test(arguments: [0, 1, 63, 64, 65, 128]) func countsUpToTheEnd(_ length: Int) {
    let offsets = ScalarOffsets([UInt8](repeating: 0x61, count: length))
    #expect(offsets.scalars(before: length) == length)
    #expect(offsets.scalars(0..<length) == 0..<length)
  }
}
