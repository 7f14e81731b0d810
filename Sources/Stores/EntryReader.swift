import Feedback
import Foundation
import GRDB

/// Reads messages with all that belongs to them, in a fixed number of statements however many there are.
struct EntryReader {
  let db: Database

  init(_ db: Database) { self.db = db }

  /// The messages that a condition finds, in its order, without their bytes.
  /// - Parameter condition: what follows `WHERE`, with its order and limit.
  func entries(where condition: String, _ arguments: StatementArguments = []) throws -> [Entry] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT number, id, source, key, path, sha256, message_id, received_at, outcome, reason, headers, size,
            warnings, attachments FROM messages WHERE \(condition)
          """), arguments: arguments)
    var numbers = [Int64]()
    var entries = [Entry]()
    for row in rows {
      numbers.append(row[0])
      entries.append(try entry(row))
    }
    let parts = try parts(of: numbers)
    let links = try links(of: numbers)
    let notes = try notes(numbered: links.values.flatMap(\.self))
    for (index, number) in numbers.enumerated() {
      entries[index].parts = parts[number] ?? []
      entries[index].notes = try (links[number] ?? []).map { try sound(notes[$0], "message_notes.note") }
    }
    return entries
  }

  private func entry(_ row: Row) throws -> Entry {
    let digest: Data? = row[5]
    let warnings: String = row[12]
    let attachments: String = row[13]
    return Entry(
      id: try sound(ULID(column: row[1]), "messages.id"), source: SourceName(rawValue: row[2]),
      key: ArrivalKey(rawValue: row[3]), path: row[4],
      sha256: try digest.map { try sound(Digest(column: $0), "messages.sha256") }, messageID: row[6],
      receivedAt: Date(column: row[7]),
      outcome: try sound(Outcome(name: row[8], reason: row[9]), "messages.outcome"), headers: row[10],
      size: row[11],
      warnings: try StoredJSON.warnings(warnings), attachments: try StoredJSON.attachments(attachments))
  }

  private func parts(of messages: [Int64]) throws -> [Int64: [PartText]] {
    try grouped(
      messages,
      """
      SELECT message, part, size, encoding, text FROM parts
      WHERE message IN (SELECT value FROM json_each(?)) ORDER BY number
      """
    ) { row in
      let encoding = try sound(Packed.Encoding(rawValue: row[3]), "parts.encoding")
      let text = try Packed(encoding: encoding, size: row[2], bytes: row[4]).unpacked()
      return PartText(part: row[1], text: String(decoding: text, as: UTF8.self))
    }
  }

  private func links(of messages: [Int64]) throws -> [Int64: [Int64]] {
    try grouped(
      messages,
      "SELECT message, note FROM message_notes WHERE message IN (SELECT value FROM json_each(?)) ORDER BY position"
    ) { $0[1] }
  }

  /// Runs a statement over a list of numbers, and groups what it gives by its first column, in its order.
  private func grouped<Value>(
    _ numbers: [Int64], _ sql: String, _ value: (Row) throws -> Value
  ) throws -> [Int64: [Value]] {
    guard !numbers.isEmpty else { return [:] }
    let list = JSON.array(numbers.map { .int(Int($0)) }).line
    var groups = [Int64: [Value]]()
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [list])
    while let row = try rows.next() { groups[row[0], default: []].append(try value(row)) }
    return groups
  }
}

// Notes and passages.
extension EntryReader {
  /// The notes with these numbers, with their passages.
  func notes(numbered numbers: [Int64]) throws -> [Int64: Note] {
    let reporters: [Int64: [String]] = try grouped(
      numbers,
      "SELECT note, address FROM note_reporters WHERE note IN (SELECT value FROM json_each(?)) ORDER BY position"
    ) { $0[1] }
    let companies: [Int64: [String]] = try grouped(
      numbers,
      "SELECT note, written FROM note_companies WHERE note IN (SELECT value FROM json_each(?)) ORDER BY position"
    ) { $0[1] }
    let passages = try passages(
      where: "note IN (SELECT value FROM json_each(?)) ORDER BY note, ordinal", numbers)
    var byNote = [Int64: [Passage]]()
    for passage in passages { byNote[passage.note, default: []].append(passage.passage) }
    let notes = try grouped(
      numbers,
      """
      SELECT number, id, title, meeting_date, place, origin, comment, voice, service_area, language, segments,
        fingerprint, (SELECT earlier FROM revisions WHERE note = number)
      FROM notes WHERE number IN (SELECT value FROM json_each(?))
      """
    ) { row in
      let number: Int64 = row[0]
      let date: String? = row[3]
      let segments: String = row[10]
      let earlier: Data? = row[12]
      return Note(
        id: try sound(ULID(column: row[1]), "notes.id"), title: row[2],
        meetingDate: try date.map { try sound(CalendarDate($0), "notes.meeting_date") }, place: row[4],
        reporters: reporters[number] ?? [], origin: row[5], comment: row[6],
        companies: companies[number] ?? [],
        voice: try sound(Voice(rawValue: row[7]), "notes.voice"), serviceArea: ServiceArea(rawValue: row[8]),
        language: try sound(NoteLanguage(rawValue: row[9]), "notes.language"),
        revises: try earlier.map { try sound(ULID(column: $0), "revisions.earlier") },
        segments: try StoredJSON.segments(segments), passages: byNote[number] ?? [],
        fingerprint: try sound(Digest(column: row[11]), "notes.fingerprint"))
    }
    return notes.compactMapValues(\.first)
  }

  struct NumberedPassage {
    var number: Int64
    var note: Int64
    var passage: Passage
  }

  /// The passages that a condition over a list of numbers finds, with their tags.
  func passages(where condition: String, _ numbers: [Int64]) throws -> [NumberedPassage] {
    guard !numbers.isEmpty else { return [] }
    let list = JSON.array(numbers.map { .int(Int($0)) }).line
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT number, note, id, ordinal, part, range_start, range_end, text, context, stance, service_area
          FROM passages WHERE \(condition)
          """), arguments: [list])
    let tags = try tags(of: rows.map { $0[0] })
    return try rows.map { row in
      let stance: String? = row[9]
      let start: Int = row[5]
      let end: Int = row[6]
      guard start <= end else {
        throw Damage(description: "passages.range_end holds a value that was never written")
      }
      return NumberedPassage(
        number: row[0], note: row[1],
        passage: Passage(
          id: try sound(ULID(column: row[2]), "passages.id"), ordinal: row[3], part: row[4],
          range: start..<end,
          text: row[7], context: row[8],
          stance: try stance.map { try sound(Stance(rawValue: $0), "passages.stance") },
          serviceArea: ServiceArea(rawValue: row[10]), tags: tags[row[0]] ?? []))
    }
  }

  private func tags(of passages: [Int64]) throws -> [Int64: [Tag]] {
    try grouped(
      passages,
      """
      SELECT passage, theme, score, author, model, evidence FROM tags
      WHERE passage IN (SELECT value FROM json_each(?)) ORDER BY passage, position
      """
    ) { row in
      let evidence: String = row[5]
      return Tag(
        theme: ThemeName(rawValue: row[1]), score: row[2], author: row[3], model: row[4],
        evidence: try sound([Range<Int>](column: evidence), "tags.evidence"))
    }
  }
}
