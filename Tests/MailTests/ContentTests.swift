import Foundation
import Mail
import Testing

@Suite("Contents of parts")
struct ContentTests {
  private func parse(_ header: String, _ body: [UInt8]) throws -> MailMessage {
    try MailMessage.parse(
      Array("From: a@b.example\nDate: Wed, 12 Mar 2025 09:02:11 +0100\n\(header)\n\n".utf8) + body)
  }

  private func text(_ message: MailMessage) throws -> String {
    guard case .text(let text) = try #require(message.parts.first).content else { return "no text" }
    return text
  }

  @Test(
    "character sets by their label",
    arguments: [
      ("\"UTF-8\"", [0xC3, 0xA5], "å"), ("utf8", [0xC3, 0xA5], "å"), ("'utf-8'", [0xC3, 0xA5], "å"),
      ("LATIN1", [0xE5], "å"), ("cp1252", [0x80, 0x96, 0x94], "€–”"), ("macintosh", [0x8C], "å"),
      ("cp850", [0x86], "å"),
      ("koi8-r", [0xC1], "а"), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ"),
      ("gb2312", [0xC4, 0xE3], "你"), ("utf-16le", [0xE5, 0x00], "å"),
      ("utf-16", [0xFF, 0xFE, 0xE5, 0x00], "å"),
      ("utf-16", [0x00, 0xE5], "å"), ("utf-16", [0x68, 0x00, 0xE5, 0x00], "hå"),
      ("utf-8", [0xEF, 0xBB, 0xBF, 0x61], "a"),
      ("windows-1252", [0x81], "\u{FFFD}"),
    ] as [(String, [UInt8], String)])
  func labels(_ label: String, _ bytes: [UInt8], _ read: String) throws {
    let message = try parse("Content-Type: text/plain; charset=\(label)", bytes)
    #expect(try text(message) == read)
    #expect(message.defects == [])
  }

  @Test(
    "character sets that are not what their label says",
    arguments: [
      ("utf-8", [0xE5, 0x20, 0xE4], "å ä"), ("iso-8859-1", [0xC3, 0xA5], "å"),
      ("iso-8859-15", [0xC3, 0xA5], "å"),
      ("us-ascii", [0xE5], "å"), ("utf-16", [0x68, 0x65, 0x6A, 0x21], "hej!"), ("x-okänd", [0xE5], "å"),
      ("../../etc", [0xC3, 0xA5], "å"), ("utf-8", [0xC3, 0xA5, 0x20, 0xC3], "å \u{FFFD}"),
      ("utf-8", [0xC3, 0xA5, 0xC3, 0xA4, 0x96], "åä–"),
      ("shift_jis", [0xC3, 0xA5, 0xE2, 0x82, 0xAC, 0x80], "Ã¥â‚¬€"),
    ] as [(String, [UInt8], String)])
  func wrongLabels(_ label: String, _ bytes: [UInt8], _ read: String) throws {
    let message = try parse("Content-Type: text/plain; charset=\"\(label)\"", bytes)
    #expect(try text(message) == read)
    #expect(message.defects.map(\.code) == ["wrong_charset"])
  }

  @Test("no label: UTF-8 where it is, else Windows-1252, and nothing to complain of")
  func noLabel() throws {
    #expect(try text(parse("X: y", [0xC3, 0xA5])) == "å")
    #expect(try text(parse("X: y", [0x93, 0xE5, 0x94])) == "“å”")
    #expect(try parse("X: y", [0x93, 0xE5, 0x94]).defects == [])
  }

  @Test(
    "transfer encodings",
    arguments: [
      ("base64", "aGVq", "hej"), ("Base64", "aGVq\r\naGVq\r\n", "hejhej"), ("base64", "aGVqIQ==", "hej!"),
      ("base64", "!aG*Vq\u{0}", "hej"), ("base64", "aGVqIQ==aGVq", "hej!hej"),
      ("quoted-printable", "h=65j=\n!", "hej!"),
      ("quoted-printable", "100 =% =C3=A5=", "100 =% å"), ("\"quoted-printable\"", "=C3=A5", "å"),
      ("8bit (yes)", "å", "å"),
      ("x-uuencode", "begin 644 a.txt\n#:&5J\n`\nend\nslut\n", "hej"), ("uuencode", "#:&5J\n`\n", "hej"),
    ])
  func transferEncodings(_ name: String, _ body: String, _ read: String) throws {
    let message = try parse(
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \(name)", Array(body.utf8))
    #expect(try text(message) == read)
    #expect(message.defects == [])
  }

  @Test(
    "base64 that ends too soon gives the bytes that are there",
    arguments: ["aGVqIQ", "aGVqIQ=", "aGVqIWE", "aGVqa"])
  func cutShort(_ body: String) throws {
    let message = try parse("Content-Transfer-Encoding: base64", Array(body.utf8))
    #expect(try text(message).hasPrefix(body == "aGVqa" ? "hej" : "hej!"))
    #expect(message.defects.map(\.code) == ["cut_short"])
  }

  @Test("large parts come through whole, whatever their encoding")
  func large() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 8) }
    let encoded = Data(bytes).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ])
    let message = try parse(
      "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64", Array(encoded.utf8))
    guard case .bytes(let decoded) = try #require(message.parts.first).content else {
      Issue.record("no bytes")
      return
    }
    #expect(decoded == bytes)
  }
}
