package import Intake
import Synchronization

/// Reads a source as the pipeline does, in a task of its own, and keeps what it hands out.
package final class ArrivalCollector: Sendable {
  private final class State: Sendable {
    let batches = Mutex<[[Arrival]]>([])
    /// Set when the sequence has ended: with an error, or without.
    let end = Mutex<Result<Bool, SourceError>?>(nil)
  }

  private let state: State
  private let task: Task<Void, Never>

  package init(_ source: some Source) {
    let state = State()
    self.state = state
    task = Task {
      do throws(SourceError) {
        for try await batch in source.arrivals(after: nil) { state.batches.withLock { $0.append(batch) } }
        state.end.withLock { $0 = .success(true) }
      } catch {
        state.end.withLock { $0 = .failure(error) }
      }
    }
  }

  deinit { task.cancel() }

  package var batches: [[Arrival]] { state.batches.withLock { $0 } }
  package var arrivals: [Arrival] { batches.flatMap { $0 } }
  /// How the sequence failed, if it has.
  package var failure: SourceError? {
    if case .failure(let error) = state.end.withLock({ $0 }) { error } else { nil }
  }
  package var hasEnded: Bool { state.end.withLock { $0 != nil } }

  /// Waits until that many arrivals are there, the sequence ends or the time is up; tells what is there.
  @discardableResult
  package func wait(for count: Int, within time: Duration = .seconds(20)) async -> [Arrival] {
    await wait(within: time) { self.arrivals.count >= count || self.hasEnded }
    return arrivals
  }

  /// Waits until the sequence has ended; false where it does not within the time.
  package func waitForEnd(within time: Duration = .seconds(20)) async -> Bool {
    await wait(within: time) { self.hasEnded }
    return hasEnded
  }

  private func wait(within time: Duration, until condition: () -> Bool) async {
    let deadline = ContinuousClock.now + time
    while !condition(), ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(2)) }
  }

  /// Ends the sequence as the service does; returns when it has ended.
  package func stop() async {
    task.cancel()
    await task.value
  }
}
