import Feedback
import GRDB
import Language

/// Finds the notes that share a passage, by a short hash of its text, within one transaction.
///
/// Such keys come in no order, and an index that takes them one by one writes a page of its own for nearly each passage.
/// So the latest stand in a small table, `latest_passage_keys`, and are moved into the large one, `passage_keys`, many at
/// a time and in its order: then a page that is written takes many. (A log-structured merge tree of two levels; O'Neil
/// and others, *The Log-Structured Merge-Tree*, 1996.)
///
/// A key is a hint: texts that differ can share one, so whoever asks compares the notes.
struct PassageKeys {
  /// Other notes that are named for a passage: the latest that have it.
  static let most = 8
  /// Notes whose keys stand in the small table.
  private static let notesBeforeMove: Int64 = 512
  /// The SQL function that gives a text's key.
  static let function = "lyssnad_passage_key"

  private let insert: FastStatement
  private let latest: FastStatement
  private let earlier: FastStatement
  private let move: FastStatement
  private let empty: FastStatement

  /// The latest notes with a key in a table, whose order is that of its primary key.
  static func notes(in table: String) -> String {
    "SELECT note FROM \(table) WHERE key = ? ORDER BY note DESC LIMIT \(most)"
  }

  init(_ db: Database) throws {
    insert = try FastStatement(db, "INSERT OR IGNORE INTO latest_passage_keys (key, note) VALUES (?, ?)")
    latest = try FastStatement(db, Self.notes(in: "latest_passage_keys"))
    earlier = try FastStatement(db, Self.notes(in: "passage_keys"))
    move = try FastStatement(
      db,
      "INSERT OR IGNORE INTO passage_keys (key, note) SELECT key, note FROM latest_passage_keys ORDER BY key, note"
    )
    empty = try FastStatement(db, "DELETE FROM latest_passage_keys")
  }

  /// A text's key: the same on every machine.
  static func key(of text: UnsafeBufferPointer<UInt8>) -> Int64 {
    var hash = StableHash(kind: UInt8(ascii: "P"))
    hash.add(text)
    // 32 bits: 4 bytes in a row, where 8 would make the table half as large again.
    return Int64(Int32(truncatingIfNeeded: hash.value))
  }

  private static func key(of text: String) -> Int64 {
    var text = text.column
    return text.withUTF8(key)
  }

  func add(_ text: String, of note: Int64) throws {
    try insert.run {
      $0.add(Self.key(of: text))
      $0.add(note)
    }
  }

  /// To be called once all passages of a new note are added.
  func finish(_ note: Int64) throws {
    guard note.isMultiple(of: Self.notesBeforeMove) else { return }
    try move.run { _ in }
    try empty.run { _ in }
  }

  /// The latest notes that have a passage, at most ``most``, latest first.
  func notes(with text: String) throws -> [Int64] {
    let key = Self.key(of: text)
    var notes = try latest.numbers { $0.add(key) }
    if notes.count < Self.most {
      for note in try earlier.numbers({ $0.add(key) }) where notes.count < Self.most && !notes.contains(note)
      {
        notes.append(note)
      }
    }
    return notes
  }

  /// How many passages of a note have no key.
  static func missing(_ note: Int64, in db: Database) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT count(*) FROM passages WHERE note = ?1
            AND NOT EXISTS (SELECT 1 FROM passage_keys WHERE key = \(function)(text) AND note = ?1)
            AND NOT EXISTS (SELECT 1 FROM latest_passage_keys WHERE key = \(function)(text) AND note = ?1)
          """), arguments: [note]) ?? 0
  }

  /// How many keys belong to notes that are gone.
  static func stale(in db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM (SELECT note FROM passage_keys UNION ALL SELECT note FROM latest_passage_keys)
        WHERE note NOT IN (SELECT number FROM notes)
        """) ?? 0
  }

  /// Forgets a note, whose passages must still be there as they were.
  static func forget(_ note: Int64, in db: Database) throws {
    for table in ["latest_passage_keys", "passage_keys"] {
      try db.execute(
        sql: """
          DELETE FROM \(table) WHERE note = ?1
            AND key IN (SELECT \(function)(text) FROM passages WHERE note = ?1)
          """, arguments: [note])
    }
  }
}

extension PassageKeys {
  /// The fourth step of the schema: in place of an index on the beginnings of passages.
  static let schema = """
    DROP INDEX passages_by_beginning;

    -- Without a reference to notes, which would take an index of its own: whoever removes a note or changes its passages
    -- first has its keys forgotten.
    CREATE TABLE passage_keys (
      key INTEGER NOT NULL,
      note INTEGER NOT NULL,
      PRIMARY KEY (key, note)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE latest_passage_keys (
      key INTEGER NOT NULL,
      note INTEGER NOT NULL,
      PRIMARY KEY (key, note)
    ) STRICT, WITHOUT ROWID;

    INSERT OR IGNORE INTO passage_keys (key, note)
    SELECT \(function)(text), note FROM passages ORDER BY 1, 2;
    """

  /// Makes ``function`` known to a connection.
  static func prepare(_ db: Database) {
    db.add(
      function: DatabaseFunction(function, argumentCount: 1, pure: true) { values in
        values.first.flatMap { String.fromDatabaseValue($0) }.map { key(of: $0) }
      })
  }
}
