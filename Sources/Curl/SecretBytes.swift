import Glibc

/// A password or token on its way to libcurl: never shown, and wiped with its last reference. libcurl's own copy lives
/// as long as its handle.
package final class SecretBytes: @unchecked Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  // Written once, by the initialiser, and read-only afterwards: hence Sendable. NUL-terminated.
  private let start: UnsafeMutablePointer<UInt8>
  /// Number of bytes.
  package let count: Int

  /// Copies the bytes; the original is the caller's to wipe.
  package init(_ bytes: some Collection<UInt8>) {
    count = bytes.count
    start = .allocate(capacity: count + 1)
    start.initialize(repeating: 0, count: count + 1)
    for (offset, byte) in bytes.enumerated() { start[offset] = byte }
  }

  deinit {
    explicit_bzero(start, count)
    start.deallocate()
  }

  /// Lends the bytes for the length of the call.
  package func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Lends the bytes with a NUL after them.
  func withCString<R, E: Error>(_ body: (UnsafePointer<CChar>) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))
  }

  /// Whether a protocol line can bear it: no NUL, CR or LF.
  var isOneLine: Bool { withBytes { !$0.contains { $0 == 0 || $0 == 10 || $0 == 13 } } }

  /// The same object, not the same bytes: secrets are not compared.
  package static func == (a: SecretBytes, b: SecretBytes) -> Bool { a === b }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

  package var description: String { "‹secret›" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
