import Foundation
import Glibc

/// A point in time as Linux keeps it with a file.
struct FileTime: Hashable, Comparable, Sendable {
  /// Since 1970; can be before.
  var seconds: Int64
  var nanoseconds: Int64

  static func < (a: FileTime, b: FileTime) -> Bool { (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds) }

  var date: Date { Date(timeIntervalSince1970: Double(seconds) + Double(nanoseconds) / 1e9) }
}

extension FileTime {
  init(_ time: timespec) { self.init(seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec)) }
}

/// What makes a file this file, and unchanged: its place on the device, the time of its last modification, its size.
struct FileIdentity: Hashable, Sendable {
  var device: UInt64
  var inode: UInt64
  var modified: FileTime
  /// In bytes.
  var size: Int64
}

/// What Linux tells about a file (stat(2)).
struct FileStatus: Sendable {
  enum Kind: String, CaseIterable, Sendable { case file, folder, link, fifo, socket, device }

  var kind: Kind
  var identity: FileIdentity
  /// When content, name or permissions last changed. Unlike the time of modification, nobody can set it.
  var changed: FileTime

  private init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      default: .device
      }
    identity = FileIdentity(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), modified: FileTime(status.st_mtim),
      size: Int64(status.st_size))
    changed = FileTime(status.st_ctim)
  }

  /// Of what a descriptor names; nil, and `errno`, on failure.
  init?(of descriptor: Descriptor) {
    var status = stat()
    guard fstat(descriptor.number, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Of a name in a folder, itself and not what it may point to; nil, and `errno`, on failure.
  init?(of name: UnsafePointer<CChar>, in folder: Descriptor) {
    var status = stat()
    guard fstatat(folder.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    self.init(status)
  }
}

/// An open file descriptor, closed with the object.
final class Descriptor: Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }
}
