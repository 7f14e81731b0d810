package import Feedback
import Foundation
import GRDB

extension SQLiteStore {
  /// Looks at a bounded number of messages in each transaction, so that the write-ahead log need not grow beside
  /// it, and at one original and one part at a time. Names at most ``Consistency/most`` things; the last then says
  /// that there are more.
  package func inconsistencies() async throws(StoreError) -> [Inconsistency] {
    var found = Consistency()
    for step in Consistency.steps {
      var cursor: Int64? = 0
      while let after = cursor, !found.isFull {
        let (next, more) = try await read { db in
          var found = Consistency()
          let next = try step(db, after, &found)
          return (next, found)
        }
        found.add(more)
        cursor = next
      }
    }
    return found.list
  }
}

/// What does not hold, and the steps that find it.
struct Consistency: Sendable {
  static let most = 1000
  /// The number of messages, notes or passages that one transaction looks at.
  static let stride = 100

  private(set) var list = [Inconsistency]()
  var isFull: Bool { list.count >= Self.most }

  mutating func add(_ invariant: String, _ detail: String) {
    guard !isFull else { return }
    list.append(
      Inconsistency(
        invariant: invariant,
        detail: list.count == Self.most - 1 ? "more does not hold than is listed here" : detail))
  }

  mutating func add(_ other: Consistency) {
    for item in other.list { add(item.invariant, item.detail) }
  }

  /// Looks at some rows after a number; the number to go on after, nil at the end.
  typealias Step = @Sendable (Database, Int64, inout Consistency) throws -> Int64?

  static let steps: [Step] = [references, outcomes, bytes, notes, passages, keys, fingerprints, attempts]
}

extension Consistency {
  /// `references`: once, and first, as the other steps read what it vouches for.
  @Sendable private static func references(_ db: Database, _: Int64, _ found: inout Consistency) throws
    -> Int64?
  {
    let rows = try Row.fetchCursor(db, sql: "PRAGMA foreign_key_check")
    while let row = try rows.next(), !found.isFull {
      let table: String = row[0]
      let parent: String = row[2]
      let number: Int64? = row[1]
      let place = number.map { "row \($0) of \(table)" } ?? "a row of \(table)"
      found.add("references", "\(place) refers to a row of \(parent) that does not exist")
    }
    let words = try String.fetchCursor(db, sql: "PRAGMA integrity_check(100)")
    while let word = try words.next(), !found.isFull {
      if word != "ok" { found.add("references", "the database's integrity check says: \(word)") }
    }
    return nil
  }

  /// `outcome`
  @Sendable private static func outcomes(_ db: Database, _ after: Int64, _ found: inout Consistency) throws
    -> Int64?
  {
    try each(
      db, "SELECT number, id, outcome, reason FROM messages WHERE number > ? ORDER BY number LIMIT ?", after,
      stride * 50
    ) { row in
      if Outcome(name: row[2], reason: row[3]) == nil {
        let outcome: String = row[2]
        let reason: String? = row[3]
        found.add("outcome", "message \(name(row[1])) is \"\(outcome)\" with reason \"\(reason ?? "null")\"")
      }
    }
  }

  /// `bytes`
  @Sendable private static func bytes(_ db: Database, _ after: Int64, _ found: inout Consistency) throws
    -> Int64?
  {
    try each(
      db,
      """
      SELECT messages.number, messages.id, messages.sha256, originals.sha256, originals.size, originals.encoding,
        originals.bytes
      FROM messages LEFT JOIN originals ON originals.number = messages.original
      WHERE messages.number > ? AND messages.original IS NOT NULL ORDER BY messages.number LIMIT ?
      """, after, stride
    ) { row in
      let message = name(row[1])
      guard let stored = row[3] as Data?, let encoding = Packed.Encoding(rawValue: row[5] ?? "") else {
        found.add("bytes", "message \(message) says that its bytes are kept, and they are not")
        return
      }
      let said: Data? = row[2]
      let packed = Packed(encoding: encoding, size: row[4], bytes: row[6])
      guard let bytes = try? packed.unpacked() else {
        found.add("bytes", "the bytes of message \(message) cannot be unpacked")
        return
      }
      if Digest(of: bytes).column != stored || stored != said {
        found.add("bytes", "the bytes of message \(message) do not have its SHA-256")
      }
    }
  }

  /// `notes`
  @Sendable private static func notes(_ db: Database, _ after: Int64, _ found: inout Consistency) throws
    -> Int64?
  {
    try each(
      db,
      """
      SELECT number, id, outcome, (SELECT count(*) FROM message_notes WHERE message = number) FROM messages
      WHERE number > ? ORDER BY number LIMIT ?
      """, after, stride * 50
    ) { row in
      let outcome: String = row[2]
      let count: Int = row[3]
      let needsNote = outcome == "stored" || outcome == "duplicate"
      if needsNote != (count > 0) {
        found.add("notes", "message \(name(row[1])) is \(outcome) and belongs to \(count) notes")
      }
    }
  }

  /// `fingerprint`: once.
  @Sendable private static func fingerprints(_ db: Database, _: Int64, _ found: inout Consistency) throws
    -> Int64?
  {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT min(id), max(id) FROM notes WHERE in_force = 1 GROUP BY fingerprint HAVING count(*) > 1
        """)
    while let row = try rows.next(), !found.isFull {
      found.add("fingerprint", "notes \(name(row[0])) and \(name(row[1])) have the same fingerprint")
    }
    return nil
  }

  /// `attempts`: once.
  @Sendable private static func attempts(_ db: Database, _: Int64, _ found: inout Consistency) throws
    -> Int64?
  {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT messages.id FROM attempts
        JOIN messages ON messages.source = attempts.source AND messages.key = attempts.key
        """)
    while let row = try rows.next(), !found.isFull {
      found.add("attempts", "message \(name(row[0])) is committed and still counts attempts")
    }
    return nil
  }

  /// Calls `body` for some rows, the first column of which is their number; gives the last one's.
  static func each(
    _ db: Database, _ sql: String, _ after: Int64, _ limit: Int, _ body: (Row) throws -> Void
  ) throws -> Int64? {
    var last: Int64?
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [after, limit])
    while let row = try rows.next() {
      try body(row)
      last = row[0]
    }
    return last
  }

  /// An identifier for a sentence, also where it is damaged.
  static func name(_ column: Data?) -> String {
    column.flatMap { ULID(column: $0)?.description } ?? "with a damaged identifier"
  }
}
