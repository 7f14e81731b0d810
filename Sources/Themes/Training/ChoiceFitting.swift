import Feedback

/// Makes the margins of heads among which one is chosen (the stances, the areas) comparable: each head is scaled so
/// that its margin is the log-odds of its answer (Platt scaling on held-out passages). A head that learnt from few
/// passages is timid, and without this never chosen.
struct ChoiceFitting {
  /// For each head that is chosen from, what its margin is multiplied with, and what is added.
  private var lines: [Int: (bias: Double, factor: Double)] = [:]

  /// - Parameter margins: for each passage those of all heads, fitted without the passage; passages without those of the
  ///   heads that are chosen from are left out.
  init(_ set: TrainingSet, _ heads: Heads, margins: [[Double]]) {
    let judged = set.passages.indices.filter { margins[$0].count == heads.count }
    for (place, head) in heads.stances.enumerated() {
      let passages = judged.filter { set.passages[$0].stance != nil }
      fit(head, passages, margins) { set.passages[$0].stance == Stance.allCases[place] }
    }
    for (place, head) in heads.areaHeads.enumerated() {
      fit(head, judged, margins) { set.passages[$0].area == set.areas[place] }
    }
  }

  private mutating func fit(
    _ head: Int, _ passages: [Int], _ margins: [[Double]], _ isAnswer: (Int) -> Bool
  ) {
    let answers = passages.map(isAnswer)
    // Nothing can be fitted to one answer alone.
    guard answers.contains(true), answers.contains(false) else { return }
    let fitted = SmallLogistic.fit(passages.map { [margins[$0][head]] }, answers)
    // A head that is worse than chance is left as it is.
    guard fitted[1] > 0 else { return }
    lines[head] = (fitted[0], fitted[1])
  }

  /// The weights of all heads, those that are chosen from scaled.
  func comparable(_ weights: [[Double]]) -> [[Double]] {
    weights.enumerated().map { head, weights in
      guard let line = lines[head] else { return weights }
      var scaled = weights.map { $0 * line.factor }
      scaled[scaled.count - 1] += line.bias
      return scaled
    }
  }
}
