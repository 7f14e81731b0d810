/// Mails that a program wrote, and mails of people that look like it; several notes at once; answers between the lines.
enum Special {
  static func mails(_ notes: [CollectedNote]) -> [CollectedMail] {
    automatic + nearMisses(notes) + odd(notes) + traps(notes) + facts + cuts
  }

  static let day = Day("2026-03-12 09:14")
  static let anna = People.reporters[0]

  /// A mail that is not stored.
  static func refused(
    _ id: String, _ outcome: String, _ reason: String, from: String? = nil, subject: String,
    fields: [String] = [],
    text: String = "", entity: Entity? = nil
  ) -> CollectedMail {
    let envelope = Envelope(
      from: from ?? anna.mailbox, to: People.box.mailbox, subject: subject, day: day, id: id, more: fields)
    return CollectedMail(
      id: "special-" + id, bytes: envelope.bytes(entity ?? .text(text, subtype: "plain", .qp)),
      expected: Expectation(outcome: outcome, reason: reason))
  }

  /// A mail that a person wrote, with a note in plain text.
  static func kept(
    _ id: String, _ note: CollectedNote, subject: String? = nil, fields: [String] = [], above: [String] = [],
    below: [String] = [], entity: Entity? = nil
  ) -> CollectedMail {
    let text =
      (above + [note.plain(PlainStyle(hasTitle: subject == nil))] + below).joined(separator: "\n\n") + "\n"
    let envelope = Envelope(
      from: anna.mailbox, to: People.box.mailbox, subject: subject ?? note.title, day: note.written, id: id,
      more: fields)
    var expected = Expectation(notes: [note], reporter: anna.address)
    expected.judgesComment = false
    expected.judgesFacts = subject == nil
    expected.junk = note.furniture.map { Junk(kind: .furniture, text: $0) }
    return CollectedMail(
      id: "special-" + id, bytes: envelope.bytes(entity ?? .text(text, subtype: "plain", .qp)),
      expected: expected)
  }
}
