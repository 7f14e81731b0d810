import Feedback
import Foundation

/// The database file before SQLite sees it.
enum StoreFile {
  /// Makes sure that there is a file to open. A new one is readable by its owner alone; SQLite gives the same
  /// mode to the files beside it.
  static func prepare(_ path: String, makingFolder: Bool) throws(StoreError) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    if makingFolder { try makeFolder(folder) }
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure(errno, path, folder) }
    close(file)
  }

  /// Says clearly what is wrong where there is no store to read.
  static func requireExisting(_ path: String) throws(StoreError) {
    guard access(path, F_OK) == 0 else {
      let code = errno
      if code == ENOENT {
        throw StoreError(
          .cannotOpen, "there is no store at \(path) yet; the first lyssnad run or ingest makes it")
      }
      throw failure(code, path, URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }
  }

  private static func makeFolder(_ folder: String) throws(StoreError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError(
        .cannotOpen, "the folder \(folder) of the store cannot be made; make it, or name another place")
    }
  }

  private static func failure(_ code: CInt, _ path: String, _ folder: String) -> StoreError {
    switch code {
    case ENOENT, ENOTDIR:
      StoreError(
        .cannotOpen, "the folder \(folder) of the store does not exist; make it, or name another place")
    case EISDIR: StoreError(.cannotOpen, "\(path) is a folder; name a file in it as the store")
    case EROFS: StoreError(.readOnly, "the store \(path) is on a read-only file system; mount it for writing")
    case EACCES, EPERM:
      StoreError(
        .notPermitted, "the store \(path) may not be opened for writing by this user; run as its owner")
    case ENOSPC, EDQUOT:
      StoreError(.full, "no space is left for the store \(path); make room on its file system")
    case EIO: StoreError(.io, "the device of the store \(path) failed; look at the kernel's log")
    default: StoreError(.cannotOpen, "the store \(path) cannot be opened: \(String(cString: strerror(code)))")
    }
  }
}
