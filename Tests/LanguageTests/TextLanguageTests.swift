import Language
import Testing

@Suite struct TextLanguageTests {
  static let cases: [(String, TextLanguage)] = [
    ("Vi väntade i elva veckor på besked om bygglovet.", .swedish),
    ("The permit took eleven weeks and nobody could tell us why.", .english),
    (
      "Meeting with Åkerbergs Måleri in Boländerna: it was hard to reach the right person at the office.",
      .english
    ),
    ("Vantat lange pa besked, ingen ringer tillbaka", .swedish),
    ("", .swedish),
    ("OK", .swedish),
    ("Feedback: bygglov is slow", .swedish),
    ("Kunden sa \"the best service ever\" och det var vi glada för att höra.", .swedish),
  ]

  @Test(arguments: cases) func guesses(_ text: String, _ expected: TextLanguage) {
    let text = UTF8Text(text)
    #expect(TextLanguage(of: text, in: [text.all]) == expected)
  }
}
