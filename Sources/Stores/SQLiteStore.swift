package import Feedback
import Foundation
import GRDB

/// The feedback store in one SQLite file, with a write-ahead log (<https://www.sqlite.org/wal.html>).
///
/// One connection writes, a few read beside it, and so do other processes: `status`, `search` and `export` see
/// the last commit while the daemon goes on. A commit is on the disk when it returns (`synchronous=FULL`). What
/// need not outlive a power cut, such as counted attempts, is written without waiting for the disk; see ``Durability``.
///
/// No method is cut short when its task is cancelled: a commit that has begun ends, and is then answered for.
package final class SQLiteStore: FeedbackStore {
  /// How a store is opened.
  package enum Access: Hashable, Sendable {
    /// Reads and writes; makes the file where there is none, and its folder only when told to.
    case write(makingFolder: Bool = false)
    /// Reads alone, beside whoever writes.
    case read
  }

  /// What a transaction waits for before it returns.
  enum Durability {
    /// The disk: what returned survives a power cut.
    case full
    /// The operating system: what returned survives a crash of the process. The next full one carries it to disk.
    case relaxed
  }

  /// The database's path; `:memory:` where there is none.
  let place: String
  let access: Access
  /// The number of the schema that opening it brought up to date; nil where it was so already, or was new.
  package let migratedFrom: Int?
  let database: any DatabaseWriter

  private static let memory = ":memory:"

  /// Opens the store in a file, and brings its schema up to date when it may write.
  /// - Throws: ``StoreError``: `cannotOpen`, `notOurs` for another program's file or a later version's store,
  ///   `corrupt`, `readOnly`, `full`, `io`, or `busy` where another process holds it for more than 5 seconds.
  package convenience init(path: String, access: Access = .write()) throws(StoreError) {
    switch access {
    case .write(let makingFolder): try StoreFile.prepare(path, makingFolder: makingFolder)
    case .read: try StoreFile.requireExisting(path)
    }
    do {
      // Several that come to a new place at once set it up one after the other.
      let turn = access == .read ? nil : FolderLock(of: path)
      defer { withExtendedLifetime(turn) {} }
      let pool = try DatabasePool(path: path, configuration: Connection.configuration(path, access))
      try self.init(pool, place: path, access: access)
    } catch {
      throw StoreError(error, at: path)
    }
  }

  /// Opens the store that a URL names; see ``StoreLocation``.
  package convenience init(url: String, access: Access = .write()) throws(StoreError) {
    try self.init(path: try StoreLocation(url: url).path, access: access)
  }

  /// A store that lives as long as the object, for `--dry-run` and tests.
  package static func inMemory() throws(StoreError) -> SQLiteStore {
    let place = memory
    do {
      let queue = try DatabaseQueue(configuration: Connection.configuration(place, .write()))
      return try SQLiteStore(queue, place: place, access: .write())
    } catch {
      throw StoreError(error, at: place)
    }
  }

  private init(_ database: any DatabaseWriter, place: String, access: Access) throws {
    self.database = database
    self.place = place
    self.access = access
    let before = try Connection.bringUpToDate(database, place, access)
    migratedFrom = (1..<Schema.current).contains(before) ? before : nil
  }

  /// Moves the write-ahead log into the file, where no other process is reading, and closes it. Every call after it
  /// fails.
  package func close() throws(StoreError) {
    do {
      if access != .read, place != Self.memory {
        // The pool closes a reader last, which cannot do it.
        try database.writeWithoutTransaction {
          _ = try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
      }
      try database.close()
    } catch {
      throw StoreError(error, at: place)
    }
  }
}

// How the port's methods reach the database.
extension SQLiteStore {
  /// Runs a transaction on the writing connection, begun so that it does not lose its way to another writer half-way.
  func write<Value: Sendable>(
    _ durability: Durability = .full, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    guard access != .read else {
      throw StoreError(.readOnly, "the store \(place) was opened for reading; nothing can be written to it")
    }
    let place = place
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      database.asyncWriteWithoutTransaction { db in
        continuation.resume(
          returning: Result {
            if durability == .relaxed { try db.execute(sql: "PRAGMA synchronous = NORMAL") }
            let value = Result { try db.immediateTransaction(body) }
            if durability == .relaxed { try db.execute(sql: "PRAGMA synchronous = FULL") }
            return try value.get()
          }.mapError { StoreError($0, at: place) })
      }
    }
    return try result.get()
  }

  /// Reads one state of the database, whatever is committed meanwhile.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let place = place
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      database.asyncRead { db in
        continuation.resume(returning: Result { try body(db.get()) }.mapError { StoreError($0, at: place) })
      }
    }
    return try result.get()
  }
}

extension Database {
  fileprivate func immediateTransaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var value: Value?
    try inTransaction(.immediate) {
      value = try body(self)
      return .commit
    }
    guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
    return value
  }
}
