import Feedback
package import Foundation
import GRDB

/// What a store's file holds, for a sentence.
package struct StoreContents: Hashable, Sendable {
  /// The number of its schema; see `Schema`.
  package var schema: Int
  package var messages: Int
  package var notes: Int
  /// When the last of its messages was received; nil in an empty store.
  package var newest: Date?
}

/// A store in a file that no other process uses: a backup, or a store on its way to its place. One connection, no
/// write-ahead log left beside it.
struct StandingFile {
  let path: String
  private let queue: DatabaseQueue

  /// - Throws: `notOurs` for another program's database and for a later version's store, `corrupt`.
  init(path: String, access: SQLiteStore.Access = .read) throws(StoreError) {
    self.path = path
    do {
      queue = try DatabaseQueue(path: path, configuration: Connection.configuration(path, access))
      if try queue.read({ try Schema.migrator.hasBeenSuperseded($0) }) {
        throw StoreError(
          .notOurs, "\(path) was written by a later version of lyssnad; upgrade this one to use it")
      }
    } catch {
      throw StoreError(error, at: path)
    }
  }

  func close() throws(StoreError) { try mapped { try queue.close() } }

  /// Turns the write-ahead log off, so that the file is all there is. It stays off until a store is opened in it.
  func standAlone() throws(StoreError) {
    let mode = try mapped {
      try queue.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
    }
    guard mode == "delete" else {
      throw StoreError(.busy, "the store \(path) is held by another process; end that process")
    }
  }

  /// Brings an older schema up to date; the number that it had.
  func migrate() throws(StoreError) -> Int {
    try mapped {
      let before = try queue.read { try Schema.number(of: $0) }
      try Schema.migrator.migrate(queue)
      return before
    }
  }

  /// Reads every page and index, and holds every invariant against what is there.
  /// - Returns: the first thing that does not hold, without content; nil where it is sound.
  func flaw() throws(StoreError) -> String? {
    try mapped {
      try queue.read { db -> String? in
        let pages = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
        guard pages == "ok" else { return pages ?? "it cannot be read" }
        // An older schema's rows are checked once they are in today's form.
        guard try Schema.number(of: db) == Schema.current else {
          return try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") == nil
            ? nil : "a reference leads nowhere"
        }
        var found = Consistency()
        for step in Consistency.steps {
          var cursor: Int64? = 0
          while let after = cursor, found.list.isEmpty { cursor = try step(db, after, &found) }
        }
        return found.list.first.map { "\($0.invariant): \($0.detail)" }
      }
    }
  }

  func contents() throws(StoreError) -> StoreContents {
    try mapped {
      try queue.read { db in
        let schema = try Schema.number(of: db)
        guard schema > 0 else { return StoreContents(schema: 0, messages: 0, notes: 0) }
        let newest = try Int64.fetchOne(db, sql: "SELECT max(received_at) FROM messages")
        return StoreContents(
          schema: schema,
          messages: try Int.fetchOne(db, sql: "SELECT count(*) FROM messages") ?? 0,
          notes: try Int.fetchOne(db, sql: "SELECT count(*) FROM notes") ?? 0,
          newest: newest.map { Date(timeIntervalSince1970: Double($0) / 1000) })
      }
    }
  }

  /// Adds tombstones that are not there yet and an audit row; the number of tombstones that were new.
  func add(
    _ tombstones: [Tombstone], andNoteThat action: String, by actor: String, at now: Date, detail: String
  ) throws(StoreError) -> Int {
    try mapped {
      try queue.write { db in
        var added = 0
        for stone in tombstones {
          try db.execute(
            sql: "INSERT OR IGNORE INTO tombstones (hash, kind, hash_key, made_at) VALUES (?, ?, ?, ?)",
            arguments: [stone.hash, stone.kind, stone.key, stone.madeAt])
          added += db.changesCount
        }
        try db.execute(
          sql: "INSERT INTO audit (at, actor, action, detail) VALUES (?, ?, ?, ?)",
          arguments: [now.column, actor.column, action, detail])
        return added
      }
    }
  }

  private func mapped<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
    do { return try body() } catch { throw StoreError(error, at: path) }
  }
}

/// The keyed hash of something erased; the row as it stands.
struct Tombstone {
  var hash: Data
  var kind: String
  var key: String
  var madeAt: Int64

  static func all(_ db: Database) throws -> [Tombstone] {
    try Row.fetchAll(db, sql: "SELECT hash, kind, hash_key, made_at FROM tombstones").map {
      Tombstone(hash: $0[0], kind: $0[1], key: $0[2], madeAt: $0[3])
    }
  }
}
