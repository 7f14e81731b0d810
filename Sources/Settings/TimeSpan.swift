/// A length of time, written `500ms`, `2s`, `5m`, `12h`, `90d` or `2w`; a day is 24 hours.
package struct TimeSpan: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Never negative.
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// The same as a `Duration`.
  package var duration: Duration { .milliseconds(milliseconds) }

  package static func < (a: TimeSpan, b: TimeSpan) -> Bool { a.milliseconds < b.milliseconds }

  private static let units: [(name: String, milliseconds: Int)] = [
    ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// Reads a span between nothing and a hundred years.
  init(reading text: String) throws(Mistake) {
    let (digits, unit) = splitQuantity(text)
    guard let number = Int(digits), number >= 0 else {
      throw Mistake("\(quoted(text)) is no span of time; write a whole number and a unit, such as 2s")
    }
    guard let factor = Self.units.first(where: { $0.name == unit })?.milliseconds else {
      throw Mistake("\(quoted(text)) has no unit of time; write ms, s, m, h, d or w, such as \(number)s")
    }
    let (milliseconds, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow, milliseconds <= 100 * 366 * 86_400_000 else {
      throw Mistake("\(quoted(text)) is longer than a hundred years")
    }
    self.milliseconds = milliseconds
  }

  /// In the largest unit that needs no fraction.
  package var description: String {
    for unit in Self.units where milliseconds >= unit.milliseconds && milliseconds % unit.milliseconds == 0 {
      return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
    return "0s"
  }
}
