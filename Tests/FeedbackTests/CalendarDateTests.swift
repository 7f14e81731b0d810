import Feedback
import Foundation
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: ["2025-03-12", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func isReadAndWritten(_ text: String) { #expect(CalendarDate(text)?.description == text) }

  @Test(arguments: [
    "2025-02-29", "1900-02-29", "2025-00-10", "2025-13-01", "2025-04-31", "2025-01-00", "0000-01-01",
    "2025-3-12",
    "25-03-12", "2025-03-12T", "2025/03/12", "+025-03-12", "2025-+3-12", "2025-03--1", "", "20250312",
    " 2025-03-12",
  ])
  func aDayThatIsNotIsRefused(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test func sortsByTime() throws {
    let days = try ["2024-12-31", "2025-01-01", "2025-01-02", "2025-02-01"].map {
      try #require(CalendarDate($0))
    }
    #expect(days == days.sorted())
  }

  @Test(arguments: [(0, "1970-01-01"), (-1, "1969-12-31"), (19_782, "2024-02-29"), (20_159, "2025-03-12")])
  func countsDays(_ days: Int, _ text: String) {
    #expect(CalendarDate(text)?.daysSince1970 == days)
    #expect(Date(timeIntervalSince1970: Double(days) * 86_400).rfc3339 == "\(text)T00:00:00Z")
  }

  @Test func daysAndTimesAgreeOverFourCenturies() throws {
    var days = try #require(CalendarDate("1900-01-01")).daysSince1970
    while days < 50_000 {
      let text = Date(timeIntervalSince1970: Double(days) * 86_400 + 86_399).rfc3339
      #expect(CalendarDate(text.prefix(10))?.daysSince1970 == days)
      #expect(Date(rfc3339: text)?.timeIntervalSince1970 == Double(days) * 86_400 + 86_399)
      days += 97
    }
  }

  @Test(arguments: [
    "2025-03-13", "2025-03-13 08:02:11Z", "2025-03-13T08:02:11", "2025-03-13T08:02:11+01:00",
    "2025-03-13T24:00:00Z",
    "2025-03-13T08:60:00Z", "2025-02-30T08:00:00Z", "2025-03-13T+8:02:11Z", "2025-03-13T08.02.11Z", "",
  ])
  func aTimeInAnotherFormIsRefused(_ text: String) { #expect(Date(rfc3339: text) == nil) }
}
