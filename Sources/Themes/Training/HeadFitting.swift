import Dispatch
import Feedback
import Synchronization

/// Fits the heads of a model to a training set, several at once.
struct HeadFitting {
  /// What an error on a passage costs in fitting the heads from which sets of themes are judged, and those from which a
  /// stance or an area is chosen, which have fewer passages to learn from.
  static let cost = 0.12
  static let choiceCost = 0.3
  /// A phrase of evidence, alone, counts so much beside a passage: it says which words carry a theme.
  static let phraseWeight = 0.6

  let set: TrainingSet
  let vocabulary: Vocabulary
  let heads: Heads
  /// The passages that are not learnt from.
  let isHeldOut: (Int) -> Bool
  let numbers: SparseRows

  init(_ set: TrainingSet, without isHeldOut: @escaping (Int) -> Bool) {
    self.set = set
    self.isHeldOut = isHeldOut
    heads = Heads(themes: set.themes.count, areas: set.areas.count)
    vocabulary = Vocabulary(set, without: isHeldOut)
    var numbers = SparseRows()
    for row in set.rows { numbers.append(vocabulary.numbers(of: row, in: set)) }
    self.numbers = numbers
  }

  /// For each of the heads its weights, one for each known feature and the bias last.
  func weights(of heads: Range<Int>, done: @Sendable (Int) -> Void) -> [[Double]] {
    let jobs = heads.map { examples(for: $0) }
    let numbers = numbers
    let columns = vocabulary.features.count
    let results = Mutex([[Double]](repeating: [], count: jobs.count))
    DispatchQueue.concurrentPerform(iterations: jobs.count) { job in
      let emphasis = LogCountRatios(jobs[job], rows: numbers, columns: columns).emphasis
      let weights = LinearSolver().weights(jobs[job], rows: numbers, emphasis: emphasis)
      results.withLock { $0[job] = weights }
      done(job)
    }
    return results.withLock { $0 }
  }

  /// The margin of a row under a head's weights.
  func margin(ofRow row: Int, _ weights: [Double]) -> Double {
    var margin = weights[weights.count - 1]
    for item in numbers.offsets[row]..<numbers.offsets[row + 1] {
      margin += weights[Int(numbers.columns[item])] * Double(numbers.values[item])
    }
    return margin
  }

  /// For each of the passages and each theme the highest margin of its windows, as ``WindowSums`` adds them up.
  /// - Parameter weights: of the themes' heads.
  func windowMargins(of passages: [Int], _ weights: [[Double]]) throws(ModelError) -> [[Double]] {
    var margins = [[Double]]()
    margins.reserveCapacity(passages.count)
    try set.forOccurrences(of: passages) { occurrences, groups in
      let cells = groups * FeatureBlock.count
      var squares = [Int](repeating: 0, count: cells)
      var sums = [[Double]](repeating: [Double](repeating: 0, count: cells), count: weights.count)
      for (feature, group) in occurrences {
        guard let (column, rarity) = vocabulary.column(of: feature) else { continue }
        let cell = Int(group) * FeatureBlock.count + set.blocks[Int(feature)].rawValue
        squares[cell] += rarity * rarity
        for theme in weights.indices { sums[theme][cell] += weights[theme][column] * Double(rarity) }
      }
      margins.append(
        weights.indices.map { theme in
          Windows.windows(ofGroups: groups).map { first, last in
            FeatureBlock.allCases.reduce(weights[theme][weights[theme].count - 1]) { margin, block in
              let cells = (first == last ? [first] : [first, last]).map {
                $0 * FeatureBlock.count + block.rawValue
              }
              let length = Double(Scorer.length(ofSquare: cells.reduce(0) { $0 + squares[$1] })) / 256
              guard length > 0 else { return margin }
              return margin + block.weight * cells.reduce(0) { $0 + sums[theme][$1] } / length
            }
          }.max() ?? 0
        })
    }
    return margins
  }

  private func examples(for head: Int) -> [LinearExample] {
    let cost = heads.calibrated.contains(head) ? Self.cost : Self.choiceCost
    var examples = [LinearExample]()
    for (index, row) in set.rows.enumerated() where !isHeldOut(row.passage) {
      guard let answer = answer(of: head, row) else { continue }
      let count = set.weights[row.passage] * answer.weight
      examples.append(
        LinearExample(row: index, isPositive: answer.isPositive, count: count, cost: cost * count))
    }
    return examples
  }

  /// What a row teaches a head; nil where it has nothing to say.
  private func answer(of head: Int, _ row: TrainingSet.Row) -> (isPositive: Bool, weight: Double)? {
    let passage = set.passages[row.passage]
    if head < heads.themes {
      switch row.kind {
      case .passage: return (passage.themes.contains(set.themes[head]), 1)
      case .phrase(_, let sharing) where sharing.contains(head): return nil
      case .phrase(let carrying, _): return (carrying.contains(head), Self.phraseWeight)
      }
    }
    if heads.counts.contains(head) {
      let least = Heads.leastThemes[head - heads.counts.lowerBound]
      return switch row.kind {
      case .passage: (passage.themes.count >= least, 1)
      // A phrase alone tells that there is a theme, and nothing of how many there are.
      case .phrase: least == 1 ? (true, Self.phraseWeight) : nil
      }
    }
    guard row.kind == .passage else { return nil }
    if heads.stances.contains(head) {
      guard let stance = passage.stance else { return nil }
      return (stance == Stance.allCases[head - heads.stances.lowerBound], 1)
    }
    return (passage.area == set.areas[head - heads.areaHeads.lowerBound], 1)
  }
}
