package import Curl
package import Feedback
package import Foundation
package import Intake

/// A drop: a local folder into which people and programs put mails and documents, to be taken in.
///
/// - Regular files are taken once they have settled, oldest first: `.eml` and the files of a Maildir's `cur` and `new`
///   as mails, an mbox message by message, others that look like a mail as one, the rest as documents.
/// - Links, FIFOs, sockets, devices, hidden files and files that bear the name of something unfinished stay where they
///   are; nothing outside the folder, or on another file system below it, is touched.
/// - Once its outcome is committed, a file is moved into `done/`, or into `refused/` with a reason file beside it.
///   Nothing is deleted, nothing is replaced.
///
/// Several sequences at once make no sense: starting one ends the one before, and hands out again what that one had
/// handed out and nobody acknowledged. The store tells by the key what it knows already.
package final class Drop: Source, HealthTelling {
  package let name: SourceName
  package let kind = SourceStatus.Kind.drop
  let folder: String
  private let worker: DropWorker

  /// - Parameters:
  ///   - curl: reads the files; a pool without credentials, which drops may share.
  ///   - log: hears of what is left alone (`source.refused`), without names.
  ///   - now: the present time, by which files have settled, and which reason files bear.
  package init(
    _ configuration: DropConfiguration, curl: CurlPool = CurlPool(), log: any EventLog,
    now: @escaping @Sendable () -> Date = Surroundings.system.now
  ) {
    name = configuration.name
    folder = configuration.folder
    worker = DropWorker(configuration, curl: curl, log: log, now: now)
  }

  package func open() async throws(SourceError) { try await worker.verify() }

  /// Batches of settled files.
  ///
  /// Fails with `unreachable` where the folder is missing, was replaced or cannot be read now, and with `refused` where
  /// somebody has to mend something: permissions, `done/` or `refused/` that is a link or on another file system. A
  /// sequence that is started afterwards goes on.
  /// - Parameter position: not used; the folder is its own cursor.
  package func arrivals(after position: Position?) -> DropArrivals { DropArrivals(worker: worker) }

  package func acknowledge(_ settled: [Settled]) async throws(SourceError) {
    try await worker.acknowledge(settled)
  }

  package func health() async -> SourceHealth { await worker.health }

  /// Counts what is handed out, what waits and what has not settled, as of the last look.
  package func backlog() async -> (count: Int, oldest: Date?) { await worker.backlog() }
}
