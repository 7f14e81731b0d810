import Language

/// Finds the words that decided: what the features of a head say is spread over the characters that they stand on,
/// and the words with the most of it are kept.
struct Evidence {
  /// Evidence covers at most about this part of a passage, in hundredths.
  static let largestShare = 30
  /// A word that says less than this part of what the best word says is left out, in hundredths.
  static let leastWeight = 35

  private var characters: [Int] = []
  private var candidates: [(word: Int, weight: Int)] = []
  private var silent: [(word: Int, weight: Int)] = []

  /// The words that decided for a theme, as ranges of Unicode scalars in the passage: in order, not overlapping, at
  /// least one where the passage has a word.
  /// - Parameters:
  ///   - scorer: holds the passage, after its heading where it was read with one.
  ///   - lead: the number of Unicode scalars of the heading, which are no part of the passage.
  ///   - mustSpeak: give nothing where no word speaks for the theme.
  mutating func ranges(
    for head: Int, in scorer: Scorer, model: Model, after lead: Int, mustSpeak: Bool = false
  ) -> [Range<Int>] {
    let text = scorer.extractor.text
    let words = scorer.extractor.words
    let first = lead == 0 ? 0 : text.origins.firstIndex { Int($0) >= lead } ?? text.origins.count
    spread(head, of: scorer, model: model)

    candidates.removeAll(keepingCapacity: true)
    silent.removeAll(keepingCapacity: true)
    var letters = 0
    for (index, word) in words.enumerated() where word.kind != .mark && word.range.lowerBound >= first {
      letters += word.range.count + 1
      var weight = 0
      for character in word.range { weight += characters[character] }
      if isTelling(word, in: text) {
        candidates.append((index, weight))
      } else {
        silent.append((index, weight))
      }
    }
    // Words such as "att" and "som" tell a reader nothing; they stand in only where no other word speaks.
    if !candidates.contains(where: { $0.weight > 0 }) { candidates += silent }
    // Heavier first; of equals the earlier.
    candidates.sort { ($0.weight, $1.word) > ($1.weight, $0.word) }
    if mustSpeak, candidates.first.map({ $0.weight <= 0 }) ?? true { return [] }
    guard let best = candidates.first else { return whole(text, from: first, lead: lead) }

    var chosen = [best.word]
    var covered = words[best.word].range.count
    for (word, weight) in candidates.dropFirst() {
      let length = words[word].range.count
      guard weight > 0, weight * 100 >= best.weight * Self.leastWeight else { break }
      if (covered + length) * 100 > letters * Self.largestShare { continue }
      chosen.append(word)
      covered += length
    }
    return merged(chosen.sorted(), words: words, text: text, lead: lead)
  }

  private func isTelling(_ word: Word, in text: FoldedText) -> Bool {
    guard word.kind == .letters else { return word.kind == .number }
    return text.characters.withUnsafeBufferPointer {
      !FunctionWords.silent.contains(UnsafeBufferPointer(rebasing: $0[word.range]))
    }
  }

  /// Gives each character its part of what the features on it say.
  private mutating func spread(_ head: Int, of scorer: Scorer, model: Model) {
    let count = scorer.extractor.text.characters.count
    characters.removeAll(keepingCapacity: true)
    characters.append(contentsOf: repeatElement(0, count: count + 1))
    let rows = model.rows
    characters.withUnsafeMutableBufferPointer { characters in
      // What a feature says is noted where it begins and taken back where it ends; the running sum gives each
      // character its part.
      for hit in scorer.hits {
        let length = scorer.lengths[hit.block.rawValue]
        guard length > 0, hit.end > hit.start else { continue }
        let unit = model.units[head * FeatureBlock.count + hit.block.rawValue]
        // One division by both is what the two after one another would give: they round towards zero.
        let share = Int(rows[hit.row].weights[head]) * unit / (length * (hit.end - hit.start))
        characters[hit.start] += share
        characters[hit.end] -= share
      }
      var sum = 0
      for character in characters.indices {
        sum += characters[character]
        characters[character] = sum
      }
    }
  }

  /// Joins words with at most one short word between them into one range.
  private func merged(_ chosen: [Int], words: [Word], text: FoldedText, lead: Int) -> [Range<Int>] {
    var ranges = [Range<Int>]()
    var previous = -1
    for word in chosen {
      let own = text.range(of: words[word].range)
      let range = own.lowerBound - lead..<own.upperBound - lead
      if let last = ranges.last, previous >= 0,
        word == previous + 1 || (word == previous + 2 && words[previous + 1].range.count <= 3)
      {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
      previous = word
    }
    return ranges
  }

  /// For a passage without a word: all of it.
  private func whole(_ text: FoldedText, from first: Int, lead: Int) -> [Range<Int>] {
    let visible = text.characters.indices.filter { $0 >= first && text.characters[$0] != UInt8(ascii: " ") }
    guard let start = visible.first, let end = visible.last else { return [] }
    let range = text.range(of: start..<end + 1)
    return [range.lowerBound - lead..<range.upperBound - lead]
  }
}
