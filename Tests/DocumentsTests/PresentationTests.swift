import Testing

@testable import Documents

@Suite struct PresentationTests {
  static let slides = [
    "h1: Frukostmöte i Norrboda", "p: Näringslivskontoret, 12 mars", "h2: Handläggningstider",
    "li1: - Bygglov tar elva veckor", "li2: - Ingen ringer upp", "li1: - Tydligare besked önskas",
    "h2: Åtgärder",
    "p: Uppföljning sker i maj.", "tr: Fråga\tAnsvarig", "tr: Skyltar\tGatukontoret",
    "note: Fråga deltagarna om tillsynen.",
  ]

  @Test func slidesAreReadInOrderWithNotesApart() throws {
    let document = try PresentationDocument.read(fixture("frukostmote.pptx"), textLimit: 1 << 20)
    #expect(document.outline == Self.slides)
  }

  @Test func theSameAsOpenDocument() throws {
    let document = try OpenDocument.read(fixture("frukostmote.odp"), textLimit: 1 << 20)
    #expect(document.outline == Self.slides)
  }

  @Test func everyDamageEndsInATextOrAnError() throws {
    let whole = try fixture("frukostmote.pptx")
    for place in stride(from: 0, to: whole.count, by: 397) {
      var damaged = whole
      damaged[place] ^= 0xFF
      switch DocumentKind.result(of: damaged, as: .pptx, textLimit: 1 << 20) {
      case .success(let document): #expect(!document.text.isEmpty)
      case .failure(let error): #expect(error != .bomb, "byte \(place)")
      }
    }
  }
}
