import Foundation
import Mail
import Testing

@Suite("Header fields")
struct HeaderTests {
  private func parse(_ header: String) throws -> MailMessage {
    try MailMessage.parse(Array((header + "\n\nHej").utf8))
  }

  @Test(
    "encoded words, as they are sent",
    arguments: [
      ("=?utf-8?q?M=C3=B6te?=", "Möte"),
      ("=?UTF-8?B?TcO2dGU=?= i dag", "Möte i dag"),
      ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
      ("=?utf-8?q?a?==?utf-8?q?b?=", "ab"),
      ("=?utf-8?q?a?=\n  =?iso-8859-1?q?=E5?=", "aå"),
      ("=?utf-8?q?a?= x =?utf-8?q?b?=", "a x b"),
      ("Re:=?utf-8?q?a?=x", "Re:ax"),
      ("=?utf-8*sv?q?l=C3=A4ge?=", "läge"),
      ("=?utf-8?q?p=C3?= =?utf-8?q?=A5?=", "på"),
      ("=?utf-8?b?cMM=?= =?utf-8?b?pQ==?=", "på"),
      ("=?iso-8859-1?q?p=C3=A5?=", "på"),
      ("=?utf-8?q?p=E5?=", "på"),
      ("=?hittepå?q?p=C3=A5?=", "på"),
      ("=?utf-8?q?a b_c?=", "a b c"),
      ("=?utf-8?q?rad=0A=0Dbrott?=", "rad  brott"),
      ("=?utf-8?b?TcO2dGU?=", "Möte"),
      ("=?utf-8?q?slutet saknas", "slutet saknas"),
      ("=?utf-8?q?p=C3=A5?", "på"), ("=?utf-8?b?cMO?= =?utf-8?b?l?=", "på"),
      ("=?utf-8?q?=3D=3Futf-8=3Fq=3Fp=3DC3=3DA5=3F=3D?=", "på"),
      ("=?utf-8?x?a?= =?=", "=?utf-8?x?a?= =?="),
      ("=?utf-8?q??= tomt", " tomt"),
      ("100 % =? rabatt?", "100 % =? rabatt?"),
    ])
  func encodedWords(_ written: String, _ read: String) throws {
    #expect(try parse("Subject: \(written)").subject == read)
  }

  @Test("fields keep their order, their names and their repetitions")
  func fields() throws {
    let message = try parse("X-A: 1\nx-b:2\nX-a:\n 3\n\t4\nSubject:\nSubject : två")
    #expect(message.fields.map(\.name) == ["X-A", "x-b", "X-a", "Subject", "Subject"])
    #expect(message.values(of: "x-A") == ["1", "3 4"])
    #expect(message.subject == "")
    #expect(message.messageID == nil)
  }

  @Test("fields that programs write for programs are not decoded")
  func programFields() throws {
    let word = "=?utf-8?q?a?="
    let message = try parse(
      "Received: \(word)\nAuthentication-Results: \(word)\nX-MS-Exchange-X: \(word)\nX-Note: \(word)")
    #expect(message.fields.map(\.value) == [word, word, word, "a"])
  }

  @Test(
    "addresses of all forms",
    arguments: [
      ("anna@b.example", "- <anna@b.example>"),
      ("<ANNA@B.example>", "- <anna@b.example>"),
      ("Ek, Anna <anna@b.example>", "Ek, Anna <anna@b.example>"),
      ("\"Ek, Anna\" <anna@b.example>", "Ek, Anna <anna@b.example>"),
      ("anna@b.example (Anna Ek)", "Anna Ek <anna@b.example>"),
      ("\"Ek \\\"Anki\\\" Anna\" <anna@b.example>", "Ek \"Anki\" Anna <anna@b.example>"),
      ("A: b@c.example, d@e.example;, f@g.example", "- <b@c.example>, - <d@e.example>, - <f@g.example>"),
      ("\"a;b\" <a@b.example>; c@d.example", "a;b <a@b.example>, - <c@d.example>"),
      ("=?utf-8?q?=C3=85sa?= =?utf-8?q?_Ek?= <a@b.example>", "Åsa Ek <a@b.example>"),
      ("=?utf-8?q?x=40y.example=2C?= <a@b.example>", "x@y.example, <a@b.example>"),
      ("undisclosed-recipients:;", ""),
      ("", ""),
    ])
  func addresses(_ written: String, _ read: String) throws {
    let boxes = try parse("To: \(written)").to
    #expect(boxes.map { "\($0.name ?? "-") <\($0.address)>" }.joined(separator: ", ") == read)
  }

  @Test("Message-ID as written, times of Received and Date")
  func identifiersAndTimes() throws {
    let message = try parse(
      "Received: by mx; Thu, 13 Mar 2025 10:00:00 +0100\nMessage-ID:  <A.b@C>\nDate: Thu, 13 Mar 2025 10:00:00 GMT"
    )
    #expect(message.messageID == "<A.b@C>")
    #expect(message.received == Date(timeIntervalSince1970: 1_741_856_400))
    #expect(message.date == Date(timeIntervalSince1970: 1_741_860_000))
    let without = try parse("Received: by mx\nDate: i tisdags")
    #expect(without.received == nil)
    #expect(without.date == nil)
    #expect(without.defects.map(\.code) == ["no_date"])
  }
}
