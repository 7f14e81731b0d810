package import Feedback
package import Foundation
import GRDB

extension SQLiteStore {
  package func notesInForce(after cursor: ULID?, limit: Int) async throws(StoreError) -> [Note] {
    try await read { db in
      let numbers = try Int64.fetchAll(
        db.cachedStatement(sql: "SELECT number FROM notes WHERE in_force = 1 AND id > ? ORDER BY id LIMIT ?"),
        arguments: [cursor?.column ?? Data(), max(0, limit)])
      let notes = try EntryReader(db).notes(numbered: numbers)
      return try numbers.map { try sound(notes[$0], "notes.number") }
    }
  }

  package func replace(
    _ replayed: ReplayedNote, at time: Date, knowing revision: String, isTrial: Bool
  ) async throws(StoreError) -> ReplaceResult {
    let packer = Packer()
    let parts = replayed.parts?.map { (part: $0.part, text: packer.pack($0.text.column)) }
    return try await write { db in
      guard try Judgements.revision(in: db) == revision else { return .correctionsChanged }
      var result = ReplaceResult.gone
      try db.inSavepoint {
        result = try NoteReplacement(db, replayed.note, at: time).run(parts: parts)
        return isTrial ? .rollback : .commit
      }
      return result
    }
  }
}

/// Gives a note what a replay made of it, within one transaction.
private struct NoteReplacement {
  let db: Database
  let note: Note
  let time: Date
  private let judgements: Judgements

  init(_ db: Database, _ note: Note, at time: Date) throws {
    self.db = db
    self.note = note
    self.time = time
    judgements = try Judgements(db)
  }

  func run(parts: [(part: String, text: Packed)]?) throws -> ReplaceResult {
    let row = try Row.fetchOne(
      db, sql: "SELECT number, message, in_force FROM notes WHERE id = ?", arguments: [note.id.column])
    guard let row else { return .gone }
    let number: Int64 = row[0]
    if let parts {
      let same = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM notes WHERE fingerprint = ? AND in_force = 1 AND number <> ?)",
        arguments: [note.fingerprint.column, number])
      if same == true, row[2] == 1 { return .sameAsAnother }
      if try losesHeldPassage(number) { return .losesHeldPassage }
      try unindex(number)
      try PassageKeys.forget(number, in: db)
      try write(parts, of: row[1])
      try writePassages(of: number)
      try writeNote(number)
      try reindex(number)
    } else {
      try db.execute(
        sql: "UPDATE notes SET service_area = ? WHERE number = ?",
        arguments: [note.serviceArea.rawValue.column, number])
    }
    for passage in note.passages {
      guard let known = try judgements.passage(passage.id) else { continue }
      try judgements.replace(
        known,
        with: PassageJudgement(tags: passage.tags, stance: passage.stance, serviceArea: passage.serviceArea),
        at: time, because: .replay)
    }
    return .done
  }

  /// Whether a passage would go that an officer has judged, also if it was withdrawn since, or that an activity answers.
  private func losesHeldPassage(_ number: Int64) throws -> Bool {
    let kept = Set(note.passages.map(\.id))
    return try Data.fetchAll(
      db,
      sql: """
        SELECT id FROM passages WHERE note = ?1 AND (
          EXISTS (SELECT 1 FROM corrections WHERE corrections.passage = passages.number)
          OR EXISTS (SELECT 1 FROM activity_passages WHERE activity_passages.passage = passages.number))
        """, arguments: [number]
    ).contains { try !kept.contains(sound(ULID(column: $0), "passages.id")) }
  }

  /// Texts that another note of the message lies in stay where the new reading has none for them.
  private func write(_ parts: [(part: String, text: Packed)], of message: Int64) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO parts (message, part, size, encoding, text) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (message, part) DO UPDATE SET size = excluded.size, encoding = excluded.encoding,
          text = excluded.text
        """)
    for part in parts {
      try statement.run([
        message, part.part.column, part.text.size, part.text.encoding.rawValue, part.text.bytes,
      ])
    }
  }

  private func writeNote(_ number: Int64) throws {
    try db.execute(
      sql: """
        UPDATE notes SET title = ?, meeting_date = ?, place = ?, origin = ?, comment = ?, voice = ?,
          service_area = ?, language = ?, segments = ?, fingerprint = ? WHERE number = ?
        """,
      arguments: [
        note.title?.column, note.meetingDate?.description, note.place?.column, note.origin?.column,
        note.comment?.column, note.voice.rawValue, note.serviceArea.rawValue.column, note.language.rawValue,
        PreparedEntry.column(note.segments), note.fingerprint.column, number,
      ])
    try db.execute(sql: "DELETE FROM note_companies WHERE note = ?", arguments: [number])
    let writer = try NoteWriter(db)
    try writer.add(companies: note.companies, to: number)
  }

  /// Passages keep their rows where they keep their identifiers. Ordinals are unique within a note: they are moved out
  /// of the way first.
  private func writePassages(of number: Int64) throws {
    let writer = try NoteWriter(db)
    let kept = Set(note.passages.map(\.id))
    let known = try Row.fetchAll(
      db, sql: "SELECT number, id FROM passages WHERE note = ? ORDER BY ordinal", arguments: [number])
    var numbers = [ULID: Int64]()
    for row in known {
      let id = try sound(ULID(column: row[1]), "passages.id")
      if kept.contains(id) { numbers[id] = row[0] } else { try remove(row[0]) }
    }
    try db.execute(
      sql: "UPDATE passages SET ordinal = ordinal + 1000000000 WHERE note = ?", arguments: [number])
    for passage in note.passages {
      guard let place = numbers[passage.id] else {
        try writer.insert(passage, of: number)
        continue
      }
      try writer.keys.add(passage.text, of: number)
      try db.execute(
        sql: """
          UPDATE passages SET ordinal = ?, part = ?, range_start = ?, range_end = ?, text = ?, context = ?
          WHERE number = ?
          """,
        arguments: [
          passage.ordinal, passage.part.column, passage.range.lowerBound, passage.range.upperBound,
          passage.text.column, passage.context?.column, place,
        ])
    }
  }

  /// A passage that the new reading does not have, with its history.
  private func remove(_ passage: Int64) throws {
    for table in ["tags", "earlier_judgements"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE passage = ?", arguments: [passage])
    }
    try db.execute(sql: "DELETE FROM passages WHERE number = ?", arguments: [passage])
  }

  // The search index holds no text of its own: what it is to forget must be told to it as it was
  // (https://www.sqlite.org/fts5.html, "External Content Tables").

  private func unindex(_ note: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO passage_index (passage_index, rowid, text, heading, note)
        SELECT 'delete', searchable.number, searchable.text, searchable.heading, searchable.note
        FROM searchable JOIN passages ON passages.number = searchable.number
        WHERE passages.note = ? AND passages.number <= (SELECT indexed_through FROM search_state)
        """, arguments: [note])
  }

  private func reindex(_ note: Int64) throws {
    try db.execute(
      sql: """
        INSERT INTO passage_index (rowid, text, heading, note)
        SELECT searchable.number, searchable.text, searchable.heading, searchable.note
        FROM searchable JOIN passages ON passages.number = searchable.number
        WHERE passages.note = ? AND passages.number <= (SELECT indexed_through FROM search_state)
        """, arguments: [note])
  }
}
