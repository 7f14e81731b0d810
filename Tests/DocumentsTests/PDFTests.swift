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

  @Test func aPrintedNoteHasHeadingsItemsAndRows() async throws {
    let document = try await read("utskrift.pdf")
    #expect(
      document.outline == [
        "p: Norrboda kommun, näringslivskontoret", "h1: Frukostmöte med företagare i Norrboda",
        "p: Datum: 2025-03-12\nPlats: Norrboda Lokal: Ateljén", "h2: Handläggningstider",
        """
        p: Bygglov för en mindre tillbyggnad tog elva veckor1, vilket företagen tycker är för länge. \
        De önskar ett tydligt och tidigt besked.
        """,
        "li1: - Kontakten med handläggaren var bra.", "li1: - Hon ringde upp samma dag.",
        "li1: - E-tjänsten går inte att använda i mobilen.", "h2: Åtgärder",
        "li1: 1. Bjud in till ett uppföljningsmöte.", "li1: 2. Skicka mallen för ansökan.",
        "tr: Fråga\tAnsvarig\tKlart", "tr: Skyltar på torget\tGatukontoret\tapril",
        "tr: Uteservering\tMiljö\tmaj",
        "p: Nästa möte hålls i maj.", "p: Faktaruta: åtta företag deltog.",
        "p: 1Gäller ansökningar som var kompletta från början.", "page: Sida 1 av 1",
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
