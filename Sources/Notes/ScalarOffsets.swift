/// Turns UTF-8 offsets into offsets in Unicode scalars.
///
/// A mark is kept for every 64 bytes, so that one pass over the text serves any number of look-ups, each of
/// which counts 63 bytes at most.
struct ScalarOffsets {
  private static let step = 64
  private let bytes: [UInt8]
  /// The number of scalars that begin before each 64th byte.
  private let marks: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var marks = [Int]()
    marks.reserveCapacity(bytes.count / Self.step + 1)
    var scalars = 0
    bytes.withUnsafeBytes { bytes in
      let whole = bytes.count / Self.step * Self.step
      for mark in stride(from: 0, to: whole, by: Self.step) {
        marks.append(scalars)
        scalars += Self.step
        for word in stride(from: mark, to: mark + Self.step, by: 8) {
          // A byte that goes on with a scalar has its highest bit and not the next.
          let value = bytes.loadUnaligned(fromByteOffset: word, as: UInt64.self)
          scalars -= (value & ~(value << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
        }
      }
    }
    marks.append(scalars)
    self.marks = marks
  }

  /// The number of scalars that begin before a byte of the text, or before its end.
  func scalars(before byte: Int) -> Int {
    let byte = min(max(0, byte), bytes.count)
    let mark = byte / Self.step
    return bytes.withUnsafeBufferPointer { bytes in
      var scalars = marks[mark]
      for i in mark * Self.step..<byte where bytes[i] & 0xC0 != 0x80 { scalars += 1 }
      return scalars
    }
  }

  func scalars(_ range: Range<Int>) -> Range<Int> {
    scalars(before: range.lowerBound)..<scalars(before: range.upperBound)
  }
}
