import Foundation

/// The dates of quoted mail: `den 12 mars 2025 10:02`, `Wednesday, March 12, 2025 10:02 AM`, `2025-03-12 kl. 10:02`,
/// `Wed, 12 Mar 2025 10:02:11 +0100`, `12.3.2025 klo 10.02`.
enum MailDate {
  /// Bytes read of a value.
  private static let reach = 160

  private struct Number {
    var value: Int
    var width: Int
    var range: Range<Int>
  }

  /// Whether a time of day stands in lower-case text: two digits, colon or full stop, two digits.
  static func holdsTime(_ text: ArraySlice<UInt8>) -> Bool {
    var place = text.startIndex
    while place + 4 <= text.endIndex {
      let wide = isDigit(text[place]) && isDigit(text[place + 1]) ? 2 : isDigit(text[place]) ? 1 : 0
      let before = place == text.startIndex || !isDigit(text[place - 1]) && text[place - 1] != Ascii.period
      if wide > 0, before, place + wide + 2 < text.endIndex,
        text[place + wide] == Ascii.colon || text[place + wide] == Ascii.period,
        isDigit(text[place + wide + 1]), isDigit(text[place + wide + 2])
      {
        let after = place + wide + 3
        if text[place + wide] == Ascii.colon || after >= text.endIndex
          || text[after] != Ascii.period && !isDigit(text[after])
        {
          return true
        }
      }
      place += max(wide, 1)
    }
    return false
  }

  /// The instant a date in lower-case text names; midnight where it names no time; nil where it names no day.
  static func read(_ folded: [UInt8], in timezone: TimeZone) -> Date? {
    let text = Array(folded.prefix(reach))
    let numbers = numbers(in: text)
    guard let (day, used) = day(text, numbers) else { return nil }
    var parts = DateComponents()
    parts.year = day.year
    parts.month = day.month
    parts.day = day.day
    let rest = numbers.filter { number in !used.contains { $0 == number.range.lowerBound } }
    let (time, zone) = time(text, rest)
    parts.hour = time?.hour ?? 0
    parts.minute = time?.minute ?? 0
    parts.second = time?.second ?? 0
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone.flatMap(TimeZone.init(secondsFromGMT:)) ?? timezone
    guard parts.isValidDate(in: calendar) else { return nil }
    return calendar.date(from: parts)
  }

  private static func numbers(in text: [UInt8]) -> [Number] {
    var numbers: [Number] = []
    var place = 0
    while place < text.count {
      guard isDigit(text[place]) else {
        place += 1
        continue
      }
      let start = place
      var value = 0
      while place < text.count, isDigit(text[place]) {
        if place - start < 6 { value = value * 10 + Int(text[place] - 0x30) }
        place += 1
      }
      numbers.append(Number(value: value, width: place - start, range: start..<place))
    }
    return numbers
  }

  private typealias Day = (year: Int, month: Int, day: Int)

  private static func day(_ text: [UInt8], _ numbers: [Number]) -> (Day, used: [Int])? {
    if let month = MonthNames.table.search(in: text, 0..<text.count),
      let year = numbers.first(where: { $0.width == 4 && (1990...2100).contains($0.value) }),
      let day = numbers.first(where: {
        $0.width <= 2 && (1...31).contains($0.value) && $0.range.lowerBound < year.range.lowerBound
      })
    {
      return ((year.value, month.value, day.value), [year.range.lowerBound, day.range.lowerBound])
    }
    // Three numbers with one mark between them.
    guard numbers.count >= 3 else { return nil }
    for first in 0..<numbers.count - 2 {
      let (a, b, c) = (numbers[first], numbers[first + 1], numbers[first + 2])
      guard b.range.lowerBound == a.range.upperBound + 1, c.range.lowerBound == b.range.upperBound + 1 else {
        continue
      }
      let mark = text[a.range.upperBound]
      guard mark == text[b.range.upperBound],
        mark == Ascii.hyphen || mark == Ascii.slash || mark == Ascii.period
      else {
        continue
      }
      let used = [a, b, c].map(\.range.lowerBound)
      if a.width == 4 { return ((a.value, b.value, c.value), used) }
      guard c.width == 4 else { continue }
      // American where a clock of twelve hours says so, else day first.
      let american = mark == Ascii.slash && meridiem(text, from: c.range.upperBound) != nil && a.value <= 12
      return american || b.value > 12
        ? ((c.value, a.value, b.value), used) : ((c.value, b.value, a.value), used)
    }
    return nil
  }

  private static func time(_ text: [UInt8], _ numbers: [Number]) -> (
    (hour: Int, minute: Int, second: Int)?, zone: Int?
  ) {
    for index in numbers.indices.dropLast() {
      let (hour, minute) = (numbers[index], numbers[index + 1])
      guard hour.width <= 2, minute.width == 2, minute.range.lowerBound == hour.range.upperBound + 1,
        text[hour.range.upperBound] == Ascii.colon || text[hour.range.upperBound] == Ascii.period,
        hour.value < 24, minute.value < 60
      else { continue }
      var end = minute.range.upperBound
      var second = 0
      if index + 2 < numbers.count, numbers[index + 2].width == 2,
        numbers[index + 2].range.lowerBound == end + 1,
        text[end] == text[hour.range.upperBound], numbers[index + 2].value < 60
      {
        second = numbers[index + 2].value
        end = numbers[index + 2].range.upperBound
      }
      var hours = hour.value
      if let afternoon = meridiem(text, from: end) { hours = hours % 12 + (afternoon ? 12 : 0) }
      return ((hours, minute.value, second), zone(text, from: end))
    }
    return (nil, nil)
  }

  /// True for pm and em, false for am and fm.
  private static func meridiem(_ text: [UInt8], from start: Int) -> Bool? {
    var place = start
    while place + 1 < text.count {
      let isStart = place == start || !isWordByte(text[place - 1]) || isDigit(text[place - 1])
      if isStart, text[place + 1] == 0x6D, place + 2 >= text.count || !isWordByte(text[place + 2]) {
        switch text[place] {
        case 0x61, 0x66: return false
        case 0x70, 0x65: return true
        default: break
        }
      }
      place += 1
    }
    return nil
  }

  /// Seconds east of Greenwich, from `+0100`, `GMT+1`, `+01:00` or a zone's name.
  private static func zone(_ text: [UInt8], from start: Int) -> Int? {
    var place = start
    while place + 1 < text.count {
      let byte = text[place]
      if byte == Ascii.plus || byte == Ascii.hyphen, isDigit(text[place + 1]) {
        var digits: [Int] = []
        var next = place + 1
        while next < text.count, digits.count < 4, isDigit(text[next]) || text[next] == Ascii.colon {
          if isDigit(text[next]) { digits.append(Int(text[next] - 0x30)) }
          next += 1
        }
        let hours = digits.count == 1 || digits.count == 3 ? digits[0] : digits[0] * 10 + digits[1]
        let minutes =
          digits.count == 4 ? digits[2] * 10 + digits[3] : digits.count == 3 ? digits[1] * 10 + digits[2] : 0
        let seconds = hours * 3_600 + minutes * 60
        return hours <= 14 ? (byte == Ascii.plus ? seconds : -seconds) : nil
      }
      place += 1
    }
    return ZoneNames.table.search(in: text, start..<text.count)?.value
  }
}
