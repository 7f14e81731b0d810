import Foundation
import Testing

@testable import IMAP

@Suite("Nouns of the standard")
struct ValueTests {
  @Test("What the standard forbids cannot be made")
  func bounds() {
    #expect(UID(0 as UInt32) == nil)
    #expect(UIDValidity(0) == nil)
    #expect(SequenceNumber(0) == nil)
    #expect(ModSeq(1 << 63) == nil)
    #expect(ModSeq(1 << 63 - 1) != nil)
    #expect(UID.last.successor == nil)
    #expect(UID.first.predecessor == nil)
  }

  @Test("Tags have one form, and it is not libcurl's")
  func tags() {
    #expect(Tag(number: 1).description == "L0001")
    #expect(Tag(number: 123_456).description == "L123456")
    for number: UInt32 in [1, 9999, 10_000, 99_999_999] {
      #expect(Tag(Array(Tag(number: number).description.utf8)[...]) == Tag(number: number))
    }
    for text in ["A001", "L1", "L00001", "l0001", "L0001x", "L", "", "L-001", "L99999999999"] {
      #expect(Tag(Array(text.utf8)[...]) == nil)
    }
  }

  @Test("Flags are compared without regard to case, and none ends a command")
  func flags() {
    #expect(Flag("$lyssnad") == Flag("$Lyssnad"))
    #expect(Flag("$lyssnad").hashValue == Flag("$LYSSNAD").hashValue)
    #expect(Flag("\\seen") == .seen)
    #expect(!Flag.seen.isKeyword)
    for name in [
      "", "\\", "a b", "a)", "a\r\n", "å", "\\*", "a\"", "{3}", "a]", "\u{0}",
      String(repeating: "x", count: 101),
    ] {
      #expect(Flag(name) == nil)
    }
  }

  @Test("Capabilities are compared without regard to case and listed in order")
  func capabilities() {
    let set = CapabilitySet([Capability("move"), .idle, Capability("Idle")])
    #expect(set.contains(.move))
    #expect(set.description == "IDLE MOVE")
  }

  @Test(
    "Dates are read in their zone",
    arguments: [
      ("17-Jul-1996 02:44:25 -0700", "1996-07-17T09:44:25Z"),
      (" 1-Jan-2026 00:00:00 +0100", "2025-12-31T23:00:00Z"),
      ("29-feb-2024 23:59:60 +0000", "2024-03-01T00:00:00Z"),
      ("01-MAR-2000 12:00:00 +0545", "2000-03-01T06:15:00Z"),
      ("31-Dec-1969 23:59:59 +0000", "1969-12-31T23:59:59Z"),
    ])
  func internalDates(_ text: String, _ utc: String) throws {
    let date = try #require(InternalDate(text)).date
    #expect(date == (try Date.ISO8601FormatStyle().parse(utc)))
  }

  @Test("Each day of four centuries is a day after the one before")
  func days() throws {
    var expected = try #require(CalendarDay(year: 1800, month: 1, day: 1)).daysSince1970
    #expect(expected == -62_091)
    for year in 1800...2200 {
      for month in 1...12 {
        for day in 1...CalendarDay.days(inMonth: month, of: year) {
          #expect(CalendarDay(year: year, month: month, day: day)?.daysSince1970 == expected)
          expected += 1
        }
      }
    }
  }

  @Test(
    "What is no date is nil",
    arguments: [
      "", "30-Feb-2026 00:00:00 +0000", "1-Foo-2026 00:00:00 +0000", "1-Jan-26 00:00:00 +0000",
      "1-Jan-2026 24:00:00 +0000",
      "1-Jan-2026 00:00:00", "1-Jan-2026 00:00:00 0000", "1-Jan-2026 00:00:00 +00000",
      "0-Jan-2026 00:00:00 +0000",
      "1-Jan-2026 00:60:00 +0000", "1-J", "1-Jan-2026 00:00:00 +0060", "-1-Jan-2026 00:00:00 +0000",
    ])
  func noDates(_ text: String) { #expect(InternalDate(text) == nil) }

  @Test("Every error has a sentence")
  func sentences() {
    let errors: [any Error & CustomStringConvertible] = [
      ProtocolError.notAResponse, ProtocolError.malformed(of: "FETCH", expected: "a UID"),
      ProtocolError.malformedSet,
      ProtocolError.lineTooLong(limit: 1), ProtocolError.literalTooLarge(size: 2, limit: 1),
      ProtocolError.tooManyLiterals(limit: 1), ProtocolError.tooDeep(limit: 1),
      ProtocolError.tooManyRanges(limit: 1),
      ProtocolError.zeroByte, ProtocolError.unknownTag, ProtocolError.unexpectedContinuation,
      ProtocolError.noGreeting,
      ProtocolError.ended(withinResponse: true, unanswered: 2), CommandError.mailboxName,
      CommandError.mailboxLevels(delimiter: "."), CommandError.mailboxLevels(delimiter: nil),
      CommandError.text(limit: 1),
      CommandError.emptySet, CommandError.setTooLong(limit: 1), CommandError.nothingAsked,
      CommandError.sessionEnded, CommandError.unsearchableFlag, CommandError.notAnAtom,
    ]
    let texts = errors.map(\.description)
    #expect(Set(texts).count == errors.count)
    #expect(
      texts.allSatisfy { ($0.hasSuffix(".") || $0.hasSuffix("?")) && $0.count > 30 && !$0.contains("  ") })
  }
}
