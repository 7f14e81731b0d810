/// How the passages of a span of time were tagged: what drift is measured by.
package struct TaggingMix: Hashable, Sendable {
  /// All passages.
  package var passages: Int
  /// Those without a theme.
  package var untagged: Int
  /// Those with each theme; a passage with two counts for both.
  package var themes: [ThemeName: Int]
  /// Messages in quarantine now that nobody has settled, whenever they came.
  package var quarantined: Int

  package init(passages: Int, untagged: Int, themes: [ThemeName: Int], quarantined: Int = 0) {
    self.passages = passages
    self.untagged = untagged
    self.themes = themes
    self.quarantined = quarantined
  }

  /// The share of passages without a theme; nil where there are none.
  package var untaggedRatio: Double? { passages > 0 ? Double(untagged) / Double(passages) : nil }

  /// The share of passages with a theme; nil where there are none.
  package func ratio(of theme: ThemeName) -> Double? {
    passages > 0 ? Double(themes[theme] ?? 0) / Double(passages) : nil
  }

  /// How much two mixes differ: half the sum of the differences between the shares of the judgements that were made
  /// (each theme, and none), the total variation distance. 0 where they are the same, 1 where they have nothing in
  /// common; nil where one of them is empty.
  package func drift(from earlier: TaggingMix) -> Double? {
    let (all, before) = (judgements, earlier.judgements)
    guard all > 0, before > 0 else { return nil }
    var sum = abs(Double(untagged) / all - Double(earlier.untagged) / before)
    for theme in Set(themes.keys).union(earlier.themes.keys).sorted() {
      sum += abs(Double(themes[theme] ?? 0) / all - Double(earlier.themes[theme] ?? 0) / before)
    }
    return sum / 2
  }

  private var judgements: Double { Double(untagged + themes.values.reduce(0, +)) }
}
