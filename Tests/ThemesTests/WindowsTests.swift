import Feedback
import Language
import Testing

@testable import Themes

/// A passage is read through windows, and fitted and judged through the same ones.
@Suite struct WindowsTests {
  @Test(arguments: [
    (0, [0...0]), (1, [0...0]), (3, [0...0]), (4, [0...1]), (6, [0...1]), (7, [0...1, 1...2]),
    (12, [0...1, 1...2, 2...3]),
  ])
  func eachWordStandsInAWindow(_ words: Int, _ expected: [ClosedRange<Int>]) {
    let windows = Windows.windows(ofGroups: Windows.groups(ofWords: words)).map { $0.first...$0.last }
    #expect(windows == expected)
  }

  @Test func whatBeginsBetweenWordsBelongsToTheNextOne() {
    let text = FoldedText("ett två tre, fyra fem.")
    var places = [Int32]()
    Windows.fill(&places, words: text.words, characters: text.characters.count)
    #expect(places.count == text.characters.count)
    // " ett två tre" belongs to the first three words, ", fyra fem. " to the others.
    #expect(places.firstIndex(of: 1) == " ett två tre".count)
    #expect(places.prefix { $0 == 0 }.count + places.drop { $0 == 0 }.count == places.count)
  }

  @Test func aTextWithoutWordsHasOneWindow() {
    var places = [Int32]()
    Windows.fill(&places, words: [], characters: 3)
    #expect(places == [0, 0, 0])
  }

  /// What is fitted to in floating point is what is added up in whole numbers, but for the rounding of weights to bytes.
  @Test func fittingAndJudgingSeeTheSameWindows() throws {
    let sources = Samples.sources
    let set = try TrainingSet(sources, lexicon: ConceptLexicon(), foldCount: Trainer.folds)
    let heads = Heads(themes: set.themes.count, areas: set.areas.count)
    let fitting = HeadFitting(set) { _ in false }
    let weights = fitting.weights(of: 0..<heads.count) { _ in }
    let passages = Array(set.passages.indices)
    let windows = try fitting.windowMargins(of: passages, Array(weights[..<heads.themes]))
    let margins = set.rows.indices.filter { set.rows[$0].kind == .passage }.map { row in
      weights.map { fitting.margin(ofRow: row, $0) }
    }
    let bytes = ModelWriter.bytes(
      description: ModelDescription(
        version: "windows", trainedAt: "", passages: passages.count, themes: set.themes, areas: set.areas),
      set: set, vocabulary: fitting.vocabulary, weights: weights,
      calibration: CalibrationFitting(set, margins: margins, windows: windows))
    try bytes.withUnsafeBytes { memory in
      let scorer = Scorer(model: try Model(copying: memory))
      var farthest = 0.0
      for passage in passages {
        scorer.score(set.passages[passage].text)
        for theme in 0..<heads.themes {
          let judged = Double(scorer.windowMargins[theme]) / Double(Calibration.one)
          farthest = max(farthest, abs(judged - windows[passage][theme]))
        }
      }
      #expect(farthest < 0.05)
    }
  }

  /// In a long passage the few words that carry a theme are still found.
  @Test func aWindowSaysMoreThanALongPassage() throws {
    let tagger = try LinearTagger(copying: Trainer(version: "long", trainedAt: "").train(on: Samples.sources))
    let short = "Blanketten är krånglig att förstå."
    #expect(tagger.themes(short).contains(.simplicity))
    let set = try TrainingSet(Samples.sources, lexicon: ConceptLexicon(), foldCount: Trainer.folds)
    let fitting = HeadFitting(set) { _ in false }
    let weights = fitting.weights(of: 0..<1) { _ in }
    let longest = try #require(
      set.passages.indices.max { set.passages[$0].text.count < set.passages[$1].text.count })
    let window = try fitting.windowMargins(of: [longest], weights)[0][0]
    let row = try #require(set.rows.firstIndex { $0.kind == .passage && $0.passage == longest })
    #expect(window > fitting.margin(ofRow: row, weights[0]))
  }
}
