import Feedback
import Foundation
import GRDB

/// Writes notes, and finds those that are known, within one transaction.
struct NoteWriter {
  private let db: Database
  private let byID: Statement
  private let byFingerprint: Statement
  private let superseded: Statement
  private let ofMessage: Statement
  private let identifiersOfMessage: Statement
  private let insertNote: Statement
  private let moveNote: Statement
  private let link: Statement
  private let addReporter: Statement
  private let addCompany: Statement
  private let linkCompany: Statement
  private let insertPassage: Statement
  private let insertTag: Statement
  private let withPassage: Statement
  private let describe: Statement
  private let textsOf: Statement

  /// The characters of a passage by which it is looked up.
  static let beginning = 40
  /// Passages of a note that are looked up in others.
  private static let lookedUp = 12
  /// Other notes that are compared with it.
  private static let compared = 8

  /// The latest notes that have a passage.
  ///
  /// The plus sign keeps SQLite from putting the parameter in the place of `text` everywhere: it would do so in the
  /// indexed expression too, which would then match no index, and each look would read all of it.
  static let withPassage = """
    SELECT note FROM passages INDEXED BY passages_by_beginning
    WHERE substr(text, 1, \(beginning)) = substr(?1, 1, \(beginning)) AND +text = ?1
    ORDER BY number DESC LIMIT \(compared)
    """

  static let insertTagStatement =
    "INSERT INTO tags (passage, position, theme, score, author, model, evidence) VALUES (?, ?, ?, ?, ?, ?, ?)"

  init(_ db: Database) throws {
    self.db = db
    byID = try db.cachedStatement(sql: "SELECT number FROM notes WHERE id = ?")
    byFingerprint = try db.cachedStatement(
      sql: "SELECT number FROM notes WHERE fingerprint = ? AND in_force = 1")
    superseded = try db.cachedStatement(
      sql: "SELECT number FROM notes WHERE fingerprint = ? AND in_force = 0 ORDER BY number DESC LIMIT 1")
    ofMessage = try db.cachedStatement(
      sql: "SELECT note FROM message_notes WHERE message = ? ORDER BY position")
    identifiersOfMessage = try db.cachedStatement(
      sql: """
        SELECT notes.id FROM message_notes JOIN notes ON notes.number = message_notes.note
        WHERE message_notes.message = ? ORDER BY message_notes.position
        """)
    insertNote = try db.cachedStatement(
      sql: """
        INSERT INTO notes (id, message, title, meeting_date, place, origin, comment, voice, service_area, language,
          segments, fingerprint, in_force)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NOT EXISTS (SELECT 1 FROM revisions WHERE earlier = ?))
        """)
    moveNote = try db.cachedStatement(sql: "UPDATE notes SET message = ? WHERE number = ?")
    link = try db.cachedStatement(
      sql: "INSERT INTO message_notes (message, note, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
    addReporter = try db.cachedStatement(
      sql: """
        INSERT INTO note_reporters (note, address, position)
        SELECT ?1, ?2, coalesce(max(position), 0) + 1 FROM note_reporters WHERE note = ?1
        ON CONFLICT DO NOTHING
        """)
    addCompany = try db.cachedStatement(
      sql: """
        INSERT INTO companies (identity, name) VALUES (?, ?)
        ON CONFLICT (identity) DO UPDATE SET identity = identity RETURNING number
        """)
    linkCompany = try db.cachedStatement(
      sql: "INSERT INTO note_companies (note, position, company, written) VALUES (?, ?, ?, ?)")
    insertPassage = try db.cachedStatement(
      sql: """
        INSERT INTO passages (id, note, ordinal, part, range_start, range_end, text, context, stance, service_area)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    insertTag = try db.cachedStatement(sql: Self.insertTagStatement)
    withPassage = try db.cachedStatement(sql: Self.withPassage)
    describe = try db.cachedStatement(
      sql: "SELECT id, title, meeting_date FROM notes WHERE number = ? AND in_force = 1 AND message <> ?")
    textsOf = try db.cachedStatement(sql: "SELECT text FROM passages WHERE note = ? ORDER BY ordinal")
  }

  /// The note with an identifier.
  func number(of id: ULID) throws -> Int64? { try Int64.fetchOne(byID, arguments: [id.column]) }

  /// The note in force with a fingerprint.
  func inForce(_ fingerprint: Digest) throws -> Int64? {
    try Int64.fetchOne(byFingerprint, arguments: [fingerprint.column])
  }

  /// The note with a fingerprint whose place a corrected version has taken: a late copy of it is no new version.
  func superseded(_ fingerprint: Digest) throws -> Int64? {
    try Int64.fetchOne(superseded, arguments: [fingerprint.column])
  }

  /// The notes to which a message belongs, in its order.
  func numbers(of message: Int64) throws -> [Int64] { try Int64.fetchAll(ofMessage, arguments: [message]) }

  func identifiers(of message: Int64) throws -> [ULID] {
    try Data.fetchAll(identifiersOfMessage, arguments: [message]).map {
      try sound(ULID(column: $0), "notes.id")
    }
  }

  /// Writes what a plan says of an entry's notes, and gives the notes that the message then belongs to, and whether
  /// one of them was found to revise another.
  func write(
    _ plan: EntryWriter.Plan, of prepared: PreparedEntry, in message: Int64
  ) throws -> (notes: [ULID], isRevision: Bool) {
    guard !plan.fates.isEmpty else { return ([], false) }
    var isRevision = false
    for (position, fate) in plan.fates.enumerated() {
      let number: Int64
      switch fate {
      case .new(let index):
        let note = prepared.entry.notes[index]
        // The same note twice in one message: the second time it is known.
        if let known = try inForce(note.fingerprint) {
          number = known
          try add(note.reporters, to: number)
        } else {
          var earlier = note.revises
          if earlier == nil, !prepared.isImported { earlier = try self.earlier(of: note, in: message) }
          isRevision = isRevision || earlier != nil
          number = try insert(note, prepared.segments[index], of: message, revising: earlier)
        }
      case .known(let known, let reporters, let movesHere):
        number = known
        if movesHere { try moveNote.run([message, number]) }
        try add(reporters, to: number)
      }
      try link.run([message, number, position])
    }
    return (try identifiers(of: message), isRevision)
  }

  /// The note in force of which this one is a corrected version: it shares a passage, and most of the words.
  private func earlier(of note: Note, in message: Int64) throws -> ULID? {
    var counts = [Int64: Int]()
    let longest = note.passages.sorted { ($1.text.utf8.count, $0.ordinal) < ($0.text.utf8.count, $1.ordinal) }
    for passage in longest.prefix(Self.lookedUp) {
      for number in try Int64.fetchAll(withPassage, arguments: [passage.text.column]) {
        counts[number, default: 0] += 1
      }
    }
    let candidates = counts.sorted { ($1.value, $1.key) < ($0.value, $0.key) }.prefix(Self.compared)
    for (number, _) in candidates {
      guard let row = try Row.fetchOne(describe, arguments: [number, message]) else { continue }
      let texts = try String.fetchAll(textsOf, arguments: [number])
      let date = (row[2] as String?).flatMap { CalendarDate($0) }
      if note.revises(passages: texts, title: row[1], meetingDate: date) {
        return try sound(ULID(column: row[0]), "notes.id")
      }
    }
    return nil
  }

  private func insert(
    _ note: Note, _ segments: String, of message: Int64, revising earlier: ULID?
  ) throws -> Int64 {
    try insertNote.run([
      note.id.column, message, note.title?.column, note.meetingDate?.description, note.place?.column,
      note.origin?.column, note.comment?.column, note.voice.rawValue, note.serviceArea.rawValue.column,
      note.language.rawValue, segments, note.fingerprint.column, note.id.column,
    ])
    let number = db.lastInsertedRowID
    if let earlier { try revise(earlier, by: number) }
    try add(note.reporters, to: number)
    try add(companies: note.companies, to: number)
    for passage in note.passages { try insert(passage, of: number) }
    return number
  }

  /// Links a note to the companies that it names.
  func add(companies: [String], to note: Int64) throws {
    for (position, company) in companies.enumerated() {
      let written = company.column
      let identity = CompanyIdentity.of(written) ?? written
      let company = try Int64.fetchOne(addCompany, arguments: [identity, written])
      try linkCompany.run([note, position, company, written])
    }
  }

  func insert(_ passage: Passage, of note: Int64) throws {
    try insertPassage.run([
      passage.id.column, note, passage.ordinal, passage.part.column, passage.range.lowerBound,
      passage.range.upperBound, passage.text.column, passage.context?.column, passage.stance?.rawValue,
      passage.serviceArea.rawValue.column,
    ])
    let number = db.lastInsertedRowID
    for (position, tag) in passage.tags.enumerated() {
      try insertTag.run([
        number, position, tag.theme.rawValue.column, tag.score, tag.author.column, tag.model?.column,
        tag.evidence.column,
      ])
    }
  }

  private func add(_ reporters: [String], to note: Int64) throws {
    for address in reporters { try addReporter.run([note, address.column]) }
  }

  private func revise(_ earlier: ULID, by note: Int64) throws {
    try db.execute(
      sql: "INSERT INTO revisions (note, earlier) VALUES (?, ?)", arguments: [note, earlier.column])
    try db.execute(sql: "UPDATE notes SET in_force = 0 WHERE id = ?", arguments: [earlier.column])
  }
}
