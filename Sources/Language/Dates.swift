/// A day that a text names.
package struct DateMention: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// With its year.
    case full
    /// Without its year: the nearest such day that is not in the future.
    case withoutYear
    /// Six or eight digits in a row (`250312`), which can be another number: for titles and labelled lines only.
    case compact
    /// `i går`, `i måndags`, `tisdagens möte`, `today`.
    case relative
  }
  package var day: Day
  package var form: Form
  /// UTF-8 offsets, a weekday and `den` before it included.
  package var range: Range<Int>
}

extension UTF8Text {
  /// The days named in a range, in order, Swedish and English: `2025-03-12`, `12/3`, `12/3-25`, `12.3.2025`,
  /// `den 12 mars`, `onsdagen den 12:e mars 2025`, `March 12, 2025`, `i går`, `i måndags`.
  ///
  /// Where day and month are numbers, the day comes first, unless the second number can be no month.
  /// - Parameter today: the day on which the text was written. A day without a year is the nearest one that is
  ///   not in the future; up to a week ahead counts as near, for notes are prepared too.
  package func dates(in range: Range<Int>, relativeTo today: Day) -> [DateMention] {
    var finder = DateFinder(text: self, end: range.upperBound, today: today)
    return finder.find(from: range.lowerBound)
  }
}

private struct DateFinder {
  let text: UTF8Text
  let end: Int
  let today: Day
  var found = [DateMention]()
  /// Where the words `onsdagen den` began that stand directly before.
  var lead: (start: Int, end: Int, weekday: Int?)?

  init(text: UTF8Text, end: Int, today: Day) {
    self.text = text
    self.end = end
    self.today = today
  }

  mutating func find(from start: Int) -> [DateMention] {
    var i = start
    while i < end {
      if text.isDigit(at: i) {
        let stop = i
        // Digits behind a letter, a point or a hyphen belong to another number (`MBN-2025-03`, `3.12.4`).
        if !continuesNumber(at: i, after: start), let mention = numeric(at: i) {
          i = add(mention)
        } else {
          i = text.digits(from: i, before: end)
        }
        i = max(i, stop + 1)
      } else if text.isLetter(at: i) {
        let word = i..<text.letters(from: i, before: end)
        if let mention = worded(word) { i = add(mention) } else { i = word.upperBound }
      } else {
        i = text.next(i)
      }
    }
    return found
  }

  private mutating func add(_ mention: DateMention) -> Int {
    var mention = mention
    if let lead, gap(lead.end, mention.range.lowerBound) {
      mention.range = lead.start..<mention.range.upperBound
    }
    lead = nil
    found.append(mention)
    return mention.range.upperBound
  }

  // MARK: Small steps

  private func gap(_ a: Int, _ b: Int) -> Bool { a <= b && b - a <= 4 && text.trimmed(a..<b).isEmpty }

  /// Past up to three scalars of white space on the same line.
  private func pastSpace(_ i: Int) -> Int {
    var j = i
    for _ in 0..<3 {
      guard j < end, text.bytes[j] != 0x0A else { break }
      let length = text.spaceLength(at: j, before: end)
      if length == 0 { break }
      j += length
    }
    return j
  }

  private func byte(_ i: Int) -> UInt8? { i < end ? text.bytes[i] : nil }

  private func continuesNumber(at i: Int, after start: Int) -> Bool {
    guard i > start else { return false }
    let before = text.previous(i)
    if text.isLetter(at: before) { return true }
    switch text.bytes[before] {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: "+"):
      guard before > start else { return false }
      let further = text.previous(before)
      return text.isLetter(at: further) && text.bytes[before] != UInt8(ascii: ":")
        && text.bytes[before] != UInt8(ascii: ".") || text.isDigit(at: further)
    default: return false
    }
  }

  /// Whether a number ends at `i`: no digit, and no mark with a digit behind it.
  private func endsNumber(_ i: Int) -> Bool {
    guard let byte = byte(i) else { return true }
    if text.isDigit(at: i) { return false }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ","):
      return !text.isDigit(at: i + 1)
    default: return true
    }
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) -> Day? {
    guard (1900...2199).contains(year) else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// The nearest such day that is not more than a week ahead.
  private func nearest(month: Int, day: Int) -> Day? {
    let latest = today.adding(days: 7)
    for year in stride(from: latest.year, through: latest.year - 8, by: -1) {
      if let candidate = Day(year: year, month: month, day: day), candidate <= latest { return candidate }
    }
    return nil
  }

  /// A year of two or four digits.
  private func year(_ range: Range<Int>) -> Int? {
    guard let value = text.number(range) else { return nil }
    return range.count == 4 ? value : range.count == 2 ? 2000 + value : nil
  }

  // MARK: Days in numbers

  private func numeric(at i: Int) -> DateMention? {
    let first = i..<text.digits(from: i, before: end)
    guard first.count <= 8, let value = text.number(first) else { return nil }
    switch first.count {
    case 4: return yearFirst(first, value)
    case 8:
      guard endsNumber(first.upperBound), let day = day(value / 10_000, value / 100 % 100, value % 100)
      else { return nil }
      return DateMention(day: day, form: .compact, range: first)
    case 6:
      guard endsNumber(first.upperBound), let day = day(2000 + value / 10_000, value / 100 % 100, value % 100)
      else { return nil }
      return DateMention(day: day, form: .compact, range: first)
    case 1, 2:
      return dayFirst(first, value) ?? dayAndMonthName(first, value) ?? dayOfWeek(first, value)
    default: return nil
    }
  }

  /// `2025-03-12`, `2025/03/12`, `2025.03.12`
  private func yearFirst(_ first: Range<Int>, _ year: Int) -> DateMention? {
    guard let mark = byte(first.upperBound), mark == 0x2D || mark == 0x2F || mark == 0x2E else { return nil }
    let second = first.upperBound + 1..<text.digits(from: first.upperBound + 1, before: end)
    guard (1...2).contains(second.count), byte(second.upperBound) == mark else { return nil }
    let third = second.upperBound + 1..<text.digits(from: second.upperBound + 1, before: end)
    guard (1...2).contains(third.count), endsNumber(third.upperBound), let month = text.number(second),
      let number = text.number(third), let day = day(year, month, number)
    else { return nil }
    return DateMention(day: day, form: .full, range: first.lowerBound..<third.upperBound)
  }

  /// `12/3`, `12/3-25`, `12/3 2025`, `12/3/2025`, `12.3.2025`, `12-03-2025`
  private func dayFirst(_ first: Range<Int>, _ value: Int) -> DateMention? {
    guard let mark = byte(first.upperBound), mark == 0x2F || mark == 0x2E || mark == 0x2D else { return nil }
    let second = first.upperBound + 1..<text.digits(from: first.upperBound + 1, before: end)
    guard (1...2).contains(second.count), let other = text.number(second) else { return nil }
    let (number, month) = other > 12 && value <= 12 ? (other, value) : (value, other)
    let after = byte(second.upperBound)
    let joined = after == mark || (mark == 0x2F && after == 0x2D)
    if joined {
      let third = second.upperBound + 1..<text.digits(from: second.upperBound + 1, before: end)
      let isYear = third.count == 4 || (third.count == 2 && mark != 0x2D)
      if isYear, endsNumber(third.upperBound), let year = year(third), let day = day(year, month, number) {
        return DateMention(day: day, form: .full, range: first.lowerBound..<third.upperBound)
      }
    }
    // Without a year only with a stroke, the day first, and not where it is a fraction.
    guard mark == 0x2F, other <= 12, endsNumber(second.upperBound), !(value == 24 && other == 7) else {
      return nil
    }
    let space = pastSpace(second.upperBound)
    let third = space..<text.digits(from: space, before: end)
    if space > second.upperBound, third.count == 4, endsNumber(third.upperBound), let year = year(third),
      let day = day(year, month, number)
    {
      return DateMention(day: day, form: .full, range: first.lowerBound..<third.upperBound)
    }
    if space > second.upperBound, byte(space) == 0x2D || byte(space) == 0x27 {
      let short = space + 1..<text.digits(from: space + 1, before: end)
      if short.count == 2, endsNumber(short.upperBound), let year = year(short),
        let day = day(year, month, number)
      {
        return DateMention(day: day, form: .full, range: first.lowerBound..<short.upperBound)
      }
    }
    let unit = text.word(space..<text.letters(from: space, before: end))
    if Self.fractionWords.contains(unit) || byte(second.upperBound) == UInt8(ascii: "%") { return nil }
    guard let day = nearest(month: month, day: number) else { return nil }
    return DateMention(day: day, form: .withoutYear, range: first.lowerBound..<second.upperBound)
  }

  /// What `1/2` is a part of.
  private static let fractionWords: Set<String> = [
    "av", "år", "året", "timme", "timmen", "tim", "h", "dag", "dagen", "månad", "vecka", "liter", "l", "dl",
    "kvm",
    "of", "hour", "year", "day", "month", "week", "mil", "tum", "tjänst", "tjänster",
  ]

  /// `12 mars`, `12:e mars 2025`, `12. mars`, `12–13 mars`, `12 mar -25`, `12th of March`
  private func dayAndMonthName(_ first: Range<Int>, _ value: Int) -> DateMention? {
    guard (1...31).contains(value) else { return nil }
    var i = first.upperBound
    for ending in [":e", ":a", ":de", ":te", "e", "a", "th", "st", "nd", "rd", "."]
    where text.hasPrefix(ending, at: i) && !text.isLetter(at: i + ending.utf8.count) {
      i += ending.utf8.count
      break
    }
    // The first of several days: the meeting began then.
    let joint = pastSpace(i)
    if let length = dashLength(at: joint) ?? jointLength(at: joint) {
      let later = pastSpace(joint + length)
      let digits = later..<text.digits(from: later, before: end)
      if (1...2).contains(digits.count) { i = digits.upperBound }
    }
    i = pastSpace(i)
    if text.hasPrefix("of ", at: i) { i += 3 }
    let name = i..<text.letters(from: i, before: end)
    guard let month = MonthName.month(text.word(name)) else { return nil }
    return mention(day: value, month: month, start: first.lowerBound, afterMonth: name.upperBound)
  }

  private func dashLength(at i: Int) -> Int? {
    guard let first = byte(i) else { return nil }
    if first == 0x2D { return 1 }
    return first == 0xE2 && byte(i + 1) == 0x80 && (byte(i + 2) == 0x93 || byte(i + 2) == 0x94) ? 3 : nil
  }

  /// The length of the word between two days: `3 och 4 mars`.
  private func jointLength(at i: Int) -> Int? {
    let word = i..<text.letters(from: i, before: end)
    return ["och", "till", "and", "to"].contains(text.word(word)) ? word.count : nil
  }

  /// `tisdagen den 12:e`, without a month: the last such day on that weekday, within a year.
  private func dayOfWeek(_ first: Range<Int>, _ value: Int) -> DateMention? {
    guard (1...31).contains(value), let lead, let weekday = lead.weekday, gap(lead.end, first.lowerBound)
    else {
      return nil
    }
    var stop = first.upperBound
    for ending in [":e", ":a", "th", "st", "nd", "rd"] where text.hasPrefix(ending, at: stop) { stop += 2 }
    guard !text.isLetter(at: stop), endsNumber(stop), byte(stop) != UInt8(ascii: ":") else { return nil }
    for back in 0...366 {
      let day = today.adding(days: -back)
      if day.day == value && day.weekday == weekday {
        return DateMention(day: day, form: .withoutYear, range: first.lowerBound..<stop)
      }
    }
    return nil
  }

  /// Looks for a year behind a day with its month.
  private func mention(day number: Int, month: Int, start: Int, afterMonth: Int) -> DateMention? {
    var i = afterMonth
    if byte(i) == 0x2E { i += 1 }
    if byte(i) == 0x2C { i += 1 }
    i = pastSpace(i)
    var digits = i..<text.digits(from: i, before: end)
    if digits.isEmpty, byte(i) == 0x2D || byte(i) == 0x27 {
      digits = i + 1..<text.digits(from: i + 1, before: end)
      if digits.count != 2 && digits.count != 4 { digits = i..<i }
    } else if digits.count != 4 {
      digits = i..<i
    }
    if !digits.isEmpty, endsNumber(digits.upperBound), let year = year(digits),
      let day = day(year, month, number)
    {
      return DateMention(day: day, form: .full, range: start..<digits.upperBound)
    }
    guard let day = nearest(month: month, day: number) else { return nil }
    return DateMention(day: day, form: .withoutYear, range: start..<afterMonth)
  }

  // MARK: Days in words

  private mutating func worded(_ range: Range<Int>) -> DateMention? {
    guard range.count <= 14 else { return nil }
    let word = text.word(range)
    let weekday = WeekdayName.weekday(word)
    if word == "den" || word == "the" || weekday != nil {
      var start = range.lowerBound
      var known = weekday
      if let lead, gap(lead.end, start) {
        start = lead.start
        known = weekday ?? lead.weekday
      }
      var stop = range.upperBound
      if byte(stop) == 0x2E || byte(stop) == 0x2C { stop += 1 }
      lead = (start, stop, known)
      return nil
    }
    if let month = MonthName.month(word) { return monthFirst(range, month) }
    if let weekday = WeekdayName.ofMeeting(word), isMeeting(behind: range) {
      return DateMention(day: last(weekday), form: .relative, range: range)
    }
    if let days = Self.relativeDays[word] {
      return DateMention(day: today.adding(days: days), form: .relative, range: range)
    }
    if word == "i" || word == "last" { return relative(range, english: word == "last") }
    return nil
  }

  private static let relativeDays: [String: Int] = [
    "idag": 0, "igår": -1, "förrgår": -2, "iförrgår": -2, "today": 0, "yesterday": -1, "imorse": 0,
    "gårdagens": -1, "igårkväll": -1,
  ]
  private static let relativeDaysAfterI: [String: Int] = [
    "dag": 0, "går": -1, "förrgår": -2, "morse": 0, "förmiddags": 0, "eftermiddag": 0, "eftermiddags": 0,
  ]

  /// `March 12, 2025`, `Mar 12th`
  private func monthFirst(_ name: Range<Int>, _ month: Int) -> DateMention? {
    let i = pastSpace(byte(name.upperBound) == 0x2E ? name.upperBound + 1 : name.upperBound)
    let digits = i..<text.digits(from: i, before: end)
    guard i > name.upperBound, (1...2).contains(digits.count), let number = text.number(digits) else {
      return nil
    }
    // `mars 12:30` and `mars 12 %` are no days.
    guard byte(digits.upperBound) != 0x3A, endsNumber(digits.upperBound) else { return nil }
    var stop = digits.upperBound
    for ending in ["th", "st", "nd", "rd"] where text.hasPrefix(ending, at: stop) { stop += 2 }
    guard !text.isLetter(at: stop) else { return nil }
    return mention(day: number, month: month, start: name.lowerBound, afterMonth: stop)
  }

  /// `i går`, `i måndags`, `last Monday`
  private func relative(_ range: Range<Int>, english: Bool) -> DateMention? {
    let i = pastSpace(range.upperBound)
    guard i > range.upperBound else { return nil }
    let name = i..<text.letters(from: i, before: end)
    guard name.count <= 12 else { return nil }
    let word = text.word(name)
    let whole = range.lowerBound..<name.upperBound
    if !english, let days = Self.relativeDaysAfterI[word] {
      return DateMention(day: today.adding(days: days), form: .relative, range: whole)
    }
    guard let weekday = english ? WeekdayName.weekday(word) : WeekdayName.lastWeekday(word) else {
      return nil
    }
    return DateMention(day: last(weekday), form: .relative, range: whole)
  }

  /// The last such weekday before today.
  private func last(_ weekday: Int) -> Day {
    today.adding(days: -((today.weekday - weekday + 6) % 7 + 1))
  }

  /// Whether a word for a meeting follows: `tisdagens möte`, `onsdagens frukostträff`.
  private func isMeeting(behind range: Range<Int>) -> Bool {
    let i = pastSpace(range.upperBound)
    let word = i..<text.letters(from: i, before: end)
    guard word.count <= 40 else { return false }
    let folded = text.word(word)
    return ["möte", "träff", "besök", "frukost", "lunch", "dialog", "samtal", "råd", "mingel"].contains {
      folded.contains($0)
    }
  }
}
