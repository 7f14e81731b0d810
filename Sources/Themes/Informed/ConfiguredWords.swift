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
  /// The stems with which an expression begins: most passages have none of them.
  private var firsts: Set<UInt64> = []

  /// - Parameters:
  ///   - themes: those beside the standard ones.
  ///   - areas: those beside the standard ones.
  ///   - taught: of the standard themes, what was added to them.
  package init(themes: [Theme] = [], areas: [Area] = [], taught: [Theme] = []) {
    self.taught = taught
    self.themes = themes
    self.areas = areas
    var shapes = WordShapes()
    func expressions(_ words: [String]) -> [[UInt64]] {
      words.map { shapes.shapes(of: $0).map(\.stem) }.filter { !$0.isEmpty }
    }
    themeExpressions = themes.map { expressions($0.words) }
    areaExpressions = areas.map { expressions($0.words) }
    firsts = Set((themeExpressions + areaExpressions).joined().compactMap(\.first))
  }

  package var isEmpty: Bool { themes.isEmpty && areas.isEmpty }

  /// The themes whose words stand in a text, with the places of the words.
  func themes(in text: String) -> [(theme: ThemeName, score: Double, evidence: [Range<Int>])] {
    guard !firsts.isEmpty else { return [] }
    var shapes = WordShapes()
    let words = shapes.shapes(of: text)
    guard words.contains(where: { firsts.contains($0.stem) }) else { return [] }
    return zip(themes, themeExpressions).compactMap { theme, expressions in
      let found = expressions.compactMap { Self.first($0, in: words) }
      guard !found.isEmpty else { return nil }
      return (
        theme.name, found.count > 1 ? Self.scores.several : Self.scores.one,
        Self.merged(found.flatMap(\.self))
      )
    }
  }

  /// The one area whose words stand in a text; nil where none or several do.
  func area(in text: String) -> ServiceArea? {
    guard !firsts.isEmpty else { return nil }
    var shapes = WordShapes()
    let words = shapes.shapes(of: text)
    let found = zip(areas, areaExpressions).filter { _, expressions in
      expressions.contains { Self.first($0, in: words) != nil }
    }
    return found.count == 1 ? found.first?.0.name : nil
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
