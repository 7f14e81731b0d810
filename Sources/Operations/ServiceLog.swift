package import Feedback
package import Foundation

/// The service's log: repeated failures coalesced, filtered by weight, written to the journal where standard error is
/// connected to it, and to standard error otherwise.
package final class ServiceLog: EventLog {
  private let coalescing: CoalescingLog
  private let leveled: LeveledLog

  /// - Parameters:
  ///   - level: the least weight that is written.
  ///   - format: the form of lines on standard error. Nil: the journal where it is there, else `text`; where a format
  ///     is asked for, standard error it is.
  ///   - environment: where systemd may have set `JOURNAL_STREAM`.
  ///   - now: the clock by which lines are dated.
  ///   - uptime: the clock by which repeated failures are coalesced; see ``Surroundings/uptime``.
  package convenience init(
    level: Event.Priority, format: StandardErrorLog.Format? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment, now: @escaping @Sendable () -> Date,
    uptime: @escaping @Sendable () -> Double
  ) {
    let isJournal = format == nil && Self.isJournal(STDERR_FILENO, environment)
    let log: any EventLog = isJournal ? JournalLog() : StandardErrorLog(format: format ?? .text, now: now)
    self.init(log, level: level, uptime: uptime)
  }

  init(_ log: any EventLog, level: Event.Priority, uptime: @escaping @Sendable () -> Double) {
    leveled = LeveledLog(log, level: level)
    coalescing = CoalescingLog(leveled, uptime: uptime)
  }

  package func record(_ event: Event) { coalescing.record(event) }

  /// Sets the least weight, as a reload does.
  package func setLevel(_ level: Event.Priority) { leveled.setLevel(level) }

  /// Writes what was held back; for the end of the service.
  package func flush() { coalescing.flush() }

  /// Whether a descriptor is the one that systemd connected to the journal: `JOURNAL_STREAM` holds its device and
  /// inode (systemd.exec(5)). After a redirection it is another one.
  static func isJournal(_ descriptor: Int32, _ environment: [String: String]) -> Bool {
    guard let fields = environment["JOURNAL_STREAM"]?.split(separator: ":"), fields.count == 2,
      let device = UInt64(fields[0]), let inode = UInt64(fields[1])
    else { return false }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    return UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
  }
}
