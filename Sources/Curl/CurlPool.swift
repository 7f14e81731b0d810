import Foundation
import Synchronization

/// A few handles for transfers at once, each with a queue of its own.
///
/// **Why a queue a handle.** `curl_easy_perform` blocks. For a local file that lasts microseconds, for a file on a share
/// or a server it can be the whole time limit; on Swift's cooperative pool, two of those would stop a service on two
/// cores. So a transfer runs on the dispatch queue of its handle, and its task waits without a thread. `curl_multi` would
/// do the same with one thread for all, but it gains nothing for local files, which it reads one after the other.
///
/// **Credentials.** All transfers of a pool may share connections. Whoever uses credentials makes a pool for each set.
package final class CurlPool: Sendable {
  private let lanes: [Lane]
  /// The number of transfers that run or wait on each lane.
  private let load: Mutex<[Int]>

  /// - Parameter handles: how many transfers can run at once.
  package init(handles: Int = max(2, min(4, ProcessInfo.processInfo.activeProcessorCount))) {
    lanes = (0..<max(1, handles)).map { Lane(number: $0) }
    load = Mutex(Array(repeating: 0, count: max(1, handles)))
  }

  /// Performs one transfer; waits for a handle, without blocking a thread, where all are at work.
  package func perform(_ transfer: Transfer) async throws(CurlError) -> Response {
    try await withHandle { (handle) throws(CurlError) in try handle.perform(transfer) }
  }

  /// Runs `body` with a handle that nobody else uses meanwhile, where blocking does no harm: for work that belongs to
  /// a transfer, such as opening what is read and looking at it afterwards. `Task.isCancelled` holds inside.
  package func withHandle<Value: Sendable, Failure: Error>(
    _ body: @Sendable (CurlHandle) throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let index = load.withLock { load in
      let least = load.indices.min { load[$0] < load[$1] } ?? 0
      load[least] += 1
      return least
    }
    defer { load.withLock { $0[index] -= 1 } }
    let lane = lanes[index]
    let result = await withTaskCancellationHandler {
      await lane.run(body)
    } onCancel: {
      // Whoever performs there looks up, and goes on unless it is its own task that ended.
      lane.wake.raise()
    }
    return try result.get()
  }
}

/// A handle and the queue on which it is used.
private actor Lane {
  private let executor: BlockingExecutor
  nonisolated let wake = WakeEvent()
  private lazy var handle = CurlHandle(wake: wake)

  init(number: Int) { executor = BlockingExecutor(label: "lyssnad.curl.\(number)") }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  func run<Value: Sendable, Failure: Error>(
    _ body: @Sendable (CurlHandle) throws(Failure) -> Value
  ) -> Result<Value, Failure> {
    Result { () throws(Failure) in try body(handle) }
  }
}
