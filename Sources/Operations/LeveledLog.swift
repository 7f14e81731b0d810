package import Feedback
import Synchronization

/// Lets through events of a weight and above. The weight may change while others write.
package final class LeveledLog: EventLog {
  private let log: any EventLog
  private let least: Atomic<Int>

  /// - Parameter level: the least weight that is let through.
  package init(_ log: any EventLog, level: Event.Priority) {
    self.log = log
    least = Atomic(level.rawValue)
  }

  /// Sets the least weight, as a reload does.
  package func setLevel(_ level: Event.Priority) { least.store(level.rawValue, ordering: .relaxed) }

  package func record(_ event: Event) {
    // Syslog counts downwards: the smaller number weighs more.
    guard event.priority.rawValue <= least.load(ordering: .relaxed) else { return }
    log.record(event)
  }
}
