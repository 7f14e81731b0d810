/// A day of the Gregorian calendar, counted so that days can be added and compared.
package struct Day: Hashable, Comparable, Sendable {
  package let year: Int
  /// 1 to 12.
  package let month: Int
  package let day: Int

  /// Nil for a day that the calendar does not have; years 1 to 9999.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(of: month, in: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is so many days after 1 January 1970, within the years 1 to 9999.
  ///
  /// Years are counted from March, so that the leap day is a year's last (H. Hinnant, "chrono-compatible low-level
  /// date algorithms").
  package init(daysSince1970 number: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * fromMarch + 2) / 5 + 1
    month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1 January 1970.
  package var number: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// 0 is Monday (1 January 1970 was a Thursday).
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  package func adding(days: Int) -> Day { Day(daysSince1970: number + days) }

  package static func < (a: Day, b: Day) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

  private static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// The names of the months, in lower case.
package enum MonthName {
  private static let names: [String: Int] = [
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6, "juli": 7, "augusti": 8,
    "september": 9,
    "oktober": 10, "november": 11, "december": 12, "january": 1, "february": 2, "march": 3, "may": 5,
    "june": 6,
    "july": 7, "august": 8, "october": 10, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8,
    "sep": 9, "sept": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
  ]

  /// 1 to 12 for a month's name or its abbreviation, Swedish or English; nil for another word.
  package static func month(_ word: String) -> Int? { names[word] }
}

/// The names of the weekdays, in lower case.
enum WeekdayName {
  /// Counted from Monday, in the forms that a date or a relative time uses.
  private static let names: [String: Int] = [
    "måndag": 0, "tisdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lördag": 5, "söndag": 6, "måndagen": 0,
    "tisdagen": 1, "onsdagen": 2, "torsdagen": 3, "fredagen": 4, "lördagen": 5, "söndagen": 6, "mån": 0,
    "tis": 1,
    "ons": 2, "tors": 3, "tor": 3, "fre": 4, "lör": 5, "sön": 6, "monday": 0, "tuesday": 1, "wednesday": 2,
    "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6, "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4,
    "sat": 5,
    "sun": 6,
  ]
  private static let past: [String: Int] = [
    "måndags": 0, "tisdags": 1, "onsdags": 2, "torsdags": 3, "fredags": 4, "lördags": 5, "söndags": 6,
  ]

  private static let ofMeetings: [String: Int] = [
    "måndagens": 0, "tisdagens": 1, "onsdagens": 2, "torsdagens": 3, "fredagens": 4, "lördagens": 5,
    "söndagens": 6,
  ]

  static func weekday(_ word: String) -> Int? { names[word] }
  /// Of `tisdagens möte`.
  static func ofMeeting(_ word: String) -> Int? { ofMeetings[word] }
  /// Of `i måndags`.
  static func lastWeekday(_ word: String) -> Int? { past[word] }
}
