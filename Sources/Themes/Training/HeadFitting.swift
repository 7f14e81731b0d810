import Dispatch
import Feedback
import Synchronization

/// Fits the heads of a model to a training set, several at once.
struct HeadFitting {
  /// What an error on a passage costs in fitting.
  static let cost = 0.5
  /// A phrase of evidence, alone, counts so much beside a passage, and so does a passage without its evidence: the
  /// first says which words carry a theme, the second that the words around them do not.
  static let phraseWeight = 0.3
  static let remainderWeight = 0.3

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
      let weights = LinearSolver().weights(jobs[job], rows: numbers, columns: columns)
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

  private func examples(for head: Int) -> [LinearExample] {
    var examples = [LinearExample]()
    for (index, row) in set.rows.enumerated() where !isHeldOut(row.passage) {
      guard let answer = answer(of: head, row) else { continue }
      let cost = Self.cost * set.weights[row.passage] * answer.weight
      examples.append(LinearExample(row: index, isPositive: answer.isPositive, cost: cost))
    }
    return examples
  }

  /// What a row teaches a head; nil where it has nothing to say.
  private func answer(of head: Int, _ row: TrainingSet.Row) -> (isPositive: Bool, weight: Double)? {
    let passage = set.passages[row.passage]
    if head < heads.themes {
      return switch row.kind {
      case .passage: (passage.themes.contains(set.themes[head]), 1)
      case .phrase(let theme): (theme == head, Self.phraseWeight)
      case .remainder(let theme): theme == head ? (false, Self.remainderWeight) : nil
      }
    }
    if head == heads.scope {
      return switch row.kind {
      case .passage: (!passage.themes.isEmpty, 1)
      case .phrase: (true, Self.phraseWeight)
      case .remainder: nil
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
