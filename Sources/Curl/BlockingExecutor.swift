import Foundation

/// Runs an actor's jobs one after the other on a thread of its own, so that calls which block (libcurl's, a file
/// system's) hold up that thread and never one of Swift's cooperative pool, of which there are only as many as there are
/// cores.
///
/// **Why no dispatch queue.** All queues share some 250 threads: with as many sessions waiting for their servers, nothing
/// else in the process would get on until one of them came back.
package final class BlockingExecutor: SerialExecutor {
  private let jobs: JobQueue

  /// - Parameter label: for debuggers and thread listings, which show its first 15 bytes.
  package init(label: String) { jobs = JobQueue(label: label) }

  deinit { jobs.end() }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // The closure keeps the executor until the job is done.
    jobs.add { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}

/// What a thread has to do, in the order in which it came; the thread starts with the first job, and ends once nothing
/// can come any more.
private final class JobQueue: @unchecked Sendable {
  // The condition's lock guards everything below: hence Sendable.
  private let condition = NSCondition()
  private var jobs = [@Sendable () -> Void]()
  private var hasThread = false
  private var hasEnded = false
  private let label: String

  init(label: String) { self.label = label }

  func add(_ job: @escaping @Sendable () -> Void) {
    condition.lock()
    jobs.append(job)
    let isFirst = !hasThread
    hasThread = true
    condition.signal()
    condition.unlock()
    guard isFirst else { return }
    let thread = Thread { self.run() }
    thread.name = label
    // Room for libcurl, TLS and decoding; a page is taken only when it is used.
    thread.stackSize = 2 << 20
    thread.start()
  }

  func end() {
    condition.lock()
    hasEnded = true
    condition.signal()
    condition.unlock()
  }

  private func run() {
    while let job = next() { job() }
  }

  private func next() -> (@Sendable () -> Void)? {
    condition.lock()
    defer { condition.unlock() }
    while jobs.isEmpty && !hasEnded { condition.wait() }
    return jobs.isEmpty ? nil : jobs.removeFirst()
  }
}
