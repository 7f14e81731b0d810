package import Feedback
import Foundation
import GRDB

/// A copy of a store in one file, made beside whoever uses it.
package enum StoreBackup {
  package struct Made: Hashable, Sendable {
    package var contents: StoreContents
    package var bytes: Int
  }

  /// Copies the last committed state with SQLite's backup interface (<https://www.sqlite.org/backup.html>), in one step
  /// from one snapshot: a daemon goes on committing meanwhile, and a step that were cut in pieces would begin anew with
  /// each of its commits. The copy is verified before it gets its name.
  ///
  /// A store of an older schema is copied as it is, so that it can be backed up before an upgrade.
  /// - Throws: ``StoreError``: `cannotCreate` where `path` is taken or cannot be made, `full`, `io`, `busy`;
  ///   `corrupt` where the copy is not sound, which the store then is not either; `cannotOpen` without a store.
  package static func make(of store: String, at path: String) throws(StoreError) -> Made {
    let what = "the backup \(path)"
    var status = stat()
    guard lstat(path, &status) != 0 else { throw PartialFile.failure(EEXIST, what) }
    try StoreFile.requireExisting(store)
    let partial = try PartialFile(for: path, what)
    do {
      let source = try DatabasePool(path: store, configuration: Connection.configuration(store, .read))
      let target = try DatabaseQueue(path: partial.path)
      try source.backup(to: target)
      try target.close()
      try source.close()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
      throw PartialFile.failure(ENOSPC, what)
    } catch {
      throw StoreError(error, at: store)
    }
    let file = try StandingFile(path: partial.path, access: .write())
    try file.standAlone()
    if let flaw = try file.flaw() {
      throw StoreError(
        .corrupt,
        "no backup was made: the copy of the store \(store) is not sound (\(flaw)), so the store may be damaged; run lyssnad check --connect"
      )
    }
    let contents = try file.contents()
    try file.close()
    guard fstat(partial.descriptor, &status) == 0 else { throw PartialFile.failure(errno, what) }
    try partial.publish(replacing: false)
    return Made(contents: contents, bytes: Int(status.st_size))
  }
}
