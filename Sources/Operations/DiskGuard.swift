package import Feedback
import Synchronization

/// Holds intake up while the store's disk is nearly full, before the store itself fails, and lets it go on when there
/// is room again. For all sources together: one line when it begins, one when it ends.
package final class DiskGuard: Sendable {
  private let space: @Sendable () -> FreeSpace?
  private let configured: Int
  private let log: any EventLog
  private let state = Mutex(false)

  /// - Parameters:
  ///   - least: the room in bytes below which intake waits; see ``FreeSpace/least(configured:)``.
  ///   - space: what is free now; nil lets everything pass.
  package init(least: Int, log: any EventLog, space: @escaping @Sendable () -> FreeSpace?) {
    configured = least
    self.log = log
    self.space = space
  }

  /// Whether intake waits, as of the last look.
  package var isLow: Bool { state.withLock { $0 } }

  /// Looks, and tells of a change. It is low until there is a quarter more than the least, so that it does not begin
  /// and end with each message.
  /// - Returns: why nothing may be taken in; nil where it may.
  package func look() -> String? {
    guard let space = space() else { return nil }
    let least = space.least(configured: configured)
    let (sentence, event): (String?, Event?) = state.withLock { isLow in
      let wasLow = isLow
      isLow = space.free < (wasLow ? least + least / 4 : least)
      guard isLow else {
        let event = Event(
          .storeRecovered, .notice, "the store's disk has room again (\(space.free) bytes); intake goes on")
        return (nil, wasLow ? event : nil)
      }
      let sentence =
        "the store's disk has \(space.free) bytes left and intake waits below \(least); free space there, or lower "
        + "limits.free_disk"
      return (sentence, wasLow ? nil : Event(.diskLow, .error, sentence))
    }
    if let event { log.record(event) }
    return sentence
  }
}
