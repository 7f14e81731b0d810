import Feedback
import GRDB

/// One entry that cannot be held, for a reason that the tables' checks do not know.
struct Refusal: Error {
  /// What is wrong with it, without content.
  let description: String
}

extension StoreError {
  /// What an error from SQLite, or from our own reading of the tables, means to whoever uses the store.
  /// - Parameter place: the path of the database, for the sentence.
  init(_ error: any Error, at place: String) {
    switch error {
    case let error as StoreError: self = error
    case let error as DatabaseError: self.init(error, at: place)
    case let damage as Damage:
      self.init(.corrupt, "the store \(place) is damaged: \(damage); restore it from a backup")
    case let refusal as Refusal: self.init(.refused, "the store cannot hold an entry: \(refusal)")
    default: self.init(.fault, "the store \(place) failed: \(type(of: error)); this is a fault of lyssnad")
    }
  }

  private init(_ error: DatabaseError, at place: String) {
    // SQLite's own words: they name tables and columns, never values.
    let words = error.message ?? "\(error.extendedResultCode)"
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .busy,
        "the store \(place) is held by another process; it is tried again, and if this lasts, end that process"
      )
    case .SQLITE_FULL:
      self.init(.full, "no space is left for the store \(place); make room on its file system")
    case .SQLITE_READONLY:
      self.init(
        .readOnly,
        "the store \(place) cannot be written: it, its folder or its file system is read-only; give the service write access"
      )
    case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_NOMEM:
      self.init(.fault, "memory ran out in the store \(place); lower the limits or give the service more")
    case .SQLITE_IOERR:
      self.init(
        .io, "the device of the store \(place) failed to read or write (\(words)); look at the kernel's log")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(
        .cannotOpen,
        "the store \(place) cannot be opened (\(words)); check that it exists and who may read and write it")
    case .SQLITE_NOTADB:
      self.init(.notOurs, "\(place) is no SQLite database; name another file as the store")
    case .SQLITE_CORRUPT:
      self.init(.corrupt, "the store \(place) is damaged (\(words)); restore it from a backup")
    case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH:
      self.init(.refused, "the store cannot hold an entry: \(words)")
    default:
      self.init(
        .fault,
        "the store \(place) failed (\(error.extendedResultCode): \(words)); this is a fault of lyssnad")
    }
  }
}
