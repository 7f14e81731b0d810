import Language
import Testing

@Suite struct DatesTests {
  /// Wednesday 19 March 2025.
  static let today = Day(year: 2025, month: 3, day: 19)

  static func iso(_ day: Day) -> String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(day.year)-\(two(day.month))-\(two(day.day))"
  }

  static let cases: [(String, [String])] = [
    ("Möte 2025-03-12 i Boländerna", ["2025-03-12"]),
    ("Möte 2025/03/12", ["2025-03-12"]),
    ("den 12/3 sågs vi", ["2025-03-12"]),
    ("12/3-25", ["2025-03-12"]),
    ("12/3 2025", ["2025-03-12"]),
    ("12/3/2024", ["2024-03-12"]),
    ("12.3.2025", ["2025-03-12"]),
    ("12-03-2025", ["2025-03-12"]),
    ("3/25/2025 at noon", ["2025-03-25"]),
    ("Vi träffades den 12 mars.", ["2025-03-12"]),
    ("12 mars 2024", ["2024-03-12"]),
    ("onsdagen den 12 mars", ["2025-03-12"]),
    ("ons 12 mars", ["2025-03-12"]),
    ("den 12:e mars 2025", ["2025-03-12"]),
    ("den 1:a april 2024", ["2024-04-01"]),
    ("12. mars", ["2025-03-12"]),
    ("12–13 mars 2025", ["2025-03-12"]),
    ("3 feb. 2025", ["2025-02-03"]),
    ("March 12, 2025", ["2025-03-12"]),
    ("on 12th of March", ["2025-03-12"]),
    ("Feb 3rd was fine", ["2025-02-03"]),
    ("Mötet i dag och mötet i går", ["2025-03-19", "2025-03-18"]),
    ("igår", ["2025-03-18"]),
    ("i förrgår", ["2025-03-17"]),
    ("idag kl 10", ["2025-03-19"]),
    ("i måndags", ["2025-03-17"]),
    ("i onsdags", ["2025-03-12"]),
    ("i fredags", ["2025-03-14"]),
    ("We met yesterday", ["2025-03-18"]),
    ("last Friday", ["2025-03-14"]),
    // Without a year: the nearest one that is not in the future, with a week's grace.
    ("den 26 mars", ["2025-03-26"]),
    ("den 27 mars", ["2024-03-27"]),
    ("3 december", ["2024-12-03"]),
    ("29 februari", ["2024-02-29"]),
    ("Möte 250312", ["2025-03-12"]),
    ("20250312_anteckningar", ["2025-03-12"]),
    // What is none.
    ("öppet 24/7", []), ("1/2 tjänst", []), ("3/4 av företagen", []), ("kl 10.30-12.00", []),
    ("3,5 procent", []),
    ("dnr MBN-2025-03-12", []), ("31 februari", []), ("2025-13-40", []), ("avsnitt 3.12.4", []),
    ("3.12", []), ("mars 2025", []), ("i alla fall", []), ("070-12 03 12", []), ("12 veckor", []),
    ("the may 1234 problem", []),
  ]

  @Test(arguments: cases) func findsTheDays(_ text: String, _ expected: [String]) throws {
    let today = try #require(Self.today)
    let source = UTF8Text(text)
    #expect(source.dates(in: source.all, relativeTo: today).map { Self.iso($0.day) } == expected)
  }

  @Test func tellsTheWordsAndTheFormOfEach() throws {
    let today = try #require(Self.today)
    let text = UTF8Text("Åter: onsdagen den 12:e mars 2025, 3/2, i går, 250312.")
    let dates = text.dates(in: text.all, relativeTo: today)
    #expect(dates.map { text.string($0.range) } == ["onsdagen den 12:e mars 2025", "3/2", "i går", "250312"])
    #expect(dates.map(\.form) == [.full, .withoutYear, .relative, .compact])
  }

  @Test func countsDaysAcrossYearsAndLeapDays() throws {
    let day = try #require(Day(year: 2024, month: 2, day: 28))
    #expect(day.adding(days: 2) == Day(year: 2024, month: 3, day: 1))
    #expect(day.adding(days: 366 + 1) == Day(year: 2025, month: 2, day: 28)?.adding(days: 1))
    #expect(try #require(Day(year: 1970, month: 1, day: 1)).number == 0)
    #expect(try #require(Self.today).weekday == 2)
    #expect(Day(year: 2025, month: 2, day: 29) == nil)
  }
}
