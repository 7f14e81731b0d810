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
    "p: Gäller ansökningar som var kompletta från början.", "p: Kontrollera siffran med bygglovsenheten.",
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
        "p: Enligt mätningen i mars.", "p: Stämmer detta?",
      ])
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
