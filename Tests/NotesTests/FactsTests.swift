import Documents
import Feedback
import Foundation
import Notes
import Testing

@Suite struct FactsTests {
  /// A point for notes whose facts are asked for.
  static let point = "Handläggningen tog för lång tid enligt alla."

  func note(
    _ text: String, subject: String? = nil, file: String? = nil, forwarded: Forward? = nil
  ) throws -> NoteDraft {
    let part = file.map { Given.file(text, name: $0) } ?? Given.body(text)
    return try #require(
      Given.read([part], Given.circumstances(subject: subject, forwarded: forwarded)).notes.first)
  }

  // MARK: Title

  static let subjects: [(String, String?)] = [
    ("Frukostmöte Boländerna", "Frukostmöte Boländerna"),
    ("VB: Frukostmöte Boländerna", "Frukostmöte Boländerna"),
    ("Fwd: VB: SV: Re: FW: Frukostmöte", "Frukostmöte"),
    ("[EXTERN] VB: [External] SV : Besök hos bageriet", "Besök hos bageriet"),
    ("RE[2]: Sv: Dialogmöte om uteserveringar", "Dialogmöte om uteserveringar"),
    ("EXTERN: Frågor om bygglov", "Frågor om bygglov"),
    ("Re-design av torget", "Re-design av torget"),
    ("[Näringsliv] Frukostmöte", "[Näringsliv] Frukostmöte"),
    ("  Möte   med\tcaféägare ", "Möte med caféägare"),
    ("VB: Anteckningar", nil),
    ("Minnesanteckningar 12 mars", nil),
    ("Mötesanteckningar 2025-03-12", nil),
    ("Fwd: ", nil), ("Hej", nil), ("(inget ämne)", nil), ("Meeting notes", nil), ("Dokument1", "Dokument1"),
  ]

  @Test(arguments: subjects) func titlesByTheSubject(_ subject: String, _ expected: String?) throws {
    #expect(try note(Self.point, subject: subject).title == expected)
  }

  static let files: [(String, String?)] = [
    ("2025-03-12_frukostmote-bolanderna.docx", "2025-03-12 frukostmote bolanderna"),
    ("Dialogmöte uteserveringar.odt", "Dialogmöte uteserveringar"),
    ("in/2025/Besök_bageri.v2.pdf", "Besök bageri.v2"),
    ("anteckningar.txt", nil), ("20250312.txt", nil), ("IMG_0231.pdf", nil),
  ]

  @Test(arguments: files) func titlesByTheFile(_ name: String, _ expected: String?) throws {
    #expect(try note(Self.point, file: name).title == expected)
  }

  @Test func titlesByTheForwardThenTheSubjectThenTheHeading() throws {
    let forward = Forward(name: nil, address: nil, subject: "SV: Dialogmöte", date: nil)
    #expect(try note(Self.point, subject: "VB: Titta här", forwarded: forward).title == "Dialogmöte")
    #expect(
      try note("# Frukostmöte i hamnen\n\n\(Self.point)", subject: "Anteckningar").title
        == "Frukostmöte i hamnen")
    #expect(try note("# Anteckningar\n\n# Besök\n\n\(Self.point)", file: "x1.txt").title == "Besök")
    #expect(try note(Self.point).title == nil)
  }

  // MARK: Meeting date, seen from Wednesday 19 March 2025

  static let dates: [(String, String?, String?)] = [
    ("Datum: 12 mars\n\n\(point)", nil, "2025-03-12"),
    ("**Datum:** 250312\n\n\(point)", nil, "2025-03-12"),
    ("Datum\t2025-03-12\n\n\(point)", nil, "2025-03-12"),
    ("Datum:\n12/3\n\n\(point)", nil, "2025-03-12"),
    ("Mötesdatum: onsdagen den 12 mars 2025 kl. 8\n\n\(point)", "Möte 3 mars", "2025-03-12"),
    ("Tid och plats: 12 mars kl 8–9, Fyrishallen\n\n\(point)", nil, "2025-03-12"),
    ("Date: March 12, 2025\n\nThe permit took too long.", nil, "2025-03-12"),
    (point, "Frukostmöte 12/3", "2025-03-12"),
    (point, "Frukostmöte 250312", "2025-03-12"),
    ("Vi träffades den 12 mars på caféet. \(point)", "Frukostmöte", "2025-03-12"),
    ("Hej! Här är anteckningar från mötet i går.\n\n\(point)", nil, "2025-03-18"),
    ("Vid mötet i måndags sades detta. \(point)", nil, "2025-03-17"),
    ("# Möte i hamnen 12 mars\n\n\(point)", "Från oss", "2025-03-12"),
    ("Frukostmöte 12 mars\n\n\(point)", nil, "2025-03-12"),
    ("Anteckningar från tisdagens möte.\n\n\(point)", nil, "2025-03-18"),
    ("Vi sågs på gårdagens frukost.\n\n\(point)", nil, "2025-03-18"),
    ("Mötet hölls tisdagen den 11:e. \(point)", nil, "2025-03-11"),
    ("Workshop den 3 och 4 mars. \(point)", nil, "2025-03-03"),
    ("Datum: 12/3 -25\n\n\(point)", nil, "2025-03-12"),
    ("Tid: 12.3.2025 kl. 8–9\n\n\(point)", nil, "2025-03-12"),
    ("Plats och tid: Fyrishov, torsdag 6 mars kl 13.00\n\n\(point)", nil, "2025-03-06"),
    ("I måndags var jag hos Kvarnens Kafé. \(point)", nil, "2025-03-17"),
    ("Lantbrukarträff tisdag 11 mars. \(point)", nil, "2025-03-11"),
    ("Den 25 februari höll vi företagsfrukost. \(point)", nil, "2025-02-25"),
    ("We met with the owner on March 12th. The permit took too long.", nil, "2025-03-12"),
    (point, "Anteckningar från mötet i tisdags", "2025-03-18"),
    (point, "Möte 18 dec", "2024-12-18"),
    ("Besök 20250312\n\n\(point)", nil, "2025-03-12"),
    ("# Protokoll 2025-03-12\n\nVid mötet den 3 februari beslutades detta. \(point)", nil, "2025-03-12"),
    ("Nästa möte är den 2 april. Vi träffades den 12 mars. \(point)", nil, "2025-03-12"),
    // No wild guesses.
    ("\(point) Nästa möte: 20 mars kl. 10.", nil, nil),
    ("Vid besöket sa ägaren att beslutet kom 3/2. \(point)", nil, nil),
    ("På mötet lovade vi svar senast 17 mars. \(point)", nil, nil),
    ("Vi ses på nästa träff den 20 mars. \(point)", nil, nil),
    ("Möte v. 11. \(point)", nil, nil),
    ("Mötet var i förra veckan. \(point)", nil, nil),
    ("Vi ansökte den 3 januari och fick svar den 5 mars. \(point)", nil, nil),
    ("\(point) Nästa besked väntas den 12 augusti 2026.", nil, nil),
    ("Datum: se nedan\n\n\(point)", nil, nil),
    ("Ärendet 250312 är kvar. \(point)", nil, nil),
    ("Datum: 2031-01-01\n\n\(point)", nil, nil),
  ]

  @Test(arguments: dates) func findsTheDayOfTheMeeting(
    _ text: String, _ subject: String?, _ expected: String?
  ) throws {
    #expect(try note(text, subject: subject).meetingDate?.description == expected)
  }

  @Test func countsFromTheDayOnWhichAForwardWasWritten() throws {
    // 3 February 2025, a Monday.
    let forward = Forward(
      name: nil, address: nil, subject: "Besök", date: Date(timeIntervalSince1970: 1_738_584_000))
    #expect(
      try note("Vi träffades i går. \(Self.point)", forwarded: forward).meetingDate?.description
        == "2025-02-02")
  }

  @Test func knowsTheDayOfTheTimeZone() throws {
    // 23.30 UTC on 11 March is half past midnight of the 12th in Stockholm.
    let late = Date(timeIntervalSince1970: 1_741_735_800)
    let read = Given.read(
      [Given.body("Vi träffades i dag. \(Self.point)")], Given.circumstances(written: late))
    #expect(read.notes.first?.meetingDate?.description == "2025-03-12")
  }

  // MARK: Place

  static let places: [(String, String?, String?)] = [
    ("Plats: Boländerna, Café Kvarnen.\n\n\(point)", nil, "Boländerna, Café Kvarnen"),
    ("Tid och plats: 12 mars kl 8–9, Fyrishallen\n\n\(point)", nil, "Fyrishallen"),
    (point, "Frukostmöte i Boländerna 12 mars", "Boländerna"),
    (point, "Företagsträff på Café Kvarnen", "Café Kvarnen"),
    (point, "Frukostmöte Boländerna", "Boländerna"),
    (point, "Besök hos Kvarnens Bageri AB", nil),
    ("Vi träffades på Fyrishov den 12 mars. \(point)", nil, "Fyrishov"),
    ("Lantbrukarträff i Björklinge bygdegård i går. \(point)", nil, "Björklinge bygdegård"),
    ("Mötet hölls via Teams. \(point)", nil, "Teams"),
    ("Mötet med Cykelhuset i Norr HB gick bra. \(point)", nil, nil),
    (point, "Möte i mars", nil),
    (point, "Synpunkter på handläggningen", nil),
    (point, "Frukostmöte Kvarnens Bageri AB", nil),
    (point, nil, nil),
  ]

  @Test(arguments: places) func findsThePlace(_ text: String, _ subject: String?, _ expected: String?) throws
  {
    #expect(try note(text, subject: subject).place == expected)
  }

  // MARK: Companies

  static let companies: [(String, [String])] = [
    ("1. Tallens Golv HB väntade länge.", ["Tallens Golv HB"]),
    ("Ringde Tallens Golv HB i dag.", ["Tallens Golv HB"]),
    ("Fastighets AB Lönnen var med.", ["Fastighets AB Lönnen"]),
    ("Vi träffade Aktiebolaget Tallens Såg.", ["Aktiebolaget Tallens Såg"]),
    ("Deltagare: Odlarna i Näs ek. för., Café Lind, Karin Dahl", ["Odlarna i Näs ek. för.", "Café Lind"]),
    ("Present: Tallen Floors HB, The Elm Pub HB", ["Tallen Floors HB", "The Elm Pub HB"]),
    (
      "Företag\tVad de sade\nKafé Lind\tDet tog lång tid.\nTallens Golv HB\tDet gick fort.",
      ["Tallens Golv HB", "Kafé Lind"]
    ),
    (
      "I går eftermiddag besökte vi det nystartade städföretaget Rena Rum i\nTunabo AB på plats.",
      ["Rena Rum i Tunabo AB"]
    ),
    ("Vi träffade Lennart på Tallens Kraft AB.", ["Tallens Kraft AB"]),
    ("Tallens Plåtslageri har väntat länge.", ["Tallens Plåtslageri"]),
    ("Anna Skog har väntat länge.", []),
    ("Vi besökte Kvarnens Bageri AB i går.", ["Kvarnens Bageri AB"]),
    ("Hos Cykelhuset i Norr HB var väntan lång.", ["Cykelhuset i Norr HB"]),
    ("Besök: Kvarnens Bageri (Mjöl & Salt AB)", ["Mjöl & Salt AB"]),
    (
      "Närvarande: Erik Ek, Kvarnens Bageri AB; Eva Al, Nordanvind Bygg KB",
      ["Kvarnens Bageri AB", "Nordanvind Bygg KB"]
    ),
    ("Företag: Kvarnens AB och Nordan Bygg AB", ["Kvarnens AB", "Nordan Bygg AB"]),
    ("Blue Door Coffee Ltd took part.", ["Blue Door Coffee Ltd"]),
    ("Firma: Kvarnens Bageri", ["Kvarnens Bageri"]),
    (
      "Företag: Kvarnens Bageri, Cykelhuset, Salong Saxen", ["Kvarnens Bageri", "Cykelhuset", "Salong Saxen"]
    ),
    ("Firma: Kvarnens Bageri\nKvarnens Bageri AB väntade länge.", ["Kvarnens Bageri AB"]),
    ("KVARNENS BAGERI AB och Kvarnens Bageri AB", ["KVARNENS BAGERI AB"]),
    ("Kvarnens Bageri AB:s ansökan låg länge.", ["Kvarnens Bageri AB"]),
    ("AB Grönt Gott väntade länge på svar.", ["AB Grönt Gott"]),
    ("Solrosens Ekonomisk förening deltog.", ["Solrosens Ekonomisk förening"]),
    ("Kvarnens Bageri AB (org.nr 556123-4567) deltog.", ["Kvarnens Bageri AB (556123-4567)"]),
    ("I går besökte vi Kvarnens Kafé i Boländerna.", ["Kvarnens Kafé"]),
    ("Samtal med ägaren till Rosettens Blommor.", ["Rosettens Blommor"]),
    ("We visited Blue Door Bakery.", ["Blue Door Bakery"]),
    ("Närvarande: Sara Ek (Wiklunds Plåt), Per Al (Bygglovsenheten)", ["Wiklunds Plåt"]),
    ("Möte med Anna Karlsson på stadsbyggnad.", []),
    ("Vi var hos Räddningstjänsten Uppsala.", []),
    ("Vi träffade Stora Bygglovsenheten.", []),
    ("Företag: Kvarnens Bageri AB\nOrg.nr: 5561234567", ["Kvarnens Bageri AB (556123-4567)"]),
    // A sole trader's number is a personnummer: it stays out.
    ("Kvarnens Bageri HB, 121212-1212", ["Kvarnens Bageri HB"]),
    ("cykelverkstan AB tyckte detsamma", ["cykelverkstan AB"]),
    ("Vi driver ett AB och vill ha besked.", []),
    ("Kommunen svarade aldrig på frågan.", []),
  ]

  @Test(arguments: companies) func findsTheCompanies(_ text: String, _ expected: [String]) throws {
    #expect(try note("\(text)\n\n\(Self.point)").companies == expected)
  }

  // MARK: Voice and language

  static let voices: [(String, Voice)] = [
    ("Caféägaren väntade i elva veckor på besked.", .company),
    ("Företagaren sa att våra kunder märker av det.", .company),
    ("Vi på kontoret hinner inte svara i telefon.", .employee),
    ("Personalen upplever att rutinerna är otydliga.", .employee),
    ("Krögaren klagar på tiden. Handläggarna säger att underlag saknas.", .mixed),
    ("Kvarnens Bageri AB väntade på sitt startbesked.", .company),
    ("Vi kan inte se ärendet i vårt system, sa en kollega.", .employee),
    ("Väntat 14 v på startbesked.", .company),
    ("Handläggningen tog för lång tid i år.", .unknown),
    ("Personalen i receptionen var trevlig mot besökarna.", .unknown),
  ]

  @Test(arguments: voices) func tellsWhoSpeaks(_ text: String, _ expected: Voice) throws {
    #expect(try note(text).voice == expected)
  }

  @Test func tellsTheLanguageByTheContent() throws {
    #expect(try note("The permit took eleven weeks and nobody could tell us why.").language == .english)
    #expect(try note(Self.point).language == .swedish)
  }
}
