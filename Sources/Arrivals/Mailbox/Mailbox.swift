package import Feedback
package import Foundation
package import Intake

/// A mailbox: a folder on an IMAP server (RFC 9051, and RFC 3501 before it), taken in message by message.
///
/// - Messages come in the order of their UIDs, each once, with their bytes; `\Seen` is never set.
/// - The position is UIDVALIDITY and UID. Where the server changes UIDVALIDITY, the whole folder is new: what bears our
///   keyword is left out, the rest is handed out, and the store knows by the bytes what it has.
/// - A first start takes in what came since ``MailboxConfiguration/since``.
/// - What was committed and not acknowledged before a crash is handed out again, without its bytes being fetched.
/// - Once its outcome is committed, a message is marked with a keyword or moved, with proof. Nothing is deleted.
///
/// One connection a mailbox, on a thread of its own: a slow server holds up nobody else. Several sequences at once make
/// no sense: starting one ends the one before.
package final class Mailbox: Source, Refetching, Descriptive, HealthTelling {
  package let name: SourceName
  package let kind = SourceStatus.Kind.mailbox
  private let worker: MailboxWorker

  /// - Parameters:
  ///   - log: hears of a changed UIDVALIDITY, and of what the server would not do (`source.refused`), without names.
  ///   - now: the present time, for messages of which the server says no date.
  package init(
    _ configuration: MailboxConfiguration, log: any EventLog,
    now: @escaping @Sendable () -> Date = Surroundings.system.now
  ) {
    name = configuration.name
    worker = MailboxWorker(configuration, log: log, now: now)
  }

  /// Connects, logs in and opens the folder; the sequence that follows uses that connection.
  /// - Throws: `unreachable` where waiting may help; `refused` where somebody has to mend something.
  package func open() async throws(SourceError) { try await worker.open() }

  /// Batches of messages in the order of their UIDs.
  ///
  /// Fails when the connection does, and when the folder is gone; a sequence that is started afterwards from the store's
  /// position goes on where it was.
  package func arrivals(after position: Position?) -> MailboxArrivals {
    MailboxArrivals(worker: worker, position: position)
  }

  /// Marks or moves; what cannot be done for want of a connection is done over the next one.
  package func acknowledge(_ settled: [Settled]) async throws(SourceError) {
    try await worker.acknowledge(settled)
  }

  package func backlog() async -> (count: Int, oldest: Date?) { worker.backlog }

  /// Fetches one message again, over a connection of its own.
  /// - Throws: `gone` where it is no longer in the folder, or the folder was numbered anew.
  package func message(_ key: ArrivalKey, limit: Int) async throws(SourceError) -> [UInt8] {
    let bytes = try await worker.message(key)
    guard bytes.count <= limit else {
      throw SourceError(.tooLarge, "it has \(bytes.count) bytes and the limit is \(limit)")
    }
    return bytes
  }

  /// The keys of all messages that are in the folder now, in the order of their UIDs, over a connection of its own: what
  /// a reconciliation holds against the store. Without those that came before ``MailboxConfiguration/since``.
  package func keys() async throws(SourceError) -> [ArrivalKey] { try await worker.keys() }

  package func health() async -> SourceHealth { await worker.health() }

  /// Connects where there is no connection.
  package func abilities() async throws(SourceError) -> [String] { try await worker.abilities() }
}

/// The batches of a mailbox.
package struct MailboxArrivals: AsyncSequence, Sendable {
  package typealias Element = [Arrival]
  package typealias Failure = SourceError

  let worker: MailboxWorker
  let position: Position?

  package func makeAsyncIterator() -> Iterator { Iterator(worker: worker, position: position) }

  package struct Iterator: AsyncIteratorProtocol {
    let worker: MailboxWorker
    let position: Position?
    private var line: MailboxLine?

    init(worker: MailboxWorker, position: Position?) {
      self.worker = worker
      self.position = position
    }

    /// The next batch; nil once the task is cancelled.
    package mutating func next() async throws(SourceError) -> [Arrival]? { try await next(isolation: nil) }

    /// The next batch; nil once the task is cancelled.
    package mutating func next(isolation actor: isolated (any Actor)?) async throws(SourceError) -> [Arrival]?
    {
      let current: MailboxLine
      if let line { current = line } else { current = try await worker.begin(after: position) }
      line = current
      return try await current.next()
    }
  }
}

/// One sequence's hold on its connection: the connection ends with it.
final class MailboxLine: Sendable {
  let handover: Handover
  private let task: Task<Void, Never>

  init(handover: Handover, task: Task<Void, Never>) {
    self.handover = handover
    self.task = task
  }

  deinit {
    task.cancel()
    handover.discard()
  }

  func next() async throws(SourceError) -> [Arrival]? {
    do throws(SourceError) {
      if let batch = try await handover.next() { return batch }
    } catch {
      if error.kind != .cancelled || !Task.isCancelled { throw error }
    }
    task.cancel()
    return nil
  }
}
