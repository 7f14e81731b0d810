import Curl
import Feedback
import Foundation
import IMAP
import Intake

/// What of a mailbox outlives its connections: who reads it, and what is still to be acknowledged.
actor MailboxWorker {
  private let configuration: MailboxConfiguration
  private let log: any EventLog
  private let now: @Sendable () -> Date
  private nonisolated let ledger = MailboxLedger()
  /// Connected, and not used by a sequence yet.
  private var idle: (session: MailboxSession, since: ContinuousClock.Instant)?
  /// Nil once nobody iterates over it any more.
  private weak var line: MailboxLine?
  private var running: Task<Void, Never>?
  /// Counts the sequences that were asked for.
  private var sequence = 0
  /// What could not be acknowledged for want of a connection.
  private var pending: Acknowledgements?

  init(_ configuration: MailboxConfiguration, log: any EventLog, now: @escaping @Sendable () -> Date) {
    self.configuration = configuration
    self.log = log
    self.now = now
  }

  nonisolated var backlog: (count: Int, oldest: Date?) { ledger.backlog }

  func health() async -> SourceHealth {
    let server = ledger.server
    var health = SourceHealth(
      sinceAnswer: server.answered.map { .now - $0 }, certificateExpires: server.certificateExpires)
    if case .token(_, _, let tokens) = configuration.login {
      health.tokenLife = await tokens.life
      health.tokenCertificateExpires = await tokens.certificate?.expires
    }
    return health
  }

  func open() async throws(SourceError) {
    let session = try await MailboxSession.open(configuration, log: log, now: now, ledger: ledger)
    let earlier = idle
    idle = (session, .now)
    await earlier?.session.close()
  }

  func abilities() async throws(SourceError) -> [String] {
    if let session = idle?.session { return await session.sentences }
    return try await withSession { session in await session.sentences }
  }

  func message(_ key: ArrivalKey) async throws(SourceError) -> [UInt8] {
    guard let key = MailboxKey(key) else {
      throw SourceError(.gone, "a message of another source was asked of \(configuration.name)")
    }
    return try await withSession { session throws(SourceError) in try await session.message(key) }
  }

  func keys() async throws(SourceError) -> [ArrivalKey] {
    try await withSession { session throws(SourceError) in try await session.keys() }
  }

  /// Works with a connection of its own.
  private func withSession<Value: Sendable>(
    _ body: @Sendable (MailboxSession) async throws(SourceError) -> Value
  ) async throws(SourceError) -> Value {
    let session = try await MailboxSession.open(configuration, log: log, now: now, ledger: MailboxLedger())
    do throws(SourceError) {
      let value = try await body(session)
      await session.close()
      return value
    } catch {
      await session.close()
      throw error
    }
  }

  /// Starts a sequence, and ends the one before.
  func begin(after position: Position?) async throws(SourceError) -> MailboxLine {
    sequence += 1
    let number = sequence
    running?.cancel()
    await running?.value
    guard number == sequence else {
      throw SourceError(.cancelled, "another sequence was started for the mailbox \(configuration.name)")
    }
    var start: MailboxPosition?
    if let position {
      start = MailboxPosition(position)
      guard start != nil else {
        throw SourceError(
          .refused,
          "the position kept for \(configuration.name) is not one of a mailbox; give the source another name")
      }
    }
    ledger.clear()
    var session: MailboxSession?
    // One that has stood for long may have died meanwhile.
    if let idle, idle.since.duration(to: .now) < configuration.poll { session = idle.session }
    let unused = session == nil ? idle?.session : nil
    idle = nil
    let left = pending
    pending = nil
    let handover = Handover()
    let task = Task { [configuration, log, now, ledger] in
      await unused?.close()
      do throws(SourceError) {
        let used: MailboxSession
        if let session {
          used = session
        } else {
          used = try await MailboxSession.open(configuration, log: log, now: now, ledger: ledger)
        }
        do throws(SourceError) {
          if let left, await used.validity == left.validity { try await used.acknowledge(left) }
          try await used.run(after: start, through: handover)
          handover.finish(nil)
        } catch {
          handover.finish(error)
        }
        await used.close()
      } catch {
        handover.finish(error)
      }
    }
    let line = MailboxLine(handover: handover, task: task)
    self.line = line
    running = task
    return line
  }

  func acknowledge(_ settled: [Settled]) async throws(SourceError) {
    let (groups, strangers) = Acknowledgements.of(settled, done: configuration.done)
    for group in groups {
      guard configuration.done != .nothing else {
        ledger.settle(group.all)
        continue
      }
      do throws(SourceError) {
        guard let handover = line?.handover else {
          throw SourceError(.unreachable, "there is no connection")
        }
        try await handover.acknowledge(group)
      } catch {
        ledger.settle(group.all)
        switch error.kind {
        // The next connection does it; if there is none, the next start.
        case .unreachable, .cancelled: postpone(group)
        case .refused, .gone, .tooLarge: throw error
        }
      }
    }
    if strangers > 0 {
      throw SourceError(.refused, "an arrival of another source was acknowledged to \(configuration.name)")
    }
  }

  private func postpone(_ group: Acknowledgements) {
    if pending?.validity == group.validity { pending?.formUnion(group) } else { pending = group }
  }
}
