package import Feedback
import Foundation
import GRDB

extension SQLiteStore {
  package func activeModel() async throws(StoreError) -> StoredModel? {
    try await read { db in try Self.model(where: "active = 1", in: db) }
  }

  package func model(version: String) async throws(StoreError) -> StoredModel? {
    try await read { db in try Self.model(where: "version = ?", [version], in: db) }
  }

  package func models() async throws(StoreError) -> [StoredModelSummary] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT version, trained_at, active FROM models ORDER BY trained_at DESC, version DESC"
      ).map { StoredModelSummary(version: $0[0], trainedAt: Date(column: $0[1]), isActive: $0[2] == 1) }
    }
  }

  /// A model of the same version takes the place of the earlier one.
  package func activate(_ model: StoredModel) async throws(StoreError) {
    try await activate(model, keeping: .max)
  }

  package func activate(_ model: StoredModel, keeping kept: Int) async throws(StoreError) {
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
      try db.execute(
        sql: """
          DELETE FROM models WHERE active = 0 AND version NOT IN (
            SELECT version FROM models WHERE active = 0 ORDER BY trained_at DESC, version DESC LIMIT ?)
          """, arguments: [Int64(max(0, kept))])
    }
  }

  package func activate(version: String?) async throws(StoreError) -> Bool {
    try await write { db in
      if let version {
        let isKept = try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM models WHERE version = ?)", arguments: [version])
        guard isKept == true else { return false }
      }
      try db.execute(sql: "UPDATE models SET active = 0 WHERE active = 1")
      try db.execute(sql: "UPDATE models SET active = 1 WHERE version = ?", arguments: [version])
      return true
    }
  }

  private static func model(
    where condition: String, _ arguments: StatementArguments = [], in db: Database
  ) throws -> StoredModel? {
    let row = try Row.fetchOne(
      db, sql: "SELECT version, trained_at, size, encoding, bytes FROM models WHERE \(condition)",
      arguments: arguments)
    return try row.map { row in
      let encoding = try sound(Packed.Encoding(rawValue: row[3]), "models.encoding")
      return StoredModel(
        version: row[0], trainedAt: Date(column: row[1]),
        bytes: try Packed(encoding: encoding, size: row[2], bytes: row[4]).unpacked())
    }
  }
}
