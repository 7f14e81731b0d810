package import Feedback
import Synchronization

/// A log that keeps its events for a test to look at.
package final class CollectedEvents: EventLog {
  private let collected = Mutex<[Event]>([])
  package init() {}
  package func record(_ event: Event) { collected.withLock { $0.append(event) } }
  package var events: [Event] { collected.withLock { $0 } }
  package func named(_ name: Event.Name) -> [Event] { events.filter { $0.name == name } }
}
