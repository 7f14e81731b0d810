import Feedback
import Foundation
import Testing

@Suite struct RecordTests {
  private func entry() throws -> Entry {
    let surroundings = Surroundings.simulated(from: Date(timeIntervalSince1970: 1_741_852_800))
    let text = "Handläggningstiden är för lång.\nDet tar tid."
    let passages = [
      Passage(
        id: surroundings.identifier(), ordinal: 1, part: "2", range: 0..<31,
        text: "Handläggningstiden är för lång.",
        context: "Bygglov", stance: .need, serviceArea: "bygglov",
        tags: [
          Tag(
            theme: .fastDecisions, score: 0.94, author: "model", model: "2026-11-23.1",
            evidence: [0..<18, 26..<30]),
          Tag(theme: "kommunens_eget", score: 1, author: "anna@ort.example", model: nil, evidence: []),
        ]),
      Passage(
        id: surroundings.identifier(), ordinal: 2, part: "2", range: 32..<44, text: "Det tar tid.",
        context: nil,
        stance: nil, serviceArea: .none, tags: []),
    ]
    let date = CalendarDate(year: 2025, month: 3, day: 12)
    let note = Note(
      id: surroundings.identifier(), title: "Frukostmöte \"Boländerna\"", meetingDate: date, place: nil,
      reporters: ["anna@ort.example"], origin: nil, comment: "Hej,\nhär kommer …", companies: ["Exempel AB"],
      voice: .mixed, serviceArea: "bygglov", language: .english, revises: surroundings.identifier(),
      segments: [Segment(kind: .content, part: "2", range: 0..<44)], passages: passages,
      fingerprint: Note.fingerprint(of: passages, title: "Frukostmöte \"Boländerna\"", meetingDate: date))
    let bytes = [UInt8]("bytes".utf8)
    return Entry(
      id: surroundings.identifier(), source: "inlamning", key: ArrivalKey(rawValue: "k"), path: "in/43.eml",
      sha256: Digest(of: bytes), messageID: "<1@ort.example>",
      receivedAt: Date(timeIntervalSince1970: 1_741_852_931),
      outcome: .duplicate(.sameNote), headers: "Subject: x", size: bytes.count,
      warnings: [ReadingWarning(code: "image_only_page", part: "2", detail: "sida 4 är en bild")],
      attachments: [Attachment(name: nil, type: "application/pdf", outcome: .tooLarge, characters: 0)],
      parts: [PartText(part: "2", text: text)], notes: [note], original: bytes)
  }

  @Test func comesBackWithoutBytesAndTexts() throws {
    let entry = try entry()
    let read = try Entry(record: Data(entry.record.line.utf8))
    var expected = entry
    expected.key = ArrivalKey(rawValue: "import:\(entry.id)")
    (expected.original, expected.headers, expected.parts, expected.size) = (nil, nil, [], 0)
    #expect(read == expected)
    #expect(read.record.line == entry.record.line)
  }

  @Test func leavesNoFieldOut() throws {
    var bare = try entry()
    (bare.path, bare.sha256, bare.messageID, bare.outcome) = (nil, nil, nil, .stored)
    (bare.warnings, bare.attachments, bare.notes) = ([], [], [])
    #expect(
      bare.record.line
        == #"{"id":"\#(bare.id)","path":null,"source":"inlamning","sha256":null,"message_id":null,"#
        + #""received_at":"2025-03-13T08:02:11Z","outcome":"stored","reason":null,"warnings":[],"attachments":[],"notes":[]}"#
    )
  }

  @Test func everyOutcomeComesBack() throws {
    let outcomes: [Outcome] =
      [.stored] + DuplicateReason.allCases.map(Outcome.duplicate)
      + IgnoredReason.allCases.map(Outcome.ignored)
      + QuarantineReason.allCases.map(Outcome.quarantined)
    for outcome in outcomes {
      var entry = try entry()
      entry.outcome = outcome
      #expect(try Entry(record: Data(entry.record.line.utf8)).outcome == outcome)
      #expect(Outcome(name: outcome.name, reason: outcome.reason) == outcome)
    }
    #expect(Outcome(name: "stored", reason: "bounce") == nil)
    #expect(Outcome(name: "ignored", reason: nil) == nil)
    #expect(Outcome(name: "ignored", reason: "no_text") == nil)
  }

  @Test(arguments: [
    (#""outcome":"duplicate""#, #""outcome":"lost""#, "outcome"),
    (#""received_at":"2025-03-13T08:02:11Z""#, #""received_at":"i går""#, "received_at"),
    (#""voice":"mixed""#, #""voice":"alla""#, "voice"),
    (#""ordinal":2"#, #""ordinal":"två""#, "ordinal"),
    (#""place":null,"reporters":["anna@ort.example"],"#, #""place":null,"#, "reporters"),
    (#""range":[0,31]"#, #""range":[31,0]"#, "range"),
    (#""evidence":[[0,18],[26,30]]"#, #""evidence":[[0]]"#, "range"),
    (#""evidence":[[0,18],[26,30]]"#, #""evidence":[[0,18],[26,3000]]"#, "evidence"),
    (#""stance":"need""#, #""stance":"want""#, "stance"),
    (#""meeting_date":"2025-03-12""#, #""meeting_date":"2025-02-30""#, "meeting_date"),
    (#""outcome":"too_large""#, #""outcome":"huge""#, "attachments"),
    (#""kind":"content""#, #""kind":"stuff""#, "kind"),
    (#""sha256":""#, #""sha256":"x"#, "sha256"),
  ])
  func saysWhichFieldIsWrong(_ right: String, _ wrong: String, _ field: String) throws {
    let line = try entry().record.line
    let broken = line.replacing(right, with: wrong, maxReplacements: 1)
    try #require(broken != line)
    let error = #expect(throws: RecordError.self) { try Entry(record: Data(broken.utf8)) }
    #expect(error?.description.contains(field) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: ["", "{", "[]", "null", "{}", "\u{FEFF}{}"]) func anotherTextIsNoRecord(_ line: String) {
    #expect(throws: RecordError.self) { try Entry(record: Data(line.utf8)) }
  }
}
