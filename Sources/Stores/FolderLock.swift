import Foundation
import Glibc

/// An advisory lock on the folder of a store (flock(2)), held while the store is opened and its schema brought up to
/// date. On the folder, because closing a descriptor of the database would let go of SQLite's own locks, and because
/// it leaves no file behind.
final class FolderLock {
  private let descriptor: Int32

  /// Waits for its turn. Nil where the folder cannot be opened; then opening the store says why.
  init?(of store: String) {
    let folder = URL(fileURLWithPath: store).deletingLastPathComponent().path
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
  }

  deinit { close(descriptor) }
}
