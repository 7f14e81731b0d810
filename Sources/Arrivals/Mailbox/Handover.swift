import IMAP
import Intake
import Synchronization

/// What passes between a mailbox's connection, which works on a thread of its own, and those who use the mailbox:
/// batches one way, requests the other. Nobody waits for the connection's thread, which may sleep until mail comes:
/// the bell wakes it.
final class Handover: Sendable {
  /// Something that the connection is asked for.
  enum Request: Sendable {
    case acknowledge(Acknowledgements)
    /// The bytes of one message, or its header block.
    case fetch(UID, BodySection)
  }

  private struct Asked {
    let number: UInt64
    let request: Request
    let answer: CheckedContinuation<Result<[UInt8], SourceError>, Never>
  }

  private struct State {
    var ready: [[Arrival]] = []
    /// Set when no more will come; with the error, if that is why.
    var end: Result<Void, SourceError>?
    var taker: (number: UInt64, continuation: CheckedContinuation<Void, Never>)?
    var asked: [Asked] = []
    var last: UInt64 = 0
    var bell: (@Sendable () -> Void)?

    mutating func takeTaker() -> CheckedContinuation<Void, Never>? {
      defer { taker = nil }
      return taker?.continuation
    }

    mutating func takeAsked(_ number: UInt64) -> Asked? {
      asked.firstIndex { $0.number == number }.map { asked.remove(at: $0) }
    }
  }

  private let state = Mutex(State())

  // MARK: The connection's side

  /// How many batches nobody has taken yet.
  var readyCount: Int { state.withLock { $0.ready.count } }

  /// Sets what wakes the connection.
  func setBell(_ bell: @escaping @Sendable () -> Void) { state.withLock { $0.bell = bell } }

  func put(_ batch: [Arrival]) {
    let taker = state.withLock { state in
      if state.end == nil { state.ready.append(batch) }
      return state.takeTaker()
    }
    taker?.resume()
  }

  /// The request that has waited longest, which goes on waiting until it is answered.
  var request: (number: UInt64, request: Request)? {
    state.withLock { $0.asked.first.map { ($0.number, $0.request) } }
  }

  func answer(_ number: UInt64, _ result: Result<[UInt8], SourceError>) {
    let asked = state.withLock { $0.takeAsked(number) }
    asked?.answer.resume(returning: result)
  }

  /// No more batches come, and all requests fail. What is ready is still handed out after an orderly end or a failure.
  func finish(_ error: SourceError?) {
    let (taker, asked) = state.withLock { state in
      state.end = state.end ?? (error.map { .failure($0) } ?? .success(()))
      state.bell = nil
      let asked = state.asked
      state.asked = []
      return (state.takeTaker(), asked)
    }
    taker?.resume()
    let failure = error ?? Self.ended
    for each in asked { each.answer.resume(returning: .failure(failure)) }
  }

  // MARK: The users' side

  /// The next batch; nil after the end, or when the task is cancelled.
  func next() async throws(SourceError) -> [Arrival]? {
    while !Task.isCancelled {
      let (batch, end, bell) = state.withLock { state in
        let batch = state.ready.isEmpty ? nil : state.ready.removeFirst()
        return (batch, state.end, state.bell)
      }
      if let batch {
        bell?()
        return batch
      }
      if let end {
        try end.get()
        return nil
      }
      await waitForChange()
    }
    discard()
    return nil
  }

  /// Lets go of what nobody takes any more, which refers to this object.
  func discard() {
    let ready = state.withLock { state in
      let ready = state.ready
      state.ready = []
      state.end = state.end ?? .success(())
      return ready
    }
    // Freed outside of the lock.
    _ = consume ready
  }

  /// Has messages marked or moved.
  func acknowledge(_ acknowledgements: Acknowledgements) async throws(SourceError) {
    _ = try await ask(.acknowledge(acknowledgements))
  }

  /// Has a message's bytes fetched, or its header block.
  func fetch(_ uid: UID, _ section: BodySection = .whole) async throws(SourceError) -> [UInt8] {
    try await ask(.fetch(uid, section))
  }

  private func ask(_ request: Request) async throws(SourceError) -> [UInt8] {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        let (bell, failure) = state.withLock { state -> ((@Sendable () -> Void)?, SourceError?) in
          if Task.isCancelled { return (nil, Self.ended) }
          switch state.end {
          case .failure(let error): return (nil, error)
          case .success: return (nil, Self.ended)
          case nil: break
          }
          state.asked.append(Asked(number: number, request: request, answer: answer))
          return (state.bell, nil)
        }
        if let failure { answer.resume(returning: .failure(failure)) }
        bell?()
      }
    } onCancel: {
      answer(number, .failure(Self.ended))
    }
    return try result.get()
  }

  private func waitForChange() async {
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          guard state.ready.isEmpty, state.end == nil, !Task.isCancelled else { return true }
          state.taker = (number, continuation)
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      let taker = state.withLock { $0.taker?.number == number ? $0.takeTaker() : nil }
      taker?.resume()
    }
  }

  private static let ended = SourceError(.cancelled, "the reading of the mailbox was ended")
}
