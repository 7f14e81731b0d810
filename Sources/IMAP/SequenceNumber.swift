/// A message's place in the mailbox as this session sees it, from 1 (RFC 9051, section 2.3.1.2). It shifts with
/// every EXPUNGE, so nothing is ever asked for or kept by it.
package struct SequenceNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt32

  /// Nil for zero.
  package init?(_ value: UInt32) {
    guard value > 0 else { return nil }
    rawValue = value
  }

  package var description: String { String(rawValue) }

  package static func < (a: SequenceNumber, b: SequenceNumber) -> Bool { a.rawValue < b.rawValue }
}
