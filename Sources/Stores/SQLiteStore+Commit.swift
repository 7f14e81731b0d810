package import Feedback
import Foundation
import GRDB

extension SQLiteStore {
  package func position(of source: SourceName) async throws(StoreError) -> Position? {
    try await read { db in
      let position = try String.fetchOne(
        db.cachedStatement(sql: "SELECT position FROM sources WHERE name = ?"),
        arguments: [source.rawValue.column])
      return position.map(Position.init(rawValue:))
    }
  }

  package func standings(
    of keys: [ArrivalKey], from source: SourceName
  ) async throws(StoreError) -> [ArrivalKey: Standing] {
    try await read { db in
      let decided = try FastStatement(
        db, "SELECT outcome, reason, id FROM messages WHERE source = ? AND key = ?")
      let attempted = try FastStatement(db, "SELECT count FROM attempts WHERE source = ? AND key = ?")
      var standings = [ArrivalKey: Standing]()
      for key in keys {
        func place(_ arguments: inout FastStatement.Arguments) {
          arguments.add(source.rawValue)
          arguments.add(key.rawValue)
        }
        standings[key] = try decided.first(place) { row in
          .decided(
            try sound(Outcome(name: row.text(0) ?? "", reason: row.text(1)), "messages.outcome"),
            try sound(row.id(2), "messages.id"))
        }
        if standings[key] == nil, let count = try attempted.number(place) {
          standings[key] = .attempted(Int(count))
        }
      }
      return standings
    }
  }

  package func outcomes(of digests: [Digest]) async throws(StoreError) -> [Digest: Outcome] {
    try await read { db in
      let statement = try db.cachedStatement(
        sql: "SELECT outcome, reason FROM messages WHERE sha256 = ? ORDER BY number DESC LIMIT 1")
      var outcomes = [Digest: Outcome]()
      for digest in digests {
        guard let row = try Row.fetchOne(statement, arguments: [Data(digest.bytes)]) else { continue }
        outcomes[digest] = try sound(Outcome(name: row[0], reason: row[1]), "messages.outcome")
      }
      return outcomes
    }
  }

  /// Does not wait for the disk: a process that is killed leaves the count with the operating system, and a power
  /// cut is no fault of the message. A message that is committed has no more attempts to count.
  package func beginAttempt(at keys: [ArrivalKey], from source: SourceName) async throws(StoreError) {
    guard !keys.isEmpty else { return }
    try await write(.relaxed) { db in
      let statement = try FastStatement(
        db,
        """
        INSERT INTO attempts (source, key, count)
        SELECT ?1, ?2, 1 WHERE NOT EXISTS (SELECT 1 FROM messages WHERE source = ?1 AND key = ?2)
        ON CONFLICT (source, key) DO UPDATE SET count = count + 1
        """)
      for key in keys {
        try statement.run {
          $0.add(source.rawValue)
          $0.add(key.rawValue)
        }
      }
    }
  }

  /// An entry that the database cannot hold is committed as `quarantined(store_refused)`, with the reason among
  /// its warnings; the others of its batch are not touched by it.
  package func commit(
    _ entries: [Entry], from source: SourceName, at position: Position?
  ) async throws(StoreError) -> [CommitResult] {
    let packer = Packer()
    let prepared = entries.map { PreparedEntry($0, packer) }
    do {
      return try await write { db in
        let writer = try EntryWriter(db)
        let results = try prepared.map(writer.commit)
        try Self.move(source, to: position, in: db)
        return results
      }
    } catch  where error.kind == .refused {
      // Once more, each entry behind a savepoint of its own. Not so the first time: savepoints make SQLite copy
      // every page that they touch.
      return try await write { db in
        let writer = try EntryWriter(db)
        let results = try prepared.map { entry in
          try writer.holding(entry) { try writer.commit($0) }
        }
        try Self.move(source, to: position, in: db)
        return results
      }
    }
  }

  private static func move(_ source: SourceName, to position: Position?, in db: Database) throws {
    guard let position else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO sources (name, position) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET position = excluded.position
        """
    ).run([source.rawValue.column, position.rawValue.column])
  }
}

extension EntryWriter {
  /// Writes an entry by `body`; where it cannot be held, what can be held of it.
  /// - Parameter isOver: it takes the place of a message and keeps that one's identifier.
  func holding(
    _ entry: PreparedEntry, isOver: Bool = false, _ body: (PreparedEntry) throws -> CommitResult
  ) throws -> CommitResult {
    func named(_ entry: PreparedEntry) throws -> PreparedEntry { isOver ? entry : try free(entry) }
    do {
      return try db.savepoint { try body(entry) }
    } catch {
      guard let reason = Self.refusal(error) else { throw error }
      do {
        return try db.savepoint { try body(named(entry.refused(for: reason, sparely: false))) }
      } catch  where Self.refusal(error) != nil {
        return try db.savepoint { try body(named(entry.refused(for: reason, sparely: true))) }
      }
    }
  }

  /// The reason why an entry cannot be held; nil for an error of another kind.
  private static func refusal(_ error: any Error) -> String? {
    switch error {
    case let refusal as Refusal: refusal.description
    case let error as DatabaseError where StoreError(error, at: "").kind == .refused:
      error.message ?? "\(error.extendedResultCode)"
    default: nil
    }
  }

  /// The entry under an identifier that no message has: a message is never lost to one that was given twice.
  private func free(_ entry: PreparedEntry) throws -> PreparedEntry {
    var entry = entry
    let statement = try db.cachedStatement(sql: "SELECT 1 FROM messages WHERE id = ?")
    while try Int.fetchOne(statement, arguments: [entry.entry.id.column]) != nil {
      entry.entry.id = entry.entry.id.successor
    }
    return entry
  }
}

extension Database {
  fileprivate func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
    var value: Value?
    try inSavepoint {
      value = try body()
      return .commit
    }
    guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
    return value
  }
}
