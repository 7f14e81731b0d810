import Foundation
import Testing

@testable import Settings

@Suite("Values")
struct ValueTests {
  @Test(arguments: [
    ("50MB", 50_000_000), ("512 MB", 512_000_000), ("1kb", 1000), ("2KiB", 2048), ("1GiB", 1 << 30), ("7", 7),
    ("7B", 7),
  ])
  func sizes(_ text: String, _ bytes: Int) throws {
    #expect(try ByteSize(reading: text).bytes == bytes)
    #expect(try ByteSize(reading: ByteSize(bytes: bytes).description).bytes == bytes)
  }

  @Test(arguments: [
    "", "MB", "-1MB", "+1MB", "1.5GB", "1,5GB", "0", "50 M B", "9223372036854775807GB", "1e6",
  ])
  func noSizes(_ text: String) { #expect(throws: Mistake.self) { try ByteSize(reading: text) } }

  @Test(arguments: [
    ("500ms", 500), ("2s", 2000), ("5m", 300_000), ("12 h", 43_200_000), ("90d", 7_776_000_000), ("0s", 0),
  ])
  func spans(_ text: String, _ milliseconds: Int) throws {
    #expect(try TimeSpan(reading: text).milliseconds == milliseconds)
    #expect(
      try TimeSpan(reading: TimeSpan(milliseconds: milliseconds).description).milliseconds == milliseconds)
  }

  @Test(arguments: ["", "2", "s", "-2s", "2S", "2 weeks", "1.5h", "200000000000d"])
  func noSpans(_ text: String) { #expect(throws: Mistake.self) { try TimeSpan(reading: text) } }

  @Test(arguments: [
    ("*@uppsala.example", "anna@uppsala.example", true), ("*@uppsala.example", "ANNA@Uppsala.Example", true),
    ("*@uppsala.example", "anna@sub.uppsala.example", false),
    ("*@uppsala.example", "anna@evil-uppsala.example", false),
    ("*@uppsala.example", "anna@uppsala.example.evil.example", false),
    ("*@uppsala.example", "@uppsala.example", false),
    ("*@uppsala.example", "a@b@uppsala.example", false), ("*@uppsala.example", "uppsala.example", false),
    ("*@uppsala.example", "a b@uppsala.example", false),
    ("*@uppsala.example", "a\r\n@uppsala.example", false),
    ("*@uppsala.example", "anna@uppsala.example.", false), ("*@uppsala.example", "", false),
    ("Anna@uppsala.example", "anna@UPPSALA.example", true),
    ("anna@uppsala.example", "hanna@uppsala.example", false),
    ("*@*.uppsala.example", "a@bygg.uppsala.example", true),
    ("*@*.uppsala.example", "a@uppsala.example", false),
    ("*@*.uppsala.example", "a@x.bygg.uppsala.example", false),
    ("*@*.uppsala.example", "a@.uppsala.example", false),
    ("anna@*.uppsala.example", "anna@bygg.uppsala.example", true),
    ("anna@*.uppsala.example", "bo@bygg.uppsala.example", false),
  ])
  func patterns(_ pattern: String, _ address: String, _ isMeant: Bool) throws {
    #expect(try AddressPattern(reading: pattern).matches(address) == isMeant)
  }

  @Test(arguments: [
    "*", "*@*", "*@*.example", "*@a.*.example", "an*@a.example", "*@a*.example", "anna", "@a.example",
    "anna@", "a@@b.example",
    "anna@a..example", "anna@-a.example", "an na@a.example", "Anna <anna@a.example>",
    "anna@a.example,bo@a.example",
  ])
  func noPatterns(_ text: String) { #expect(throws: Mistake.self) { try AddressPattern(reading: text) } }

  @Test func addresses() throws {
    #expect(try NamedAddress(reading: "Uppsala möts <a@b.example>").name == "Uppsala möts")
    #expect(try NamedAddress(reading: "a@b.example").name == nil)
    #expect(try NamedAddress(reading: "<a@b.example>").name == nil)
    for text in [
      "a@b.example\r\nBcc: c@d.example", "A\nB <a@b.example>", "A <a@b.example> B", "*@b.example",
      "A <<a@b.example>",
    ] {
      #expect(throws: Mistake.self) { try NamedAddress(reading: text) }
    }
  }

  @Test func urls() throws {
    func read(_ text: String) throws -> ServiceURL {
      try ServiceURL(reading: text, schemes: ServiceURL.Scheme.allCases)
    }
    #expect(try read("imaps://imap.example:993/Inkorg/M%C3%B6ten%20nu").mailbox == "Inkorg/Möten nu")
    #expect(try read("imap://imap.example").mailbox == "INBOX")
    #expect(try read("imap://127.0.0.1/").isLoopback)
    #expect(try read("imap://LOCALHOST/").isLoopback)
    #expect(try !read("imap://127.0.0.1.example/").isLoopback)
    #expect(try !read("imap://127.evil/").isLoopback)
    #expect(try read("file://localhost/a%20b").path == "/a b")
    for text in [
      "imap://", "imap://a.example:0", "imap://a.example:99999", "imap://a.example:", "imap://a b/",
      "imap://a.example/x?y",
      "file:///", "file://", "file:relative", "file:///a/../b", "imap://[::1", "imap://a.example/%zz",
      "imap://a.example/%FF",
      "imap://a.example/%00", "imap://a.example/x;UID=1#f",
    ] {
      #expect(throws: Mistake.self, "\(text)") { try read(text) }
    }
  }

  @Test func schedules() throws {
    #expect(try Schedule(reading: "Monday 07:00").weekday == .monday)
    #expect(try Schedule(reading: "daily 23:59").weekday == nil)
    for text in [
      "monday", "07:00", "monday 7:00", "monday 24:00", "monday 07:60", "monday +7:00", "monday 07:00 x",
    ] {
      #expect(throws: Mistake.self, "\(text)") { try Schedule(reading: text) }
    }
    #expect(try CalendarDay(reading: "2028-02-29").day == 29)
    for text in ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-01", "2026-01-+1", "2026-01-01T00:00"] {
      #expect(throws: Mistake.self, "\(text)") { try CalendarDay(reading: text) }
    }
  }

  @Test func whereAListenerAnswersIsThisMachineItself() throws {
    #expect(try ListenAddress(reading: "[::1]:9464") == .loopback(host: "::1", port: 9464))
    #expect(try ListenAddress(reading: "localhost:80") == .loopback(host: "127.0.0.1", port: 80))
    #expect(try ListenAddress(reading: "127.1.2.3:80") == .loopback(host: "127.1.2.3", port: 80))
    #expect(try ListenAddress(reading: "unix:/run/l.sock") == .unix(path: "/run/l.sock"))
    for text in [
      "9464", "192.0.2.1:80", "[2001:db8::1]:80", "127.0.0.256:80", "127.0.0:80", "metrics.example:80",
      "unix:l.sock",
      "unix:/", "unix:/" + String(repeating: "x", count: 107), "127.0.0.1",
    ] {
      #expect(throws: Mistake.self, "\(text)") { try ListenAddress(reading: text) }
    }
  }

  @Test func nearestKeys() {
    #expect(editDistance(Array("settle".utf8), Array("setle".utf8)) == 1)
    #expect(editDistance(Array("store".utf8), Array("stroe".utf8)) == 1)
    #expect(editDistance([], Array("ab".utf8)) == 2)
    #expect(nearest(to: "recieve", among: ["receive", "relieve"]) == "receive")
    #expect(nearest(to: "xyz", among: ["store", "log"]) == nil)
  }
}
