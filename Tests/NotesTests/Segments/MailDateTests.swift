import Foundation
import Testing

@testable import Notes

@Suite struct MailDateTests {
  static let stockholm = TimeZone(identifier: "Europe/Stockholm") ?? .gmt

  @Test(
    "Dates as mail programs print them",
    arguments: [
      ("den 12 mars 2025 10:02", "2025-03-12T09:02:00Z"),
      ("onsdag den 12 mars 2025 10:02", "2025-03-12T09:02:00Z"),
      ("ons 12 mars 2025 kl 10:02", "2025-03-12T09:02:00Z"),
      ("12 mars 2025 kl. 10:02:11 cet", "2025-03-12T09:02:11Z"),
      ("28 april 2025 10:03:11 cest", "2025-04-28T08:03:11Z"),
      ("den 2 juli 2025 10.02", "2025-07-02T08:02:00Z"),
      ("2025-03-12 10:02", "2025-03-12T09:02:00Z"),
      ("2025-11-20 13:07 (gmt+01:00)", "2025-11-20T12:07:00Z"),
      ("wednesday, march 12, 2025 10:02 am", "2025-03-12T09:02:00Z"),
      ("wednesday, march 12, 2025, 12:02:11 am gmt+1", "2025-03-11T23:02:11Z"),
      ("wed, mar 12, 2025 at 2:05 pm", "2025-03-12T13:05:00Z"),
      ("onsdag, april 2, 2025 4:20 em", "2025-04-02T14:20:00Z"),
      ("wed, 12 mar 2025 10:02:33 +0100", "2025-03-12T09:02:33Z"),
      ("12.3.2025 klo 10.02", "2025-03-12T09:02:00Z"),
      ("12/03/2025 10:02", "2025-03-12T09:02:00Z"),
      ("3/12/2025 10:02 am", "2025-03-12T09:02:00Z"),
      ("keskiviikko 12. maaliskuuta 2025 10.02", "2025-03-12T09:02:00Z"),
      ("den 12 mars 2025", "2025-03-11T23:00:00Z"),
    ])
  func reads(_ text: String, _ expected: String) {
    let date = MailDate.read(Array(text.utf8), in: Self.stockholm)
    #expect(date.map { ISO8601DateFormatter().string(from: $0) } == expected)
  }

  @Test(
    "No date is guessed",
    arguments: [
      "", "i går", "10:02", "den 31 februari 2025 10:02", "12 mars", "1/2", "2025", "99.99.2025 10:00",
    ])
  func refuses(_ text: String) {
    #expect(MailDate.read(Array(text.utf8), in: Self.stockholm) == nil)
  }

  @Test(
    "A time of day is told from a date",
    arguments: [
      ("kl 10:02", true), ("10.02", true), ("9:15", true), ("2025-03-12", false), ("12.3.2025", false),
      ("ks 2025:114", false),
    ])
  func times(_ text: String, _ expected: Bool) {
    #expect(MailDate.holdsTime(Array(text.utf8)[...]) == expected)
  }
}
