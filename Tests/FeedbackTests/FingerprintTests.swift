import Feedback
import Testing

@Suite struct FingerprintTests {
  private let long =
    "Handläggningstiderna för bygglov är för långa, säger flera av de företag som vi träffade på Frukostmötet 2025."

  private func fingerprint(_ texts: String..., title: String? = nil, date: CalendarDate? = nil) -> Digest {
    let id = ULID(milliseconds: 1, randomHigh: 0, randomLow: 0)
    return Note.fingerprint(
      of: texts.enumerated().map {
        Passage(
          id: id, ordinal: $0 + 1, part: "1", range: 0..<1, text: $1, context: nil, stance: nil,
          serviceArea: .none,
          tags: [])
      }, title: title, meetingDate: date)
  }

  @Test func caseSpaceMarksAndCutsDoNotMatter() {
    let same = fingerprint(long)
    #expect(fingerprint(long.uppercased()) == same)
    #expect(fingerprint("> – " + long.replacing(" ", with: "\n> ")) == same)
    let words = long.split(separator: " ")
    #expect(
      fingerprint(words.prefix(7).joined(separator: " "), words.dropFirst(7).joined(separator: " ")) == same)
    // Title and date do not, where the text is long enough to speak for itself.
    #expect(fingerprint(long, title: "VB: Möte", date: CalendarDate(year: 2025, month: 3, day: 12)) == same)
  }

  @Test func wordsAndFiguresMatter() {
    #expect(fingerprint(long) != fingerprint(long.replacing("2025", with: "2024")))
    #expect(fingerprint(long) != fingerprint(long.replacing("långa", with: "langa")))
    #expect(fingerprint(long) != fingerprint(long + " Nej."))
  }

  @Test func aFewWordsNeedTheirMeeting() {
    let short = "Bygglov tar för lång tid"
    let march = CalendarDate(year: 2025, month: 3, day: 12)
    #expect(fingerprint(short, title: "A", date: march) == fingerprint("\(short)!", title: "a", date: march))
    #expect(fingerprint(short, title: "A", date: march) != fingerprint(short, title: "B", date: march))
    #expect(fingerprint(short, title: "A", date: march) != fingerprint(short, title: "A", date: nil))
  }

  /// What is taken for a letter or figure, and its lower case, are Unicode's own, also where its tables are not asked.
  @Test func lettersAndFiguresAreUnicodes() throws {
    for value in UInt32(1)..<0x250 {
      let scalar = try #require(Unicode.Scalar(value))
      let text = long + String(Character(scalar))
      var folded = [UInt8]()
      for scalar in text.unicodeScalars
      where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        folded += scalar.properties.lowercaseMapping.utf8
      }
      #expect(fingerprint(text) == Digest(of: folded), "U+\(String(value, radix: 16))")
    }
  }
}
