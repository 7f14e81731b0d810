import Language

/// The families of features. Each family of a passage is a vector of its own length 1, so that the many character
/// n-grams do not drown the few words.
enum FeatureBlock: Int, CaseIterable {
  /// Runs of 2 to 5 characters, across words too.
  case characters
  /// Stems, parts of compounds, and shapes (numbers, durations, negated stems).
  case words
  /// Two stems side by side, or with one between them.
  case pairs
  /// What words express, by the lexicon of concepts.
  case concepts
  /// Two concepts in a sentence.
  case conceptPairs

  /// How much a family counts beside the others.
  var weight: Double {
    switch self {
    case .characters: 1
    case .words: 0.6
    case .pairs: 0.5
    case .concepts: 0.6
    case .conceptPairs: 0.4
    }
  }

  /// A feature is learnt that stands in at least so many passages. Of the many character n-grams those in two
  /// passages alone add a third to the model and nothing to its judgement.
  var leastPassages: Int {
    switch self {
    case .characters, .conceptPairs: 3
    case .words, .pairs, .concepts: 2
    }
  }

  static let count = FeatureBlock.allCases.count
}

/// One occurrence of a feature in a passage.
struct Feature {
  /// Names the feature: a ``StableHash``.
  var hash: UInt64
  var block: FeatureBlock
  /// Where it stands among the folded characters.
  var start: Int32
  var end: Int32
}

/// Finds the features of a passage. Keeps its buffers between passages; not thread-safe.
final class FeatureExtractor {
  /// What is beyond so many folded characters of a passage is not looked at.
  static let longestPassage = 4_000

  private(set) var text = FoldedText()
  private(set) var words: [Word] = []
  private(set) var isEnglish = false
  private(set) var features: [Feature] = []

  private var wordFeatures = WordFeatures()

  init() {}

  /// Fills ``features`` with those of `passage`, in the order in which they stand.
  func extract(_ passage: String, splitter: CompoundSplitter, concepts: ConceptTable) {
    text.fold(passage)
    text.findWords(into: &words, limit: Self.longestPassage / 2)
    isEnglish = LanguageGuess.isEnglish(text, words: words)
    features.removeAll(keepingCapacity: true)
    Self.appendCharacterRuns(of: text.characters, to: &features)
    wordFeatures.append(
      of: text, words: words, isEnglish: isEnglish, splitter: splitter, concepts: concepts, to: &features)
  }

  private static let longestRun = 5

  private static func appendCharacterRuns(of characters: [UInt8], to features: inout [Feature]) {
    let count = min(characters.count, longestPassage)
    features.reserveCapacity(features.count + count * longestRun)
    characters.withUnsafeBufferPointer { characters in
      for start in 0..<count {
        var hash = StableHash(kind: FeatureKind.characters.rawValue)
        let end = min(count, start + longestRun)
        for index in start..<end {
          // What number it is matters less than that there is one, and how long it is.
          hash.add(FoldedText.isDigit(characters[index]) ? UInt8(ascii: "0") : characters[index])
          if index > start {
            features.append(
              Feature(
                hash: hash.value, block: .characters, start: Int32(truncatingIfNeeded: start),
                end: Int32(truncatingIfNeeded: index + 1)))
          }
        }
      }
    }
  }
}

/// Keeps features of different kinds apart in the table of the model.
enum FeatureKind: UInt8 {
  case characters = 16
  case stem, englishStem, negated, number, duration, pair, skip, edge, mark, concept, negatedConcept,
    conceptPair
}
