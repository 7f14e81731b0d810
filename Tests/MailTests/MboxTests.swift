import Foundation
import Mail
import Testing

@Suite("Mbox")
struct MboxTests {
  private static let from = "From anna@uppsala.example Wed Mar 12 09:02:11 2025"

  private func messages(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return Mbox.messageRanges(in: bytes).map { String(decoding: Mbox.unquoted(bytes[$0]), as: UTF8.self) }
  }

  @Test("splits at From_ lines after an empty line, and takes the quoting off")
  func splits() {
    let text = """
      \(Self.from)
      Subject: ett

      Hej
      >From början
      >>From sist
      > From annat

      From - Thu Mar 13 10:00:00 2025
      Subject: två

      From den 12 mars 09:00 gäller detta.
      \(Self.from)

      From MAILER-DAEMON Fri Jul  4 12:08:34 +0000 2025
      Subject: tre

      Slut

      """
    #expect(
      messages(text) == [
        "Subject: ett\n\nHej\nFrom början\n>From sist\n> From annat\n",
        "Subject: två\n\nFrom den 12 mars 09:00 gäller detta.\n\(Self.from)\n",
        "Subject: tre\n\nSlut\n",
      ])
  }

  @Test("CRLF, no line end at the end, empty messages, no mbox at all")
  func edges() {
    #expect(
      messages("\(Self.from)\r\nA: b\r\n\r\nx\r\n\r\n\(Self.from)\r\nC: d") == ["A: b\r\n\r\nx\r\n", "C: d"])
    #expect(messages("\(Self.from)\nA: b\n\nx\n\n") == ["A: b\n\nx\n"])
    #expect(messages("\(Self.from)\n\n\(Self.from)\nA: b\n\n") == ["A: b\n"])
    #expect(messages(Self.from) == [])
    #expect(messages("") == [])
    #expect(messages("Subject: ett\n\nHej\n") == [])
  }

  @Test("the same in pieces of any size")
  func pieces() {
    let text = (0..<20).map { "\(Self.from)\nSubject: \($0)\n\n\(String(repeating: "Hej\n", count: $0))\n" }
      .joined()
    let bytes = Array(text.utf8)
    let whole = Mbox.messageRanges(in: bytes)
    #expect(whole.count == 20)
    for size in [1, 2, 3, 7, 50, 64, 1000] {
      var splitter = MboxSplitter()
      var ranges: [Range<Int>] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        ranges += splitter.consume(bytes[start..<min(bytes.count, start + size)])
      }
      if let last = splitter.finish() { ranges.append(last) }
      #expect(ranges == whole, "in pieces of \(size)")
    }
  }

  @Test("each message of an mbox can be read")
  func parses() throws {
    let text =
      "\(Self.from)\nFrom: a@b.example\nSubject: ett\n\nHej\n\n\(Self.from)\nFrom: c@d.example\n\nHå\n"
    let bytes = Array(text.utf8)
    let senders = try Mbox.messageRanges(in: bytes).map {
      try MailMessage.parse(Mbox.unquoted(bytes[$0])).from
    }
    #expect(senders.map { $0.map(\.address) } == [["a@b.example"], ["c@d.example"]])
  }

  @Test("linear in size: lines without end, lines without number")
  func linear() {
    let start = processorTime()
    let long = Array(repeating: UInt8(ascii: "x"), count: 20_000_000)
    #expect(Mbox.messageRanges(in: Array("\(Self.from)\nA: b\n\n".utf8) + long).count == 1)
    #expect(
      Mbox.messageRanges(in: Array("\(Self.from)\nA: b\n".utf8) + Array(repeating: 0x0A, count: 3_000_000))
        .count == 1)
    #expect(processorTime() - start < .seconds(10))
  }

  @Test("looks like an mbox")
  func looksLikeMbox() {
    #expect(MailFile.looksLikeMbox(Array("\(Self.from)\nSubject: ett\n".utf8)))
    for text in [
      "", Self.from, "From oss alla\nSubject: x\n", "Subject: x\n\(Self.from)\n", "\(Self.from)\nHej alla\n",
    ] {
      #expect(!MailFile.looksLikeMbox(Array(text.utf8)), "\(text)")
    }
  }

  /// Without a header, with one of a single field, and with a line in it that is no field.
  private static let notByTheirLook = ["damaged/no-header", "headers/no-date", "headers/broken-folding"]

  @Test("looks like a message: each fixture that has a proper header")
  func looksLikeMail() {
    for fixture in Fixture.all where !Self.notByTheirLook.contains(fixture.name) {
      #expect(MailFile.looksLikeMail(fixture.bytes), "\(fixture.name)")
    }
  }

  @Test(
    "does not look like a message",
    arguments: [
      "", "Hej", "Datum: 2025-03-12\nPlats: Boländerna\n\nVi fick vänta.", "From: Anna\n\nHej",
      "# Mötet\n\nFrom: oss\nTo: er\n", "Subject: x\nTo: y\n\n", "From: a\nVi sågs på torget\nDate: i går\n",
    ])
  func looksLikeNoMail(_ text: String) { #expect(!MailFile.looksLikeMail(Array(text.utf8))) }
}
