import Foundation

/// Tells that a daemon serves a store, and keeps a second one away: an advisory lock on a file beside the store, which
/// the kernel lets go when the process ends, however it ends.
final class ServiceLock: Sendable {
  private let descriptor: Int32

  /// - Returns: nil where another process holds it.
  init?(beside store: String) throws(Failure) {
    let path = Self.path(beside: store)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else {
      throw Failure(
        .cannotCreate, "\(path): \(String(cString: strerror(errno))); the service must be able to write there"
      )
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Whether some process serves the store. Takes no lock that a daemon could run into.
  static func isHeld(beside store: String) -> Bool {
    let descriptor = open(path(beside: store), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return errno == EWOULDBLOCK }
    return false
  }

  private static func path(beside store: String) -> String { store + ".lock" }
}
