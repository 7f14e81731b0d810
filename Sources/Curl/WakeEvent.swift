import CCurl
import Glibc
import Synchronization

/// Ends a wait in `poll(2)` from any thread, through an eventfd(2).
final class WakeEvent: Sendable {
  /// Readable from ``raise()`` to ``drain()``; -1 where the system had none to give.
  let descriptor: Int32

  init() { descriptor = ccurl_eventfd() }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func raise() {
    var one: UInt64 = 1
    // Full means that it is raised already.
    _ = write(descriptor, &one, 8)
  }

  func drain() {
    var count: UInt64 = 0
    _ = read(descriptor, &count, 8)
  }
}
