import Language
import Testing

@Suite struct LanguageGuessTests {
  static let cases: [(String, isEnglish: Bool)] = [
    ("Vi väntade i elva veckor på besked om bygglovet.", false),
    ("The permit took eleven weeks and nobody could tell us why.", true),
    (
      "Meeting with Åkerbergs Måleri in Boländerna: it was hard to reach the right person at the office.",
      true
    ),
    ("Vantat lange pa besked, ingen ringer tillbaka", false),
    ("", false),
    ("OK", false),
    ("Feedback: bygglov is slow", true),
    ("Kunden sa \"the best service ever\" och det var vi glada för att höra.", false),
  ]

  @Test(arguments: cases) func guesses(_ text: String, _ isEnglish: Bool) {
    let text = UTF8Text(text)
    #expect(LanguageGuess.isEnglish([text.all], of: text) == isEnglish)
  }
}
