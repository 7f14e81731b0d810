import Glibc

/// A password, token or key. It is never shown, is left out of core dumps and swap where the kernel allows it, and
/// is wiped when the last reference to it goes.
package final class Secret: @unchecked Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  // Written once, by the initialiser, and read-only afterwards: hence Sendable.
  private let start: UnsafeMutableRawPointer
  private let size: Int
  private let count: Int

  /// Takes at most `capacity` bytes from `fill`, which writes them into memory that is private from the first byte
  /// and tells how many it wrote.
  /// - Throws: what `fill` throws.
  init<E: Error>(capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int) throws(E) {
    (start, size) = Self.pages(for: capacity + 1)
    let memory = UnsafeMutableRawBufferPointer(start: start, count: capacity)
    do throws(E) {
      let written = min(max(0, try fill(memory)), capacity)
      count = Self.withoutTrailingNewline(UnsafeRawBufferPointer(rebasing: memory[..<written]))
    } catch {
      explicit_bzero(start, size)
      munmap(start, size)
      throw error
    }
    explicit_bzero(start.advanced(by: count), size - count)
  }

  /// A secret from bytes at hand; a newline at their end is no part of it.
  package convenience init(_ bytes: [UInt8]) {
    self.init(capacity: bytes.count) { memory in
      memory.copyBytes(from: bytes)
      return bytes.count
    }
  }

  deinit {
    explicit_bzero(start, size)
    munmap(start, size)
  }

  /// True where there is nothing in it.
  package var isEmpty: Bool { count == 0 }

  /// Lends the bytes for the length of the call; copies of them are the caller's to wipe.
  package func withBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Lends the bytes with a NUL after them, as C libraries take a password. There is no NUL within.
  package func withCString<R, E: Error>(_ body: (UnsafePointer<CChar>) throws(E) -> R) throws(E) -> R {
    try body(UnsafePointer(start.bindMemory(to: CChar.self, capacity: count + 1)))
  }

  package var description: String { "‹secret›" }
  package var debugDescription: String { description }
  /// Shows nothing to `dump` and debuggers' pretty printers.
  package var customMirror: Mirror { Mirror(self, children: []) }

  /// Whole pages of their own, zeroed, kept from core dumps and locked into memory as far as limits allow.
  private static func pages(for count: Int) -> (start: UnsafeMutableRawPointer, size: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let size = (count + page - 1) / page * page
    let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let start, start != MAP_FAILED else { preconditionFailure("out of memory: no page for a secret") }
    madvise(start, size, MADV_DONTDUMP)
    mlock(start, size)
    return (start, size)
  }

  /// Editors and `echo` leave a newline at the end of a file; it is no part of the secret.
  private static func withoutTrailingNewline(_ bytes: UnsafeRawBufferPointer) -> Int {
    var end = bytes.count
    if end > 0, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > 0, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }
}
