import Testing

@testable import Documents

@Suite struct RTFTests {
  private func rtf(_ body: String) throws -> DocumentText {
    try RTFDocument.read(Array("{\\rtf1\\ansi\\ansicpg1252 \(body)}".utf8), textLimit: 1 << 20)
  }

  @Test func documentOfLibreOfficeReadsTheSameAsItsWordForm() throws {
    let document = try RTFDocument.read(fixture("motesanteckning.rtf"), textLimit: 1 << 20)
    #expect(document.outline == WordTests.meeting)
    #expect(document.warnings.isEmpty)
  }

  @Test func documentOfWordIsReadInItsFinalForm() throws {
    let document = try RTFDocument.read(fixture("word.rtf"), textLimit: 1 << 20)
    #expect(
      document.outline == [
        "h1: Besök på Exempelbageriet", "p: Bygglovet tog elva veckor. Läs på webben eller ring.",
        "li1: - Kontakten var bra", "li1: 1. Bjud in", "li2: a) Skicka mall", "tr: Fråga\tSvar",
        "tr: Taxa\tRimlig",
        "p: Yttre", "tr: Inre ett\tInre två", "h1: Åtgärder",
        "p: Nästa möte är i maj. ✓ e-tjänst, 12 000 kr, łódź, → och “citat”.", "p: Rutan syns.",
        "p: Från komplett ansökan.", "note: Stämmer det?", "page: Norrboda kommun", "page: Sida 1",
      ])
  }

  @Test func documentOfTextEditHasItsLinesAndItems() throws {
    let document = try RTFDocument.read(fixture("textedit.rtf"), textLimit: 1 << 20)
    #expect(
      document.outline == [
        "p: Möte med företagare", "p: Tillsynen var “tydlig” – men avgiften är hög 😎.",
        "li1: - Boka uppföljning",
        "li1: - Skicka mallen",
      ])
  }

  @Test func htmlWithinRTFIsReadAsHTML() throws {
    let document = try RTFDocument.read(fixture("outlook-html.rtf"), textLimit: 1 << 20)
    #expect(
      document.outline == [
        "p: Här kommer anteckningen från mötet – tack!", "li1: - Bygglov tar för lång tid",
      ])
  }

  @Test func markersThatWereTypedAreItems() throws {
    let document = try RTFDocument.read(fixture("pandoc.rtf"), textLimit: 1 << 20)
    #expect(
      document.outline.contains("li1: - Hon ringde") && document.outline.contains("li1: 2. Skicka mall"))
  }

  @Test func aSetOfCharactersIsThatOfItsFont() throws {
    let fonts = "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset77 Geneva;}}"
    #expect(try rtf("\(fonts)\\f0 \\'e5 \\f1\\'e5 \\f2\\'8c").text == "å е å")
    #expect(try rtf("\\pca \\ansicpg850 \\'86\\'84\\'94").text == "åäö")
    #expect(try rtf("\\ansicpg65001 \\'c3\\'a5").text == "å")
  }

  @Test func standInsForOlderReadersArePassedOver() throws {
    #expect(try rtf("\\uc2 a\\u229 \\'e5\\'e5b\\uc0\\u228c\\uc1\\u246?d").text == "aåbäcöd")
    #expect(try rtf("{\\uc0\\u229 a}\\u229?b").text == "åaåb")
  }

  @Test func bytesOfPicturesAreNoText() throws {
    #expect(try rtf("innan{\\pict\\bin5 }}}{{}efter").text == "innanefter")
  }

  @Test func aDeletedParagraphMarkJoinsItsLines() throws {
    #expect(try rtf("Snabb{\\deleted\\par }are\\par besked").text == "Snabbare\n\nbesked")
  }

  @Test func whatIsCutShortSaysSo() throws {
    let whole = try fixture("word.rtf")
    let document = try RTFDocument.read(Array(whole.prefix(1_900)), textLimit: 1 << 20)
    #expect(document.warnings == [.damaged] && document.text.contains("Bygglovet"))
    #expect { try RTFDocument.read(Array("ingen rtf".utf8), textLimit: 100) } throws: { $0.isMalformed }
    #expect(throws: DocumentError.noText) { try rtf("{\\header Bara ett sidhuvud}") }
    for length in stride(from: 6, to: whole.count, by: 13) {
      _ = DocumentKind.result(of: Array(whole.prefix(length)), as: .rtf, textLimit: 1 << 20)
    }
  }

  @Test(.timeLimit(.minutes(1))) func timeGrowsWithTheBytesAlone() throws {
    let deep = String(repeating: "{", count: 1_000_000) + "inne" + String(repeating: "}", count: 1_000_000)
    #expect(try rtf(deep).text == "inne")
    _ = try? rtf(String(repeating: "{\\footnote x", count: 50_000))
    _ = try? rtf(String(repeating: "\\intbl\\itap16 x\\nestcell ", count: 20_000))
    _ = try? rtf(String(repeating: "{\\stylesheet{\\s1 x;}}", count: 20_000) + "x")
    #expect(try rtf("innan" + String(repeating: "\\'", count: 200_000)).text == "innan")
    #expect(try rtf("innan\\bin2147483647 efter").text == "innan")
  }
}
