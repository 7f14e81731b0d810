package import Feedback
package import Foundation
import GRDB

extension SQLiteStore {
  /// The texts of a duplicate's parts are not kept; its notes' ranges lie in those of the message that brought them.
  package func entry(_ message: ULID) async throws(StoreError) -> Entry? {
    try await read { db in try EntryReader(db).entries(where: "id = ?", [message.column]).first }
  }

  package func original(of message: ULID) async throws(StoreError) -> [UInt8]? {
    try await read { db in
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT originals.size, originals.encoding, originals.bytes
            FROM messages JOIN originals ON originals.number = messages.original WHERE messages.id = ?
            """), arguments: [message.column])
      return try row.map { row in
        let encoding = try sound(Packed.Encoding(rawValue: row[1]), "originals.encoding")
        return try Packed(encoding: encoding, size: row[0], bytes: row[2]).unpacked()
      }
    }
  }

  package func entries(
    after cursor: ULID?, since: Date?, note: ULID?, limit: Int
  ) async throws(StoreError) -> [Entry] {
    try await read { db in
      var conditions = ["id > ?"]
      var arguments: StatementArguments = [cursor?.column ?? Data()]
      if let since {
        conditions.append("received_at >= ?")
        arguments += [since.column]
      }
      if let note {
        conditions.append("number = (SELECT message FROM notes WHERE id = ?)")
        arguments += [note.column]
      }
      arguments += [max(0, limit)]
      return try EntryReader(db).entries(
        where: "\(conditions.joined(separator: " AND ")) ORDER BY id LIMIT ?", arguments)
    }
  }
}
