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
      let isForbidden = errno == EACCES || errno == EPERM
      throw Failure(
        isForbidden ? .notPermitted : .cannotCreate,
        "\(path): \(String(cString: strerror(errno))); the service must be able to write there"
      )
    }
    var lock = Self.whole
    guard fcntl(descriptor, Self.set, &lock) == 0 else {
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
    var lock = whole
    return fcntl(descriptor, get, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
  }

  // F_OFD_SETLK and F_OFD_GETLK of Linux's <fcntl.h>, which are not imported: locks of the open file, as by flock, that
  // can also be asked after without taking them.
  private static let set: Int32 = 37
  private static let get: Int32 = 36

  /// The whole file, for one alone.
  private static var whole: flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }

  private static func path(beside store: String) -> String { store + ".lock" }
}
