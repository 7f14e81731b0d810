import Foundation
import Mail
import Testing

/// Messages made to hold a reader up: each ends in an error or a bounded message, and soon.
@Suite("Hostile messages", .serialized)
struct HostileTests {
  private static let head =
    "From: a@uppsala.example\nDate: Wed, 12 Mar 2025 09:02:11 +0100\nMIME-Version: 1.0\n"

  /// Parses within five seconds, debug builds included.
  private func parse(_ text: String, limits: MailLimits = MailLimits()) throws -> MailMessage {
    let bytes = Array(text.utf8)
    let start = processorTime()
    defer { #expect(processorTime() - start < .seconds(5)) }
    return try MailMessage.parse(bytes, limits: limits)
  }

  @Test("500,000 addresses in To")
  func addresses() {
    let list = String(repeating: "a@b.example,", count: 500_000)
    #expect(throws: MailError.tooManyHeaders) { try parse("To: \(list)\n\(Self.head)\nHej") }
  }

  @Test(
    "as many addresses as a field can hold, in the forms that GMime needs minutes for",
    arguments: [
      "a,", "a@b.example,", "a:", "a:b@c,;", "<a@b>,", "\"", "(", "((a)", "a@[", "=?utf-8?q?a?=,", "\\",
      "a b ", "a;",
    ])
  func addressFields(_ piece: String) throws {
    var limits = MailLimits()
    limits.headerLength = 1_000_000
    let message = try parse(
      "To: \(String(repeating: piece, count: 900_000 / piece.utf8.count))\n\(Self.head)\nHej", limits: limits)
    #expect(message.to.count <= limits.addresses)
    #expect(message.from.map(\.address) == ["a@uppsala.example"])
  }

  @Test("what is passed over of an address field is said")
  func cutAddresses() throws {
    let list = (0..<700).map { "p\($0)@b.example" }.joined(separator: ",\n ")
    let message = try parse("To: \(list)\n\(Self.head)\nHej")
    #expect(message.to.count == 500)
    #expect(message.to.last?.address == "p499@b.example")
    #expect(message.defects.map(\.code) == ["addresses_cut"])
    let exact = try parse(
      "To: \((0..<500).map { "p\($0)@b.example" }.joined(separator: ","))\n\(Self.head)\nHej")
    #expect(exact.to.count == 500)
    #expect(exact.defects.isEmpty)
  }

  @Test("10,000 parts, and 500")
  func parts() throws {
    let header = Self.head + "Content-Type: multipart/mixed; boundary=b\n\n"
    #expect(throws: MailError.tooManyParts) {
      try parse(header + String(repeating: "--b\n\nx\n", count: 10_000) + "--b--\n")
    }
    // The multipart itself is one.
    #expect(try parse(header + String(repeating: "--b\n\nx\n", count: 499) + "--b--\n").parts.count == 499)
    #expect(throws: MailError.tooManyParts) {
      try parse(header + String(repeating: "--b\n\nx\n", count: 500) + "--b--\n")
    }
  }

  @Test("parts are counted over messages within each other")
  func partsOfAll() throws {
    let inner =
      Self.head + "Content-Type: multipart/mixed; boundary=i\n\n"
      + String(repeating: "--i\n\nx\n", count: 300) + "--i--\n"
    let outer =
      Self.head + "Content-Type: multipart/mixed; boundary=o\n\n"
      + String(repeating: "--o\nContent-Type: message/rfc822\n\n\(inner)", count: 2) + "--o--\n"
    #expect(throws: MailError.tooManyParts) { try parse(outer) }
  }

  @Test("10,000 multiparts within each other", .timeLimit(.minutes(1)))
  func deepMultiparts() {
    var text = Self.head
    for level in 0..<10_000 { text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
    #expect(throws: MailError.tooDeep) { try parse(text + "\nHej") }
  }

  @Test("10,000 messages within each other")
  func deepMessages() {
    let text = String(repeating: Self.head + "Content-Type: message/rfc822\n\n", count: 10_000)
    #expect(throws: MailError.tooDeep) { try parse(text + Self.head + "\nHej") }
  }

  @Test("messages within each other, each encoded anew, with no end")
  func deepEncodedMessages() {
    var text = Self.head + "\nHej"
    for _ in 0..<18 {
      text =
        Self.head + "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
        + Data(text.utf8).base64EncodedString(options: .lineLength76Characters)
    }
    #expect(throws: MailError.tooDeep) { try parse(text) }
  }

  @Test("as deep as the limit says, and one more")
  func depth() throws {
    func nested(_ levels: Int) -> String {
      (0..<levels).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nHej"
    }
    #expect(try parse(Self.head + nested(16)).parts.count == 1)
    #expect(throws: MailError.tooDeep) { try parse(Self.head + nested(17)) }
  }

  @Test("200,000 header fields, in the message and in a part")
  func headers() {
    let many = String(repeating: "X: y\n", count: 200_000)
    #expect(throws: MailError.tooManyHeaders) { try parse(Self.head + many + "\nHej") }
    #expect(throws: MailError.tooManyHeaders) {
      try parse(Self.head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + many + "\nHej\n--b--\n")
    }
  }

  @Test("a header line of 20 MB, in one line and folded")
  func longHeader() {
    let line = String(repeating: "y", count: 20_000_000)
    #expect(throws: MailError.tooManyHeaders) { try parse(Self.head + "X: " + line + "\n\nHej") }
    let folded = String(repeating: "yyyyyyyyy\n ", count: 2_000_000)
    #expect(throws: MailError.tooManyHeaders) { try parse(Self.head + "X: " + folded + "\n\nHej") }
  }

  @Test("a field longer than is read is cut, and that is said")
  func cutField() throws {
    let message = try parse(Self.head + "Subject: " + String(repeating: "å", count: 40_000) + "\n\nHej")
    #expect(message.subject?.utf8.count ?? 0 <= 64 * 1024)
    #expect(message.subject?.hasPrefix("åååå") == true)
    #expect(message.defects.map(\.code) == ["header_cut"])
  }

  @Test(
    "encoded words, parameters and dates without end",
    arguments: [
      ("Subject", "=?utf-8?q?a?= "), ("Subject", "=?a?q?"), ("Subject", "=?utf-8?b?"), ("Subject", "=?"),
      ("Subject", "=?x?q?=E5?= =?y?b?5Q?= "), ("Content-Type", "a=b;"), ("Content-Type", "a*0*=%"),
      ("Content-Type", "((("), ("Content-Disposition", "filename*1*=x;"), ("Date", "12 Mar "), ("Date", "("),
      ("Content-ID", "<"), ("Authentication-Results", "a=b;("), ("List-Id", "<"),
    ])
  func fields(_ name: String, _ piece: String) throws {
    let value = String(repeating: piece, count: 60_000 / piece.utf8.count)
    let message = try parse("\(name): text/plain;\(value)\nFrom: a@uppsala.example\n\nHej")
    _ = message.automaticKind
    _ = message.isAuthenticated(by: .exchangeOnline)
    #expect(message.parts.count <= 1)
  }

  @Test("boundaries that only nearly are, and a long one")
  func boundaries() throws {
    let near = String(repeating: "--bb\n--b x\n-b\n", count: 300_000)
    let message = try parse(
      Self.head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + near + "--b--\n")
    #expect(message.parts.count == 1)
    let long = String(repeating: "b", count: 60_000)
    let other = try parse(
      Self.head + "Content-Type: multipart/mixed; boundary=\(long)\n\n--\(long)\n\nHej\n--\(long)--\n")
    #expect(other.parts.count == 1)
  }

  @Test("base64 that is all padding")
  func padding() throws {
    let body = String(repeating: "aa=", count: 2_000_000)
    #expect(try parse(Self.head + "Content-Transfer-Encoding: base64\n\n" + body).parts.count == 1)
  }

  @Test("empty, and garbage")
  func garbage() throws {
    for empty in ["", "\n", "\r\n\r\n", " "] {
      #expect(throws: MailError.self) { try parse(empty) }
    }
    #expect(throws: MailError.self) {
      try MailMessage.parse((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 131) })
    }
    let noNULs = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 131) | 1 }
    #expect(try MailMessage.parse(noNULs).parts.count == 1)
  }
}
