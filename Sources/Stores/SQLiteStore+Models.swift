package import Feedback
import Foundation
import GRDB

extension SQLiteStore {
  package func activeModel() async throws(StoreError) -> StoredModel? {
    try await read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT version, trained_at, size, encoding, bytes FROM models WHERE active = 1")
      return try row.map { row in
        let encoding = try sound(Packed.Encoding(rawValue: row[3]), "models.encoding")
        return StoredModel(
          version: row[0], trainedAt: Date(column: row[1]),
          bytes: try Packed(encoding: encoding, size: row[2], bytes: row[4]).unpacked())
      }
    }
  }

  /// A model of the same version takes the place of the earlier one.
  package func activate(_ model: StoredModel) async throws(StoreError) {
    let packed = Packer().pack(model.bytes)
    try await write { db in
      try db.execute(sql: "UPDATE models SET active = 0 WHERE active = 1")
      try db.execute(
        sql: """
          INSERT INTO models (version, trained_at, size, encoding, bytes, active) VALUES (?, ?, ?, ?, ?, 1)
          ON CONFLICT (version) DO UPDATE SET trained_at = excluded.trained_at, size = excluded.size,
            encoding = excluded.encoding, bytes = excluded.bytes, active = 1
          """,
        arguments: [
          model.version.column, model.trainedAt.column, packed.size, packed.encoding.rawValue, packed.bytes,
        ])
    }
  }
}
