/// A message's unique identifier in a mailbox: 1 to 2³²−1, strictly ascending, never used again as long as the
/// mailbox's ``UIDValidity`` stays the same (RFC 9051, section 2.3.1.1).
package struct UID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt32

  /// The lowest there can be.
  package static let first = UID(known: 1)
  /// The highest there can be.
  package static let last = UID(known: .max)

  /// Nil for zero, which no message has.
  package init?(_ value: UInt32) {
    guard value > 0 else { return nil }
    rawValue = value
  }

  /// For a value that is known not to be zero.
  init(known value: UInt32) { rawValue = max(value, 1) }

  /// The one above; nil above the highest.
  package var successor: UID? { rawValue == .max ? nil : UID(known: rawValue + 1) }
  /// The one below; nil below the lowest.
  package var predecessor: UID? { rawValue == 1 ? nil : UID(known: rawValue - 1) }

  package var description: String { String(rawValue) }

  package static func < (a: UID, b: UID) -> Bool { a.rawValue < b.rawValue }
}
