import Feedback
import GRDB
import Glibc

/// How connections are set up, and what is checked before anything is written.
enum Connection {
  /// Other processes may hold the database this many seconds before a call fails as busy.
  static let patience: Double = 5

  /// When the write-ahead log has grown by this many pages (16 MB), the commit that did it moves them into the
  /// file. Small enough to be over in a moment, and to keep the log short; large enough that pages written often
  /// are moved once.
  private static let pagesBeforeCheckpoint = 2048

  /// The log is cut back to this many bytes after a long reader had let it grow.
  private static let longestLog = 64 << 20

  /// Larger than SQLite's 4096: the original of a mail then takes one or two pages of overflow.
  private static let pageSize = 8192

  static func configuration(_ place: String, _ access: SQLiteStore.Access) -> Configuration {
    var configuration = Configuration()
    configuration.label = "lyssnad.store"
    configuration.readonly = access == .read
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    configuration.maximumReaderCount = 2
    configuration.prepareDatabase { db in
      db.add(tokenizer: SearchTokenizer.self)
      PassageKeys.prepare(db)
      // Before the log is set up, which writes: the file may be another program's.
      let isNew = try requireOurs(db, place)
      if isNew {
        guard access != .read else {
          throw StoreError(
            .cannotOpen, "the store \(place) is empty; the first lyssnad run or ingest sets it up")
        }
        try db.execute(sql: "PRAGMA page_size = \(pageSize)")
      }
      // The patience for readers too, for which GRDB has its own; and as many kB of pages as each has use for.
      let pages = db.configuration.readonly ? 1024 : 4096
      try db.execute(sql: "PRAGMA busy_timeout = \(Int(patience * 1000)); PRAGMA cache_size = -\(pages)")
    }
    return configuration
  }

  /// Migrates a store that may be written, and sets the writing connection up.
  /// - Returns: the number of the schema that it had.
  static func bringUpToDate(
    _ database: any DatabaseWriter, _ place: String, _ access: SQLiteStore.Access
  ) throws -> Int {
    let (number, isLater) = try database.read { db in
      (try Schema.number(of: db), try Schema.migrator.hasBeenSuperseded(db))
    }
    guard !isLater else {
      throw StoreError(
        .notOurs, "the store \(place) was written by a later version of lyssnad; upgrade this one to use it")
    }
    guard access != .read else {
      guard number == Schema.current else {
        throw StoreError(
          .cannotOpen,
          "the store \(place) has schema \(number), and this version reads \(Schema.current); lyssnad run brings it up to date"
        )
      }
      return number
    }
    try Schema.migrator.migrate(database)
    try database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA synchronous = FULL;
          PRAGMA secure_delete = ON;
          PRAGMA wal_autocheckpoint = \(pagesBeforeCheckpoint);
          PRAGMA journal_size_limit = \(longestLog);
          """)
    }
    return number
  }

  /// Refuses a database of another program; true for an empty one.
  private static func requireOurs(_ db: Database, _ place: String) throws -> Bool {
    // A database with tables and without an identity is another program's, or one that another process of ours sets up
    // at this moment.
    for attempt in 0... {
      let id = try Int32.fetchOne(db, sql: "PRAGMA application_id")
      if id == Schema.applicationID { return false }
      let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
      if id == 0, tables == 0 { return true }
      guard id == 0, attempt < 50 else { break }
      usleep(20_000)
    }
    throw StoreError(
      .notOurs, "\(place) is the database of another program; name another file as the store")
  }
}
