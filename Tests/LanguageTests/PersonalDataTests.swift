import Language
import Testing

@Suite struct PersonalDataTests {
  static let masked: [(String, String)] = [
    ("Skriv till anna.k@uppsala.example.", "Skriv till [e-post]."),
    ("<erik-l+moten@uppsala.example>", "<[e-post]>"),
    ("åsa.öberg@uppsala.example svarade", "[e-post] svarade"),
    ("anna.k (at) uppsala.example", "[e-post]"),
    ("anna@kontoret", "[e-post]"),
    ("Ring 031-390 06 00 före lunch", "Ring [telefon] före lunch"),
    ("070-174 06 05", "[telefon]"),
    ("0701740605", "[telefon]"),
    ("+46 (0)70-174 06 05, växel", "[telefon], växel"),
    ("+46701740605", "[telefon]"),
    ("0046 31 390 06 00", "[telefon]"),
    ("08-465 004 00", "[telefon]"),
    ("031/390 06 00", "[telefon]"),
    ("0176–390 06", "[telefon]"),
    ("tfn 390 06 00", "tfn [telefon]"),
    ("Mobil nr: 70 174 06 05", "Mobil nr: [telefon]"),
    ("70-174 06 05", "[telefon]"),
    ("031-390 06 00 2025", "[telefon] 2025"),
    ("031-390 06 10, 031-390 06 20", "[telefon], [telefon]"),
    ("121212-1212", "[personnummer]"),
    ("pnr 19121212-1212", "pnr [personnummer]"),
    ("1212121212", "[personnummer]"),
    ("191212121212 har sökt", "[personnummer] har sökt"),
    ("121212+1212", "[personnummer]"),
    ("121212 1212", "[personnummer]"),
    ("701063-2391", "[personnummer]"),
    ("121212–1212", "[personnummer]"),
    // A slip of the pen in the last four still says whose number it is.
    ("121212-1219", "[personnummer]"),
    ("121212-XXXX", "[personnummer]"),
    ("121212-1212, tfn 031-390 06 10", "[personnummer], tfn [telefon]"),
    // A sole trader's organisation number is a personnummer.
    ("Orgnr 121212-1212", "Orgnr [personnummer]"),
  ]

  static let kept = [
    "Org.nr 556123-4567", "5561234567", "Ärende 2025-001234", "dnr MBN-2025-000123", "1212121219",
    "kl 08.30-09.30", "kl. 08:00–16:00", "01/02 2025", "01-02-2025", "Det kostade 720 000 kr", "1 500 000 kr",
    "753 10 Uppsala", "12 mars 2025", "2025-03-12", "0,5 procent", "14 veckor", "§ 12, 3 st",
    "dnr 250312-1235",
    "Följ @uppsala", "ISBN 978-91-0-012345-6", "faktura 30041234", "Almen 1:23",
  ]

  @Test(arguments: masked) func masks(_ text: String, _ expected: String) {
    #expect(PersonalData().masked(text) == expected)
  }

  @Test(arguments: kept) func leavesOtherNumbersAlone(_ text: String) {
    #expect(PersonalData().masked(text) == text)
  }

  static let named: [(String, String)] = [
    ("Anna Karlsson ringde.", "[namn] ringde."),
    ("Karlssons ansökan", "[namn] ansökan"),
    ("Vi talade med Anna och Erik.", "Vi talade med [namn] och [namn]."),
    ("anna karlsson skrev", "[namn] skrev"),
    ("ANNA KARLSSON", "[namn]"),
    ("Anna K. var med", "[namn] var med"),
    ("Carl von Essen", "[namn]"),
    ("Anna-Karlsson", "[namn]"),
    ("en ek och en lind", "en ek och en lind"),
    ("Annandag påsk", "Annandag påsk"),
    ("Lindström", "Lindström"),
  ]

  @Test(arguments: named) func masksTheNamesOfPeopleWeKnow(_ text: String, _ expected: String) {
    let data = PersonalData(names: ["Anna Karlsson", "Erik Ek", "Carl von Essen", "Sven Lind"])
    #expect(data.masked(text) == expected)
  }

  @Test func takesNamesFromAddresses() {
    #expect(PersonalData(names: ["bo.sjoberg@uppsala.example"]).masked("Sjoberg sa") == "[namn] sa")
  }

  @Test func tellsKindsAndPlaces() {
    let text = UTF8Text("Åsa: 031-390 06 00, asa@uppsala.example, 121212-1212")
    let found = PersonalData(names: ["Åsa"]).findings(in: text)
    #expect(found.map(\.kind) == [.name, .phone, .email, .identityNumber])
    #expect(
      found.map { text.string($0.range) } == ["Åsa", "031-390 06 00", "asa@uppsala.example", "121212-1212"])
  }
}
