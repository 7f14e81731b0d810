import Documents
import Feedback
import Foundation
import Notes
import Testing

/// Hostile texts must not cost more than their length.
@Suite(.serialized) struct SegmenterTimeTests {
  /// Lines that each begin something which another rule might look for again and again.
  static let hostile: [(name: String, text: @Sendable (Int) -> String)] = [
    ("header fields that never make a block", { repeated("Från: x\n", $0) }),
    (
      "header blocks one after another",
      { repeated("Från: a@b.example\nSkickat: den 1 mars 2025 10:02\nTill: c\nÄmne: d\n\n", $0) }
    ),
    ("recipients without end", { "Från: a@b.example\nTill: a;\n" + repeated("b@c.example;\n", $0) }),
    ("fields without a name", { repeated("Plats: x\nTill: y\n", $0) }),
    ("attributions", { repeated("Den 1 mars 2025 kl. 10:02 skrev A <a@b.example>:\n", $0) }),
    ("attributions that break off", { repeated("Den 1 mars skrev\n", $0) }),
    ("markers without headers", { repeated("---------- Vidarebefordrat meddelande ----------\n", $0) }),
    ("closings", { repeated("Mvh\n", $0) }),
    (
      "closings and prose",
      { repeated("Mvh\nVi vill att kommunen svarar fortare när vi frågar om bygglov.\n\n", $0) }
    ),
    ("contacts in paragraphs", { repeated("018-727 00 00\n\n", $0) }),
    ("names", { repeated("Anna Ek\n\n", $0) }),
    ("labels", { repeated("Närvarande:\nAnna Ek\n", $0) }),
    ("agendas", { repeated("Dagordning:\n1. A\n", $0) }),
    ("footers", { repeated("Detta meddelande kan innehålla konfidentiell\n", $0) }),
    ("banners", { repeated("Detta mejl kommer från en extern avsändare\n", $0) }),
    (
      "wrapped lines before a footer",
      { repeated(String(repeating: "ord ", count: 20) + "\n", $0) + "endast avsett för adressaten" }
    ),
    ("depth going up and down", { repeated("> a\n>> b\n>>> c\nd\n", $0) }),
    ("quoted attributions nested", { repeated(">>>> A <a@b.example> skrev:\n> x\n", $0) }),
    ("one line of one word", { String(repeating: "a", count: $0) }),
    ("one line of many words", { repeated("att ", $0) }),
    ("one line of signs", { repeated("@", $0) }),
    ("quote marks alone", { repeated(">", $0) }),
    ("empty lines", { repeated("\n", $0) }),
    ("lines of one letter", { repeated("m\n", $0) }),
    ("numbers", { repeated("1. A\n", $0) }),
    ("rules", { repeated("-----\n", $0) }),
  ]

  private static func repeated(_ unit: String, _ bytes: Int) -> String {
    String(repeating: unit, count: max(1, bytes / unit.utf8.count))
  }

  /// Nanoseconds of this thread's own work, whatever else the machine does.
  private static func work(_ text: String) -> UInt64 {
    let part = ReadPart(part: "1", role: .body, content: DocumentText(text: text))
    let circumstances = Circumstances(
      subject: "VB: x", written: Date(timeIntervalSince1970: 0), sender: nil, timezone: .gmt)
    let start = threadTime()
    let segmented = Segmenter().segments(of: part, in: circumstances)
    let end = threadTime()
    #expect(segmented.stretches.count <= text.utf8.count)
    return end - start
  }

  private static func threadTime() -> UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
  }

  @Test("Sixteen times the text takes some sixteen times the work", arguments: hostile.indices)
  func linear(_ index: Int) {
    let (name, text) = Self.hostile[index]
    let small = text(2_000)
    let large = text(32_000)
    // The least of several runs is the one that the fewest other things disturbed.
    let brief = (0..<5).map { _ in Self.work(small) }.min() ?? 0
    let long = (0..<3).map { _ in Self.work(large) }.min() ?? 0
    #expect(long < brief * 64 + 20_000_000, "\(name): \(brief) ns and \(long) ns")
  }
}
