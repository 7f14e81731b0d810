import Documents
import Feedback
import Foundation
import Notes
import Testing

@Suite struct NoteReaderTests {
  static let minutes = """
    # Frukostmöte i Boländerna

    Datum: 12 mars 2025
    Närvarande: Erik Ek, Kvarnens Bageri AB

    Synpunkter:
    - Bygglovet tog elva veckor.
    - Växeln svarar inte på eftermiddagar.
    """

  func words(_ segments: [Segment], of parts: [ReadPart]) -> [String] {
    segments.map { segment in
      let text = parts.first { $0.part == segment.part }?.content.text ?? ""
      return "\(segment.kind.rawValue): "
        + String(String.UnicodeScalarView(Array(text.unicodeScalars)[segment.range]))
    }
  }

  @Test func readsAWholeMail() throws {
    let parts = [
      Given.body(
        """
        Hej!

        Vi träffade Kvarnens Bageri AB i går. Det var ett bra besök.

        Ägaren väntade i elva veckor på startbesked. Det är för länge.

        Mvh
        Anna
        """)
    ]
    let read = Given.read(parts, Given.circumstances(subject: "Besök på bageriet"))
    let note = try #require(read.notes.first)
    #expect(read.notes.count == 1)
    #expect(note.title == "Besök på bageriet")
    #expect(note.meetingDate?.description == "2025-03-18")
    #expect(note.companies == ["Kvarnens Bageri AB"])
    #expect(note.voice == .company)
    #expect(note.origin == nil)
    #expect(note.comment == nil)
    #expect(
      note.passages.map(\.text) == [
        "Vi träffade Kvarnens Bageri AB i går. Det var ett bra besök.",
        "Ägaren väntade i elva veckor på startbesked. Det är för länge.",
      ])
    #expect(note.segments.map(\.kind) == [.greeting, .content, .signature])
    #expect(words(note.segments, of: parts).last == "signature: Mvh\nAnna")
  }

  @Test func makesNoNoteOfWordsThatCoverWhatCouldNotBeRead() {
    var circumstances = Given.circumstances(subject: "Anteckningar")
    circumstances.hasUnreadAttachment = true
    #expect(
      Given.read([Given.body("Hej!\n\nSe bifogat protokoll.\n\nMvh\nAnna")], circumstances).notes.isEmpty)
    // Words of one's own stay, whatever else was attached.
    let told = "Bygglovet tog elva veckor och ingen kunde säga varför. Foto bifogas."
    #expect(Given.read([Given.body(told)], circumstances).notes.count == 1)
    #expect(Given.read([Given.body("Växeln svarar aldrig på fredagar.")], circumstances).notes.count == 1)
  }

  @Test func takesShortWordsBesideALongerNoteForItsComment() throws {
    let words = "Kollegan var där i mitt ställe. Jag känner igen det mesta från förra året."
    let notes = Given.read([Given.body(words), Given.file(Self.minutes + "\n- " + Self.long, name: "a.txt")])
      .notes
    #expect(notes.count == 1)
    #expect(try #require(notes.first).comment == words)
  }

  static let long =
    "Ägaren vill att någon ringer innan ett besked skickas, så att frågor kan redas ut på en gång och ingen behöver vänta."

  @Test func takesACoveringMailForTheCommentOfWhatIsAttached() throws {
    let parts = [
      Given.body("Hej,\n\nHär kommer anteckningarna från frukosten i går.\n\nMvh\nAnna"),
      Given.file(Self.minutes, name: "anteckningar.docx"),
    ]
    let notes = Given.read(parts, Given.circumstances(subject: "Anteckningar")).notes
    let note = try #require(notes.first)
    #expect(notes.count == 1)
    #expect(note.comment == "Hej, Här kommer anteckningarna från frukosten i går.")
    #expect(note.title == "Frukostmöte i Boländerna")
    #expect(note.place == "Boländerna")
    #expect(note.meetingDate?.description == "2025-03-12")
    #expect(note.companies == ["Kvarnens Bageri AB"])
    #expect(
      note.passages.map(\.text) == ["Bygglovet tog elva veckor.", "Växeln svarar inte på eftermiddagar."])
    #expect(note.passages.map(\.part) == ["2", "2"])
    #expect(note.passages.map(\.context) == ["Synpunkter", "Synpunkter"])
    #expect(
      note.segments.map { "\($0.part) \($0.kind)" } == [
        "1 greeting", "1 comment", "1 signature", "2 heading", "2 content", "2 attendance", "2 content",
      ])
  }

  @Test func hasANoteForEachAttachment() {
    let parts = [
      Given.body("Se bifogat."), Given.file(Self.minutes, name: "a.docx"),
      Given.file(
        "Räddningstjänsten var snabb och tydlig vid tillsynen.", name: "Besök_lagret.txt", part: "3"),
    ]
    let notes = Given.read(parts, Given.circumstances(subject: "Två möten i hamnen")).notes
    #expect(notes.map(\.title) == ["Frukostmöte i Boländerna", "Besök lagret"])
    #expect(notes.map(\.comment) == ["Se bifogat.", "Se bifogat."])
    #expect(notes.map { $0.passages.count } == [2, 1])
  }

  @Test func hasTwoNotesWhereTheMailIsOneToo() {
    let body = """
      Hej!

      På torgmötet var stämningen god. Handlarna saknar en enda väg in till kommunen och vill ha fasta kontaktpersoner.
      Tillstånd för uteservering kom sent i våras. De som sökte i februari fick svar i juni, och några väntar ännu på besked
      om vad som gäller för i sommar och vad det kostar att stå på torget en dag i veckan under hela säsongen.
      """
    let notes = Given.read([Given.body(body), Given.file(Self.minutes, name: "frukost.docx")]).notes
    #expect(notes.map { $0.passages.first?.part } == ["1", "2"])
    #expect(notes.last?.comment == nil)
  }

  @Test func takesTheSameTextTwiceForOneNote() {
    let pasted =
      "Hej!\n\n- Bygglovet tog elva veckor.\n- Växeln svarar inte\n  på eftermiddagar.\n- Bifogar också filen med allt som sades."
    let longer = Self.minutes + "\n- Tillsynen var bra.\n- Bifogar också filen med allt som sades."
    let notes = Given.read([Given.body(pasted), Given.file(longer, name: "frukost.docx")]).notes
    #expect(notes.map { $0.passages.first?.part } == ["2"])
    let copies = [
      Given.file(Self.minutes, name: "a.docx"), Given.file(Self.minutes, name: "a.pdf", part: "3"),
    ]
    #expect(Given.read(copies).notes.map { $0.passages.first?.part } == ["2"])
  }

  @Test func hasANoteForEachMeetingInOneText() {
    let text = """
      # Frukostmöte i Boländerna
      Datum: 2025-03-12

      - Bygglovet tog elva veckor.

      # Besök på Lagret
      Datum: 2025-03-14

      - Tillsynen var snabb.
      """
    let notes = Given.read(
      [Given.file(text, name: "möten.txt")], Given.circumstances(subject: "Veckans möten")
    ).notes
    #expect(notes.map(\.title) == ["Frukostmöte i Boländerna", "Besök på Lagret"])
    #expect(notes.map { $0.meetingDate?.description } == ["2025-03-12", "2025-03-14"])
    #expect(
      notes.map { $0.passages.map(\.text) } == [["Bygglovet tog elva veckor."], ["Tillsynen var snabb."]])
    #expect(notes.flatMap(\.passages).map(\.context) == ["Frukostmöte i Boländerna", "Besök på Lagret"])
    let last = notes[0].segments.map(\.range.upperBound).max() ?? 0
    let first = notes[1].segments.map(\.range.lowerBound).min() ?? 0
    #expect(last <= first)
  }

  @Test func namesEachMeetingByTheLineOverItsDate() {
    let text = """
      Frukostmöte Librobäck
      Datum: 2025-03-12

      * Kö i växeln varje måndag

      Besök på lagret hos Nordanskog AB
      Datum: 2025-03-14
      Plats: Lagret

      Tillsynen gick snabbt.
      """
    let notes = Given.read([Given.body(text)], Given.circumstances(subject: "Veckans besök")).notes
    #expect(notes.map(\.title) == ["Frukostmöte Librobäck", "Besök på lagret hos Nordanskog AB"])
    #expect(
      notes.map { $0.passages.map(\.text) } == [["Kö i växeln varje måndag"], ["Tillsynen gick snabbt."]])
    #expect(notes.map(\.place) == ["Librobäck", "Lagret"])
    #expect(notes.map(\.companies) == [[], ["Nordanskog AB"]])
  }

  @Test func keepsOneNoteWhereASecondDateIsNoMeeting() {
    let text = "# Möte\nDatum: 2025-03-12\n\n- Bygglovet tog elva veckor.\n\n# Nästa möte\nDatum: 2025-04-12"
    let notes = Given.read([Given.body(text)]).notes
    #expect(notes.count == 1)
    #expect(notes.first?.meetingDate?.description == "2025-03-12")
  }

  @Test func tellsWhoWroteAForward() throws {
    let text = """
      Hej!

      Detta kom i går.

      Från: Erik Lund <Erik.L@Kvarnen.example>
      Skickat: den 11 mars 2025 10:12
      Ämne: Svar om bygglov

      Vi väntade i elva veckor på besked. Det är för länge.
      """
    let note = try #require(
      Given.read([Given.body(text)], Given.circumstances(subject: "VB: Svar om bygglov")).notes.first)
    #expect(note.origin == "erik.l@kvarnen.example")
    #expect(note.title == "Svar om bygglov")
    #expect(note.comment == "Hej! Detta kom i går.")
    #expect(note.passages.map(\.text) == ["Vi väntade i elva veckor på besked. Det är för länge."])
    #expect(note.segments.map(\.kind) == [.greeting, .comment, .other, .content])
  }

  @Test func takesTheDateOfAForwardsHeaderForNoMeeting() throws {
    let text = """
      Från: Erik Lund <erik.l@kvarnen.example>
      Datum: 14 mars 2025
      Ämne: Besök

      Datum: 11 mars

      Växeln svarar inte.
      """
    let notes = Given.read([Given.body(text)]).notes
    #expect(notes.map { $0.meetingDate?.description } == ["2025-03-11"])
    let without = text.replacingOccurrences(of: "Datum: 11 mars\n\n", with: "")
    #expect(Given.read([Given.body(without)]).notes.map(\.meetingDate) == [nil])
  }

  @Test func tellsWhoWroteAForwardedMessage() {
    let forward = Forward(
      name: "Erik", address: "Erik.L@kvarnen.example", subject: "Bygglov på ön", date: nil)
    let notes = Given.read(
      [Given.body("Växeln svarar inte.")], Given.circumstances(subject: "VB", forwarded: forward)
    ).notes
    #expect(notes.map(\.origin) == ["erik.l@kvarnen.example"])
    #expect(notes.map(\.title) == ["Bygglov på ön"])
  }

  @Test func hasNoNoteWithoutContent() {
    #expect(Given.read([]).notes.isEmpty)
    #expect(Given.read([Given.body("")]).notes.isEmpty)
    #expect(Given.read([Given.body("Hej!\n\nMvh\nAnna")]).notes.isEmpty)
    #expect(Given.read([Given.body("Hej"), Given.file("---", name: "x.txt")]).notes.isEmpty)
  }

  @Test func handsOnWhatTheDocumentsReaderSaid() {
    var part = Given.file("Växeln svarar inte.", name: "x.pdf")
    part.content.warnings = [.init(code: "image_only_page", detail: "sida 4 är en bild")]
    #expect(
      Given.read([part]).warnings == [
        ReadingWarning(code: "image_only_page", part: "2", detail: "sida 4 är en bild")
      ])
  }

  @Test func readsTheSameFromTheSame() {
    let parts = [Given.body("Se bifogat."), Given.file(Self.minutes, name: "a.docx")]
    #expect(Given.read(parts).notes == Given.read(parts).notes)
  }
}
