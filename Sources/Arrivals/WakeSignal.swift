import Synchronization

/// Wakes a task that waits for something to happen, or lets it sleep through.
final class WakeSignal: Sendable {
  private struct State {
    /// Raised while nobody waited.
    var isRaised = false
    var waiter: (number: UInt64, continuation: CheckedContinuation<Bool, Never>)?
    var next: UInt64 = 0
  }

  private let state = Mutex(State())

  /// Wakes the waiting task, or the next that comes to wait.
  func raise() {
    let waiter = state.withLock { state in
      let waiter = state.waiter
      state.waiter = nil
      if waiter == nil { state.isRaised = true }
      return waiter
    }
    waiter?.continuation.resume(returning: true)
  }

  /// Waits until the signal is raised, the time is up or the task is cancelled; tells whether it was raised.
  /// One task waits at a time: another that comes sends the first away.
  func wait(for duration: Duration) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await self.raised() }
      group.addTask {
        try? await Task.sleep(for: duration)
        return false
      }
      // Both are heard, so that a signal raised at the last moment is not lost.
      var wasRaised = false
      for await raised in group {
        wasRaised = wasRaised || raised
        group.cancelAll()
      }
      return wasRaised
    }
  }

  private func raised() async -> Bool {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let earlier = state.withLock { state -> (CheckedContinuation<Bool, Never>, Bool)? in
          if state.isRaised || Task.isCancelled {
            defer { state.isRaised = false }
            return (continuation, state.isRaised)
          }
          defer { state.waiter = (number, continuation) }
          return state.waiter.map { ($0.continuation, false) }
        }
        earlier?.0.resume(returning: earlier?.1 ?? false)
      }
    } onCancel: {
      let waiter = state.withLock { state -> CheckedContinuation<Bool, Never>? in
        guard let waiter = state.waiter, waiter.number == number else { return nil }
        state.waiter = nil
        return waiter.continuation
      }
      waiter?.resume(returning: false)
    }
  }
}
