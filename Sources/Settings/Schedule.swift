/// When something recurs, in the configured time zone: `monday 07:00`, or `daily 07:00`.
package struct Schedule: Hashable, Sendable, CustomStringConvertible {
  /// As ISO 8601 counts.
  package enum Weekday: Int, CaseIterable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
  }

  /// Nil for every day.
  package let weekday: Weekday?
  /// 0 to 23.
  package let hour: Int
  /// 0 to 59.
  package let minute: Int
  /// As written.
  package let description: String

  init(reading text: String) throws(Mistake) {
    let words = text.split(separator: " ")
    guard words.count == 2 else {
      throw Mistake("\(quoted(text)) is no schedule; write a weekday and a time, such as monday 07:00")
    }
    let names = Weekday.allCases.map { "\($0)" } + ["daily"]
    let day = String(decoding: words[0].utf8.map(lowercased), as: UTF8.self)
    guard names.contains(day) else {
      throw Mistake("\(quoted(String(words[0]))) is no day\(suggestion(for: day, among: names))")
    }
    let fields = words[1].split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count == 2, fields.allSatisfy({ $0.utf8.count == 2 }), let hour = number(fields[0]),
      hour < 24,
      let minute = number(fields[1]), minute < 60
    else {
      throw Mistake("\(quoted(String(words[1]))) is no time of day; write hours and minutes, such as 07:00")
    }
    weekday = Weekday.allCases.first { "\($0)" == day }
    self.hour = hour
    self.minute = minute
    description = text
  }
}

/// A day of the calendar, written `2026-01-01` (ISO 8601).
package struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// 1970 to 9999.
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int

  init(reading text: String) throws(Mistake) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = fields.compactMap(number)
    guard fields.map(\.utf8.count) == [4, 2, 2], numbers.count == 3, (1...12).contains(numbers[1]),
      numbers[0] >= 1970, numbers[2] >= 1, numbers[2] <= Self.days(inMonth: numbers[1], of: numbers[0])
    else {
      throw Mistake(
        "\(quoted(text)) is no day of the calendar; write year, month and day, such as 2026-01-31")
    }
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
  }

  package static func < (a: CalendarDay, b: CalendarDay) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }

  package var description: String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A number of plain digits: no sign, no space.
private func number(_ text: Substring) -> Int? {
  text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) ? Int(text) : nil
}
