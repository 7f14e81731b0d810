import Testing

@testable import Documents

@Suite struct PlainTextTests {
  static let sentence = "Å, ä och ö – “citat” €"

  @Test func everyEncodingGivesTheSameText() throws {
    let utf16 = Array(Self.sentence.utf16)
    let little = utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let windows: [UInt8] =
      [0xC5, 0x2C, 0x20, 0xE4, 0x20, 0x6F, 0x63, 0x68, 0x20, 0xF6, 0x20, 0x96, 0x20, 0x93]
      + Array("citat".utf8)
      + [0x94, 0x20, 0x80]
    let encodings: [[UInt8]] = [
      Array(Self.sentence.utf8), [0xEF, 0xBB, 0xBF] + Array(Self.sentence.utf8), [0xFF, 0xFE] + little,
      [0xFE, 0xFF] + big, little, big, windows,
    ]
    for (index, bytes) in encodings.enumerated() {
      #expect(try PlainText.read(bytes).text == Self.sentence, "encoding \(index)")
    }
  }

  @Test func oneCutCharacterDoesNotChangeTheEncoding() throws {
    let text = try PlainText.read(Array("Handläggning på ämbetet".utf8) + [0xC3]).text
    #expect(text == "Handläggning på ämbetet\u{FFFD}")
  }

  @Test func lineEndsAreLineFeedsAndControlsAreGone() throws {
    #expect(
      try PlainText.read(Array("ett\r\ntvå\rtre\u{0C}fyra\u{0}\u{1B}!".utf8)).text == "ett\ntvå\ntre\nfyra!")
  }

  @Test(arguments: ["", " \n\t\r\n "]) func nothingButSpaceIsNoText(_ text: String) {
    #expect(throws: DocumentError.noText) { try PlainText.read(Array(text.utf8)) }
  }

  @Test func encodingsOfOldProgramsAreKnownByTheirLetters() throws {
    // "Möte på ämbetet, års" in code page 850 and in that of the old Macintosh, with its line end.
    let dos: [UInt8] = Array("M".utf8) + [0x94] + Array("te f\r\n".utf8) + [0x94] + Array("r p".utf8) + [0x86]
    #expect(try PlainText.read(dos).text == "Möte f\nör på")
    let macintosh: [UInt8] = Array("M".utf8) + [0x9A] + Array("te\rd".utf8) + [0x8C] + Array("lig".utf8)
    #expect(try PlainText.read(macintosh).text == "Möte\ndålig")
    // Quotation marks of Windows at the edges of words are no letters.
    let windows: [UInt8] =
      [0x94] + Array("nej".utf8) + [0x94, 0x20] + Array("s".utf8) + [0xE4] + Array("ger".utf8)
    #expect(try PlainText.read(windows).text == "”nej” säger")
  }

  @Test func latin9DiffersFromWindows1252WhereItIsDeclared() {
    #expect(CharacterDecoding.utf8([0xE5, 0xA4], declared: "ISO-8859-15") == Array("å€".utf8))
    #expect(CharacterDecoding.utf8([0xE5, 0xA4], declared: nil) == Array("å¤".utf8))
    #expect(CharacterDecoding.utf8([0x8C, 0x8A, 0x9A], declared: "macintosh") == Array("åäö".utf8))
  }

  @Test func markdownKeepsItsTextAndTellsItsBlocks() throws {
    let source = """
      # Frukostmöte

      Boländerna,
      12 mars.

      Önskemål
      --------
      - snabbare besked
        i god tid
        * även i mobilen
      1. boka möte

      > citat

      | a | b |
      ```
      # ingen rubrik
      ```
      """
    let document = try Markdown.read(Array(source.utf8))
    #expect(document.text == source)
    #expect(
      document.outline == [
        "h1: # Frukostmöte", "p: Boländerna,\n12 mars.", "h2: Önskemål",
        "li1: - snabbare besked\n  i god tid",
        "li2: * även i mobilen", "li1: 1. boka möte", "quote: > citat", "tr: | a | b |", "p: # ingen rubrik",
      ])
  }
}
