import CLinux
import Feedback
import Foundation

/// A file that comes to stand under its name whole and durable, or not at all: it is written beside that name first.
///
/// The name beside is fixed (`NAME.part`), so that what a killed process left is taken over by the next one rather than
/// left behind for ever; two processes at the same one are kept apart by a lock on it (flock(2)).
final class PartialFile {
  /// Where it is written until it is published.
  let path: String
  let descriptor: Int32
  private let final: String
  private let what: String
  /// Whether the name beside is ours to remove.
  private var isOurs = true

  /// What SQLite keeps beside a database.
  static let companions = ["-journal", "-wal", "-shm"]

  /// - Parameter what: what it is, for sentences: "the backup /…".
  /// - Throws: ``StoreError``: `busy` where another process writes it, `cannotCreate` where it cannot be made.
  init(for final: String, _ what: String) throws(StoreError) {
    self.final = final
    self.what = what
    path = final + ".part"
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      isOurs = false
      throw Self.failure(errno, what)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      // Another process's file is left alone.
      isOurs = false
      throw StoreError(.busy, "\(what) is being written by another process; wait for it to end")
    }
    var status = stat()
    var named = stat()
    guard fstat(descriptor, &status) == 0, lstat(path, &named) == 0, status.st_ino == named.st_ino,
      status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_nlink == 1
    else {
      isOurs = false
      throw StoreError(
        .cannotCreate,
        "\(path) stands in the way of \(what) and is not a plain file of this user's; remove it")
    }
    // A journal that a killed process left would be played into the new file.
    for suffix in Self.companions { unlink(path + suffix) }
    guard fchmod(descriptor, 0o600) == 0, ftruncate(descriptor, 0) == 0 else {
      throw Self.failure(errno, what)
    }
  }

  /// Copies all that can be read from a descriptor into it.
  func fill(from source: Int32) throws(StoreError) {
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(source, &chunk, chunk.count)
      if count == 0 { return }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw StoreError(
          .io, "the file to make \(what) from cannot be read: \(String(cString: strerror(errno)))")
      }
      var start = 0
      while start < count {
        let written = chunk[start..<count].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard written >= 0 || errno == EINTR else { throw Self.failure(errno, what) }
        start += max(0, written)
      }
    }
  }

  /// Puts it under its name, durably.
  /// - Parameter replacing: what stands there is replaced in the same instant; otherwise its being there is an error.
  func publish(replacing: Bool) throws(StoreError) {
    guard fsync(descriptor) == 0 else { throw Self.failure(errno, what) }
    guard
      replacing
        ? rename(path, final) == 0 : clinux_rename_noreplace(AT_FDCWD, path, AT_FDCWD, final) == 0
    else { throw Self.failure(errno, what) }
    isOurs = false
    try Self.sync(folderOf: final, what)
  }

  /// Makes what was renamed in a file's folder survive a power cut.
  static func sync(folderOf path: String, _ what: String) throws(StoreError) {
    let folder = open(
      URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw failure(errno, what) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw failure(errno, what) }
  }

  deinit {
    if isOurs { for suffix in [""] + Self.companions { unlink(path + suffix) } }
    if descriptor >= 0 { close(descriptor) }
  }

  static func failure(_ code: Int32, _ what: String) -> StoreError {
    let reason = String(cString: strerror(code))
    return switch code {
    case EEXIST:
      StoreError(
        .cannotCreate, "\(what): a file stands there already, and is not overwritten; name another")
    case ENOSPC, EDQUOT, EFBIG:
      StoreError(.full, "no space is left for \(what); make room on its file system")
    case EIO: StoreError(.io, "the device of \(what) failed; look at the kernel's log")
    case EACCES, EPERM, EROFS:
      StoreError(
        .cannotCreate,
        "\(what) cannot be made by the store's owner (user \(geteuid())): \(reason); name a folder that it may write"
      )
    default:
      StoreError(
        .cannotCreate, "\(what) cannot be made: \(reason); name a file in a folder that exists")
    }
  }
}
