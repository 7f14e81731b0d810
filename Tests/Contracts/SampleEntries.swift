package import Feedback
package import Foundation

/// Makes entries as the pipeline would: ranges that lie in their parts, evidence that lies in its passage.
package struct SampleEntries: Sendable {
  package let surroundings: Surroundings
  package static let start = Date(timeIntervalSince1970: 1_741_852_800)

  package init(seed: UInt64 = 1) { surroundings = .simulated(from: Self.start, seed: seed) }

  /// A note whose passages stand in the part, one a line, below a line of greeting.
  package func note(
    _ sentences: [String], part: String = "1", title: String? = "Frukostmöte",
    reporters: [String] = ["anna@ort.example"]
  ) -> (note: Note, part: PartText) {
    let greeting = "Hej,\n"
    var text = greeting
    var passages = [Passage]()
    for (index, sentence) in sentences.enumerated() {
      let start = text.unicodeScalars.count
      // The line is broken in its middle, as mail is; the passage's text has a space there.
      text += sentence.replacing(" ", with: "\n", maxReplacements: 1)
      let end = text.unicodeScalars.count
      text += "\n\n"
      let length = sentence.unicodeScalars.count
      passages.append(
        Passage(
          id: surroundings.identifier(), ordinal: index + 1, part: part, range: start..<end, text: sentence,
          context: index.isMultiple(of: 2) ? nil : "Handläggning",
          stance: index.isMultiple(of: 3) ? nil : .need,
          serviceArea: "bygglov",
          tags: index.isMultiple(of: 3)
            ? []
            : [
              Tag(
                theme: .fastDecisions, score: 0.9412345678901234, author: "model", model: "2026-11-23.1",
                evidence: [0..<1, 2..<length]),
              Tag(theme: "simplicity", score: 1, author: "anna@ort.example", model: nil, evidence: []),
            ]))
    }
    let note = Note(
      id: surroundings.identifier(), title: title, meetingDate: CalendarDate(year: 2025, month: 3, day: 12),
      place: "Boländerna", reporters: reporters, origin: "erik@ort.example", comment: "Hej, här kommer …",
      companies: ["Exempelbageriet AB", "Påhittade Bolaget HB"], voice: .company, serviceArea: "bygglov",
      language: .swedish,
      segments: [
        Segment(kind: .greeting, part: part, range: 0..<greeting.unicodeScalars.count),
        Segment(kind: .content, part: part, range: greeting.unicodeScalars.count..<text.unicodeScalars.count),
      ], passages: passages,
      fingerprint: Note.fingerprint(
        of: passages, title: title, meetingDate: CalendarDate(year: 2025, month: 3, day: 12)))
    return (note, PartText(part: part, text: text))
  }

  /// A stored message with one note for each list of sentences.
  package func stored(
    _ key: String, from source: SourceName = "inlamning", _ sentences: [String]..., bytes: String? = nil,
    reporters: [String] = ["anna@ort.example"]
  ) -> Entry {
    let notes = sentences.enumerated().map { note($1, part: "\($0 + 1)", reporters: reporters) }
    let bytes = [UInt8]((bytes ?? "Subject: \(key)\r\n\r\n\(sentences)").utf8)
    return Entry(
      id: surroundings.identifier(), source: source, key: ArrivalKey(rawValue: key), path: "in/\(key).eml",
      sha256: Digest(of: bytes), messageID: "<\(key)@ort.example>", receivedAt: Self.start, outcome: .stored,
      headers: nil, size: bytes.count,
      warnings: [ReadingWarning(code: "image_only_page", part: "2", detail: "sida 4 är en bild")],
      attachments: [
        Attachment(name: "anteckning.docx", type: "application/x", outcome: .read, characters: 5120)
      ],
      parts: notes.map(\.part), notes: notes.map(\.note), original: bytes)
  }

  /// A message without notes.
  package func other(
    _ key: String, from source: SourceName = "inlamning", _ outcome: Outcome, bytes: String? = nil
  ) -> Entry {
    let bytes = [UInt8]((bytes ?? "Subject: \(key)\r\n\r\n").utf8)
    return Entry(
      id: surroundings.identifier(), source: source, key: ArrivalKey(rawValue: key), path: nil,
      sha256: Digest(of: bytes), receivedAt: Self.start, outcome: outcome, headers: "Subject: \(key)\r\n",
      size: bytes.count, parts: [PartText(part: "1", text: "en text")], original: bytes)
  }

  /// The sentences of a note that no other number has, long enough to be recognised by themselves.
  package static func sentences(_ number: Int, count: Int = 4) -> [String] {
    (1...count).map { index in
      "Företag nummer \(number) säger i punkt \(index) att handläggningstiderna för bygglov är för långa och svåra att förutse."
    }
  }
}
