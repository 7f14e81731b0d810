import Feedback
import Foundation
import GRDB

/// Writes entries within one transaction: decides what each one is, and puts it into the tables.
struct EntryWriter {
  let db: Database
  let notes: NoteWriter
  private let committed: Statement
  private let hasID: Statement
  private let firstWithBytes: Statement
  private let insertMessage: Statement
  private let updateMessage: Statement
  private let originalNumber: Statement
  private let insertOriginal: Statement
  private let insertPart: Statement
  private let endAttempts: Statement

  init(_ db: Database) throws {
    self.db = db
    notes = try NoteWriter(db)
    committed = try db.cachedStatement(
      sql: "SELECT number, id, outcome, reason FROM messages WHERE source = ? AND key = ?")
    hasID = try db.cachedStatement(sql: "SELECT number, id, outcome, reason FROM messages WHERE id = ?")
    firstWithBytes = try db.cachedStatement(
      sql: """
        SELECT number FROM messages WHERE sha256 = ? AND outcome IN ('stored', 'duplicate')
        ORDER BY outcome = 'stored' DESC, number LIMIT 1
        """)
    insertMessage = try db.cachedStatement(
      sql: """
        INSERT INTO messages (id, source, key, path, sha256, message_id, received_at, outcome, reason, headers, size,
          warnings, attachments, original, imported)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    updateMessage = try db.cachedStatement(
      sql: """
        UPDATE messages SET path = ?, sha256 = coalesce(?, sha256), message_id = ?, received_at = ?, outcome = ?,
          reason = ?, headers = ?, size = ?, warnings = ?, attachments = ?, original = coalesce(?, original)
        WHERE number = ?
        """)
    originalNumber = try db.cachedStatement(sql: "SELECT number FROM originals WHERE sha256 = ?")
    insertOriginal = try db.cachedStatement(
      sql: "INSERT INTO originals (sha256, size, encoding, bytes) VALUES (?, ?, ?, ?)")
    insertPart = try db.cachedStatement(
      sql: "INSERT INTO parts (message, part, size, encoding, text) VALUES (?, ?, ?, ?, ?)")
    endAttempts = try db.cachedStatement(sql: "DELETE FROM attempts WHERE source = ? AND key = ?")
  }

  /// Commits an entry, or finds that it was committed before.
  func commit(_ prepared: PreparedEntry) throws -> CommitResult {
    let entry = prepared.entry
    let source = entry.source.rawValue.column
    let key = entry.key.rawValue.column
    try endAttempts.run([source, key])
    var known = try Row.fetchOne(committed, arguments: [source, key])
    if known == nil, prepared.isImported { known = try Row.fetchOne(hasID, arguments: [entry.id.column]) }
    if let known {
      return CommitResult(
        message: try sound(ULID(column: known[1]), "messages.id"),
        outcome: try sound(Outcome(name: known[2], reason: known[3]), "messages.outcome"),
        notes: try notes.identifiers(of: known[0]), isNew: false)
    }
    return try write(prepared, over: nil)
  }

  /// Writes an entry, as a new message or over a quarantined one.
  /// - Parameter message: the number of the message that it takes the place of.
  func write(_ prepared: PreparedEntry, over message: Int64?) throws -> CommitResult {
    if let refusal = prepared.refusal { throw refusal }
    let plan = try plan(for: prepared)
    let number = try writeMessage(prepared, plan.outcome, over: message)
    // A duplicate keeps its bytes, not its texts: its notes' ranges lie in those of the message that brought them.
    if plan.keepsParts {
      for part in prepared.parts {
        try insertPart.run([
          number, part.part.column, part.text.size, part.text.encoding.rawValue, part.text.bytes,
        ])
      }
    }
    let written = try notes.write(plan, of: prepared, in: number)
    return CommitResult(
      message: prepared.entry.id, outcome: plan.outcome, notes: written.notes, isNew: true,
      isRevision: written.isRevision)
  }

  /// What becomes of an entry and its notes.
  struct Plan {
    enum Fate {
      /// New: written with the place of its segments among the prepared ones.
      case new(index: Int)
      /// Known: its reporters are added to the known note.
      case known(number: Int64, reporters: [String], movesHere: Bool)
    }

    var outcome: Outcome
    var fates: [Fate]
    var keepsParts: Bool
  }

  /// Decides whether an entry brings anything new.
  private func plan(for prepared: PreparedEntry) throws -> Plan {
    let entry = prepared.entry
    var plan = Plan(outcome: entry.outcome, fates: [], keepsParts: true)
    var sharesNote = false
    var bringsNote = false
    for (index, note) in entry.notes.enumerated() {
      if prepared.isImported, let number = try notes.number(of: note.id) {
        // The same note from another record: the message that was stored with it owns it, whichever comes first.
        plan.fates.append(
          .known(number: number, reporters: note.reporters, movesHere: entry.outcome == .stored))
        sharesNote = true
      } else if let number = try notes.inForce(note.fingerprint) {
        plan.fates.append(.known(number: number, reporters: note.reporters, movesHere: false))
      } else if !prepared.isImported, note.revises == nil, let number = try notes.superseded(note.fingerprint)
      {
        plan.fates.append(.known(number: number, reporters: note.reporters, movesHere: false))
      } else {
        plan.fates.append(.new(index: index))
        bringsNote = true
      }
    }
    guard entry.outcome == .stored else {
      if case .duplicate = entry.outcome { plan.keepsParts = false }
      return plan
    }
    if sharesNote { return plan }
    if let sha256 = prepared.sha256,
      let first = try Int64.fetchOne(firstWithBytes, arguments: [sha256.column])
    {
      plan.outcome = .duplicate(.sameMessage)
      plan.keepsParts = false
      plan.fates = try notes.numbers(of: first).map { number in
        let known = try entry.notes.filter { try notes.inForce($0.fingerprint) == number }
        return .known(number: number, reporters: known.flatMap(\.reporters), movesHere: false)
      }
    } else if !bringsNote {
      plan.outcome = .duplicate(.sameNote)
      plan.keepsParts = false
    }
    return plan
  }

  private func writeMessage(_ prepared: PreparedEntry, _ outcome: Outcome, over message: Int64?) throws
    -> Int64
  {
    let entry = prepared.entry
    var original: Int64?
    if let sha256 = prepared.sha256, let packed = prepared.original {
      original = try keep(packed, under: sha256)
    }
    if let message {
      try updateMessage.run([
        entry.path?.column, prepared.sha256?.column, entry.messageID?.column, entry.receivedAt.column,
        outcome.name,
        outcome.reason, entry.headers?.column, entry.size, prepared.warnings, prepared.attachments, original,
        message,
      ])
      return message
    }
    try insertMessage.run([
      entry.id.column, entry.source.rawValue.column, entry.key.rawValue.column, entry.path?.column,
      prepared.sha256?.column, entry.messageID?.column, entry.receivedAt.column, outcome.name, outcome.reason,
      entry.headers?.column, entry.size, prepared.warnings, prepared.attachments, original,
      prepared.isImported,
    ])
    return db.lastInsertedRowID
  }

  /// Keeps bytes once, however many messages have them.
  private func keep(_ packed: Packed, under sha256: Digest) throws -> Int64 {
    if let number = try Int64.fetchOne(originalNumber, arguments: [sha256.column]) { return number }
    try insertOriginal.run([
      sha256.column, packed.size, packed.encoding.rawValue, packed.bytes,
    ])
    return db.lastInsertedRowID
  }
}
