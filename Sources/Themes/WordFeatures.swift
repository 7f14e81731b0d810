import Language

/// The features that stand on words: stems, parts of compounds, pairs, negation, numbers and durations.
struct WordFeatures {
  /// A negation reaches so many words ahead.
  static let reachOfNegation = 3

  private let swedish = Stemmer(.swedish)
  private let english = Stemmer(.english)
  private var scratch: [UInt8] = []
  /// What each word contributes to pairs: the hash of its stem or shape.
  private var units: [UInt64] = []
  private var conceptFeatures = ConceptFeatures()

  mutating func append(
    of text: FoldedText, words: [Word], isEnglish: Bool, splitter: CompoundSplitter,
    concepts: ConceptTable, to features: inout [Feature]
  ) {
    units.removeAll(keepingCapacity: true)
    conceptFeatures.begin()
    var negatedUntil = -1
    var numberAt = -2
    for (index, word) in words.enumerated() {
      switch word.kind {
      case .mark:
        let unit = Self.hash(.mark, text.characters[word.range.lowerBound])
        features.append(Self.feature(unit, .words, word.range))
        units.append(unit)
        negatedUntil = -1
      case .number:
        let unit = Self.hash(.number, UInt8(min(word.range.count, 6)))
        features.append(Self.feature(unit, .words, word.range))
        units.append(unit)
        conceptFeatures.note(Self.anyNumber, concepts, word: index, range: word.range, isNegated: false)
        numberAt = index
      case .letters:
        let unit = stemHash(of: word.range, in: text, isEnglish: isEnglish)
        features.append(Self.feature(unit, .words, word.range))
        units.append(unit)
        let isNegated = index <= negatedUntil
        conceptFeatures.note(unit, concepts, word: index, range: word.range, isNegated: isNegated)
        appendParts(
          of: word, at: index, isNegated: isNegated, in: text, splitter: splitter, concepts: concepts,
          to: &features)
        text.characters.withUnsafeBufferPointer { characters in
          let letters = UnsafeBufferPointer(rebasing: characters[word.range])
          if FunctionWords.units.contains(letters), index - numberAt <= 2 {
            let span = words[max(numberAt, 0)].range.lowerBound..<word.range.upperBound
            let duration = Self.hash(.duration, 0)
            features.append(Self.feature(duration, .words, span))
            conceptFeatures.note(duration, concepts, word: index, range: span, isNegated: isNegated)
            features.append(Self.feature(Self.combine(.duration, unit, 0), .words, span))
          }
          if FunctionWords.numerals.contains(letters) { numberAt = index }
          if isNegated {
            features.append(Self.feature(Self.combine(.negated, unit, 0), .words, word.range))
          }
          if FunctionWords.negations.contains(letters) { negatedUntil = index + Self.reachOfNegation }
        }
      }
    }
    appendPairs(words, concepts, to: &features)
    conceptFeatures.append(of: text, words: words, to: &features)
  }

  private mutating func appendParts(
    of word: Word, at index: Int, isNegated: Bool, in text: FoldedText, splitter: CompoundSplitter,
    concepts: ConceptTable, to features: inout [Feature]
  ) {
    let split = text.characters.withUnsafeBufferPointer {
      splitter.split(UnsafeBufferPointer(rebasing: $0[word.range]))
    }
    guard let split else { return }
    let start = word.range.lowerBound
    for part in [start..<start + split.headEnd, start + split.tailStart..<word.range.upperBound] {
      let unit = stemHash(of: part, in: text, isEnglish: false)
      features.append(Self.feature(unit, .words, part))
      conceptFeatures.note(unit, concepts, word: index, range: word.range, isNegated: isNegated)
    }
  }

  private mutating func appendPairs(
    _ words: [Word], _ concepts: ConceptTable, to features: inout [Feature]
  ) {
    guard let first = words.first, let last = words.last else { return }
    let edge = Self.hash(.edge, 0)
    features.append(Self.feature(Self.combine(.pair, edge, units[0]), .pairs, first.range))
    features.append(Self.feature(Self.combine(.pair, units[units.count - 1], edge), .pairs, last.range))
    for index in words.indices.dropLast() {
      let span = words[index].range.lowerBound..<words[index + 1].range.upperBound
      let pair = Self.combine(.pair, units[index], units[index + 1])
      features.append(Self.feature(pair, .pairs, span))
      conceptFeatures.note(pair, concepts, word: index, range: span, isNegated: false)
    }
    for index in words.indices.dropLast(2) {
      let span = words[index].range.lowerBound..<words[index + 2].range.upperBound
      let pair = Self.combine(.skip, units[index], units[index + 2])
      features.append(Self.feature(pair, .pairs, span))
      conceptFeatures.note(pair, concepts, word: index, range: span, isNegated: false)
    }
  }

  private mutating func stemHash(of range: Range<Int>, in text: FoldedText, isEnglish: Bool) -> UInt64 {
    let stemmer = isEnglish ? english : swedish
    let kind = isEnglish ? FeatureKind.englishStem : .stem
    return text.withUTF8(of: Word(kind: .letters, range: range), scratch: &scratch) { word in
      Self.stemHash(of: word, stemmer, kind)
    }
  }

  static func stemHash(of word: UnsafeBufferPointer<UInt8>, _ stemmer: Stemmer, _ kind: FeatureKind) -> UInt64
  {
    stemmer.withStem(of: word) { stem in
      var hash = StableHash(kind: kind.rawValue)
      hash.add(stem)
      return hash.value
    }
  }

  /// Names a number, however long.
  static let anyNumber = hash(.number, 0)

  static func feature(_ hash: UInt64, _ block: FeatureBlock, _ range: Range<Int>) -> Feature {
    Feature(
      hash: hash, block: block, start: Int32(truncatingIfNeeded: range.lowerBound),
      end: Int32(truncatingIfNeeded: range.upperBound))
  }

  static func hash(_ kind: FeatureKind, _ byte: UInt8) -> UInt64 {
    var hash = StableHash(kind: kind.rawValue)
    hash.add(byte)
    return hash.value
  }

  static func combine(_ kind: FeatureKind, _ first: UInt64, _ second: UInt64) -> UInt64 {
    var hash = StableHash(kind: kind.rawValue)
    hash.add(first)
    hash.add(second)
    return hash.value
  }
}
