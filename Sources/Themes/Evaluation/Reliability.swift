/// Whether scores can be believed: of the tags with a score near 0.8, four in five should be right.
package struct Reliability: Hashable, Sendable {
  /// Scores from a tenth to the next.
  package struct Bin: Hashable, Sendable {
    package var count = 0
    package var right = 0
    /// The sum of the scores.
    package var scores = 0.0

    package var meanScore: Double { count > 0 ? scores / Double(count) : 0 }
    package var share: Double { count > 0 ? Double(right) / Double(count) : 0 }
  }

  package private(set) var bins = [Bin](repeating: Bin(), count: 10)

  package init() {}

  mutating func add(score: Double, isRight: Bool) {
    let bin = max(0, min(9, Int(score * 10)))
    bins[bin].count += 1
    bins[bin].scores += score
    if isRight { bins[bin].right += 1 }
  }

  /// The expected calibration error: how far scores are from what they promise, on average
  /// (Naeini, Cooper and Hauskrecht, AAAI 2015).
  package var expectedError: Double {
    let total = bins.reduce(0) { $0 + $1.count }
    guard total > 0 else { return 0 }
    return bins.reduce(0) { $0 + abs($1.meanScore - $1.share) * Double($1.count) } / Double(total)
  }
}
