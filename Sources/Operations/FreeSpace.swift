import Glibc

/// What is free on a file system (statvfs(3)), in bytes.
package struct FreeSpace: Hashable, Sendable {
  /// What an ordinary user may still take.
  package var free: Int
  /// All of it.
  package var capacity: Int

  package init(free: Int, capacity: Int) {
    self.free = free
    self.capacity = capacity
  }

  /// Of the file system that a path lies on; nil where that cannot be found out.
  package init?(at path: String) {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    free = Int(
      clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    capacity = Int(
      clamping: UInt64(status.f_blocks).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
  }

  /// The room below which nothing more is taken in: what is configured, or a twentieth of a small file system.
  package func least(configured: Int) -> Int { min(configured, capacity / 20) }
}
