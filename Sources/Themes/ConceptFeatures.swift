import Language

/// The features that stand on concepts: that one is expressed, that it is denied, and which two meet in a sentence.
/// Words that are rare or new to the model speak through the concept that they share with known ones, and English
/// words through the same concepts as Swedish ones.
struct ConceptFeatures {
  /// Of a sentence's concepts so many pair up; longer sentences are lists.
  static let mostPaired = 14

  /// An expression of a concept.
  private struct Expression {
    var concept: Int
    var word: Int
    var range: Range<Int>
    var isNegated: Bool
  }

  private var expressions: [Expression] = []

  mutating func begin() { expressions.removeAll(keepingCapacity: true) }

  /// Notes the concepts that a stem or pair of stems expresses.
  @inline(__always)
  mutating func note(
    _ name: UInt64, _ table: ConceptTable, word: Int, range: Range<Int>, isNegated: Bool
  ) {
    table.concepts(of: name) { concept in
      expressions.append(Expression(concept: concept, word: word, range: range, isNegated: isNegated))
    }
  }

  /// Appends the features of what was noted.
  mutating func append(of text: FoldedText, words: [Word], to features: inout [Feature]) {
    // Phrases were noted after single words.
    expressions.sort { ($0.word, $0.concept) < ($1.word, $1.concept) }
    var start = 0
    while start < expressions.count {
      var end = start + 1
      while end < expressions.count,
        !Self.endsSentence(text, words, between: expressions[end - 1].word, and: expressions[end].word)
      {
        end += 1
      }
      appendSentence(start..<end, to: &features)
      start = end
    }
  }

  private func appendSentence(_ range: Range<Int>, to features: inout [Feature]) {
    for place in range {
      let expression = expressions[place]
      let single = Self.hash(.concept, expression.concept, 0)
      features.append(WordFeatures.feature(single, .concepts, expression.range))
      if expression.isNegated {
        let negated = Self.hash(.negatedConcept, expression.concept, 0)
        features.append(WordFeatures.feature(negated, .concepts, expression.range))
      }
    }
    let paired = range.prefix(Self.mostPaired)
    for place in paired {
      for other in place + 1..<max(paired.endIndex, place + 1) {
        let (first, second) = (expressions[place], expressions[other])
        guard first.concept != second.concept, first.word != second.word else { continue }
        let pair = Self.hash(
          .conceptPair, min(first.concept, second.concept), max(first.concept, second.concept))
        // Once on each of the two, so that evidence does not fall on what is between them.
        features.append(WordFeatures.feature(pair, .conceptPairs, first.range))
        features.append(WordFeatures.feature(pair, .conceptPairs, second.range))
      }
    }
  }

  /// Whether a sentence ends between two words.
  private static func endsSentence(_ text: FoldedText, _ words: [Word], between first: Int, and second: Int)
    -> Bool
  {
    guard first < second else { return false }
    let gap = words[first].range.upperBound..<words[second].range.lowerBound
    return text.characters[gap].contains {
      [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains($0)
    }
  }

  private static func hash(_ kind: FeatureKind, _ first: Int, _ second: Int) -> UInt64 {
    var hash = StableHash(kind: kind.rawValue)
    hash.add(UInt64(first))
    hash.add(UInt64(second))
    return hash.value
  }
}
