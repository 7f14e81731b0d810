package import Feedback
package import Foundation
import Synchronization

/// Shows that the work goes on: each step of each source's line beats here, and the watchdog is fed only while no
/// step takes longer than it may.
package final class Pulse: Sendable {
  package struct Beat: Hashable, Sendable {
    package var state: SourceStatus.State
    /// When the present step began.
    package var since: Date
    package var lastSuccess: Date?
    package var error: String?
  }

  private let beats = Mutex<[SourceName: Beat]>([:])
  private let now: @Sendable () -> Date

  package init(now: @escaping @Sendable () -> Date) { self.now = now }

  /// A step was done and the next begins.
  package func beats(_ source: SourceName) { set(source, .working) }

  /// All is done; it waits for something to arrive.
  package func waits(_ source: SourceName) { set(source, .idle) }

  /// It backs off after a failure and tries again.
  package func pauses(_ source: SourceName, because error: String) { set(source, .waiting, error) }

  /// It has begun, or begins again.
  package func starts(_ source: SourceName) { set(source, .starting) }

  package func ends(_ source: SourceName) { set(source, .stopped) }

  private func set(_ source: SourceName, _ state: SourceStatus.State, _ error: String? = nil) {
    let time = now()
    beats.withLock {
      let last = state == .idle || state == .working ? time : $0[source]?.lastSuccess
      $0[source] = Beat(state: state, since: time, lastSuccess: last, error: error)
    }
  }

  /// What each source is doing.
  package var sources: [SourceName: Beat] { beats.withLock { $0 } }

  /// The sources whose present step has taken longer than `limit` seconds. Waiting for mail, or for a store that
  /// somebody must mend, is no step.
  package func stalled(longerThan limit: Double) -> [SourceName] {
    let time = now()
    return beats.withLock { beats in
      beats.filter { $0.value.state == .working && time.timeIntervalSince($0.value.since) > limit }.keys
        .sorted()
    }
  }
}
