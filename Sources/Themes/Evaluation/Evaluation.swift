package import Feedback

/// Right, wrong and missed answers about one name.
package struct Tally: Hashable, Sendable {
  package var right = 0
  /// Given, but not by the reader.
  package var wrong = 0
  /// By the reader, but not given.
  package var missed = 0

  package init() {}

  /// 0 where nothing was given.
  package var precision: Double { Self.part(right, of: right + wrong) }
  /// 0 where the reader gave nothing.
  package var recall: Double { Self.part(right, of: right + missed) }
  /// The harmonic mean of precision and recall.
  package var f1: Double { Self.part(2 * right, of: 2 * right + wrong + missed) }
  /// How often the reader gave the name.
  package var support: Int { right + missed }

  mutating func count(given: Bool, expected: Bool) {
    switch (given, expected) {
    case (true, true): right += 1
    case (true, false): wrong += 1
    case (false, true): missed += 1
    case (false, false): break
    }
  }

  mutating func add(_ other: Tally) {
    right += other.right
    wrong += other.wrong
    missed += other.missed
  }

  static func part(_ part: Int, of whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
}

/// How a tagger's judgements agree with a careful reader's.
package struct Evaluation: Sendable {
  /// In the order in which they are shown.
  package let themes: [ThemeName]
  package private(set) var passages = 0
  /// For each theme.
  package private(set) var tallies: [Tally]
  /// Passages with exactly the reader's themes.
  package private(set) var exact = 0
  /// Whether there is any theme at all.
  package private(set) var scope = Tally()
  package private(set) var scopeRight = 0
  /// Passages where both see the same themes, at least one, and among them those with the same stance.
  package private(set) var stancesCompared = 0
  package private(set) var stancesRight = 0
  package private(set) var areasRight = 0
  /// Of passages whose language the reader noted.
  package private(set) var languagesCompared = 0
  package private(set) var languagesRight = 0
  /// For each theme of the reader's (and none, last) how often each theme (and none) was given in its place.
  package private(set) var confusion: [[Int]]
  package private(set) var stanceConfusion = [[Int]](
    repeating: [Int](repeating: 0, count: Stance.allCases.count), count: Stance.allCases.count)
  package private(set) var reliability = Reliability()
  package private(set) var errors = ErrorCounts()
  /// By language, and by kind of text, where the reader noted them.
  package private(set) var languages: [String: Subset] = [:]
  package private(set) var registers: [String: Subset] = [:]
  /// The sums of the tags' evidence as parts of their passages.
  private var evidenceShares = 0.0
  private var tags = 0

  package init(themes: [ThemeName]) {
    self.themes = themes
    tallies = themes.map { _ in Tally() }
    confusion = [[Int]](repeating: [Int](repeating: 0, count: themes.count + 1), count: themes.count + 1)
  }

  /// Compares a tagger with a reader on each passage.
  package init(of tagger: any Tagger, on passages: [LabelledPassage], themes: [ThemeName]) {
    self.init(themes: themes)
    for passage in passages { add(tagger.judge(passage.text, context: nil), for: passage) }
  }

  /// Counts one passage.
  package mutating func add(_ judgement: Judgement, for passage: LabelledPassage) {
    passages += 1
    let given = Set(judgement.themes.map(\.theme))
    let expected = Set(passage.themes)
    for (index, theme) in themes.enumerated() {
      tallies[index].count(given: given.contains(theme), expected: expected.contains(theme))
      if let score = judgement.scores.first(where: { $0.theme == theme }) {
        reliability.add(score: score.score, isRight: expected.contains(theme))
      }
    }
    if given == expected { exact += 1 }
    scope.count(given: !given.isEmpty, expected: !expected.isEmpty)
    if given.isEmpty == expected.isEmpty { scopeRight += 1 }
    countConfusion(given, expected)
    errors.count(given: given, expected: expected)
    if let language = passage.language {
      languages[language.rawValue, default: Subset(themes: themes)].count(given, expected)
    }
    if let register = passage.register {
      registers[register, default: Subset(themes: themes)].count(given, expected)
    }
    if given == expected, let stance = judgement.stance, let reader = passage.stance {
      stancesCompared += 1
      if stance == reader { stancesRight += 1 }
      if let row = Stance.allCases.firstIndex(of: reader), let column = Stance.allCases.firstIndex(of: stance)
      {
        stanceConfusion[row][column] += 1
      }
    }
    if judgement.serviceArea == passage.area { areasRight += 1 }
    if let language = passage.language {
      languagesCompared += 1
      if judgement.language == language { languagesRight += 1 }
    }
    let length = max(1, passage.text.unicodeScalars.count)
    for theme in judgement.themes {
      tags += 1
      evidenceShares += Double(theme.evidence.reduce(0) { $0 + $1.count }) / Double(length)
    }
  }

  /// A theme that both see is confused with nothing; one that was missed, with each that was wrongly given, or none.
  private mutating func countConfusion(_ given: Set<ThemeName>, _ expected: Set<ThemeName>) {
    let none = themes.count
    let missed = themes.indices.filter { expected.contains(themes[$0]) && !given.contains(themes[$0]) }
    let wrong = themes.indices.filter { given.contains(themes[$0]) && !expected.contains(themes[$0]) }
    for index in themes.indices where expected.contains(themes[index]) && given.contains(themes[index]) {
      confusion[index][index] += 1
    }
    for row in missed {
      if wrong.isEmpty { confusion[row][none] += 1 }
      for column in wrong { confusion[row][column] += 1 }
    }
    if missed.isEmpty { for column in wrong { confusion[none][column] += 1 } }
    if given.isEmpty, expected.isEmpty { confusion[none][none] += 1 }
  }

  /// Over all themes together.
  package var micro: Tally {
    tallies.reduce(into: Tally()) { $0.add($1) }
  }

  /// The mean of the themes' F1, themes that neither saw left out.
  package var macroF1: Double { tallies.macroF1 }

  package var exactMatch: Double { Tally.part(exact, of: passages) }
  package var scopeAccuracy: Double { Tally.part(scopeRight, of: passages) }
  /// Where the themes are right.
  package var stanceAccuracy: Double { Tally.part(stancesRight, of: stancesCompared) }
  package var areaAccuracy: Double { Tally.part(areasRight, of: passages) }
  package var languageAccuracy: Double { Tally.part(languagesRight, of: languagesCompared) }
  /// The mean part of a passage that a tag's evidence covers.
  package var evidenceShare: Double { tags > 0 ? evidenceShares / Double(tags) : 0 }
}
