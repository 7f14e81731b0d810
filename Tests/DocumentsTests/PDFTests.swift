import Testing

@testable import Documents

/// Through a child, as always: poppler is loaded nowhere else.
@Suite(.timeLimit(.minutes(2))) struct PDFTests {
  private func read(_ file: String) async throws -> DocumentText {
    try await read(fixture(file))
  }

  private func read(_ bytes: [UInt8]) async throws -> DocumentText {
    let extractor = Extractor(executable: try documentChild(), arguments: [], children: 1)
    return try await extractor.read(bytes, as: .pdf)
  }

  /// What the template reads before it forks is a sound document: a broken one would set up less.
  @Test func whatIsReadInRehearsalCanBeRead() async throws {
    let text = try await read(Rehearsal.pdf).text
    #expect(text.contains("Det tog fjorton veckor att få ett besked, och ingen kunde säga varför."))
    #expect(text.contains("Handläggaren var vänlig."))
  }

  @Test func aPrintedNoteHasHeadingsItemsAndRows() async throws {
    let document = try await read("utskrift.pdf")
    #expect(
      document.outline == [
        "p: Norrboda kommun, näringslivskontoret", "h1: Frukostmöte med företagare i Norrboda",
        "p: Datum: 2025-03-12\nPlats: Norrboda Lokal: Ateljén", "h2: Handläggningstider",
        """
        p: Bygglov för en mindre tillbyggnad tog elva veckor, vilket företagen tycker är för länge. \
        De önskar ett tydligt och tidigt besked.
        """,
        "li1: - Kontakten med handläggaren var bra.", "li2: - Hon ringde upp samma dag.",
        "li1: - E-tjänsten går inte att använda i mobilen.", "h2: Åtgärder",
        "li1: 1. Bjud in till ett uppföljningsmöte.", "li1: 2. Skicka mallen för ansökan.",
        "tr: Fråga\tAnsvarig\tKlart", "tr: Skyltar på torget\tGatukontoret\tapril",
        "tr: Uteservering\tMiljö\tmaj",
        "p: Nästa möte hålls i maj.", "p: Faktaruta: åtta företag deltog.",
        "p: Gäller ansökningar som var kompletta från början.", "page: Sida 1 av 1",
      ])
  }

  @Test func columnsAreReadOneAfterTheOther() async throws {
    let document = try await read("tvaspalt.pdf")
    #expect(document.outline.count == 5)
    #expect(document.outline[1].hasPrefix("p: Spalt ett börjar här. Företaget berättar att handläggningen"))
    // From the foot of the first column to the head of the second, in one sentence.
    #expect(
      document.outline[2].hasSuffix(
        "enklare om alla blanketter gick att fylla i på webben utan att logga in flera gånger."))
    #expect(document.outline[4].hasPrefix("p: Sista stycket börjar här."))
    #expect(document.outline.dropFirst().allSatisfy { !$0.contains("\n") })
  }

  @Test func headersAndPageNumbersAreFurnitureAndWordsAreWhole() async throws {
    let document = try await read("sidor.pdf")
    let furniture = document.outline.filter { $0.hasPrefix("page: ") }
    #expect(
      furniture == [
        "page: Norrboda kommun, näringslivskontoret", "page: Sida 1 av 2",
        "page: Norrboda kommun, näringslivskontoret",
        "page: Sida 2 av 2",
      ])
    let paragraphs = document.outline.filter { $0.hasPrefix("p: Punkt") }
    #expect(paragraphs.count == 12)
    #expect(paragraphs.allSatisfy { $0.hasSuffix(".") && !$0.contains("\n") })
    // Words that were broken at the ends of lines are whole, and a hyphen before "och" stays.
    #expect(document.text.contains("bygg- och miljönämnden"))
    let broken = document.text.split(separator: " ").filter { $0.contains("-") && $0 != "bygg-" }
    #expect(broken == [])
  }

  @Test func picturesOfPagesAreSaid() async throws {
    let mixed = try await read("text-och-bild.pdf")
    #expect(
      mixed.warnings == [.init(code: "image_only_page", detail: "Sida 2 är en bild och kunde inte läsas.")])
    #expect(mixed.text.contains("Handläggningstider"))
    await #expect(throws: DocumentError.noText) { try await read("bildsida.pdf") }
    let scanned = try await read("sidhuvud-och-bild.pdf")
    #expect(scanned.warnings == mixed.warnings)
  }

  @Test func whatWasWrittenIntoAFormIsRead() async throws {
    #expect(
      try await read("formular.pdf").outline == [
        "p: Enkät till företag", "p: Vad tycker ni om handläggningen?", "p: Den tog elva veckor.",
      ])
  }

  @Test func aDocumentWithoutItsTableOfObjectsIsReadAllTheSame() async throws {
    let whole = try fixture("utskrift.pdf")
    let end = try #require(whole.lastIndex(of: UInt8(ascii: "x")))
    #expect(try await read(Array(whole.prefix(end - 20))).text.contains("Handläggningstider"))
  }

  @Test(arguments: [
    ("de är i Uppsala-", "baserad ledning", PDFHyphenation.Joint.kept), ("bygg-", "lovet", .broken),
    ("NKI-", "värdet", .kept), ("e-", "tjänsten", .kept), ("Handlägg-", "ningen", .broken),
    ("2025-", "03-12", .kept),
    ("bygg-", "och miljönämnden", nil), ("check-", "listan", .kept), ("ser\u{AD}", "vering", .broken),
    ("Malmö-", "Lund", .kept), ("miljö\u{2010}", "ärendet", .broken),
  ])
  func hyphensAtTheEndsOfLines(above: String, below: String, joint: PDFHyphenation.Joint?) {
    let words = PDFLine(
      text: Array("Uppsala ligger norrut och check-listan finns".utf8), page: 0, left: 0, right: 1, top: 0,
      bottom: 1,
      size: 1, pageHeight: 1, firstWordWidth: 1)
    #expect(PDFHyphenation([words]).joint(Array(above.utf8), Array(below.utf8)) == joint)
  }

  @Test func damagedDocumentsEndInATextOrAnError() async throws {
    let whole = try fixture("utskrift.pdf")
    let extractor = Extractor(executable: try documentChild(), arguments: [])
    for length in stride(from: 10, to: whole.count, by: whole.count / 9) {
      do throws(DocumentError) {
        _ = try await extractor.read(Array(whole.prefix(length)), as: .pdf)
      } catch {
        #expect(error.isMalformed || error == .noText)
      }
    }
    #expect(try await extractor.read(whole, as: .pdf).text.contains("Bygglov"))
  }
}
