import Feedback
import Testing
import Themes

@Suite struct ModelFileTests {
  private let bytes: [UInt8]

  init() throws { bytes = try Trainer(version: "test.1", trainedAt: "").train(on: Samples.sources) }

  private func problem(_ bytes: [UInt8]) -> String? {
    do {
      _ = try LinearTagger(copying: bytes)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func aWholeModelIsRead() { #expect(problem(bytes) == nil) }

  @Test func whatIsNoModelIsRefused() {
    #expect(problem([])?.contains("no model of lyssnad") == true)
    #expect(problem(Array("{\"text\": \"ett\"}".utf8))?.contains("no model of lyssnad") == true)
    #expect(problem(Array(bytes.dropFirst()))?.contains("no model of lyssnad") == true)
  }

  @Test func anotherFormatIsNamed() {
    var other = bytes
    other[8] = 9
    #expect(problem(other) == "the model has format 9, this program reads format 3; train it again")
  }

  @Test func aCutModelIsRefusedWhereverItIsCut() {
    for length in stride(from: 0, to: bytes.count, by: 4_099) {
      #expect(problem(Array(bytes.prefix(length))) != nil)
    }
    #expect(problem(bytes + [0])?.contains("copy it again") == true)
  }

  @Test func aChangedByteIsNoticedWhereverItIs() {
    for place in Array(0..<200) + Array(stride(from: 200, to: bytes.count, by: 3_001)) {
      var damaged = bytes
      damaged[place] ^= 0x40
      #expect(problem(damaged) != nil, "byte \(place)")
    }
  }

  @Test func aModelThatIsNotAlignedInMemoryIsRead() throws {
    let shifted = [0] + bytes
    try shifted.withUnsafeBytes { memory in
      let tagger = try LinearTagger(model: UnsafeRawBufferPointer(rebasing: memory[1...]))
      #expect(tagger.themes("Blanketten är krånglig att förstå.") == [.simplicity])
    }
  }
}
