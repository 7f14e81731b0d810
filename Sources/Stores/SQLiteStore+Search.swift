package import Feedback
import GRDB

extension SQLiteStore {
  /// Does not wait for the disk: after a power cut, what was lost of the index is taken again.
  package func index(atMost limit: Int) async throws(StoreError) -> Int {
    guard limit > 0 else { return 0 }
    // Most calls find nothing new, and need no lock to see it.
    guard try await read({ db in try Self.unindexed(in: db) }) else { return 0 }
    return try await write(.relaxed) { db in
      let through = try Int64.fetchOne(db, sql: "SELECT indexed_through FROM search_state") ?? 0
      let last = try Int64.fetchOne(
        db,
        sql: "SELECT max(number) FROM (SELECT number FROM passages WHERE number > ? ORDER BY number LIMIT ?)",
        arguments: [through, limit])
      guard let last else { return 0 }
      try db.execute(
        sql: """
          INSERT INTO passage_index (rowid, text, heading, note)
          SELECT number, text, heading, note FROM searchable WHERE number > ? AND number <= ? ORDER BY number
          """, arguments: [through, last])
      let count = db.changesCount
      try db.execute(sql: "UPDATE search_state SET indexed_through = ?", arguments: [last])
      return count
    }
  }

  /// Words are found in a passage, in the heading above it, and in its note's title, place and companies; the
  /// passage's own words count most. Brings the index up to date first, where the store may be written at this
  /// moment; what is not indexed yet is not found otherwise.
  package func search(_ query: String, limit: Int) async throws(StoreError) -> [SearchHit] {
    if access != .read {
      do {
        while try await index(atMost: 2000) > 0 {}
      } catch  where error.isTemporary {
        // Finding most is better than finding nothing.
      }
    }
    let query = SearchQuery(query)
    guard let expression = query.expression, limit > 0 else { return [] }
    return try await read { db in
      let numbers = try Int64.fetchAll(
        db.cachedStatement(
          sql: """
            SELECT passages.number FROM passage_index
            JOIN passages ON passages.number = passage_index.rowid
            JOIN notes ON notes.number = passages.note
            WHERE passage_index MATCH ? AND notes.in_force = 1
            ORDER BY bm25(passage_index, 10.0, 4.0, 2.0), passages.number LIMIT ?
            """), arguments: [expression, limit])
      let reader = EntryReader(db)
      var found = [Int64: EntryReader.NumberedPassage]()
      for passage in try reader.passages(where: "number IN (SELECT value FROM json_each(?))", numbers) {
        found[passage.number] = passage
      }
      let notes = try Self.noteFacts(of: found.values.map(\.note), in: db)
      let forms = WordForms()
      return try numbers.map { number in
        let passage = try sound(found[number], "passage_index.rowid")
        let note = try sound(notes[passage.note], "passages.note")
        return SearchHit(
          note: note.id, noteTitle: note.title, meetingDate: note.date, passage: passage.passage,
          matches: query.matches(in: passage.passage.text, forms))
      }
    }
  }

  private static func unindexed(in db: Database) throws -> Bool {
    try Bool.fetchOne(
      db.cachedStatement(
        sql:
          "SELECT EXISTS (SELECT 1 FROM passages WHERE number > (SELECT indexed_through FROM search_state))"))
      == true
  }

  private struct NoteFacts {
    var id: ULID
    var title: String?
    var date: CalendarDate?
  }

  private static func noteFacts(of notes: [Int64], in db: Database) throws -> [Int64: NoteFacts] {
    let rows = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT number, id, title, meeting_date FROM notes WHERE number IN (SELECT value FROM json_each(?))
          """), arguments: [JSON.array(notes.map { .int(Int($0)) }).line])
    var facts = [Int64: NoteFacts]()
    for row in rows {
      let date: String? = row[3]
      facts[row[0]] = NoteFacts(
        id: try sound(ULID(column: row[1]), "notes.id"), title: row[2],
        date: date.flatMap { CalendarDate($0) })
    }
    return facts
  }
}
