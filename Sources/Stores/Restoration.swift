package import Feedback
package import Foundation
import GRDB

/// A backup put in the place of a store, which is kept beside it.
package enum Restoration {
  package struct Done: Hashable, Sendable {
    /// What the backup held, with the schema it had there.
    package var contents: StoreContents
    /// Where the replaced store lies now; nil where there was none.
    package var kept: String?
    /// Why the replaced store could not be read; nil where it could, or where there was none.
    package var damage: String?
    /// Erasures that the replaced store knew of and the backup did not. Their tombstones were taken over, so that what
    /// was erased is not taken in again; the backup itself may still hold it.
    package var erasuresSince: Int
  }

  /// Puts a backup in the place of a store.
  ///
  /// The backup is copied beside the store, verified, brought up to today's schema and verified again before anything is
  /// touched. Then the store gets a second name, the replaced one's, and the copy takes its first in one step: killed
  /// anywhere, there is one whole store in its place, the old or the new. The caller keeps the daemon away; another
  /// process that has the store open is noticed here.
  /// - Parameters:
  ///   - backup: an open descriptor of the backup, at its beginning. It is opened by the caller, who may be allowed to
  ///     read more than the store's owner is.
  ///   - name: the backup's path, for sentences.
  /// - Throws: ``StoreError``: `notOurs` for what is no store, is a later version's, or is one in use; `corrupt`, `busy`,
  ///   `full`, `io`, `cannotCreate`. The store is then as it was.
  package static func restore(
    _ backup: Int32, named name: String, to store: String, at now: Date, by actor: String
  ) throws(StoreError) -> Done {
    // SQLite keeps its log beside the file itself, not beside a link to it.
    let store = URL(fileURLWithPath: store).resolvingSymlinksInPath().path
    try requireStanding(backup, name, store)
    let partial = try PartialFile(for: store, "the store \(store), restored,")
    try partial.fill(from: backup)
    let file: StandingFile
    var contents: StoreContents
    do throws(StoreError) {
      file = try StandingFile(path: partial.path, access: .write())
      try file.standAlone()
      contents = try file.contents()
      guard contents.schema > 0 else { throw StoreError(.notOurs, "it is empty") }
      try requireSound(file)
      contents.schema = try file.migrate()
      try requireSound(file)
    } catch {
      switch error.kind {
      case .notOurs, .corrupt:
        throw StoreError(error.kind, "\(name) cannot be restored: \(error.description)")
      default: throw error
      }
    }

    // Nobody opens the store for writing until the new one stands there.
    let turn = FolderLock(of: store)
    defer { withExtendedLifetime(turn) {} }
    let old = try Replaced(store)
    let stamp = now.formatted(
      Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt))
    let aside = "\(store).replaced-\(stamp)"
    let erasures = try file.add(
      old.tombstones, andNoteThat: "store.restored", by: actor, at: now,
      detail: "from a backup of schema \(contents.schema)")
    try file.close()
    let kept = old.exists ? try keep(store, as: aside) : nil
    try partial.publish(replacing: true)
    return Done(
      contents: contents, kept: kept, damage: old.damage, erasuresSince: erasures)
  }

  private static func requireSound(_ file: StandingFile) throws(StoreError) {
    guard let flaw = try file.flaw() else { return }
    throw StoreError(.corrupt, "it is damaged (\(flaw)); take an earlier backup")
  }

  /// Refuses what is the store itself, and a store with a write-ahead log, whose file alone is not all of it.
  private static func requireStanding(_ backup: Int32, _ name: String, _ store: String) throws(StoreError) {
    var status = stat()
    guard fstat(backup, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw StoreError(.notOurs, "the backup \(name) is not a plain file; name one that lyssnad backup made")
    }
    var place = stat()
    if stat(store, &place) == 0, place.st_dev == status.st_dev, place.st_ino == status.st_ino {
      throw StoreError(.notOurs, "\(name) is the store itself; name a backup of it")
    }
    var log = stat()
    if stat(name + "-wal", &log) == 0, log.st_size > 0 {
      throw StoreError(
        .notOurs,
        "\(name) has a write-ahead log beside it, so it is a store in use or a part of one; make a backup of it with lyssnad backup"
      )
    }
  }

  /// Gives the store its second name. Whatever SQLite left beside it goes along: a log that stayed would be played into
  /// the restored store.
  /// - Returns: that name; with a number where it is taken, as by a restore that was killed within the same second.
  private static func keep(_ store: String, as wanted: String) throws(StoreError) -> String {
    var aside = wanted
    var number = 1
    while link(store, aside) != 0 {
      guard errno == EEXIST, number < 1000 else {
        throw PartialFile.failure(errno, "the replaced store \(aside)")
      }
      number += 1
      aside = "\(wanted)-\(number)"
    }
    let what = "the replaced store \(aside)"
    for suffix in PartialFile.companions {
      guard rename(store + suffix, aside + suffix) == 0 || errno == ENOENT else {
        throw PartialFile.failure(errno, what)
      }
    }
    try PartialFile.sync(folderOf: aside, what)
    return aside
  }
}

/// The store that gives way.
private struct Replaced {
  var exists = false
  var tombstones: [Tombstone] = []
  var damage: String?

  /// Whether a file begins with SQLite's magic (<https://www.sqlite.org/fileformat.html>, section 1.3.1).
  private static func isDatabase(_ path: String) -> Bool {
    let magic = Array("SQLite format 3\0".utf8)
    var beginning = [UInt8](repeating: 0, count: magic.count)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    return read(file, &beginning, beginning.count) == magic.count && beginning == magic
  }

  /// Reads what must outlive it, and moves its log into its file.
  /// - Throws: `busy` where another process has it open, `notOurs` where it is another program's database.
  init(_ store: String) throws(StoreError) {
    var status = stat()
    guard lstat(store, &status) == 0 else { return }
    exists = true
    // An empty file is what a first start that was killed leaves.
    guard status.st_size > 0 else { return }
    // Opening what is no database, SQLite would remove the log beside it, in which commits may still be found.
    guard Self.isDatabase(store) else {
      damage = "\(store) does not begin as a database does"
      return
    }
    do {
      let queue = try DatabaseQueue(path: store, configuration: Connection.configuration(store, .write()))
      defer { try? queue.close() }
      let mode = try queue.writeWithoutTransaction {
        try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE")
      }
      guard mode == "delete" else {
        throw DatabaseError(resultCode: .SQLITE_BUSY)
      }
      tombstones = try queue.read { try Tombstone.all($0) }
    } catch let error as StoreError {
      throw error
    } catch {
      let error = StoreError(error, at: store)
      if error.kind == .busy {
        throw StoreError(
          .busy, "the store \(store) is open in another process; end that process, and try again")
      }
      damage = error.description
    }
  }
}
