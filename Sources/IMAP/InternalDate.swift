package import Foundation

/// When a message came into the mailbox, as the server keeps it: `"17-Jul-2026 02:44:25 +0200"` (RFC 9051, section
/// 2.3.3 and `date-time` in section 9).
package struct InternalDate: Hashable, Comparable, Sendable {
  /// Since 1 January 1970, UTC.
  package let secondsSince1970: Int

  package var date: Date { Date(timeIntervalSince1970: TimeInterval(secondsSince1970)) }

  package init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

  /// Reads the text between the quotes; the day may be of one digit, with a space before it or not. Nil for any other
  /// text: servers have been seen to send dates that no calendar has, and a message is not refused for that.
  package init?(_ text: some StringProtocol) { self.init(Array(text.utf8)[...]) }

  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes.drop { $0 == UInt8(ascii: " ") }
    func number(_ digits: ClosedRange<Int>, then end: UInt8?) -> Int? {
      let part = rest.prefix { $0.isDigit }
      guard digits.contains(part.count) else { return nil }
      rest = rest.dropFirst(part.count)
      if let end {
        guard rest.first == end else { return nil }
        rest = rest.dropFirst()
      }
      return part.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
    guard let day = number(1...2, then: UInt8(ascii: "-")), rest.count > 4,
      let month = CalendarDay.months.firstIndex(where: { rest.prefix(3).isWord($0.uppercased()) }),
      rest.dropFirst(3).first == UInt8(ascii: "-")
    else { return nil }
    rest = rest.dropFirst(4)
    guard let year = number(4...4, then: UInt8(ascii: " ")),
      let hour = number(2...2, then: UInt8(ascii: ":")),
      let minute = number(2...2, then: UInt8(ascii: ":")),
      let second = number(2...2, then: UInt8(ascii: " ")),
      let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
    else { return nil }
    rest = rest.dropFirst()
    guard let zone = number(4...4, then: nil), rest.isEmpty,
      let calendarDay = CalendarDay(year: year, month: month + 1, day: day),
      hour < 24, minute < 60, second <= 60, zone % 100 < 60
    else { return nil }
    let offset = (zone / 100 * 60 + zone % 100) * 60
    let local = calendarDay.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
    secondsSince1970 = sign == UInt8(ascii: "+") ? local - offset : local + offset
  }

  package static func < (a: InternalDate, b: InternalDate) -> Bool { a.secondsSince1970 < b.secondsSince1970 }
}
