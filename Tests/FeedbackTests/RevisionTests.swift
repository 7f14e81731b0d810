import Feedback
import Foundation
import Testing

@Suite struct RevisionTests {
  private static let said = [
    "Wiklunds väntade fjorton veckor på startbesked för ett skärmtak.",
    "Växeln kopplar runt, och ingen på bygglov kunde säga när det skulle bli klart.",
    "Tillsynen var snabb och inspektören tydlig.",
  ]

  private func note(_ texts: [String], title: String? = "Besök", date: String? = nil) -> Note {
    let surroundings = Surroundings.simulated(from: Date(timeIntervalSince1970: 1_741_852_800))
    let passages = texts.enumerated().map { index, text in
      Passage(
        id: surroundings.identifier(), ordinal: index + 1, part: "1", range: 0..<text.unicodeScalars.count,
        text: text, context: nil, stance: nil, serviceArea: .none, tags: [])
    }
    let day = date.flatMap { CalendarDate($0) }
    return Note(
      id: surroundings.identifier(), title: title, meetingDate: day, place: nil, reporters: [], origin: nil,
      comment: nil, companies: [], voice: .unknown, serviceArea: .none, language: .swedish, segments: [],
      passages: passages, fingerprint: Note.fingerprint(of: passages, title: title, meetingDate: day))
  }

  @Test func aMendedFigureAndAnAddedPassageAreARevision() {
    var corrected = Self.said
    corrected[0] = "Wiklunds väntade fyra veckor på startbesked för ett skärmtak."
    #expect(note(corrected).revises(passages: Self.said, title: "Besök", meetingDate: nil))
    #expect(
      note(corrected + ["De vill ha ett namn."]).revises(passages: Self.said, title: nil, meetingDate: nil))
  }

  @Test func otherWordsAreAnotherNote() {
    let other = [
      Self.said[2], "Avgiften för markupplåtelse höjdes utan förvarning, och fakturan kom två gånger i år.",
    ]
    #expect(!note(other).revises(passages: Self.said, title: "Besök", meetingDate: nil))
    #expect(
      !note(["Tillsynen var snabb."]).revises(
        passages: ["Tillsynen var snabb nu."], title: nil, meetingDate: nil))
  }

  @Test func theSameWordsOfAnotherMeetingAreAnotherNote() {
    let other = note(Self.said + ["Hej."], title: "Besök i mars", date: "2025-03-12")
    let day = CalendarDate("2025-02-12")
    #expect(!other.revises(passages: Self.said, title: "Besök i februari", meetingDate: day))
    // Under one title a date that differs is what was corrected.
    #expect(other.revises(passages: Self.said, title: "Besök i mars", meetingDate: day))
  }
}
