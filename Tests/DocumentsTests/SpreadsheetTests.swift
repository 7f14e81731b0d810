import Testing

@testable import Documents

@Suite struct SpreadsheetTests {
  static func rows(percent: String, percent2: String, amount: String) -> [String] {
    [
      "h1: Synpunkter", "tr: Datum\tFöretag\tSynpunkt\tAndel\tBelopp",
      "tr: 2025-03-12\tExempelbageriet\tHandläggningen tog elva veckor.\t\(percent)\t\(amount)",
      "tr: 2025-03-13 09:30\tProvbolaget\tE-tjänsten går inte att använda i mobilen. Den borde göras om.\t\(percent2)\t3",
      "p: Sammanfattning: företagen vill ha snabbare besked.", "tr: Ledtid\tveckor\t\tklart",
      "note: Kontrollera namnet.",
    ]
  }

  @Test func sheetsAreReadInOrderAsTheyAreSeen() throws {
    let document = try SpreadsheetDocument.read(fixture("synpunkter.xlsx"), textLimit: 1 << 20)
    #expect(document.outline == Self.rows(percent: "25 %", percent2: "50,0 %", amount: "1250,5"))
  }

  @Test func theSameAsOpenDocument() throws {
    let document = try OpenDocument.read(fixture("synpunkter.ods"), textLimit: 1 << 20)
    #expect(document.outline == Self.rows(percent: "25%", percent2: "50.0%", amount: "1250.5"))
  }

  @Test(arguments: [
    ("yyyy-mm-dd", 45_728.0, "2025-03-12"), ("d mmm\\ yyyy", 61, "1900-03-01"),
    ("hh:mm", 0.395833333, "09:30"),
    ("[h]:mm", 0.5, "12:00"), ("#,##0.00\\ \"kr\"", 1234.5, "1234,50"), ("[Red]0%;-0%", 0.126, "13 %"),
    ("General", 0.1 + 0.2, "0,3"), ("@", 42, "42"), ("\"dagar\" 0", 14, "14"),
    ("yyyy-mm-dd", 59, "1900-02-28"),
  ])
  func numbersAreShownInTheirFormat(code: String, value: Double, shown: String) {
    #expect(SpreadsheetFormat(code: code).shown(value, countsFrom1904: false) == shown)
  }

  @Test func dayCountsOfTheMacintoshBeginLater() {
    #expect(SpreadsheetFormat(builtIn: 14).shown(45_728 - 1_462, countsFrom1904: true) == "2025-03-12")
  }

  /// A workbook of one sheet in the strict edition, whose part lies where no other program puts it.
  @Test func partsAreFoundByTheirRelationships() throws {
    let main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    let related = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    func relationships(_ content: String) -> [UInt8] {
      Array(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(content)</Relationships>"
          .utf8)
    }
    let bytes = try zip([
      (
        "_rels/.rels",
        relationships(
          "<Relationship Id=\"a\" Type=\"\(related)/officeDocument\" Target=\"/bok/arbetsbok.xml\"/>")
      ),
      (
        "bok/arbetsbok.xml",
        Array(
          "<workbook xmlns=\"\(main)\" xmlns:r=\"\(related)\"><sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>"
            .utf8)
      ),
      (
        "bok/_rels/arbetsbok.xml.rels",
        relationships("<Relationship Id=\"b\" Type=\"\(related)/worksheet\" Target=\"../ark/ett.xml\"/>")
      ),
      (
        "ark/ett.xml",
        Array(
          "<worksheet xmlns=\"\(main)\"><sheetData><row><c t=\"inlineStr\"><is><t>Väntat</t></is></c><c><v>14</v></c><c t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>"
            .utf8)
      ),
    ])
    #expect(try SpreadsheetDocument.read(bytes, textLimit: 1 << 20).outline == ["tr: Väntat\t14"])
  }

  /// A long text that every cell repeats, and repeats of empty cells, come to no more than the limit.
  @Test(.timeLimit(.minutes(1))) func repeatsAreBounded() throws {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let text = String(repeating: "väntan ", count: 10_000)
    let row = "<row>\(String(repeating: "<c t=\"s\"><v>0</v></c>", count: 500))</row>"
    let bytes = try zip([
      (
        "xl/workbook.xml",
        Array(
          "<workbook xmlns=\"\(main)\" xmlns:r=\"\(related)\"><sheets><sheet name=\"Ark\" r:id=\"a\"/></sheets></workbook>"
            .utf8)
      ),
      (
        "xl/_rels/workbook.xml.rels",
        Array(
          "<Relationships><Relationship Id=\"a\" Type=\"\(related)/worksheet\" Target=\"a.xml\"/></Relationships>"
            .utf8)
      ), ("xl/sharedStrings.xml", Array("<sst xmlns=\"\(main)\"><si><t>\(text)</t></si></sst>".utf8)),
      (
        "xl/a.xml",
        Array(
          "<worksheet xmlns=\"\(main)\"><sheetData>\(String(repeating: row, count: 20))</sheetData></worksheet>"
            .utf8)
      ),
    ])
    let document = try SpreadsheetDocument.read(bytes, textLimit: 1 << 20)
    #expect(document.warnings == [.cutShort] && document.text.utf8.count <= 1 << 20)
  }

  @Test func everyDamageEndsInATextOrAnError() throws {
    for (file, kind) in [("synpunkter.xlsx", DocumentKind.xlsx), ("synpunkter.ods", .ods)] {
      let whole = try fixture(file)
      for place in stride(from: 0, to: whole.count, by: 211) {
        var damaged = whole
        damaged[place] ^= 0xFF
        switch DocumentKind.result(of: damaged, as: kind, textLimit: 1 << 20) {
        case .success(let document): #expect(!document.text.isEmpty)
        case .failure(let error): #expect(error != .bomb, "byte \(place)")
        }
      }
    }
  }

  @Test func aDocumentTypeIsRefused() throws {
    let sheet = "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet>&b;</worksheet>"
    #expect {
      try SpreadsheetDocument.read(zip([("xl/workbook.xml", Array(sheet.utf8))]), textLimit: 100)
    } throws: {
      $0.isMalformed
    }
  }

  @Test func whatIsNoWorkbookSaysSo() throws {
    #expect { try SpreadsheetDocument.read(zip([("xl/annat.xml", [])]), textLimit: 100) } throws: {
      $0.isMalformed
    }
    #expect(throws: DocumentError.encrypted) {
      try SpreadsheetDocument.read(fixture("krypterad.docx"), textLimit: 100)
    }
  }
}
