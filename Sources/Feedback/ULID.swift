package import Foundation

/// A universally unique, lexicographically sortable identifier: 48 bits of milliseconds since 1970 and
/// 80 random bits, written as 26 characters of Crockford's base 32 (<https://github.com/ulid/spec>).
///
/// Every message, note and passage has one. Sorting by it is sorting by time of intake.
package struct ULID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let high: UInt64
  package let low: UInt64

  /// - Parameters:
  ///   - milliseconds: since 1970; only the lower 48 bits are kept.
  ///   - randomHigh: its lower 16 bits become the upper random bits.
  package init(milliseconds: UInt64, randomHigh: UInt16, randomLow: UInt64) {
    high = (milliseconds << 16) | UInt64(randomHigh)
    low = randomLow
  }

  /// Reads the 26 characters, in upper or lower case; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 26, bytes[0] <= UInt8(ascii: "7") else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for byte in bytes {
      guard let value = Self.value(of: byte) else { return nil }
      high = (high << 5) | (low >> 59)
      low = (low << 5) | value
    }
    self.high = high
    self.low = low
  }

  package var description: String {
    var bytes = [UInt8](repeating: 0, count: 26)
    var high = high
    var low = low
    for index in stride(from: 25, through: 0, by: -1) {
      bytes[index] = Self.alphabet[Int(low & 31)]
      low = (low >> 5) | (high << 59)
      high >>= 5
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The time at which it was made, to the millisecond.
  package var time: Date { Date(timeIntervalSince1970: Double(high >> 16) / 1000) }

  /// The identifier that comes next in order. Where the random bits are used up it is of the next millisecond.
  package var successor: ULID {
    let (low, carry) = low.addingReportingOverflow(1)
    let high = carry ? high &+ 1 : high
    return ULID(milliseconds: high >> 16, randomHigh: UInt16(truncatingIfNeeded: high), randomLow: low)
  }

  package static func < (a: ULID, b: ULID) -> Bool { (a.high, a.low) < (b.high, b.low) }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private static func value(of byte: UInt8) -> UInt64? {
    let upper = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte
    return alphabet.firstIndex(of: upper).map(UInt64.init)
  }
}
