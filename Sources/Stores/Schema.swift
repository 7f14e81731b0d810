import GRDB

/// The schema of the store, and how an older one becomes the present one.
///
/// What the tables hold, in the order in which a message meets them:
///
/// | table | a row is |
/// |---|---|
/// | `sources` | a source: how far it has been read, and what it last said of itself |
/// | `attempts` | a message whose reading has begun and not ended, with the number of attempts |
/// | `messages` | a message with its one outcome |
/// | `originals` | bytes as received, under their SHA-256; messages with the same bytes share a row |
/// | `parts` | the decoded text of one part of a message, into which segments and passages point |
/// | `notes` | a note; `message` is the one in whose parts its ranges lie |
/// | `message_notes` | a message belongs to a note: the one that brought it, and every duplicate |
/// | `note_reporters` | an officer who sent or forwarded the note |
/// | `companies`, `note_companies` | a company, and the note that names it, as written there |
/// | `passages`, `tags` | a passage, and a theme on it with its evidence |
/// | `passage_keys`, `latest_passage_keys` | the hash of a passage's text, and the note that has it; see ``PassageKeys`` |
/// | `passage_index`, `search_state` | the search index over passages, and how far it has come |
/// | `revisions` | a note that is a corrected version of an earlier one |
/// | `corrections` | an officer's judgement of a passage; withdrawn ones stay |
/// | `earlier_judgements` | the judgement that a passage had before a correction or replay changed it |
/// | `activities`, `activity_passages` | what the municipality does, and the passages it answers |
/// | `nki_figures` | a satisfaction figure of one service area and period |
/// | `outbox` | a mail to be sent, with the Message-ID it keeps however often it is tried |
/// | `models` | a trained model; one is active |
/// | `audit` | who did what to which record, without content |
/// | `tombstones` | the keyed hash of something erased that may not come back |
/// | `holds` | what retention may not touch |
///
/// Conventions:
/// - A record that the outside knows has an `id`: the 16 bytes of its ULID. Bytes rather than text, because
///   they sort the same and take 16 bytes instead of 26 in a table and in each index (and are a `uuid` in
///   PostgreSQL). Rows refer to each other by a small `number`, which is never shown.
/// - Times are milliseconds since 1970 in UTC; days are `2025-03-12`.
/// - Ranges are half-open offsets in Unicode scalars.
/// - What is only ever read whole is one JSON column: a note's segments, a message's warnings and attachments,
///   a tag's evidence. A row each would cost more than the passages themselves, and no query asks for one.
/// - Larger bytes and texts are compressed; `encoding` says how, `size` how much they were.
/// - U+0000 cannot be held by every SQL database: it is kept as U+FFFD, so that offsets stay right.
/// - The vocabularies that the contract fixes are checked; themes and service areas are configuration.
/// - Each foreign key has an index on the referring side, and rows are removed explicitly, never by cascade.
///
/// A schema that has been released is never edited: add a migration to ``migrator`` instead, and what it needs
/// for old rows. The number of migrations is the schema's number.
enum Schema {
  /// "Lyss" in ASCII, in the database's header: tells our files from other programs'.
  static let applicationID: Int32 = 0x4C79_7373

  /// All migrations, oldest first.
  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: schema1)
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    // By which a corrected version finds the note that it revises (until migration 4), and a late copy of that one the
    // note it is; see ``NoteWriter``.
    migrator.registerMigration("2") { db in
      try db.execute(sql: "CREATE INDEX notes_superseded ON notes (fingerprint) WHERE in_force = 0")
      try db.execute(
        sql: "CREATE INDEX passages_by_beginning ON passages (substr(text, 1, 40))")
    }
    // What an officer's judgement rests on, and what a passage was judged to be before; see ``Judgements``.
    migrator.registerMigration("3") { db in
      try db.execute(sql: "ALTER TABLE corrections ADD COLUMN evidence TEXT")
      try db.execute(
        sql: """
          CREATE TABLE earlier_judgements (
            number INTEGER PRIMARY KEY,
            passage INTEGER NOT NULL REFERENCES passages (number),
            replaced_at INTEGER NOT NULL,
            cause TEXT NOT NULL CHECK (cause IN ('correction', 'withdrawal', 'replay')),
            stance TEXT CHECK (stance IN ('need', 'praise', 'idea', 'neutral')),
            service_area TEXT NOT NULL,
            tags TEXT NOT NULL
          ) STRICT
          """)
      try db.execute(sql: "CREATE INDEX earlier_judgements_by_passage ON earlier_judgements (passage)")
    }
    migrator.registerMigration("4") { db in try db.execute(sql: PassageKeys.schema) }
    return migrator
  }()

  /// The number of the schema that this program writes.
  static var current: Int { migrator.migrations.count }

  /// The number of the schema that a database has; 0 before the first migration.
  static func number(of db: Database) throws -> Int { try migrator.appliedIdentifiers(db).count }
}
