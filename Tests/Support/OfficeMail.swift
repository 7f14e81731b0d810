package import Foundation

/// Writes mails of all the kinds in which officers send notes, from 2 to 200 KB, in any number and never the same
/// twice: with history, with HTML beside the text or alone, with a picture in the signature, with the note in an
/// attached Word document or PDF. Each holds about 15 passages. Lines end as on the wire (CRLF). The same seed gives
/// the same mails.
package struct OfficeMail {
  package enum Kind: String, CaseIterable, Sendable {
    /// text/plain with quoted history.
    case plain
    /// text/plain and text/html of the same, with history in both.
    case alternative
    case html
    /// An alternative, and a picture that the HTML shows.
    case picture
    case docx
    case pdf

    /// How many of a hundred mails are of this kind.
    package var share: Int {
      switch self {
      case .plain: 30
      case .alternative: 32
      case .html: 6
      case .picture: 12
      case .docx: 15
      case .pdf: 5
      }
    }

    /// Kilobytes, the least and the most.
    fileprivate var size: ClosedRange<Int> {
      switch self {
      case .plain: 2...80
      case .alternative, .html: 8...150
      case .picture: 12...200
      case .docx, .pdf: 16...200
      }
    }
  }

  private var random: SeededRandom
  private let sentences: [String]

  /// - Parameter sentences: passages to make notes of; needs at least one.
  package init(seed: UInt64, sentences: [String]) {
    random = SeededRandom(seed: seed)
    self.sentences = sentences
  }

  /// The next mail, of a kind that its number decides.
  package mutating func mail(_ number: Int) -> Data {
    var place = number * 37 % 100
    var kind = Kind.plain
    for next in Kind.allCases {
      kind = next
      place -= next.share
      if place < 0 { break }
    }
    return mail(number, kind)
  }

  package mutating func mail(_ number: Int, _ kind: Kind) -> Data {
    let fraction = random.fraction()
    // Small ones are more, as mail is.
    let size =
      1000 * kind.size.lowerBound
      + Int(Double(1000 * (kind.size.upperBound - kind.size.lowerBound)) * fraction * fraction * fraction)
    let points = (0..<(size < 4_000 ? 8 : 15)).map { _ in "\(pick()) (\(number))" }
    var mail = Composer(number)
    switch kind {
    case .plain:
      let text = note(number, points) + history(size - 800 - points.reduce(700) { $0 + $1.utf8.count })
      mail.addText(text, "plain", .eightBit)
    case .alternative, .html, .picture:
      // The same twice, and HTML takes more.
      let words = kind == .picture ? min(size, 24_000) : size
      let text =
        note(number, points) + history((words - 3_000) / (kind == .html ? 2 : 3) - points.count * 100)
      if kind == .picture { mail.open("related") }
      if kind != .html {
        mail.open("alternative")
        mail.addText(text, "plain", .quotedPrintable)
      }
      mail.addText(html(text, showsPicture: kind == .picture), "html", .quotedPrintable)
      if kind != .html { mail.close() }
      if kind == .picture {
        mail.addFile(
          picture((size - mail.bytes.count) * 3 / 4), "image/png", "image001.png", id: "image001.png@office")
        mail.close()
      }
    case .docx, .pdf:
      mail.open("mixed")
      mail.addText(
        "Hej!\n\nHär kommer minnesanteckningarna från möte \(number), se bifogat.\n\nMed vänlig hälsning\n\n"
          + "Karin Sandell\nNäringslivsutvecklare\nUppsala kommun\n", "plain", .quotedPrintable)
      let rest = picture(size * 3 / 4 - 8_000)
      if kind == .docx {
        mail.addFile(
          OfficeFiles.docx(title: "Möte \(number)", points: points, picture: rest),
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "mote-\(number).docx")
      } else {
        mail.addFile(
          OfficeFiles.pdf(
            lines: ["Möte \(number)", "Datum: 2025-03-12", ""] + points.flatMap { ["- \($0)", ""] },
            picture: rest),
          "application/pdf", "mote-\(number).pdf")
      }
      mail.close()
    }
    return Data(mail.bytes)
  }

  private mutating func pick() -> String { sentences[random.below(sentences.count)] }

  private mutating func picture(_ count: Int) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + random.bytes(max(400, count))
  }

  /// A forwarded note, as a mail program quotes it.
  private func note(_ number: Int, _ points: [String]) -> String {
    """
    Hej!

    Här kommer anteckning \(number) från mötet.

    ________________________________
    Från: Erik Lundmark <erik.lundmark@uppsala.example>
    Skickat: den 12 mars 2025 16:41
    Till: Karin Sandell <karin.sandell@uppsala.example>
    Ämne: Möte \(number)

    Möte \(number)

    Datum: 2025-03-12
    Plats: Lokal \(number)

    Synpunkter

    \(points.map { "- \($0)\n" }.joined())
    Med vänlig hälsning

    Erik Lundmark
    Näringslivsutvecklare
    Uppsala kommun

    """
  }

  /// What was said before, about so many bytes of it.
  private mutating func history(_ size: Int) -> String {
    var text = ""
    text.reserveCapacity(max(0, size) + 1_000)
    var day = 11
    while text.utf8.count < size {
      text += "\nDen \(day) mars 2025 kl. 09:12 skrev Karin Sandell <karin.sandell@uppsala.example>:\n"
      day = max(1, day - 1)
      for _ in 0..<12 where text.utf8.count < size { text += "> \(pick())\n" }
      text += "> \n> Med vänlig hälsning\n> Karin Sandell\n"
    }
    return text
  }

  private func html(_ text: String, showsPicture: Bool) -> String {
    var html = """
      <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv="Content-Type" \
      content="text/html; charset=utf-8"><style><!--
      p.MsoNormal, li.MsoNormal, div.MsoNormal { margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif; }
      a:link { color:#0563C1; text-decoration:underline; } div.WordSection1 { page:WordSection1; }
      --></style></head><body lang="SV" link="#0563C1"><div class="WordSection1">

      """
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      html +=
        line.isEmpty
        ? "<p class=\"MsoNormal\"><o:p>&nbsp;</o:p></p>\n"
        : "<p class=\"MsoNormal\"><span style=\"color:black\">\(OfficeFiles.escaped(String(line)))<o:p></o:p></span></p>\n"
    }
    if showsPicture { html += "<img width=\"120\" src=\"cid:image001.png@office\">\n" }
    return html + "</div></body></html>\n"
  }
}

/// Puts a mail together (RFC 2045 to 2049).
private struct Composer {
  enum Encoding: String { case eightBit = "8bit", quotedPrintable = "quoted-printable" }

  var bytes = [UInt8]()
  private var open = [String]()
  private let number: Int

  init(_ number: Int) {
    self.number = number
    line("From: Karin Sandell <karin.sandell@uppsala.example>")
    line("To: uppsalamots@uppsala.example")
    line("Subject: =?utf-8?Q?VB=3A_M=C3=B6te_\(number)?=")
    line("Date: Thu, 13 Mar 2025 09:02:09 +0100")
    line("Message-ID: <office-\(number)@uppsala.example>")
    line("MIME-Version: 1.0")
  }

  mutating func open(_ subtype: String) {
    begin()
    let boundary = "_00\(open.count)_\(number)uppsala_"
    line("Content-Type: multipart/\(subtype); boundary=\"\(boundary)\"")
    line("")
    open.append(boundary)
  }

  mutating func close() { if let boundary = open.popLast() { line("--\(boundary)--") } }

  mutating func addText(_ text: String, _ subtype: String, _ encoding: Encoding) {
    begin()
    line("Content-Type: text/\(subtype); charset=\"utf-8\"")
    line("Content-Transfer-Encoding: \(encoding.rawValue)")
    line("")
    switch encoding {
    case .eightBit: for byte in text.utf8 { if byte == 10 { end() } else { bytes.append(byte) } }
    case .quotedPrintable: addQuotedPrintable(text)
    }
    if bytes.last != 10 { end() }
  }

  mutating func addFile(_ file: [UInt8], _ type: String, _ name: String, id: String? = nil) {
    begin()
    line("Content-Type: \(type); name=\"\(name)\"")
    line("Content-Disposition: \(id == nil ? "attachment" : "inline"); filename=\"\(name)\"")
    if let id { line("Content-ID: <\(id)>") }
    line("Content-Transfer-Encoding: base64")
    line("")
    bytes += Data(file).base64EncodedData(options: [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ])
    end()
  }

  private mutating func begin() { if let boundary = open.last { line("--\(boundary)") } }
  private mutating func end() { bytes += [13, 10] }

  private mutating func line(_ text: String) {
    bytes += text.utf8
    end()
  }

  private mutating func addQuotedPrintable(_ text: String) {
    let hex = Array("0123456789ABCDEF".utf8)
    var column = 0
    for byte in text.utf8 {
      if byte == 10 {
        end()
        column = 0
        continue
      }
      if column > 72 {
        bytes += [UInt8(ascii: "="), 13, 10]
        column = 0
      }
      if byte >= 0x80 || byte == UInt8(ascii: "=") {
        bytes += [UInt8(ascii: "="), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        column += 3
      } else {
        bytes.append(byte)
        column += 1
      }
    }
  }
}
