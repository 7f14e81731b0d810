import Feedback
import Foundation
import Synchronization

/// Whether it has still to be told that a source works again.
private final class Recovery: Sendable {
  private let due: Mutex<Bool>

  init(isDue: Bool) { due = Mutex(isDue) }

  var isDue: Bool { due.withLock { $0 } }

  /// True for the first who asks.
  func take() -> Bool {
    due.withLock { due in
      defer { due = false }
      return due
    }
  }
}

/// Keeps one source's line running: opens it, takes in, and starts again when the source fails, waiting longer each
/// time. Tells when it was lost and when it is back.
package struct Supervisor<S: Source>: Sendable {
  let source: S
  let policy: SourcePolicy
  let intake: Intake
  /// Seconds before it is tried again: doubled from the first to the last, with up to a quarter of chance on top, so
  /// that several do not knock in step.
  var pauses: ClosedRange<Double>
  /// Waits so many seconds, by the clock of the surroundings.
  var sleep: @Sendable (Double) async throws -> Void

  /// The longest that a source is left alone for its asking.
  static var longestAsked: Double { 3600 }

  /// Only a source that worked for so many seconds is tried again soon: some let one in and fail right after.
  static var steadyAfter: Double { 60 }

  package init(
    source: S, policy: SourcePolicy, intake: Intake, pauses: ClosedRange<Double> = 1...300,
    sleep: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
  ) {
    self.source = source
    self.policy = policy
    self.intake = intake
    self.pauses = pauses
    self.sleep = sleep
  }

  /// Ends with its task.
  /// - Throws: `StoreError` where the store fails for good.
  package func run() async throws {
    var pause = pauses.lowerBound
    var isLost = false
    while !Task.isCancelled {
      intake.pulse.starts(source.name)
      var began: Double?
      var asked = 0.0
      let recovery = Recovery(isDue: isLost)
      do {
        try await source.open()
        began = intake.surroundings.uptime()
        if !isLost { record(.sourceConnected, .notice, "is watched") }
        try await takeIn(recovery, proof: min(pause, Self.steadyAfter))
        break
      } catch let error as SourceError {
        if error.kind == .cancelled { break }
        record(error.kind == .refused ? .sourceRefused : .sourceLost, .error, error.description)
        intake.pulse.pauses(source.name, because: error.description)
        asked = min((error.pause ?? .zero) / .seconds(1), Self.longestAsked)
      } catch is CancellationError {
        break
      }
      // One that failed again before that was told was never back.
      isLost = true
      // The time that it took to find that it cannot be opened does not count: a server that is down can take minutes.
      if let began, intake.surroundings.uptime() - began > Self.steadyAfter {
        pause = pauses.lowerBound
      }
      let chance = Double(intake.surroundings.random() % 1000) / 4000
      do { try await sleep(max(pause, asked) * (1 + chance)) } catch { break }
      pause = min(pause * 2, pauses.upperBound)
    }
    intake.pulse.ends(source.name)
  }

  /// Takes in, and tells that a lost source is back once that is proved: by the first messages that are committed, or
  /// by lasting for `proof` seconds. Else one that lets us in and fails right after would fill the log with being lost
  /// and being back.
  private func takeIn(_ recovery: Recovery, proof: Double) async throws {
    var intake = intake
    let (committed, sleep) = (intake.committed, sleep)
    let tell: @Sendable () -> Void = {
      if recovery.take() { record(.sourceRecovered, .notice, "works again") }
    }
    intake.committed = { entries, results in
      tell()
      await committed(entries, results)
    }
    guard recovery.isDue else { return try await intake.takeIn(from: source, under: policy) }
    let wait = Task {
      try await sleep(proof)
      tell()
    }
    defer {
      wait.cancel()
      _ = recovery.take()
    }
    try await intake.takeIn(from: source, under: policy)
  }

  private func record(_ name: Event.Name, _ priority: Event.Priority, _ text: String) {
    intake.log.record(Event(name, priority, text, source: source.name))
  }
}
