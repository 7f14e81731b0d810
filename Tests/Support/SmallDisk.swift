package import Foundation

/// A file system of a few megabytes that really fills up and really becomes read-only. Needs root; the tests that
/// use it have a sibling that sets a limit within the database and always runs.
package final class SmallDisk {
  package let path: String
  private let folder: TemporaryFolder

  package static var isAvailable: Bool { geteuid() == 0 }

  package init(megabytes: Int) throws {
    folder = try TemporaryFolder()
    path = folder.path
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=700") == 0 else {
      throw ServerFailure("a tmpfs cannot be mounted: \(String(cString: strerror(errno)))")
    }
  }

  package func makeReadOnly() throws {
    guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else {
      throw ServerFailure("a tmpfs cannot be mounted anew: \(String(cString: strerror(errno)))")
    }
  }

  /// Takes all the room that is left; the file gives it back when it is removed.
  package func fill() throws -> URL {
    let file = URL(fileURLWithPath: path).appendingPathComponent("ballast")
    let descriptor = open(file.path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ServerFailure("no ballast: \(String(cString: strerror(errno)))") }
    defer { close(descriptor) }
    let block = [UInt8](repeating: 1, count: 4096)
    while write(descriptor, block, block.count) > 0 {}
    return file
  }

  deinit { umount2(path, Int32(MNT_DETACH)) }
}
