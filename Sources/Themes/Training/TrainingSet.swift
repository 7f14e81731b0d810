import Feedback
import Language

/// Labelled passages, turned into features once for all folds and heads.
struct TrainingSet {
  /// What a row is.
  enum Kind: Hashable {
    /// The passage itself.
    case passage
    /// A phrase of evidence, alone.
    /// - carrying: the themes that it carries: its own, and those whose phrase it contains or is contained in.
    /// - sharing: those with whose phrases it shares words; what it says of them nobody knows.
    case phrase(carrying: [Int], sharing: [Int])
  }

  struct Row {
    /// The passage that it comes from.
    var passage: Int
    var kind: Kind
    /// Features that are unique within the row, ascending.
    var features: [Int32]
  }

  let themes: [ThemeName]
  let areas: [ServiceArea]
  private(set) var passages: [LabelledPassage] = []
  /// How much each passage counts.
  private(set) var weights: [Double] = []
  /// The fold in which each passage is held out.
  private(set) var folds: [Int] = []
  private(set) var rows: [Row] = []
  /// The name of each feature; see ``Feature/hash``.
  private(set) var hashes: [UInt64] = []
  private(set) var blocks: [FeatureBlock] = []
  /// The parts of compounds.
  let parts: [UInt32]
  /// The table of concepts; see ``ConceptTable``.
  let concepts: [UInt64]

  private var identifiers: [UInt64: Int32] = [:]

  /// - Parameter foldCount: passages of one source are held out together where there are as many sources as folds,
  ///   for what one writer wrote is easier to guess from the same writer's other passages than real notes are.
  init(_ sources: [TrainingSource], lexicon: ConceptLexicon, foldCount: Int) throws(ModelError) {
    themes = Self.ordered(sources.lazy.flatMap(\.passages).flatMap(\.themes), first: ThemeName.standard)
    areas = Self.ordered(sources.lazy.flatMap(\.passages).map(\.area), first: ServiceArea.standard)
    let bySource = sources.count >= foldCount
    var vocabulary = CompoundVocabulary()
    var text = FoldedText()
    for (number, source) in sources.enumerated() {
      for passage in source.passages {
        text.fold(passage.text)
        vocabulary.add(text)
        passages.append(passage)
        weights.append(source.weight)
        folds.append(bySource ? number % foldCount : (passages.count - 1) % foldCount)
      }
    }
    parts = vocabulary.table()
    concepts = ConceptTable.slots(lexicon.entries)
    try Self.withTables(parts, concepts) { appendRows($0, $1) }
  }

  /// Calls `body` with the tables that the extractor reads.
  private static func withTables(
    _ parts: [UInt32], _ concepts: [UInt64], _ body: (CompoundSplitter, ConceptTable) -> Void
  ) throws(ModelError) {
    let failure: ModelError? = parts.withUnsafeBufferPointer { parts in
      concepts.withUnsafeBufferPointer { concepts in
        do throws(ModelError) {
          body(CompoundSplitter(parts: parts), try ConceptTable(concepts))
          return nil
        } catch { return error }
      }
    }
    if let failure { throw failure }
  }

  private mutating func appendRows(_ splitter: CompoundSplitter, _ concepts: ConceptTable) {
    let extractor = FeatureExtractor()
    for index in passages.indices {
      append(passages[index].text, .passage, index, extractor, splitter, concepts)
      appendPhrases(of: index, extractor, splitter, concepts)
    }
  }

  private mutating func appendPhrases(
    of index: Int, _ extractor: FeatureExtractor, _ splitter: CompoundSplitter, _ concepts: ConceptTable
  ) {
    let evidence = themes.enumerated().flatMap { theme, name in
      (passages[index].evidence[name] ?? []).map { (theme: theme, phrase: $0, words: Self.words(of: $0)) }
    }
    var told = Set<String>()
    for (theme, phrase, words) in evidence where told.insert(phrase).inserted {
      var carrying: Set = [theme]
      var sharing = Set<Int>()
      for other in evidence where other.theme != theme {
        if other.phrase.contains(phrase) || phrase.contains(other.phrase) {
          carrying.insert(other.theme)
        } else if !words.isDisjoint(with: other.words) {
          sharing.insert(other.theme)
        }
      }
      let kind = Kind.phrase(carrying: carrying.sorted(), sharing: sharing.subtracting(carrying).sorted())
      append(phrase, kind, index, extractor, splitter, concepts)
    }
  }

  private static func words(of phrase: String) -> Set<Substring> {
    Set(phrase.lowercased().split { !$0.isLetter && !$0.isNumber })
  }

  /// Calls `body` with the occurrences of features in each of the passages, each with the group of words in which it
  /// begins (see ``Windows``), and with the number of groups.
  func forOccurrences(
    of passages: [Int], _ body: (_ occurrences: [(feature: Int32, group: Int32)], _ groups: Int) -> Void
  ) throws(ModelError) {
    try Self.withTables(parts, concepts) { splitter, concepts in
      let extractor = FeatureExtractor()
      var places = [Int32]()
      var occurrences = [(feature: Int32, group: Int32)]()
      for index in passages {
        extractor.extract(self.passages[index].text, splitter: splitter, concepts: concepts)
        Windows.fill(&places, words: extractor.words, characters: extractor.text.characters.count)
        occurrences.removeAll(keepingCapacity: true)
        for feature in extractor.features {
          if let known = identifiers[feature.hash] {
            occurrences.append((known, places[Int(feature.start)]))
          }
        }
        body(occurrences, Windows.groups(ofWords: extractor.words.count))
      }
    }
  }

  private mutating func append(
    _ text: String, _ kind: Kind, _ passage: Int, _ extractor: FeatureExtractor, _ splitter: CompoundSplitter,
    _ concepts: ConceptTable
  ) {
    extractor.extract(text, splitter: splitter, concepts: concepts)
    var features = [Int32]()
    features.reserveCapacity(extractor.features.count)
    for feature in extractor.features {
      if let known = identifiers[feature.hash] {
        features.append(known)
      } else if kind == .passage {
        let new = Int32(hashes.count)
        identifiers[feature.hash] = new
        hashes.append(feature.hash)
        blocks.append(feature.block)
        features.append(new)
      }
      // What stands in no whole passage (the edges of a cut phrase) teaches nothing.
    }
    features.sort()
    var unique = [Int32]()
    for feature in features where unique.last != feature { unique.append(feature) }
    rows.append(Row(passage: passage, kind: kind, features: unique))
  }

  /// The names in use: the standard ones in their order, then the others by name.
  private static func ordered<Name: Hashable & Comparable>(_ names: some Sequence<Name>, first: [Name])
    -> [Name]
  {
    first + Set(names).subtracting(first).sorted()
  }
}

/// Labelled passages that belong together, such as a file, with what they count.
package struct TrainingSource {
  package var name: String
  package var passages: [LabelledPassage]
  /// How much each passage counts beside others; 1 is usual, more for officers' corrections.
  package var weight: Double

  package init(name: String, passages: [LabelledPassage], weight: Double = 1) {
    self.name = name
    self.passages = passages
    self.weight = weight
  }

  package init(_ file: LabelledFile, weight: Double = 1) {
    self.init(name: file.name, passages: file.passages, weight: weight)
  }
}
