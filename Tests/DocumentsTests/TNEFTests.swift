import Testing

@testable import Documents

@Suite("winmail.dat")
struct TNEFTests {
  /// A stream of attributes: level, identifier, data.
  private func stream(_ attributes: [(UInt8, UInt32, [UInt8])]) -> [UInt8] {
    attributes.reduce(into: TNEFMessage.signature + [1, 0]) { bytes, attribute in
      bytes.append(attribute.0)
      bytes += little(attribute.1) + little(UInt32(attribute.2.count)) + attribute.2
      bytes += little(attribute.2.reduce(UInt16(0)) { $0 &+ UInt16($1) })
    }
  }

  private func little(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private func list(_ properties: [[UInt8]]) -> [UInt8] {
    little(UInt32(properties.count)) + properties.flatMap { $0 }
  }

  /// A property of a type of variable length.
  private func property(_ type: UInt16, _ id: UInt16, _ value: [UInt8]) -> [UInt8] {
    little(type) + little(id) + little(UInt32(1)) + little(UInt32(value.count)) + value
      + [UInt8](repeating: 0, count: -value.count & 3)
  }

  private func unicode(_ text: String) -> [UInt8] { text.utf16.flatMap { little($0) } + [0, 0] }

  private func read(_ bytes: [UInt8]) throws -> DocumentText {
    try DocumentKind.result(of: bytes, as: .tnef, textLimit: 1 << 20).get()
  }

  @Test("a plain body and an attachment become a message of MIME")
  func message() throws {
    let name = property(0x1F, 0x3707, unicode("Möte.docx"))
    let read = try read(
      stream([
        (
          1, 0x6_9003,
          list([property(0x1F, 0x1000, unicode("Hej på er")), property(0x1F, 0x0037, unicode("Möte"))])
        ),
        (2, 0x6_9002, []), (2, 0x1_8010, Array("MTE~1.DOC\0".utf8)), (2, 0x6_800F, [1, 2, 3]),
        (2, 0x6_9005, list([name])),
      ]))
    #expect(
      read.text == """
        Subject: =?utf-8?b?TcO2dGU=?=
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="tnef-0"

        --tnef-0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: base64

        SGVqIHDDpSBlcg==
        --tnef-0
        Content-Type: application/octet-stream
        Content-Transfer-Encoding: base64
        Content-Disposition: attachment; filename="=?utf-8?b?TcO2dGUuZG9jeA==?="

        AQID
        --tnef-0--

        """)
    #expect(read.warnings == [])
  }

  @Test("HTML comes before plain text, plain text before RTF, and the old attribute last")
  func order() throws {
    let html = property(0x102, 0x1013, Array("<p>Hej</p>".utf8))
    let plain = property(0x1E, 0x1000, [0x48, 0xE5, 0])
    let rich = property(0x102, 0x1009, Self.compressed)
    let old: (UInt8, UInt32, [UInt8]) = (1, 0x2_800C, Array("gammal\0".utf8))
    for (properties, type) in [
      ([plain, html, rich], "text/html; charset=windows-1252"),
      ([rich, plain], "text/plain; charset=utf-8\n"),
      ([rich], "text/rtf"), ([], "text/plain"),
    ] {
      #expect(
        try read(stream([old, (1, 0x6_9003, list(properties))])).text.contains("Content-Type: \(type)"))
    }
    #expect(
      try read(stream([(1, 0x6_9003, list([plain]))])).text.contains("SMOl\n"), "Windows-1252 became UTF-8")
  }

  @Test("who wrote an attached message, and when")
  func attachedMessage() throws {
    let time = little(UInt16(0x40)) + little(UInt16(0x39)) + little(UInt64(133_862_401_310_000_000))
    let inner = stream([
      (
        1, 0x6_9003,
        list([
          property(0x1F, 0x1000, unicode("Inuti")), property(0x1F, 0x0042, unicode("Erik Lund")),
          property(0x1F, 0x5D02, unicode("erik@foretag.example")), time,
        ])
      )
    ])
    let object = property(0xD, 0x3701, [UInt8](repeating: 7, count: 16) + inner)
    let text = try read(stream([(2, 0x6_9002, []), (2, 0x6_9005, list([object]))])).text
    #expect(text.contains("Content-Type: message/rfc822\n"))
    #expect(text.contains("From: =?utf-8?b?RXJpayBMdW5k?= <erik@foretag.example>\n"))
    #expect(text.contains("Date: 12 Mar 2025 08:02:11 +0000\n"))
  }

  @Test("an address that would break the header is left out, and so is a type of a multipart")
  func forged() throws {
    let properties = list([
      property(0x1F, 0x1000, unicode("Hej")), property(0x1F, 0x5D02, unicode("a@b.example>\nX: y")),
    ])
    let type = list([property(0x1F, 0x370E, unicode("multipart/mixed; boundary=x\nX: y"))])
    let text = try read(
      stream([(1, 0x6_9003, properties), (2, 0x6_9002, []), (2, 0x6_800F, [1]), (2, 0x6_9005, type)])
    ).text
    #expect(!text.contains("X: y") && !text.contains("From:"))
    #expect(text.contains("Content-Type: application/octet-stream\n"))
  }

  @Test("cut anywhere it is read or refused, and damage is said")
  func cut() throws {
    let whole = stream([
      (
        1, 0x6_9003,
        list([property(0x1F, 0x1000, unicode("Hej på er")), property(0x102, 0x1009, Self.compressed)])
      ),
      (2, 0x6_9002, []), (2, 0x6_800F, [UInt8](repeating: 1, count: 90)),
    ])
    var readable = 0
    for end in 0..<whole.count {
      guard let document = try? read(Array(whole[..<end])) else { continue }
      readable += 1
      #expect(document.text.hasSuffix("--tnef-0--\n"))
    }
    #expect(readable > 90)
    #expect(try read(Array(whole.dropLast(50))).warnings == [.damaged])
  }

  @Test(
    "lengths and counts that lie are not believed",
    arguments: [
      [UInt8](repeating: 0xFF, count: 200),
      [1, 0x03, 0x90, 0x06, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [], [0, 0, 0],
    ])
  func lies(_ rest: [UInt8]) {
    #expect(throws: DocumentError.self) { try read(TNEFMessage.signature + [1, 0] + rest) }
  }

  @Test("messages within each other without end")
  func depth() throws {
    var inner = stream([(1, 0x2_800C, Array("Hej\0".utf8))])
    for _ in 0..<40 {
      let object = property(0xD, 0x3701, [UInt8](repeating: 7, count: 16) + inner)
      inner = stream([(2, 0x6_9002, []), (2, 0x6_9005, list([object]))])
    }
    let text = try read(inner).text
    #expect(text.contains("\"tnef-7\"") && !text.contains("\"tnef-8\""))
  }

  // MARK: Compressed RTF

  /// `{\rtf1\ansi\ansicpg1252\pard hello world}` and a line end ([MS-OXRTFCP], section 3.1.1).
  private static let compressed: [UInt8] = [
    0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A, 0x00,
    0x72, 0x63,
    0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62,
    0x77,
    0x05, 0xB0,
    0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
  ]

  @Test("compressed rich text, as the specification has it")
  func compressedRichText() throws {
    func text(_ bytes: [UInt8]) -> String? {
      CompressedRichText.decompressed(bytes[...]).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(text(Self.compressed) == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")
    // A reference that reaches into what it writes.
    let repeating: [UInt8] = [
      0x1A, 0, 0, 0, 0x1C, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xE2, 0xD4, 0x4B, 0x51, 0x41, 0x00, 0x04, 0x20,
      0x57, 0x58,
      0x59, 0x5A, 0x0D, 0x6E, 0x7D, 0x01, 0x0E, 0xB0,
    ]
    #expect(text(repeating) == "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")
    #expect(text(Array(Self.compressed.prefix(30)))?.hasPrefix("{\\rtf1\\ansi\\ansicpg1252") == true)
    #expect(text([9, 0, 0, 0, 2, 0, 0, 0, 0x4D, 0x45, 0x4C, 0x41, 0, 0, 0, 0, 0x7B, 0x7D, 0x7D]) == "{}")
    #expect(text([1, 2, 3]) == nil)
    #expect(text([UInt8](repeating: 1, count: 64)) == nil)
  }
}
