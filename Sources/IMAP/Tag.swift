/// What ties a server's answer to a command (RFC 9051, section 2.2.1): `L0001`, `L0002`, …
///
/// Of another shape than those with which libcurl logs in (`A001`), so that a late answer to the login is never
/// taken for an answer to us.
package struct Tag: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// From 1.
  package let number: UInt32

  package init(number: UInt32) { self.number = number }

  /// Reads a tag in exactly the form in which it was sent; nil for any other.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 5, bytes.first == UInt8(ascii: "L") else { return nil }
    var value: UInt32 = 0
    for byte in bytes.dropFirst() {
      guard byte &- 48 < 10, value < 100_000_000 else { return nil }
      value = value * 10 + UInt32(byte &- 48)
    }
    // A longer one is written without zeros before it.
    guard bytes.count == 5 || bytes[bytes.startIndex + 1] != UInt8(ascii: "0") else { return nil }
    number = value
  }

  package var description: String {
    let digits = String(number)
    return "L" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  package static func < (a: Tag, b: Tag) -> Bool { a.number < b.number }
}
