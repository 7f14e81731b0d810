package import Foundation
import Glibc
import Synchronization

/// A folder of a test's own below the system's temporary one; removed with the object.
package final class TemporaryFolder: Sendable {
  package let url: URL
  package var path: String { url.path }

  package init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("lyssnad-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    Self.alive.withLock { _ = $0.insert(url) }
    _ = Self.removalAtExit
  }

  deinit {
    Self.alive.withLock { _ = $0.remove(url) }
    try? FileManager.default.removeItem(at: url)
  }

  /// Those that tests share live as long as the process.
  private static let alive = Mutex(Set<URL>())
  private static let removalAtExit: Int32 = atexit {
    for url in TemporaryFolder.alive.withLock({ $0 }) { try? FileManager.default.removeItem(at: url) }
  }

  /// Writes a file below the folder, with the folders it needs, and returns its path.
  @discardableResult
  package func write(_ data: Data, to name: String) throws -> String {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file.path
  }

  /// Writes text as UTF-8.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }
}
