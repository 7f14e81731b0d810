import Foundation

/// A date and a time of the proleptic Gregorian calendar in UTC, without a calendar's tables and locale.
struct CivilTime {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int

  /// Nil unless each is in its range; days are let to 31 in every month.
  init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second) = (hour, minute, second)
  }

  var date: Date {
    // Days since 1970-01-01, with years that begin in March so that the leap day comes last.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let ofEra = shifted - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
    return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3600 + minute * 60 + second))
  }

  /// The year in which a time lies.
  static func year(of date: Date) -> Int {
    var year = 1970 + Int(date.timeIntervalSince1970 / 31_556_952)
    // The mean length of a year is at most a day off.
    while let next = CivilTime(year: year + 1, month: 1, day: 1)?.date, next <= date { year += 1 }
    while let first = CivilTime(year: year, month: 1, day: 1)?.date, first > date { year -= 1 }
    return year
  }

  /// 1 to 12 for `Jan` to `Dec`, in any case.
  static func month(_ name: some Collection<UInt8>) -> Int? {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let folded = name.map { $0 | 0x20 }
    return names.firstIndex { $0.utf8.elementsEqual(folded) }.map { $0 + 1 }
  }
}
