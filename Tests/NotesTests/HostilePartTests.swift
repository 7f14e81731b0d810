import Documents
import Feedback
import Foundation
import Notes
import Testing

/// Texts that no officer wrote, of up to five megabytes in one line: read in linear time, with bounded results.
@Suite(.serialized) struct HostilePartTests {
  /// What is repeated, and up to how many bytes.
  static let seeds = [
    ("a", 5_000_000), ("Det var bra. ", 5_000_000), ("a ", 600_000), ("- a\n", 600_000), ("a\n", 600_000),
    ("Datum: 2025-03-12\n", 600_000), ("Kvarnens AB ", 600_000), ("(", 600_000), ("> ", 600_000),
    ("a\tb\n", 600_000),
    ("# A\nb c d e.\n", 600_000), ("AB AB", 600_000),
    ("Möte\nDatum: 2025-03-12\nSvaren dröjer länge.\n", 100_000),
  ]

  @Test(arguments: seeds) func readsManyTimes(_ seed: String, _ bytes: Int) {
    let text = String(repeating: seed, count: bytes / seed.utf8.count)
    let clock = ContinuousClock()
    var notes = [NoteDraft]()
    let time = clock.measure { notes = Given.read([Given.file(text, name: "stor.txt")]).notes }
    // Seconds without optimisation on a busy machine; quadratic time would take hours.
    #expect(time < .seconds(120))
    #expect(notes.count <= 100)
    let passages = notes.flatMap(\.passages)
    #expect(passages.count <= 4_000 + 1)
    #expect(passages.allSatisfy { $0.text.unicodeScalars.count <= 1_100 })
  }

  @Test func saysThatATextWasCutShort() {
    let text = String(repeating: "Växeln svarar inte på telefon. ", count: 40_000)
    let read = Given.read([Given.body(text)])
    #expect(read.warnings.map(\.code) == ["cut_short"])
    #expect(read.warnings.first?.part == "1")
    #expect(Given.read([Given.body("Växeln svarar inte.")]).warnings.isEmpty)
  }
}
