import Feedback

/// Errors by their kind, each passage counted once: what has to be mended differs.
package struct ErrorCounts: Hashable, Sendable {
  /// The reader saw no theme, the model did.
  package private(set) var outOfScopeTagged = 0
  /// The reader saw a theme, the model none.
  package private(set) var inScopeUntagged = 0
  /// Both saw themes, and the model too few.
  package private(set) var missed = 0
  /// Both saw themes, and the model too many.
  package private(set) var wrong = 0
  /// Both saw themes, and the model others in the place of some.
  package private(set) var confused = 0

  package init() {}

  mutating func count(given: Set<ThemeName>, expected: Set<ThemeName>) {
    let misses = !expected.isSubset(of: given)
    let adds = !given.isSubset(of: expected)
    switch (expected.isEmpty, given.isEmpty) {
    case (true, false): outOfScopeTagged += 1
    case (false, true): inScopeUntagged += 1
    default:
      switch (misses, adds) {
      case (true, true): confused += 1
      case (true, false): missed += 1
      case (false, true): wrong += 1
      case (false, false): break
      }
    }
  }

  /// The kinds with their names, in a fixed order.
  package var named: [(name: String, count: Int)] {
    [
      ("out_of_scope_tagged", outOfScopeTagged), ("in_scope_untagged", inScopeUntagged), ("missed", missed),
      ("wrong", wrong), ("confused", confused),
    ]
  }
}

/// A part of the passages that were judged, such as those of one language.
package struct Subset: Hashable, Sendable {
  package private(set) var passages = 0
  /// Passages with exactly the reader's themes.
  package private(set) var exact = 0
  package private(set) var tallies: [Tally]
  private let themes: [ThemeName]

  init(themes: [ThemeName]) {
    self.themes = themes
    tallies = themes.map { _ in Tally() }
  }

  mutating func count(_ given: Set<ThemeName>, _ expected: Set<ThemeName>) {
    passages += 1
    if given == expected { exact += 1 }
    for (index, theme) in themes.enumerated() {
      tallies[index].count(given: given.contains(theme), expected: expected.contains(theme))
    }
  }

  package var macroF1: Double { tallies.macroF1 }
  package var microF1: Double { tallies.reduce(into: Tally()) { $0.add($1) }.f1 }
  package var exactMatch: Double { Tally.part(exact, of: passages) }
}

extension [Tally] {
  /// The mean of the F1 of those that somebody gave.
  var macroF1: Double {
    let seen = filter { $0.right + $0.wrong + $0.missed > 0 }
    return seen.isEmpty ? 0 : seen.reduce(0) { $0 + $1.f1 } / Double(seen.count)
  }
}
