package import Feedback
import Language

/// What a municipality has written about themes and areas of its own: words and examples. They tag from the moment they
/// are configured, before any training, with the words as evidence; a training learns from them besides.
package struct ConfiguredWords: Sendable {
  /// A theme that a municipality has added.
  package struct Theme: Hashable, Sendable {
    package var name: ThemeName
    /// Words and expressions, in any of their forms.
    package var words: [String]
    /// Sentences that belong to the theme.
    package var examples: [String]

    package init(name: ThemeName, words: [String], examples: [String]) {
      self.name = name
      self.words = words
      self.examples = examples
    }
  }

  /// A service area that a municipality has added.
  package struct Area: Hashable, Sendable {
    package var name: ServiceArea
    package var words: [String]

    package init(name: ServiceArea, words: [String]) {
      self.name = name
      self.words = words
    }
  }

  /// The score of a tag that one expression alone makes, and that of a tag that several make: words say what a passage
  /// speaks of, and not whether it is meant.
  static let scores = (one: 0.5, several: 0.65)
  /// Between the words of an expression so many others may stand.
  static let gap = 1

  package let themes: [Theme]
  package let areas: [Area]
  /// What a municipality has written about the standard themes beyond what is built in: training data, which tags
  /// nothing by itself.
  package let taught: [Theme]
  private var themeExpressions: [[[UInt64]]] = []
  private var areaExpressions: [[[UInt64]]] = []
  /// How the first words of expressions begin: most passages have no word that begins so.
  private var beginnings: Set<UInt64> = []
  /// A first word is so short that its forms begin otherwise, or is a number.
  private var hasShortWord = false

  /// - Parameters:
  ///   - themes: those beside the standard ones.
  ///   - areas: those beside the standard ones.
  ///   - taught: of the standard themes, what was added to them.
  package init(themes: [Theme] = [], areas: [Area] = [], taught: [Theme] = []) {
    self.taught = taught
    self.themes = themes
    self.areas = areas
    var shapes = WordShapes()
    var beginnings = Set<UInt64>()
    var hasShortWord = false
    func expressions(_ words: [String]) -> [[UInt64]] {
      words.compactMap { words in
        let found = shapes.shapes(of: words)
        guard let first = found.first else { return nil }
        if let beginning = first.beginning, first.range.count > WordShapes.beginningLength {
          beginnings.insert(beginning)
        } else {
          hasShortWord = true
        }
        return found.map(\.stem)
      }
    }
    themeExpressions = themes.map { expressions($0.words) }
    areaExpressions = areas.map { expressions($0.words) }
    (self.beginnings, self.hasShortWord) = (beginnings, hasShortWord)
  }

  package var isEmpty: Bool { themes.isEmpty && areas.isEmpty }

  /// What the words say of a text.
  struct Found {
    /// The themes whose words stand in it, with the places of the words.
    var themes: [(theme: ThemeName, score: Double, evidence: [Range<Int>])] = []
    /// The one area whose words stand in it; nil where none or several do.
    var area: ServiceArea?
  }

  /// Looks for the words in a text.
  func found(in text: String) -> Found {
    var found = Found()
    var shapes = WordShapes()
    guard hasShortWord || shapes.beginnings(of: text).contains(where: { beginnings.contains($0) }) else {
      return found
    }
    let words = shapes.shapes(of: text)
    for (theme, expressions) in zip(themes, themeExpressions) {
      let places = expressions.compactMap { Self.first($0, in: words) }
      guard !places.isEmpty else { continue }
      found.themes.append(
        (
          theme.name, places.count > 1 ? Self.scores.several : Self.scores.one,
          Self.merged(places.flatMap(\.self))
        ))
    }
    let named = zip(areas, areaExpressions).filter { _, expressions in
      expressions.contains { Self.first($0, in: words) != nil }
    }
    if named.count == 1 { found.area = named.first?.0.name }
    return found
  }

  /// The first place of an expression: the ranges of its words.
  private static func first(_ expression: [UInt64], in words: [WordShapes.Shape]) -> [Range<Int>]? {
    for start in words.indices where words[start].stem == expression[0] {
      var ranges = [words[start].range]
      var place = start
      for stem in expression.dropFirst() {
        let near = words.indices.filter { $0 > place && $0 <= place + 1 + gap }
        guard let next = near.first(where: { words[$0].stem == stem }) else { break }
        ranges.append(words[next].range)
        place = next
      }
      if ranges.count == expression.count { return ranges }
    }
    return nil
  }

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    ranges.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }.reduce(into: []) {
      merged, range in
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
  }
}
