import Feedback
import Foundation
import GRDB

/// Writes notes, and finds those that are known, within one transaction.
struct NoteWriter {
  /// By which notes that share a passage are found.
  let keys: PassageKeys
  private let db: Database
  private let byID: FastStatement
  private let byFingerprint: FastStatement
  private let superseded: FastStatement
  private let ofMessage: FastStatement
  private let identifiersOfMessage: FastStatement
  private let insertNote: FastStatement
  private let moveNote: FastStatement
  private let link: FastStatement
  private let addReporter: FastStatement
  private let addCompany: FastStatement
  private let linkCompany: FastStatement
  private let insertPassage: FastStatement
  private let insertTag: FastStatement
  private let describe: Statement
  private let textsOf: Statement

  /// Passages of a note that are looked up in others.
  private static let lookedUp = 12
  /// Other notes that are compared with it.
  private static let compared = 8

  static let insertTagStatement =
    "INSERT INTO tags (passage, position, theme, score, author, model, evidence) VALUES (?, ?, ?, ?, ?, ?, ?)"

  init(_ db: Database) throws {
    self.db = db
    keys = try PassageKeys(db)
    byID = try FastStatement(db, "SELECT number FROM notes WHERE id = ?")
    byFingerprint = try FastStatement(
      db, "SELECT number FROM notes WHERE fingerprint = ? AND in_force = 1")
    superseded = try FastStatement(
      db, "SELECT number FROM notes WHERE fingerprint = ? AND in_force = 0 ORDER BY number DESC LIMIT 1")
    ofMessage = try FastStatement(db, "SELECT note FROM message_notes WHERE message = ? ORDER BY position")
    identifiersOfMessage = try FastStatement(
      db,
      """
      SELECT notes.id FROM message_notes JOIN notes ON notes.number = message_notes.note
      WHERE message_notes.message = ? ORDER BY message_notes.position
      """)
    insertNote = try FastStatement(
      db,
      """
      INSERT INTO notes (id, message, title, meeting_date, place, origin, comment, voice, service_area, language,
        segments, fingerprint, in_force)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
        NOT EXISTS (SELECT 1 FROM revisions WHERE earlier = ?1))
      """)
    moveNote = try FastStatement(db, "UPDATE notes SET message = ? WHERE number = ?")
    link = try FastStatement(
      db, "INSERT INTO message_notes (message, note, position) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
    addReporter = try FastStatement(
      db,
      """
      INSERT INTO note_reporters (note, address, position)
      SELECT ?1, ?2, coalesce(max(position), 0) + 1 FROM note_reporters WHERE note = ?1
      ON CONFLICT DO NOTHING
      """)
    addCompany = try FastStatement(
      db,
      """
      INSERT INTO companies (identity, name) VALUES (?, ?)
      ON CONFLICT (identity) DO UPDATE SET identity = identity RETURNING number
      """)
    linkCompany = try FastStatement(
      db, "INSERT INTO note_companies (note, position, company, written) VALUES (?, ?, ?, ?)")
    insertPassage = try FastStatement(
      db,
      """
      INSERT INTO passages (id, note, ordinal, part, range_start, range_end, text, context, stance, service_area)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertTag = try FastStatement(db, Self.insertTagStatement)
    describe = try db.cachedStatement(
      sql: "SELECT id, title, meeting_date FROM notes WHERE number = ? AND in_force = 1 AND message <> ?")
    textsOf = try db.cachedStatement(sql: "SELECT text FROM passages WHERE note = ? ORDER BY ordinal")
  }

  /// The note with an identifier.
  func number(of id: ULID) throws -> Int64? { try byID.number { $0.add(id) } }

  /// The note in force with a fingerprint.
  func inForce(_ fingerprint: Digest) throws -> Int64? { try byFingerprint.number { $0.add(fingerprint) } }

  /// The note with a fingerprint whose place a corrected version has taken: a late copy of it is no new version.
  func superseded(_ fingerprint: Digest) throws -> Int64? { try superseded.number { $0.add(fingerprint) } }

  /// The notes to which a message belongs, in its order.
  func numbers(of message: Int64) throws -> [Int64] { try ofMessage.numbers { $0.add(message) } }

  func identifiers(of message: Int64) throws -> [ULID] {
    var identifiers = [ULID]()
    try identifiersOfMessage.forEach({ $0.add(message) }) { row in
      identifiers.append(try sound(row.id(0), "notes.id"))
      return true
    }
    return identifiers
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
        if movesHere {
          try moveNote.run {
            $0.add(message)
            $0.add(number)
          }
        }
        try add(reporters, to: number)
      }
      try link.run {
        $0.add(message)
        $0.add(number)
        $0.add(position)
      }
    }
    return (try identifiers(of: message), isRevision)
  }

  /// The note in force of which this one is a corrected version: it shares a passage, and most of the words.
  private func earlier(of note: Note, in message: Int64) throws -> ULID? {
    var counts = [Int64: Int]()
    let longest = note.passages.sorted { ($1.text.utf8.count, $0.ordinal) < ($0.text.utf8.count, $1.ordinal) }
    for passage in longest.prefix(Self.lookedUp) {
      for number in try keys.notes(with: passage.text) { counts[number, default: 0] += 1 }
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
    try insertNote.run {
      $0.add(note.id)
      $0.add(message)
      $0.add(note.title)
      $0.add(note.meetingDate?.description)
      $0.add(note.place)
      $0.add(note.origin)
      $0.add(note.comment)
      $0.add(note.voice.rawValue)
      $0.add(note.serviceArea.rawValue)
      $0.add(note.language.rawValue)
      $0.add(segments)
      $0.add(note.fingerprint)
    }
    let number = db.lastInsertedRowID
    if let earlier { try revise(earlier, by: number) }
    try add(note.reporters, to: number)
    try add(companies: note.companies, to: number)
    for passage in note.passages { try insert(passage, of: number) }
    try keys.finish(number)
    return number
  }

  /// Links a note to the companies that it names.
  func add(companies: [String], to note: Int64) throws {
    for (position, company) in companies.enumerated() {
      let written = company.column
      let identity = CompanyIdentity.of(written) ?? written
      let number = try addCompany.number {
        $0.add(identity)
        $0.add(written)
      }
      try linkCompany.run {
        $0.add(note)
        $0.add(position)
        $0.add(number)
        $0.add(written)
      }
    }
  }

  func insert(_ passage: Passage, of note: Int64) throws {
    try insertPassage.run {
      $0.add(passage.id)
      $0.add(note)
      $0.add(passage.ordinal)
      $0.add(passage.part)
      $0.add(passage.range.lowerBound)
      $0.add(passage.range.upperBound)
      $0.add(passage.text)
      $0.add(passage.context)
      $0.add(passage.stance?.rawValue)
      $0.add(passage.serviceArea.rawValue)
    }
    let number = db.lastInsertedRowID
    try keys.add(passage.text, of: note)
    for (position, tag) in passage.tags.enumerated() {
      try insertTag.run {
        $0.add(number)
        $0.add(position)
        $0.add(tag.theme.rawValue)
        $0.add(tag.score)
        $0.add(tag.author)
        $0.add(tag.model)
        $0.add(tag.evidence.column)
      }
    }
  }

  private func add(_ reporters: [String], to note: Int64) throws {
    for address in reporters {
      try addReporter.run {
        $0.add(note)
        $0.add(address)
      }
    }
  }

  private func revise(_ earlier: ULID, by note: Int64) throws {
    try db.execute(
      sql: "INSERT INTO revisions (note, earlier) VALUES (?, ?)", arguments: [note, earlier.column])
    try db.execute(sql: "UPDATE notes SET in_force = 0 WHERE id = ?", arguments: [earlier.column])
  }
}
