package import Documents
package import Feedback
package import Foundation
import Mail
package import Notes

/// Steps 2 to 6 of the straight line for one message: whatever it holds, it becomes exactly one entry.
package struct Reader: Sendable {
  package var gate: Gate
  package var documents: any DocumentReader
  package var notes: NoteReader
  package var tagger: any Tagger
  package var limits: ReadingLimits
  package var timezone: TimeZone
  package var surroundings: Surroundings
  /// Told after each document of a message: with many attachments one message can take long.
  package var progressed: @Sendable () -> Void = {}
  /// Told how long fetching a message took, and how long reading it did.
  package var timed: @Sendable (Stage, Duration) -> Void = { _, _ in }

  package init(
    gate: Gate, documents: any DocumentReader, notes: NoteReader, tagger: any Tagger, limits: ReadingLimits,
    timezone: TimeZone, surroundings: Surroundings
  ) {
    self.gate = gate
    self.documents = documents
    self.notes = notes
    self.tagger = tagger
    self.limits = limits
    self.timezone = timezone
    self.surroundings = surroundings
  }

  /// Fetches and reads one arrival.
  /// - Parameter earlierAttempts: how often reading it killed the process.
  /// - Returns: nil where the message is gone from its source.
  /// - Throws: `SourceError` where the source as a whole fails; `CancellationError`. A message that is at fault is an
  ///   outcome, not an error.
  package func entry(
    for arrival: Arrival, of source: SourceName, under policy: SourcePolicy, after earlierAttempts: Int = 0
  ) async throws -> Entry? {
    var entry = Entry(
      id: surroundings.identifier(), source: source, key: arrival.key, path: arrival.path, sha256: nil,
      receivedAt: arrival.receivedAt, outcome: .quarantined(.tooLarge), size: arrival.size)
    guard arrival.size <= limits.message else {
      return try await tooLarge(arrival, as: entry, under: policy)
    }
    let bytes: [UInt8]
    let began = ContinuousClock.now
    do throws(SourceError) {
      bytes = try await arrival.content(limits.message)
      timed(.fetch, .now - began)
    } catch {
      switch error.kind {
      case .tooLarge: return try await tooLarge(arrival, as: entry, under: policy)
      case .gone: return nil
      case .unreachable, .refused, .cancelled: throw error
      }
    }
    entry.size = bytes.count
    let digest = Digest(of: bytes)
    entry.sha256 = digest
    guard earlierAttempts < limits.attempts else {
      entry.outcome = .quarantined(.extractionFailed)
      entry.original = bytes
      return entry
    }
    let fetched = ContinuousClock.now
    defer { timed(.read, .now - fetched) }
    // Extraction can fail for want of memory or time that is there the next time.
    var attempts = earlierAttempts
    repeat {
      attempts += 1
      try await read(bytes, of: arrival.form, into: &entry, under: policy)
    } while entry.outcome == .quarantined(.extractionFailed) && attempts < limits.attempts
    if entry.original != nil { entry.keep(bytes, digest: digest) }
    return entry
  }

  /// What is kept of a message that is too large to be fetched: its headers, from which the gate decides as ever, so
  /// that a stranger's is told to be a stranger's, and whoever has to decide about it sees what it is.
  /// - Returns: nil where it is gone from its source.
  private func tooLarge(
    _ arrival: Arrival, as given: Entry, under policy: SourcePolicy
  ) async throws -> Entry? {
    guard arrival.form == .mail else { return given }
    var entry = given
    do throws(SourceError) {
      let head = try await arrival.head()
      guard !head.isEmpty else { return entry }
      entry.headers = Self.headerBlock(of: head)
      guard let mail = try? MailMessage.parse(head, limits: limits.mail) else { return entry }
      entry.messageID = mail.messageID
      entry.receivedAt = mail.received ?? mail.date ?? entry.receivedAt
      if let outcome = gate.turnsAway(mail, trust: policy.trust) { entry.outcome = outcome }
      return entry
    } catch {
      switch error.kind {
      case .tooLarge: return entry
      case .gone: return nil
      case .unreachable, .refused, .cancelled: throw error
      }
    }
  }

  /// Reads bytes into an entry: outcome, warnings, attachments, parts and notes.
  /// - Parameter admitted: true where a person has let the message in; then the gate is not asked.
  package func read(
    _ bytes: [UInt8], of form: Arrival.Form, into entry: inout Entry, under policy: SourcePolicy,
    admitted: Bool = false
  ) async throws {
    switch form {
    case .mail:
      try await readMail(bytes, into: &entry, under: policy, admitted: admitted)
    case .document(let name):
      var reading = Reading()
      try await add(file: bytes, named: name, type: nil, part: "1", atMost: limits.message, to: &reading)
      // The file is the message itself, not something beside it.
      reading.attachments = []
      let circumstances = Circumstances(
        subject: nil, written: entry.receivedAt, sender: nil, timezone: timezone)
      conclude(
        reading, into: &entry, under: policy,
        in: [Reading.Telling(parts: reading.parts, circumstances: circumstances)], reporter: policy.reporter)
    }
    if !entry.outcome.keepsNoBytes { entry.original = bytes }
  }

  private func readMail(
    _ bytes: [UInt8], into entry: inout Entry, under policy: SourcePolicy, admitted: Bool
  ) async throws {
    let mail: MailMessage
    do {
      mail = try MailMessage.parse(bytes, limits: limits.mail)
    } catch {
      entry.outcome = .quarantined(error.reason)
      entry.headers = Self.headerBlock(of: bytes)
      return
    }
    entry.messageID = mail.messageID
    entry.receivedAt = mail.received ?? mail.date ?? entry.receivedAt
    if !admitted, let outcome = gate.turnsAway(mail, trust: policy.trust) {
      entry.outcome = outcome
      entry.headers = Self.headerBlock(of: bytes)
      return
    }
    var reading = Reading()
    reading.warnings = mail.defects.map { ReadingWarning(code: $0.code, part: $0.part, detail: $0.detail) }
    let sender = mail.from.first.flatMap { $0.address.isEmpty ? nil : $0.address }
    let outer = Circumstances(
      subject: mail.subject, written: mail.date ?? entry.receivedAt, sender: sender, timezone: timezone)
    // What stands in clear beside an encrypted text tells how to open it, and nothing of a meeting.
    reading.isEncrypted = mail.isEncrypted
    let tellings = mail.isEncrypted ? [] : try await tellings(of: mail, in: outer, to: &reading)
    conclude(reading, into: &entry, under: policy, in: tellings, reporter: sender ?? policy.reporter)
  }

  /// Makes the entry's notes and outcome from what was read.
  private func conclude(
    _ reading: Reading, into entry: inout Entry, under policy: SourcePolicy, in tellings: [Reading.Telling],
    reporter: String?
  ) {
    entry.notes = []
    entry.warnings = reading.warnings
    entry.attachments = reading.attachments
    let assembly = NoteAssembly(
      tagger: tagger, surroundings: surroundings, policy: policy, reporter: reporter)
    let isLacking = reading.attachments.contains { $0.outcome != .read && $0.outcome != .logo }
    for telling in tellings {
      var circumstances = telling.circumstances
      circumstances.hasUnreadAttachment = isLacking
      let (drafts, warnings) = notes.drafts(of: telling.parts, in: circumstances)
      entry.warnings += warnings
      for draft in drafts {
        let note = assembly.note(from: draft)
        // The words above several forwards would come once with each of them.
        if !entry.notes.contains(where: { $0.fingerprint == note.fingerprint }) { entry.notes.append(note) }
      }
    }
    // What the note reader says again of a part, and what is said of one that belongs to several notes, is said once.
    entry.warnings = entry.warnings.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    if entry.notes.isEmpty {
      entry.outcome = .quarantined(reading.reasonForNothing)
    } else {
      entry.outcome = .stored
      let used = Set(entry.notes.flatMap { $0.segments.map(\.part) + $0.passages.map(\.part) })
      entry.parts = reading.parts.filter { used.contains($0.part) }.map {
        PartText(part: $0.part, text: $0.content.text)
      }
    }
  }

  /// The header block as text, for what is kept of a message whose bytes are not; at most ``Arrival/headLimit`` bytes.
  static func headerBlock(of bytes: [UInt8]) -> String {
    let head = bytes.prefix(Arrival.headLimit)
    var end = head.endIndex
    var previous: UInt8 = 0
    for index in head.indices where head[index] != UInt8(ascii: "\r") {
      if head[index] == UInt8(ascii: "\n"), previous == UInt8(ascii: "\n") {
        // Without the empty line, whose end it is.
        end = head[..<index].last == UInt8(ascii: "\r") ? index - 1 : index
        break
      }
      previous = head[index]
    }
    return String(decoding: head[..<end], as: UTF8.self)
  }
}

extension Outcome {
  var keepsNoBytes: Bool {
    if case .quarantined(let reason) = self { reason.keepsNoBytes } else { false }
  }
}

extension MailError {
  var reason: QuarantineReason {
    switch self {
    case .tooDeep: .tooDeep
    case .tooManyParts: .tooManyParts
    case .tooManyHeaders: .tooManyHeaders
    case .malformed: .malformed
    }
  }
}
