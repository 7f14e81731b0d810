package import Feedback
package import Foundation
package import Intake

/// A drop on another machine: a folder that an SFTP or FTP server shows, with the promises of the local ``Drop``.
///
/// - Files are taken once their size and time of modification were the same at two looks at least `settle` apart,
///   oldest first, in the forms that a local drop knows.
/// - Links, special files, hidden files and files that bear the name of something unfinished stay where they are.
/// - Once its outcome is committed, a file is moved into `done/` on the server, or into `refused/` with a reason file
///   beside it. Nothing is deleted; a name is looked at before it is given, so that nothing is replaced.
///
/// A server tells neither device nor inode: the key of a message is the path, the size and the time of modification in
/// seconds, with the place in an mbox. A file that is replaced by another of the same size within the same second is
/// the same to it until it is fetched; the store tells them apart by their digests.
///
/// Several sequences at once make no sense, as with a local drop.
package final class RemoteDrop: Source, HealthTelling {
  package let name: SourceName
  package let kind = SourceStatus.Kind.drop
  let configuration: RemoteDropConfiguration
  private let worker: RemoteDropWorker

  /// - Parameters:
  ///   - log: hears of what is left alone (`source.refused`), without names.
  ///   - now: the present time, which reason files bear.
  package init(
    _ configuration: RemoteDropConfiguration, log: any EventLog,
    now: @escaping @Sendable () -> Date = Surroundings.system.now
  ) {
    name = configuration.name
    self.configuration = configuration
    worker = RemoteDropWorker(configuration, log: log, now: now)
  }

  /// Logs in, lists the folder, and makes `done/` and `refused/` where they are missing.
  package func open() async throws(SourceError) { try await worker.verify() }

  /// Batches of settled files.
  ///
  /// Fails with `unreachable` where the server or the folder is not there now, and with `refused` where somebody has to
  /// mend something: login, host key, certificate, permissions. A sequence that is started afterwards goes on.
  /// - Parameter position: not used; the folder is its own cursor.
  package func arrivals(after position: Position?) -> DropArrivals { DropArrivals(worker: worker) }

  /// Moves what is settled. What cannot be moved, because the server is away, is moved at one of the next looks.
  package func acknowledge(_ settled: [Settled]) async throws(SourceError) {
    try await worker.acknowledge(settled)
  }

  package func health() async -> SourceHealth { await worker.health }

  /// Counts what is handed out, what waits and what has not settled, as of the last look.
  package func backlog() async -> (count: Int, oldest: Date?) { await worker.backlog() }
}
