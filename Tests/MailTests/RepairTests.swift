import Foundation
import Mail
import Testing

/// What is mended of a text only where it is certain: beside the mails of the collection, what must stay as it is.
@Suite("Repairs of text")
struct RepairTests {
  private func text(_ body: [UInt8], _ header: String = "Content-Type: text/plain; charset=utf-8") throws
    -> String
  {
    let message = try MailMessage.parse(Array("From: a@b.example\n\(header)\n\n".utf8) + body)
    guard case .text(let text) = try #require(message.parts.first).content else { return "no text" }
    return text
  }

  @Test(
    "letters and their marks become one",
    arguments: [
      ("a\u{30A}a\u{308}o\u{308}", "åäö"), ("A\u{30A}A\u{308}O\u{308}", "ÅÄÖ"), ("e\u{301}E\u{300}", "éÈ"),
      ("n\u{303}c\u{327}y\u{301}", "ñçý"), ("i\u{302}u\u{308}", "îü"),
      // No letter of Latin-1 has these.
      ("q\u{308}", "q\u{308}"), ("\u{308}a", "\u{308}a"), ("1\u{30A}", "1\u{30A}"), ("a\u{332}", "a\u{332}"),
    ])
  func composition(_ written: String, _ read: String) throws {
    let found = try text(Array(written.utf8))
    #expect(Array(found.unicodeScalars) == Array(read.unicodeScalars))
  }

  @Test("a long run of marks costs nothing")
  func marks() throws {
    let body = "a" + String(repeating: "\u{308}", count: 200_000)
    let start = processorTime()
    _ = try text(Array(body.utf8))
    #expect(processorTime() - start < .seconds(5))
  }

  @Test(
    "what was encoded twice is read once",
    arguments: [
      ("MÃ¶te pÃ¥ torget", "Möte på torget"), ("Ã…terkoppling â€“ bra", "Återkoppling – bra"),
      ("Ã\u{85}terkoppling", "Återkoppling"), ("Åtgärd\nMÃ¶te pÃ¥ torget", "Åtgärd\nMöte på torget"),
      // A line with letters that are right is right as a whole.
      ("Det står MÃ¶te i stället för Möte", "Det står MÃ¶te i stället för Möte"),
      // One letter among lines that are right is no proof.
      ("Ärende\nMÃ¶te", "Ärende\nMÃ¶te"),
      ("São Paulo, Ângela", "São Paulo, Ângela"), ("Ã", "Ã"), ("pris Â£ 5 på menyn", "pris Â£ 5 på menyn"),
    ])
  func encodedTwice(_ written: String, _ read: String) throws {
    #expect(try text(Array(written.utf8)) == read)
  }

  @Test(
    "DOS and old Macintoshes are told by the places of their letters",
    arguments: [
      // "åtgärd får väntas" in cp850 and Mac Roman.
      (
        [0x86, 0x74, 0x67, 0x84, 0x72, 0x64, 0x20, 0x66, 0x86, 0x72, 0x20, 0x76, 0x84, 0x6E], "åtgärd får vän"
      ),
      (
        [0x8C, 0x74, 0x67, 0x8A, 0x72, 0x64, 0x20, 0x66, 0x8C, 0x72, 0x20, 0x76, 0x8A, 0x6E], "åtgärd får vän"
      ),
      // Quotation marks and dashes of Windows-1252 are what they are, and so is a name with a caron.
      ([0x84, 0x68, 0x65, 0x6A, 0x94, 0x20, 0x84, 0x64, 0x75, 0x94], "„hej” „du”"),
      ([0x44, 0x75, 0x9A, 0x61, 0x6E, 0x20, 0x4D, 0x69, 0x6C, 0x6F, 0x9A], "Dušan Miloš"),
      ([0x66, 0xE5, 0x72, 0x20, 0x61, 0x84, 0x62, 0x20, 0x61, 0x84, 0x62], "får a„b a„b"),
    ] as [([UInt8], String)])
  func letters(_ bytes: [UInt8], _ read: String) throws {
    #expect(try text(bytes, "Content-Type: text/plain") == read)
    #expect(try text(bytes, "Content-Type: text/plain; charset=iso-8859-1") == read)
  }

  @Test("UTF-16 that does not say so, and text with single NULs, which is none")
  func utf16() throws {
    let words = "Möte på torget – klockan 8"
    #expect(try text(words.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }) == words)
    #expect(try text(words.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }) == words)
    #expect(try text(Array("a\0b\0cde fgh ijk lmn".utf8)) == "abcde fgh ijk lmn")
  }

  @Test(
    "transfer encodings that are not as they are said to be",
    arguments: [
      ("", "M=C3=B6te p=C3=A5 torget", "Möte på torget"), ("7bit", "M=F6te p=E5 b=E4nken", "Möte på bänken"),
      // Formulas and addresses are none.
      ("", "a=B0 och x=C3 =A4", "a=B0 och x=C3 =A4"),
      ("", "https://a.example/?q=C3&r=A5&s=80", "https://a.example/?q=C3&r=A5&s=80"),
      ("8bit", "M=C3=B6te på torget", "M=C3=B6te på torget"),
      ("base64", "Vi fick vänta på svar.", "Vi fick vänta på svar."),
      ("base64", "aGVq\n\nSkickat med hjälp av filtret\n", "hej\nSkickat med hjälp av filtret\n"),
      ("base64", "aGVq\n____\nSkickat med hjälp av filtret\n", "hej\n____\nSkickat med hjälp av filtret\n"),
      ("base64", "aG Vq\nIQ==", "hej!"),
      ("quoted-printable", "M=c3=b6te=  \n p=C3=A5", "Möte på"), ("quoted-printable", "1 = 1 =", "1 = 1 "),
    ])
  func encodings(_ name: String, _ body: String, _ read: String) throws {
    #expect(
      try text(
        Array(body.utf8), "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: \(name)")
        == read)
  }

  @Test("words that only look like base64 stay")
  func noBase64() throws {
    let body = String(repeating: "abcd", count: 16) + "\n" + String(repeating: "efgh", count: 16) + "\n"
    #expect(try text(Array(body.utf8)) == body)
  }

  @Test("HTML by its looks, plain text by the want of it")
  func types() throws {
    func type(_ declared: String, _ body: String) throws -> String? {
      try MailMessage.parse(Array("From: a@b.example\nContent-Type: \(declared)\n\n\(body)".utf8)).parts
        .first?.type
    }
    #expect(try type("text/plain", " \n<!DOCTYPE HTML><p>Hej") == "text/html")
    #expect(try type("text/plain", "<HTML lang=sv>") == "text/html")
    #expect(try type("text/plain", "Skriv <html> först") == "text/plain")
    #expect(try type("text/html", "rad\nrad") == "text/plain")
    #expect(try type("text/html", "rad &amp; rad") == "text/html")
  }
}
