import Language

/// A lexicon of concepts: which words and pairs of words express what. It is data for training; a trained model holds
/// what it needs of it.
///
/// A line names a concept and lists, after a colon, Swedish expressions, and after a bar, English ones:
///
///     wait: vänta väntar väntan stå_kö | wait waiting queue
///
/// A word stands for all words with its stem, and for compounds that have it as a known part. Two words joined by `_` are
/// met side by side or with one word between them. `{number}` and `{duration}` are any number and any length of time.
/// Lines that begin with `#` are remarks.
package struct ConceptLexicon: Sendable {
  /// Why a lexicon cannot be used; one sentence.
  package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    package var description: String
  }

  /// In the order of the file.
  package private(set) var concepts: [String] = []
  private(set) var entries: [(name: UInt64, concept: Int)] = []

  /// No concepts: a model knows words alone.
  package init() {}

  /// - Parameter bytes: the text of a lexicon, UTF-8.
  /// - Throws: where a line is none of the above, or a concept is named twice.
  package init(reading bytes: UnsafeRawBufferPointer) throws(Problem) {
    let swedish = Stemmer(.swedish)
    let english = Stemmer(.english)
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingPrefix(while: \.isWhitespace)
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
        throw Problem(description: "line \(index + 1): a concept, a colon and its words are needed")
      }
      let concept = String(line[..<colon])
      guard !concepts.contains(concept) else {
        throw Problem(description: "line \(index + 1): the concept \(concept) stands above already")
      }
      guard concepts.count < ConceptTable.mostConcepts else {
        throw Problem(description: "line \(index + 1): more than \(ConceptTable.mostConcepts) concepts")
      }
      let sides = line[line.index(after: colon)...].split(
        separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      for (side, stemmer) in zip(sides, [swedish, english]) {
        let kind = stemmer === english ? FeatureKind.englishStem : .stem
        for expression in side.split(whereSeparator: \.isWhitespace) {
          add(String(expression), concepts.count, stemmer, kind)
        }
      }
      concepts.append(concept)
    }
  }

  private mutating func add(_ expression: String, _ concept: Int, _ stemmer: Stemmer, _ kind: FeatureKind) {
    let units = expression.split(separator: "_").compactMap { word -> UInt64? in
      switch word {
      case "{duration}": return WordFeatures.hash(.duration, 0)
      case "{number}": return WordFeatures.anyNumber
      default:
        // Folded as passages are, which puts spaces around it.
        let text = FoldedText(String(word))
        var scratch = [UInt8]()
        return text.words.first.map {
          text.withUTF8(of: $0, scratch: &scratch) {
            WordFeatures.stemHash(of: $0, stemmer, kind)
          }
        }
      }
    }
    switch units.count {
    case 1: entries.append((units[0], concept))
    case 2:
      entries.append((WordFeatures.combine(.pair, units[0], units[1]), concept))
      entries.append((WordFeatures.combine(.skip, units[0], units[1]), concept))
    default: break
    }
  }
}
