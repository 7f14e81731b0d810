import Language
import Testing

@Suite struct SentencesTests {
  /// A text, and where a person would end its sentences: `|` marks the cuts.
  static let marked: [String] = [
    "Vi väntade i elva veckor.| Ingen hörde av sig.",
    "Det gäller bl.a. bygglov och t.ex. skyltar.| Resten gick bra.",
    "Avgiften d.v.s. timtaxan är hög.| Varför?| Ingen vet.",
    "Skyltar, markiser m.m. kräver lov.| Det är krångligt.",
    "Skyltar, markiser m.m.| Det är krångligt.",
    "Anna, Erik m.fl. var med.| Bra möte.",
    "Det tog ca. 14 veckor.| Sedan kom beslutet.",
    "Mötet börjar kl. 10.30 i lokalen.| Välkomna!",
    "Ärende nr. 12 är avslutat.| Nästa ärende väntar.",
    "Ring tfn. 031-390 06 00.| Fråga efter kontaktcenter.",
    "Vi beställde 5 st. bord.| De kom aldrig.",
    "Blanketter, bilagor osv. tar tid.| Gör det enklare.",
    "F.d. ägaren och s.k. experter deltog.| De var nöjda.",
    "Bygglov resp. serveringstillstånd tar tid.| Samordna!",
    "Papper, pärmar e.dyl. ska skickas in.| Varför inte digitalt?",
    "Björkens Hus ek. för. har väntat.| De vet inte varför.| Ingen svarar.",
    "Vi träffade Björkens Hus ek. för.| Sedan åkte vi hem.",
    "De skickade p. g. a. sjukdom ingen s. k. ritning.| Det gick bra ändå.",
    "Dr. Ek och Mr. Smith var eniga.| Så blev det.",
    "We need help, e.g. with permits.| It takes weeks.",
    "The office, i.e. the counter, was closed.| Nobody answered.",
    "A. Ek ringde i går.| Hon fick inget svar.",
    "Vi talade med J.E. Lind om saken.| Han lovade svar.",
    "Vi gick över till plan B.| Sedan löste det sig.",
    "Mötet hölls den 12. mars i Boländerna.| Tolv deltog.",
    "Beskedet kom den 3. maj.| Då var det för sent.",
    "Det kostade 1.500 kr.| Rimligt.",
    "Hyran höjdes med 3,5 procent.| Det märks.",
    "Se avsnitt 3.2 i planen.| Där står det.",
    "Läs 3.2 och 3.3.| Där står det.",
    "Läs mer på www.uppsala.example/bygglov.html.| Där finns allt.",
    "Skriv till anna.k@uppsala.example.| Svar kommer inom två dagar.",
    "Vi väntade ... och väntade.| Till slut gav vi upp.",
    "Vi väntade… Och väntade.",
    "”Vi får aldrig svar.”| Så sa flera.",
    "”Hur lång tid tar det?” undrade hon.| Ingen visste.",
    "(Det tog tid.)| Sedan gick det bra.",
    "Elva veckor!?!| Helt orimligt!!",
    "Vad kostar det? undrade han.| Ingen visste.",
    "vi väntade i åtta veckor. ingen svarade i telefon.",
    "Vi fick besked om bygglov.Därefter började vi bygga.",
    "Besked kom 2024.| Bygget började 2025.",
    "Handläggningen är långsam.| 14 veckor väntade vi.",
    "Skicka in p.g.a. nya regler.| Tack.",
    "Enl. handläggaren krävs ritningar.| Det visste vi inte.",
    "Svar dröjde 14 v.| Orsaken är okänd.",
    "Svar dröjde 14 v. trots påminnelse.| Orsaken är okänd.",
    "Bra bemötande. – Ja, mycket bra.",
    "Nordljus Ltd. asked for a permit.| It was granted.",
  ]

  @Test(arguments: marked) func endsWhereAPersonWouldEndThem(_ marked: String) {
    var marked = marked
    // Three of the cases say more than a bar can show.
    switch marked {
    case "Vi väntade… Och väntade.": marked = "Vi väntade…| Och väntade."
    case "vi väntade i åtta veckor. ingen svarade i telefon.":
      marked = "vi väntade i åtta veckor.| ingen svarade i telefon."
    case "Vi fick besked om bygglov.Därefter började vi bygga.":
      marked = "Vi fick besked om bygglov.|Därefter började vi bygga."
    case "Bra bemötande. – Ja, mycket bra.": marked = "Bra bemötande.| – Ja, mycket bra."
    default: break
    }
    let expected = marked.split(separator: "|").map { $0.trimmingPrefix(" ") }.map(String.init)
    let text = UTF8Text(marked.filter { $0 != "|" })
    #expect(text.sentences(in: text.all).map { text.string($0) } == expected)
  }

  @Test func joinsAParagraphThatWasBrokenForItsLength() {
    let text = UTF8Text(
      """
      Vi lämnade in ansökan om bygglov i januari och fick veta att den var
      komplett först i mars. Under tiden kunde vi inte beställa något av det
      Uppsala kommun krävde.
      """)
    #expect(
      text.sentences(in: text.all).map { text.singleSpaced($0) } == [
        "Vi lämnade in ansökan om bygglov i januari och fick veta att den var komplett först i mars.",
        "Under tiden kunde vi inte beställa något av det Uppsala kommun krävde.",
      ])
  }

  @Test func endsASentenceWithoutFullStopWhereALineWasEndedOnPurpose() {
    let text = UTF8Text("Växeln svarar inte\nVäntat 14 v på startbesked\nBra frukostmöte")
    #expect(
      text.sentences(in: text.all).map { text.string($0) } == [
        "Växeln svarar inte", "Väntat 14 v på startbesked", "Bra frukostmöte",
      ])
  }

  @Test func readsOffsetsBehindLettersOfSeveralBytes() {
    let text = UTF8Text("Åäö 🙂 är här. Éva kom.")
    #expect(text.sentences(in: text.all).map { text.string($0) } == ["Åäö 🙂 är här.", "Éva kom."])
  }

  @Test func readsAWriterWhoSoonGivesUpCapitals() {
    let text = UTF8Text(
      "Ringde upp caféet 14/3. ägaren ringt 4 ggr, ingen svarat. väntat 6 v. har fått ca. 2 svar")
    #expect(
      text.sentences(in: text.all).map { text.string($0) } == [
        "Ringde upp caféet 14/3.", "ägaren ringt 4 ggr, ingen svarat.", "väntat 6 v. har fått ca. 2 svar",
      ])
  }

  @Test func hasNoSentenceInWhiteSpace() {
    let text = UTF8Text(" \n\t\u{A0}\n")
    #expect(text.sentences(in: text.all).isEmpty)
  }
}
