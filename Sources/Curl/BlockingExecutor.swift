import Dispatch

/// Runs an actor's jobs one after the other on a dispatch queue of its own, so that calls which block (libcurl's, a
/// file system's) hold up that queue and never a thread of Swift's cooperative pool, of which there are only as many as
/// there are cores.
package final class BlockingExecutor: SerialExecutor {
  private let queue: DispatchQueue

  /// - Parameter label: for debuggers and thread listings.
  package init(label: String) { queue = DispatchQueue(label: label) }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
