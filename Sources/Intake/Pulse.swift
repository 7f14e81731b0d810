package import Feedback
package import Foundation
import Synchronization

/// Shows that the work goes on: each step of each source's line beats here, and the watchdog is fed only while no
/// step takes longer than it may.
package final class Pulse: Sendable {
  package struct Beat: Hashable, Sendable {
    package var state: SourceStatus.State
    /// When the present step began, by ``Surroundings/uptime``: a clock that is set makes nothing late.
    package var since: Double
    package var lastSuccess: Date?
    /// When it last succeeded, by ``Surroundings/uptime``; where it never has, when it was first heard of.
    package var succeeded: Double
    package var error: String?
  }

  /// A source's line, which reads and commits side by side.
  private struct Line {
    var beat: Beat
    var isCommitting = false
    /// All that arrived is read, if not committed.
    var waits = false
  }

  private let lines = Mutex<[SourceName: Line]>([:])
  private let now: @Sendable () -> Date
  private let uptime: @Sendable () -> Double

  /// - Parameters:
  ///   - now: dates what people are told.
  ///   - uptime: measures; see ``Surroundings/uptime``.
  package init(
    now: @escaping @Sendable () -> Date, uptime: @escaping @Sendable () -> Double = Surroundings.systemUptime
  ) {
    self.now = now
    self.uptime = uptime
  }

  /// A step was done and the next begins.
  package func beats(_ source: SourceName) { set(source, .working) { $0.waits = false } }

  /// All that arrived is read. The line is idle unless something is still being committed.
  package func waits(_ source: SourceName) {
    set(source, .idle) { $0.waits = true }
  }

  /// A group begins to be committed or acknowledged, beside what is being read.
  package func commits(_ source: SourceName) { set(source, .working) { $0.isCommitting = true } }

  /// The group is through, whatever became of it.
  package func committed(_ source: SourceName) { set(source, .working) { $0.isCommitting = false } }

  /// It backs off after a failure and tries again.
  package func pauses(_ source: SourceName, because error: String) { set(source, .waiting, error) }

  /// It has begun, or begins again.
  package func starts(_ source: SourceName) { set(source, .starting) { $0.waits = false } }

  package func ends(_ source: SourceName) { set(source, .stopped) { $0.waits = false } }

  private func set(
    _ source: SourceName, _ state: SourceStatus.State, _ error: String? = nil,
    _ change: (inout Line) -> Void = { _ in }
  ) {
    let date = now()
    let time = uptime()
    lines.withLock {
      var line = $0[source] ?? Line(beat: Beat(state: state, since: time, succeeded: time))
      change(&line)
      var state = state
      // A line works as long as either half does.
      if state == .idle || state == .working {
        line.beat.lastSuccess = date
        line.beat.succeeded = time
        state = line.waits && !line.isCommitting ? .idle : .working
      }
      line.beat = Beat(
        state: state, since: time, lastSuccess: line.beat.lastSuccess, succeeded: line.beat.succeeded,
        error: error)
      $0[source] = line
    }
  }

  /// What each source is doing.
  package var sources: [SourceName: Beat] { lines.withLock { $0.mapValues(\.beat) } }

  /// The sources whose present step has taken longer than `limit` seconds. Waiting for mail, or for a store that
  /// somebody must mend, is no step.
  package func stalled(longerThan limit: Double) -> [SourceName] {
    let time = uptime()
    return sources.filter { $0.value.state == .working && time - $0.value.since > limit }
      .keys
      .sorted()
  }
}
