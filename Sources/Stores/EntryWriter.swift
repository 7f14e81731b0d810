import Feedback
import Foundation
import GRDB

/// Writes entries within one transaction: decides what each one is, and puts it into the tables.
struct EntryWriter {
  let db: Database
  let notes: NoteWriter
  private let committed: FastStatement
  private let hasID: FastStatement
  private let firstWithBytes: FastStatement
  private let insertMessage: FastStatement
  private let updateMessage: FastStatement
  private let originalNumber: FastStatement
  private let insertOriginal: FastStatement
  private let insertPart: FastStatement
  private let endAttempts: FastStatement

  init(_ db: Database) throws {
    self.db = db
    notes = try NoteWriter(db)
    committed = try FastStatement(
      db, "SELECT number, id, outcome, reason FROM messages WHERE source = ? AND key = ?")
    hasID = try FastStatement(db, "SELECT number, id, outcome, reason FROM messages WHERE id = ?")
    firstWithBytes = try FastStatement(
      db,
      """
      SELECT number FROM messages WHERE sha256 = ? AND outcome IN ('stored', 'duplicate')
      ORDER BY outcome = 'stored' DESC, number LIMIT 1
      """)
    insertMessage = try FastStatement(
      db,
      """
      INSERT INTO messages (path, sha256, message_id, received_at, outcome, reason, headers, size, warnings,
        attachments, original, id, source, key, imported)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    updateMessage = try FastStatement(
      db,
      """
      UPDATE messages SET path = ?, sha256 = coalesce(?, sha256), message_id = ?, received_at = ?, outcome = ?,
        reason = ?, headers = ?, size = ?, warnings = ?, attachments = ?, original = coalesce(?, original)
      WHERE number = ?
      """)
    originalNumber = try FastStatement(db, "SELECT number FROM originals WHERE sha256 = ?")
    insertOriginal = try FastStatement(
      db, "INSERT INTO originals (sha256, size, encoding, bytes) VALUES (?, ?, ?, ?)")
    insertPart = try FastStatement(
      db, "INSERT INTO parts (message, part, size, encoding, text) VALUES (?, ?, ?, ?, ?)")
    endAttempts = try FastStatement(db, "DELETE FROM attempts WHERE source = ? AND key = ?")
  }

  /// Commits an entry, or finds that it was committed before.
  func commit(_ prepared: PreparedEntry) throws -> CommitResult {
    let entry = prepared.entry
    func place(_ arguments: inout FastStatement.Arguments) {
      arguments.add(entry.source.rawValue)
      arguments.add(entry.key.rawValue)
    }
    try endAttempts.run(place)
    var known = try committed.first(place, Self.known)
    if known == nil, prepared.isImported { known = try hasID.first({ $0.add(entry.id) }, Self.known) }
    if let known {
      return CommitResult(
        message: known.id, outcome: known.outcome, notes: try notes.identifiers(of: known.number),
        isNew: false)
    }
    return try write(prepared, over: nil)
  }

  private static func known(
    _ row: FastStatement.Columns
  ) throws -> (number: Int64, id: ULID, outcome: Outcome) {
    (
      row.number(0), try sound(row.id(1), "messages.id"),
      try sound(Outcome(name: row.text(2) ?? "", reason: row.text(3)), "messages.outcome")
    )
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
        try insertPart.run {
          $0.add(number)
          $0.add(part.part)
          $0.add(part.text)
        }
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
      let first = try firstWithBytes.number({ $0.add(sha256) })
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
    func describe(_ arguments: inout FastStatement.Arguments) {
      arguments.add(entry.path)
      arguments.add(prepared.sha256)
      arguments.add(entry.messageID)
      arguments.add(entry.receivedAt.column)
      arguments.add(outcome.name)
      arguments.add(outcome.reason)
      arguments.add(entry.headers)
      arguments.add(entry.size)
      arguments.add(prepared.warnings)
      arguments.add(prepared.attachments)
      arguments.add(original)
    }
    if let message {
      try updateMessage.run {
        describe(&$0)
        $0.add(message)
      }
      return message
    }
    try insertMessage.run {
      describe(&$0)
      $0.add(entry.id)
      $0.add(entry.source.rawValue)
      $0.add(entry.key.rawValue)
      $0.add(prepared.isImported ? 1 : 0)
    }
    return db.lastInsertedRowID
  }

  /// Keeps bytes once, however many messages have them.
  private func keep(_ packed: Packed, under sha256: Digest) throws -> Int64 {
    if let number = try originalNumber.number({ $0.add(sha256) }) { return number }
    try insertOriginal.run {
      $0.add(sha256)
      $0.add(packed)
    }
    return db.lastInsertedRowID
  }
}

extension FastStatement.Arguments {
  /// Size, encoding and bytes.
  fileprivate mutating func add(_ packed: Packed) {
    add(packed.size)
    add(packed.encoding.rawValue)
    packed.bytes.withUnsafeBytes { add($0) }
  }
}
