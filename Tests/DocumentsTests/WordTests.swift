import Testing

@testable import Documents

@Suite struct WordTests {
  static let meeting = [
    "h1: Frukostmöte med företagare i Norrboda", "p: Datum: 2025-03-12\nPlats: Norrboda\tLokal: Ateljén",
    "h2: Handläggningstider",
    """
    p: Bygglov för en mindre tillbyggnad tog elva veckor, vilket företagen tycker är för länge. \
    De önskar ett tydligt och tidigt besked.
    """,
    "li1: - Kontakten med handläggaren var bra.", "li2: - Hon ringde upp samma dag.",
    "li1: - E-tjänsten går inte att använda i mobilen.", "h2: Åtgärder",
    "li1: 1. Bjud in till ett uppföljningsmöte.",
    "li1: 2. Skicka mallen för ansökan.", "tr: Fråga\tAnsvarig\tKlart",
    "tr: Skyltar på torget\tGatukontoret\tapril",
    "tr: Uteservering\tMiljö\tmaj", "p: Nästa möte hålls i maj.", "p: Faktaruta: åtta företag deltog.",
    "p: Gäller ansökningar som var kompletta från början.", "note: Kontrollera siffran med bygglovsenheten.",
    "page: Norrboda kommun, näringslivskontoret", "page: Sida 1 av 1",
  ]

  @Test func documentOfLibreOffice() throws {
    let document = try WordDocument.read(fixture("motesanteckning.docx"), textLimit: 1 << 20)
    #expect(document.outline == Self.meeting)
    #expect(document.warnings.isEmpty)
  }

  @Test func membersThatAreStoredAreWhole() throws {
    let document = try WordDocument.read(fixture("stored.docx"), textLimit: 1 << 20)
    #expect(document.outline == ["p: Växeln svarar inte."])
    #expect(document.warnings.isEmpty)
  }

  @Test func changesAreTakenInTheirFinalForm() throws {
    let document = try WordDocument.read(fixture("andringar.docx"), textLimit: 1 << 20)
    #expect(
      document.outline == [
        "h1: Möte om parkering", "p: Handläggaren alltid ringer upp.",
        "p: Första halvan och andra halvan. Flyttad mening.", "p: Före rutan efter rutan.",
        "p: Ruta: parkering saknas.", "p: Nyckeltal\t42", "p: länken", "li1: - Punkt i lista",
        "li1: 1. Steg ett",
        "li1: 2. Steg två", "h2: Handläggningstider", "tr: Område\tOmdöme", "tr: Bygglov\tsegt",
        "p: Enligt mätningen i mars.", "note: Stämmer detta?",
      ])
  }

  @Test func documentOfAnotherProgramReadsTheSameAsRTF() throws {
    let document = try WordDocument.read(fixture("foretagsbesok.docx"), textLimit: 1 << 20)
    #expect(
      document.outline == [
        "h1: Företagsbesök hos Exempelbageriet", "p: Datum: 2025-04-02\nPlats: Norrboda",
        "h1: Handläggningstider",
        "p: Bygglovet för skylten tog fjorton veckor. Ingen ringde under tiden.",
        "li1: - Serveringstillståndet gick fort.", "li1: - Handläggaren svarade samma dag.",
        "li1: 1. Bjud in till frukostmöte.", "li1: 2. Skicka checklistan.", "tr: Fråga\tSvar\tKlart",
        "tr: Skyltar\tGatukontoret\tapril", "tr: Uteservering\t\tmaj", "p: Sammanslagen rad", "p: Vänster",
        "tr: Inre ett\tInre två", "p: Rutan är ☑ ikryssad, e-tjänsten fungerar.", "page: Norrboda kommun",
        "page: Minnesanteckning",
      ])
    #expect(
      try RTFDocument.read(fixture("foretagsbesok.rtf"), textLimit: 1 << 20).outline == document.outline)
  }

  @Test func markersAreWrittenAsWordShowsThem() throws {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    func level(_ number: Int, _ format: String, _ text: String) -> String {
      """
      <w:lvl w:ilvl="\(number)"><w:start w:val="1"/><w:numFmt w:val="\(format)"/><w:lvlText w:val="\(text)"/></w:lvl>
      """
    }
    let numbering = """
      <w:numbering \(space)><w:abstractNum w:abstractNumId="0">\(level(0, "decimal", "%1."))\
      \(level(1, "decimal", "%1.%2"))\(level(2, "lowerLetter", "%3)"))</w:abstractNum>\
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>\
      <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>
      """
    func item(_ text: String, level: Int, list: Int = 1) -> String {
      """
      <w:p><w:pPr><w:numPr><w:ilvl w:val="\(level)"/><w:numId w:val="\(list)"/></w:numPr></w:pPr>\
      <w:r><w:t>\(text)</w:t></w:r></w:p>
      """
    }
    let body =
      item("a", level: 0) + item("b", level: 1) + item("c", level: 2) + item("d", level: 1)
      + item("e", level: 0)
      + item("f", level: 0, list: 2) + item("g", level: 0, list: 2)
    let document = "<w:document \(space)><w:body>\(body)</w:body></w:document>"
    let bytes = try zip([
      ("word/document.xml", Array(document.utf8)), ("word/numbering.xml", Array(numbering.utf8)),
    ])
    #expect(
      try WordDocument.read(bytes, textLimit: 1 << 20).outline == [
        "li1: 1. a", "li2: 1.1 b", "li3: a) c", "li2: 1.2 d", "li1: 2. e", "li1: 1. f", "li1: 2. g",
      ])
  }

  /// Word on the web names its parts otherwise; a document may hold another of another kind.
  @Test func partsAreFoundByTheirRelationships() throws {
    let related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relationships(_ content: String) -> [UInt8] {
      Array(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(content)</Relationships>"
          .utf8)
    }
    let document = """
      <w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:r="\(related)"><w:body>\
      <w:p><w:pPr><w:pStyle w:val="Rubrik2"/></w:pPr><w:r><w:t>Möte</w:t></w:r></w:p><w:altChunk r:id="c"/>\
      <w:p><w:r><w:t>Slut</w:t></w:r></w:p></w:body></w:document>
      """
    let bytes = try zip([
      (
        "_rels/.rels",
        relationships(
          "<Relationship Id=\"a\" Type=\"\(related)/officeDocument\" Target=\"word/document2.xml\"/>")
      ), ("word/document2.xml", Array(document.utf8)),
      (
        "word/_rels/document2.xml.rels",
        relationships("<Relationship Id=\"c\" Type=\"\(related)/aFChunk\" Target=\"bit.html\"/>")
      ), ("word/bit.html", Array("<html><ul><li>Punkt</ul></html>".utf8)),
    ])
    #expect(
      try WordDocument.read(bytes, textLimit: 1 << 20).outline == ["h2: Möte", "li1: - Punkt", "p: Slut"])
  }

  @Test func encryptedDocumentsAreToldApartFromOldOnes() throws {
    #expect(throws: DocumentError.encrypted) {
      try WordDocument.read(fixture("krypterad.docx"), textLimit: 100)
    }
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 512)
    #expect { try WordDocument.read(old, textLimit: 100) } throws: { $0.isMalformed }
  }

  @Test func aZipWithoutTextIsNoDocument() throws {
    #expect {
      try WordDocument.read(zip([("xl/workbook.xml", Array("<a/>".utf8))]), textLimit: 100)
    } throws: {
      $0.isMalformed
    }
    #expect { try WordDocument.read(Array("inget zip alls".utf8), textLimit: 100) } throws: { $0.isMalformed }
    #expect(throws: DocumentError.noText) { try WordDocument.read(wordDocument("<w:p/>"), textLimit: 100) }
  }

  @Test func aDocumentTypeIsRefused() throws {
    let entities = """
      <!DOCTYPE d [<!ENTITY a "skratt"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
      <!ENTITY f SYSTEM "file:///etc/passwd">]>
      """
    let bomb = try wordDocument("<w:p><w:r><w:t>&c;&f;</w:t></w:r></w:p>", prolog: entities)
    #expect { try WordDocument.read(bomb, textLimit: 1 << 20) } throws: { $0.isMalformed }
  }

  @Test func bombsAreNotUnpacked() throws {
    let spaces = [UInt8](repeating: 0x20, count: 300 << 20)
    let bomb = try zip([("word/document.xml", spaces)])
    #expect(bomb.count < 2 << 20)
    #expect(throws: DocumentError.bomb) { try WordDocument.read(bomb, textLimit: 1 << 20) }
    let many = try zip((0..<10_001).map { ("n\($0)", []) })
    #expect(throws: DocumentError.bomb) { try WordDocument.read(many, textLimit: 1 << 20) }
  }

  @Test func aCutDocumentGivesWhatIsThereOrSaysSo() throws {
    let paragraphs = (0..<2_000).map {
      "<w:p><w:r><w:t>Stycke \($0 &* 7_919 % 1_000) om bygglov \($0)</w:t></w:r></w:p>"
    }
    let whole = try wordDocument(paragraphs.joined())
    let half = Array(whole.prefix(whole.count / 2))
    let document = try WordDocument.read(half, textLimit: 1 << 20)
    #expect(document.warnings == [.damaged])
    #expect(document.blocks.count > 100 && document.blocks.count < 2_000)
    for length in stride(from: 0, to: 200, by: 7) {
      #expect { try WordDocument.read(Array(whole.prefix(length)), textLimit: 1 << 20) } throws: {
        $0 is DocumentError
      }
    }
  }

  @Test func everyDamageEndsInATextOrAnError() throws {
    let whole = try fixture("motesanteckning.docx")
    for place in stride(from: 0, to: whole.count, by: 97) {
      var damaged = whole
      damaged[place] ^= 0xFF
      switch DocumentKind.result(of: damaged, as: .docx, textLimit: 1 << 20) {
      case .success(let document): #expect(!document.text.isEmpty)
      case .failure(let error): #expect(error != .bomb, "byte \(place)")
      }
    }
  }
}

extension Error {
  var isMalformed: Bool {
    if case .malformed? = self as? DocumentError { true } else { false }
  }
  var isFailure: Bool {
    if case .failed? = self as? DocumentError { true } else { false }
  }
}
