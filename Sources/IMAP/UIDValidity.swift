/// What UIDs of a mailbox are valid with: when it changes, every UID known from before means nothing any more
/// (RFC 9051, section 2.3.1.1). 1 to 2³²−1.
package struct UIDValidity: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: UInt32

  /// Nil for zero, which no mailbox has.
  package init?(_ value: UInt32) {
    guard value > 0 else { return nil }
    rawValue = value
  }

  package var description: String { String(rawValue) }
}
