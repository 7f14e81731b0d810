import Documents
import Feedback
import Foundation
import Notes
import Testing

@Suite struct PassagesTests {
  /// A text and the points that a careful reader finds in it.
  static let cases: [(String, [String])] = [
    // A point develops over several sentences.
    (
      "Vi väntade i elva veckor på startbesked. Det var alldeles för länge.",
      ["Vi väntade i elva veckor på startbesked. Det var alldeles för länge."]
    ),
    (
      "Vi sökte bygglov i januari. Sen hörde vi ingenting. Till slut ringde vi själva.",
      ["Vi sökte bygglov i januari. Sen hörde vi ingenting. Till slut ringde vi själva."]
    ),
    (
      "Handläggaren kom ut till oss. Hon lyssnade och förklarade. Därför blev det rätt från början.",
      ["Handläggaren kom ut till oss. Hon lyssnade och förklarade. Därför blev det rätt från början."]
    ),
    // Another company, or a person by name, is another point.
    (
      "Anbudet var på åttio sidor. Tallens Golv HB hann inte läsa det. Lena Ask tycker att upphandlaren var saklig.",
      [
        "Anbudet var på åttio sidor.", "Tallens Golv HB hann inte läsa det.",
        "Lena Ask tycker att upphandlaren var saklig.",
      ]
    ),
    // So is a demand, or what would help.
    (
      "Dela avtalet efter stadsdelar. Bjud in till dialog i god tid.",
      ["Dela avtalet efter stadsdelar.", "Bjud in till dialog i god tid."]
    ),
    (
      "Kunderna förstår inte reglerna om skyltar. En karta på webben skulle spara alla tid.",
      ["Kunderna förstår inte reglerna om skyltar.", "En karta på webben skulle spara alla tid."]
    ),
    // So is the other side of it, and what one thinks of another thing.
    (
      "Skyltlovet gick fort. Men startbeskedet dröjde i tre månader.",
      ["Skyltlovet gick fort.", "Men startbeskedet dröjde i tre månader."]
    ),
    (
      "De är nöjda med kontrollen. Taxorna tycker de är för höga.",
      ["De är nöjda med kontrollen.", "Taxorna tycker de är för höga."]
    ),
    // Who was not spoken of before is the one who speaks.
    (
      "Lokalen kostade mer än väntat i hyra. Hon fick hjälp av en lots som förklarade reglerna för henne.",
      [
        "Lokalen kostade mer än väntat i hyra.",
        "Hon fick hjälp av en lots som förklarade reglerna för henne.",
      ]
    ),
    // Another subject is another point.
    (
      "Handläggningstiden för bygglov är för lång. Växeln svarar sällan på eftermiddagar.",
      ["Handläggningstiden för bygglov är för lång.", "Växeln svarar sällan på eftermiddagar."]
    ),
    (
      "Vi fick vänta länge på svar. Det finns ingen att ringa när man har frågor.",
      ["Vi fick vänta länge på svar.", "Det finns ingen att ringa när man har frågor."]
    ),
    (
      "Blanketten är lätt att fylla i. Det är svårt att få tag i en handläggare.",
      ["Blanketten är lätt att fylla i.", "Det är svårt att få tag i en handläggare."]
    ),
    (
      "Besökaren var nöjd med mötet. Dessutom önskas fler frukostmöten framöver.",
      ["Besökaren var nöjd med mötet.", "Dessutom önskas fler frukostmöten framöver."]
    ),
    (
      "E-tjänsten kraschade tre gånger. De flesta är ändå nöjda med växeln.",
      ["E-tjänsten kraschade tre gånger.", "De flesta är ändå nöjda med växeln."]
    ),
    (
      "När det gäller brandskydd är reglerna oklara. Två inspektörer gav olika svar. Avgiften är däremot rimlig och lätt att förstå.",
      [
        "När det gäller brandskydd är reglerna oklara. Två inspektörer gav olika svar.",
        "Avgiften är däremot rimlig och lätt att förstå.",
      ]
    ),
    (
      "Bygglovet tog ett halvår. Dessutom är blanketten krånglig.",
      ["Bygglovet tog ett halvår.", "Dessutom är blanketten krånglig."]
    ),
    // When and with whom one met is no part of the point.
    (
      "Vi träffade Kvarnens Kafé den 12 mars. De har väntat sedan i höstas.",
      ["Vi träffade Kvarnens Kafé den 12 mars.", "De har väntat sedan i höstas."]
    ),
    // Lines of a list without bullets, however wide.
    (
      "Parkeringstillstånd för varuleverans tar 6 v att få\nIngen svarar på gatukontorets nummer\nUppskattar frukostmötena",
      [
        "Parkeringstillstånd för varuleverans tar 6 v att få", "Ingen svarar på gatukontorets nummer",
        "Uppskattar frukostmötena",
      ]
    ),
    // Questions and answers.
    (
      "Vad kunde ha gått bättre?\nRemisserna tog två månader.\n\nFråga: Varför dröjer det?\nSvar: Systemen pratar inte.",
      [
        "Vad kunde ha gått bättre? | Remisserna tog två månader.",
        "Vad kunde ha gått bättre? | Fråga: Varför dröjer det? Svar: Systemen pratar inte.",
      ]
    ),
    // Numbered headings.
    (
      "1. Uteserveringar\nReglerna ändras varje vår.\n\n2. Tillsyn\nInspektörerna är kunniga.",
      ["Uteserveringar | Reglerna ändras varje vår.", "Tillsyn | Inspektörerna är kunniga."]
    ),
    // At most three sentences.
    (
      "Vi ringde. Då svarade ingen. Sen ringde vi igen. Då var det upptaget. Men mejlet fungerade bra för oss.",
      [
        "Vi ringde. Då svarade ingen. Sen ringde vi igen.", "Då var det upptaget.",
        "Men mejlet fungerade bra för oss.",
      ]
    ),
    (
      "Sara sökte bygglov i oktober. Först efter nio veckor sa någon att en ritning saknades. Besöket gick bra.",
      [
        "Sara sökte bygglov i oktober. Först efter nio veckor sa någon att en ritning saknades.",
        "Besöket gick bra.",
      ]
    ),
    (
      "Växeln är överbelastad på måndagar. Man hamnar i kö och blir bortkopplad. Man önskar en kontaktperson.",
      [
        "Växeln är överbelastad på måndagar. Man hamnar i kö och blir bortkopplad.",
        "Man önskar en kontaktperson.",
      ]
    ),
    (
      "Samma ritning krävs varje år. Förslag: låt gamla ritningar gälla i tre år. Erik: Ja, det är en bra idé.",
      [
        "Samma ritning krävs varje år. Förslag: låt gamla ritningar gälla i tre år.",
        "Erik: Ja, det är en bra idé.",
      ]
    ),
    (
      "I fjol kom beskeden två dagar före start. Det går inte att planera personal då.",
      ["I fjol kom beskeden två dagar före start. Det går inte att planera personal då."]
    ),
    // Questions with their answers, short exclamations, quotations.
    (
      "Varför tar ett startbesked så lång tid? Ingen på kontoret kunde svara på frågan.",
      ["Varför tar ett startbesked så lång tid? Ingen på kontoret kunde svara på frågan."]
    ),
    ("Vi fick vänta i elva veckor. Helt orimligt!", ["Vi fick vänta i elva veckor. Helt orimligt!"]),
    (
      "Krögaren sa: ”Vi får aldrig samma svar två gånger. Kommunens avdelningar borde prata med varandra.”",
      ["Krögaren sa: ”Vi får aldrig samma svar två gånger. Kommunens avdelningar borde prata med varandra.”"]
    ),
    (
      "Tillsynsavgiften är obegriplig. Fakturan för tillsynsavgiften borde förklaras bättre.",
      ["Tillsynsavgiften är obegriplig. Fakturan för tillsynsavgiften borde förklaras bättre."]
    ),
    // Notes in telegram style.
    (
      "Väntat 14 v på startbesked, ingen vet varför.\nVäxeln svarar inte efter kl. 15\nBra frukostmöte, gärna fler",
      [
        "Väntat 14 v på startbesked, ingen vet varför.", "Växeln svarar inte efter kl. 15",
        "Bra frukostmöte, gärna fler",
      ]
    ),
    // Lists and their lead-in.
    (
      "Synpunkter från företagen:\n- Bygglov tar för lång tid. Minst tre månader.\n- Växeln svarar inte.",
      [
        "Synpunkter från företagen | Bygglov tar för lång tid. Minst tre månader.",
        "Synpunkter från företagen | Växeln svarar inte.",
      ]
    ),
    (
      "Mötet drog många. Företagen önskar:\n1. Snabbare besked\n2. En väg in\n\nVi ses igen till hösten med nya frågor.",
      [
        "Mötet drog många.", "Företagen önskar | Snabbare besked", "Företagen önskar | En väg in",
        "Vi ses igen till hösten med nya frågor.",
      ]
    ),
    (
      "- Bygglov\n  - tog fjorton veckor\n  - samma uppgifter begärdes två gånger\n- Tillsynen var bra",
      ["Bygglov | tog fjorton veckor", "Bygglov | samma uppgifter begärdes två gånger", "Tillsynen var bra"]
    ),
    (
      "- Lång väntan på startbesked i år\n- 14 veckor\n- Bra bemötande i receptionen",
      ["Lång väntan på startbesked i år - 14 veckor", "Bra bemötande i receptionen"]
    ),
    (
      "Snabbare beslut önskas om:\n- bygglov\n- skyltar",
      ["Snabbare beslut önskas om | bygglov", "Snabbare beslut önskas om | skyltar"]
    ),
    (
      "# Handläggning\n\n# Två förslag:\n- En ansökan för allt\n- Snabbare besked\n\nVi ses igen till hösten med nya frågor.",
      [
        "Två förslag | En ansökan för allt", "Två förslag | Snabbare besked",
        "Handläggning | Vi ses igen till hösten med nya frågor.",
      ]
    ),
    (
      "Ringde upp bageriet i dag. ägaren har ringt fyra gånger till kontrollen men ingen har svarat på hela veckan. väntat 6 v.\nhar fått två olika svar\nglad för besöket i höstas",
      [
        "Ringde upp bageriet i dag.",
        "ägaren har ringt fyra gånger till kontrollen men ingen har svarat på hela veckan. väntat 6 v.",
        "har fått två olika svar", "glad för besöket i höstas",
      ]
    ),
    (
      "De väntade i fem månader på besked. De uppskattar att kommunen kommer ut på besök.",
      ["De väntade i fem månader på besked.", "De uppskattar att kommunen kommer ut på besök."]
    ),
    (
      "ingen ringer tillbaka\ndet funkar bra med tillsynen\nhon vill kunna boka en tid",
      ["ingen ringer tillbaka", "det funkar bra med tillsynen", "hon vill kunna boka en tid"]
    ),
    // A sentence a line is prose still.
    ("Vi väntade i elva veckor.\nDet var för länge.", ["Vi väntade i elva veckor. Det var för länge."]),
    // Headings.
    (
      "# Frukostmöte\n\nBygglov\n\nDet tar för lång tid.\n\nVäxel och telefon\n\nIngen svarar efter lunch.",
      ["Bygglov | Det tar för lång tid.", "Växel och telefon | Ingen svarar efter lunch."]
    ),
    (
      "Handläggningstider:\nFör långa i år, minst tolv veckor.\nOtydligt vad som ska skickas in.",
      [
        "Handläggningstider | För långa i år, minst tolv veckor.",
        "Handläggningstider | Otydligt vad som ska skickas in.",
      ]
    ),
    // Speakers.
    (
      "Erik: Det tog för lång tid.\nCaféägaren: Det håller jag med om, tre månader.",
      ["Erik: Det tog för lång tid.", "Caféägaren: Det håller jag med om, tre månader."]
    ),
    // Tables.
    (
      "Tillsyn\tDe undrar varför avgiften höjdes\nBygglov\tTar för lång tid, minst tre månader.\nVäxel\tSvarar inte.",
      [
        "Tillsyn De undrar varför avgiften höjdes", "Bygglov Tar för lång tid, minst tre månader.",
        "Växel Svarar inte.",
      ]
    ),
    (
      "Företag\tVad de sade\nKafé Ek\tTar för lång tid, minst tre månader.",
      ["Företag Vad de sade | Kafé Ek Tar för lång tid, minst tre månader."]
    ),
    (
      "Område\tSynpunkt\nBygglov\tTar för lång tid, minst tre månader.\nVäxel\tSvarar inte.",
      [
        "Område Synpunkt | Bygglov Tar för lång tid, minst tre månader.",
        "Område Synpunkt | Växel Svarar inte.",
      ]
    ),
    // A hard-wrapped paragraph is one text.
    (
      "Vi lämnade in ansökan om bygglov i januari och fick veta att den inte\nvar komplett först i mars. Det borde de ha sagt direkt när ansökan kom\nin.",
      [
        "Vi lämnade in ansökan om bygglov i januari och fick veta att den inte var komplett först i mars. Det borde de ha sagt direkt när ansökan kom in."
      ]
    ),
    // The marks of a forward that is quoted line by line.
    (
      "> Växeln svarar inte. Det är\n> tråkigt.\n>\n> Bygglov tar tid.",
      ["Växeln svarar inte. Det är tråkigt.", "Bygglov tar tid."]
    ),
    // Nothing to say.
    ("---\n***\n. . .", []),
    ("Anna Karlsson\n\nUppsala Kommun", []),
    ("Datum: 2025-03-12\nPlats: Boländerna\nTack!", []),
    ("Den 14 maj kl. 9.00.\n\nonsdag 14 maj\n\nDen 14 maj svarade växeln.", ["Den 14 maj svarade växeln."]),
    // Facts stand apart from points.
    (
      "Datum: 2025-03-12\nPlats: Boländerna\n\nVäxeln svarar inte på förmiddagen.",
      ["Växeln svarar inte på förmiddagen."]
    ),
    // English.
    (
      "The permit took eleven weeks. That is far too long. The phone line is always busy.",
      ["The permit took eleven weeks. That is far too long.", "The phone line is always busy."]
    ),
    (
      "- Tog t.ex. 14 veckor, d.v.s. för länge.\n– Ja, men bemötandet var bra.",
      ["Tog t.ex. 14 veckor, d.v.s. för länge.", "Ja, men bemötandet var bra."]
    ),
  ]

  @Test(arguments: cases) func cutsWhereACarefulReaderWould(_ text: String, _ expected: [String]) {
    #expect(Given.passages(of: text) == expected)
  }

  @Test func cutsALongItemIntoPointsOfThreeSentencesAtMost() throws {
    let long =
      "- Ansökan skickades in i januari. Ingen svarade. Besked kom i maj. Lotsen var däremot till god hjälp. Hon ringde varje vecka."
    #expect(
      Given.passages(of: long).last == "Lotsen var däremot till god hjälp. Hon ringde varje vecka.")
    #expect(Given.passages(of: long).allSatisfy { $0.split(separator: ".").count <= 3 })
    #expect(Given.passages(of: long).joined(separator: " ") == String(long.dropFirst(2)))
  }

  @Test func pointsIntoTheTextInUnicodeScalars() throws {
    let text =
      "Hej!\n\n🙂 Åsikter från e\u{301}tt café:\n• Växeln   svarar\n  inte på måndagar.\n• Räddningstjänsten är snabb. 👍🏽"
    let passages = try #require(Given.read([Given.body(text)]).notes.first).passages
    let scalars = Array(text.unicodeScalars)
    #expect(passages.count == 2)
    for passage in passages {
      let stretch = String(String.UnicodeScalarView(scalars[passage.range]))
      #expect(stretch.split(whereSeparator: \.isWhitespace).joined(separator: " ") == passage.text)
      #expect(stretch.first?.isWhitespace == false && stretch.last?.isWhitespace == false)
      #expect(stretch.first != "•")
    }
    #expect(passages.first?.text == "Växeln svarar inte på måndagar.")
  }

  @Test func takesTheStructureThatADocumentTells() throws {
    let text =
      "Företagsbesök\n\nSynpunkter från ägaren:\n\n- Lång väntan på besked\n- Bra tillsyn i år\n\nSida 1 av 2\n\nVäxeln svarar\ninte alls."
    func block(_ kind: DocumentText.Block.Kind, _ words: String) throws -> DocumentText.Block {
      let range = try #require(text.range(of: words))
      let lower = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      return .init(kind: kind, range: lower..<lower + words.utf8.count)
    }
    let document = DocumentText(
      text: text,
      blocks: [
        try block(.heading(level: 1), "Företagsbesök"), try block(.paragraph, "Synpunkter från ägaren:"),
        try block(.listItem(depth: 0), "- Lång väntan på besked"),
        try block(.listItem(depth: 0), "- Bra tillsyn i år"),
        try block(.pageFurniture, "Sida 1 av 2"), try block(.paragraph, "Växeln svarar\ninte alls."),
      ])
    let part = ReadPart(part: "2.1", role: .attachment(name: "x.docx"), content: document)
    let note = try #require(Given.read([part]).notes.first)
    #expect(
      note.passages.map(\.text) == ["Lång väntan på besked", "Bra tillsyn i år", "Växeln svarar inte alls."])
    #expect(
      note.passages.map(\.context) == ["Synpunkter från ägaren", "Synpunkter från ägaren", "Företagsbesök"])
    #expect(note.passages.allSatisfy { $0.part == "2.1" })
  }
}
