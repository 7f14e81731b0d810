import Language

/// Adds up what the features of each window of a passage say of each theme; see ``Windows``. In a window a feature
/// counts as often as it begins there.
struct WindowSums {
  /// For each theme the highest of its windows' margins, Q16.
  private(set) var margins: [Int] = []

  /// For each group, family and theme the sum of the weights.
  private var sums: [Int32] = []
  /// For each group and family the sum of the squares of the rarities.
  private var squares: [Int] = []
  private var places: [Int32] = []
  private var lengths = [Int](repeating: 0, count: FeatureBlock.count)

  mutating func add(_ hits: [Scorer.Hit], of extractor: FeatureExtractor, model: Model) {
    let groups = Windows.groups(ofWords: extractor.words.count)
    Windows.fill(&places, words: extractor.words, characters: extractor.text.characters.count)
    // Weights are added eight at a time: some heads behind those of the themes are added with them.
    let width = min((model.heads.themes + 7) / 8 * 8, model.heads.count)
    let cells = groups * FeatureBlock.count
    if sums.count < cells * width { sums = [Int32](repeating: 0, count: cells * width) }
    if squares.count < cells { squares = [Int](repeating: 0, count: cells) }
    let rows = model.rows
    places.withUnsafeBufferPointer { places in
      sums.withUnsafeMutableBufferPointer { sums in
        squares.withUnsafeMutableBufferPointer { squares in
          guard let start = sums.baseAddress else { return }
          start.update(repeating: 0, count: cells * width)
          UnsafeMutableBufferPointer(rebasing: squares[..<cells]).update(repeating: 0)
          for hit in hits {
            let cell = Int(places[hit.start]) * FeatureBlock.count + hit.block.rawValue
            squares[cell] += hit.rarity * hit.rarity
            Scorer.add(rows[hit.row].weights, to: start + cell * width, count: width)
          }
        }
      }
    }
    finish(groups, width: width, model)
  }

  private mutating func finish(_ groups: Int, width: Int, _ model: Model) {
    margins.removeAll(keepingCapacity: true)
    margins.append(contentsOf: repeatElement(Int.min, count: model.heads.themes))
    for (first, last) in Windows.windows(ofGroups: groups) {
      for block in lengths.indices {
        let own = squares[first * FeatureBlock.count + block]
        let next = first == last ? 0 : squares[last * FeatureBlock.count + block]
        lengths[block] = Scorer.length(ofSquare: own + next)
      }
      for theme in margins.indices {
        var margin = model.biases[theme]
        for block in lengths.indices where lengths[block] > 0 {
          var sum = Int(sums[(first * FeatureBlock.count + block) * width + theme])
          if first != last { sum += Int(sums[(last * FeatureBlock.count + block) * width + theme]) }
          margin += sum * model.units[theme * FeatureBlock.count + block] / lengths[block]
        }
        margins[theme] = max(margins[theme], margin)
      }
    }
  }
}
