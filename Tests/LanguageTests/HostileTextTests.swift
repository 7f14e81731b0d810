import Language
import Testing

/// Texts that make a careless reader slow: each must be read in time linear in its length.
@Suite(.serialized) struct HostileTextTests {
  static let seeds = [
    "a", ".", "A.", "@", "a@", "0", "0 ", "1.", "(", "- ", "a\n", "12/", "Å", "den ", "850312-", "\t", "…",
  ]

  @Test(arguments: seeds) func readsAThirdOfAMegabyteOf(_ seed: String) throws {
    let text = UTF8Text(String(repeating: seed, count: 300_000 / seed.utf8.count))
    let today = try #require(Day(year: 2025, month: 3, day: 19))
    let clock = ContinuousClock()
    let time = clock.measure {
      _ = text.sentences(in: text.all).count
      _ = text.dates(in: text.all, relativeTo: today).count
      _ = PersonalData(names: ["Anna Ek"]).findings(in: text).count
      _ = LanguageGuess.isEnglish([text.all], of: text)
    }
    // Without optimisation it takes about a second; quadratic time would take hours.
    #expect(time < .seconds(120))
  }
}
