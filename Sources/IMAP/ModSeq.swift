/// A modification sequence: grows with every change to a message's flags, so that what changed since can be asked
/// for (RFC 7162, section 3.1). 0 to 2⁶³−1; zero only where a server says that it knows none.
package struct ModSeq: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt64

  /// Nil above 2⁶³−1.
  package init?(_ value: UInt64) {
    guard value <= UInt64(Int64.max) else { return nil }
    rawValue = value
  }

  package var description: String { String(rawValue) }

  package static func < (a: ModSeq, b: ModSeq) -> Bool { a.rawValue < b.rawValue }
}
