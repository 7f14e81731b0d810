import Documents
import Feedback
import Foundation
import Notes
import Testing

/// Messages that carry more than one note, read with the segmenter that the service reads with.
@Suite struct SeveralNotesTests {
  private func read(_ parts: [ReadPart], subject: String?, forwarded: Forward? = nil) -> [NoteDraft] {
    NoteReader().drafts(of: parts, in: Given.circumstances(subject: subject, forwarded: forwarded)).notes
  }

  private static let first = "Växeln kopplar runt och ingen på bygglov kan svara på när beslutet kommer."
  private static let second = "Bageriet väntar på besked om uteserveringen sedan februari."

  @Test func forwardsBesideEachOtherAreNotesOfTheirWriters() {
    let notes = read(
      [
        Given.body(
          """
          Hej, två anteckningar från veckan.

          ---------- Forwarded message ---------
          Från: Petra Sandell <petra.s@uppsala.example>
          Date: ons 12 mars 2025 kl 10:14
          Subject: Besök på smedjan
          To: Anna <anna.k@uppsala.example>

          \(Self.first)

          Petra

          ---------- Forwarded message ---------
          Från: Mona Berg <mona@smedjan.example>
          Date: tors 13 mars 2025 kl 08:02
          Subject: Samtal med bageriet
          To: Anna <anna.k@uppsala.example>

          \(Self.second)
          """)
      ], subject: "VB: Två besök")
    #expect(notes.map(\.origin) == ["petra.s@uppsala.example", "mona@smedjan.example"])
    #expect(notes.map(\.title) == ["Besök på smedjan", "Samtal med bageriet"])
    #expect(notes.map { $0.passages.map(\.text) } == [[Self.first], [Self.second]])
    #expect(notes.map(\.comment) == Array(repeating: "Hej, två anteckningar från veckan.", count: 2))
  }

  @Test func wordsAroundAnAttachedMessageAreItsComment() {
    var around = Given.body("Hej! Detta skrev Mona till mig i går efter mötet.", part: "1")
    around.role = .around
    let forward = Forward(name: "Mona", address: "mona@smedjan.example", subject: "Besök", date: nil)
    let notes = read([around, Given.body(Self.first, part: "2.1")], subject: "VB: Besök", forwarded: forward)
    #expect(notes.map(\.comment) == ["Hej! Detta skrev Mona till mig i går efter mötet."])
    #expect(notes.map(\.origin) == ["mona@smedjan.example"])
    #expect(notes.map { $0.passages.map(\.text) } == [[Self.first]])
  }

  @Test func aLongTextAroundAnAttachedMessageIsANoteOfItsOwn() {
    let text = (1...8).map { "Företag \($0) väntar på besked om bygglov och vill ha ett namn att ringa." }
    var around = Given.body(text.joined(separator: "\n\n"), part: "1")
    around.role = .around
    let forward = Forward(name: "Mona", address: "mona@smedjan.example", subject: "Besök", date: nil)
    let notes = read([around, Given.body(Self.first, part: "2.1")], subject: "Möten", forwarded: forward)
    #expect(notes.map(\.origin) == [nil, "mona@smedjan.example"])
  }

  @Test func headingsThatDateTheirMeetingPartAText() {
    let text = """
      ## Frukostmöte Librobäck, 12 mars

      \(Self.first)

      ## Besök på bageriet, 13 mars

      \(Self.second)

      ## Nästa möte 12 april

      Alla är välkomna till rådhuset.
      """
    let notes = read([Given.file(text, name: "möten.md")], subject: "Veckans möten")
    #expect(notes.count == 2)
    #expect(notes.first?.passages.map(\.text) == [Self.first])
    #expect(notes.last?.passages.first?.text == Self.second)
  }

  @Test func headingsThatDateSomethingElsePartNothing() {
    let text = """
      ## Beslut den 12 mars

      \(Self.first)

      ## Överklagan den 13 mars

      \(Self.second)
      """
    #expect(read([Given.file(text, name: "ärende.md")], subject: "Ärendet").count == 1)
  }
}
