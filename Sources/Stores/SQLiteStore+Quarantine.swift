package import Feedback
package import Foundation
import GRDB

extension SQLiteStore {
  /// A message whose quarantine was settled by ``discard(_:by:at:)`` is no longer in quarantine.
  package func release(
    _ entry: Entry, by actor: String, at time: Date
  ) async throws(StoreError) -> CommitResult? {
    let prepared = PreparedEntry(entry, Packer())
    return try await write { db in
      guard let message = try Self.quarantinedMessage(entry.id, in: db) else { return nil }
      try db.execute(sql: "DELETE FROM parts WHERE message = ?", arguments: [message.number])
      let writer = try EntryWriter(db)
      let result = try writer.holding(prepared, isOver: true) { try writer.write($0, over: message.number) }
      try Self.removeOriginal(message.original, in: db)
      try Self.audit(
        "message.released", entry.id, actor, time, in: db,
        detail:
          "quarantined \(message.reason) -> \([result.outcome.name, result.outcome.reason].compactMap(\.self).joined(separator: " "))"
      )
      return result
    }
  }

  package func discard(_ message: ULID, by actor: String, at time: Date) async throws(StoreError) -> Bool {
    try await write { db in
      guard let known = try Self.quarantinedMessage(message, in: db) else { return false }
      try db.execute(sql: "DELETE FROM parts WHERE message = ?", arguments: [known.number])
      // Warnings and names of attachments can quote the content.
      try db.execute(
        sql: """
          UPDATE messages SET original = NULL, headers = NULL, warnings = '[]', attachments = '[]', settled_at = ?,
            settled_by = ? WHERE number = ?
          """, arguments: [time.column, actor.column, known.number])
      try Self.removeOriginal(known.original, in: db)
      try Self.audit("message.discarded", message, actor, time, in: db, detail: "quarantined \(known.reason)")
      return true
    }
  }

  package func quarantined() async throws(StoreError) -> [Entry] {
    try await read { db in
      try EntryReader(db).entries(
        where: "outcome = 'quarantined' AND settled_at IS NULL ORDER BY id")
    }
  }

  private struct QuarantinedMessage {
    var number: Int64
    var reason: String
    var original: Int64?
  }

  private static func quarantinedMessage(_ id: ULID, in db: Database) throws -> QuarantinedMessage? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT number, reason, original FROM messages
        WHERE id = ? AND outcome = 'quarantined' AND settled_at IS NULL
        """, arguments: [id.column])
    return row.map { QuarantinedMessage(number: $0[0], reason: $0[1], original: $0[2]) }
  }

  /// Removes bytes that no message keeps any longer.
  private static func removeOriginal(_ number: Int64?, in db: Database) throws {
    guard let number else { return }
    try db.execute(
      sql: """
        DELETE FROM originals WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM messages WHERE original = ?1)
        """, arguments: [number])
  }

  /// Writes who did what to which record; `detail` holds no content.
  static func audit(
    _ action: String, _ subject: ULID, _ actor: String, _ time: Date, in db: Database, detail: String
  ) throws {
    try db.execute(
      sql: "INSERT INTO audit (at, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
      arguments: [time.column, actor.column, action, subject.column, detail])
  }
}
