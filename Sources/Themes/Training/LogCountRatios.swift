import Foundation

/// How much each column is to count in fitting a head: columns that stand mostly in one answer's rows more than those
/// that stand in both alike, by the ratio of how often they do (Wang and Manning, "Baselines and Bigrams: Simple, Good
/// Sentiment and Topic Classification", ACL 2012, where naive Bayes' ratios scale what a support vector machine reads).
struct LogCountRatios {
  /// What a column counts lies so far between 1, where all are alike, and its ratio, where the ratio alone decides.
  static let share = 0.4

  /// For ``LinearSolver``: the mean square of the rows' lengths stays what it was.
  let emphasis: [Double]

  init(_ examples: [LinearExample], rows: SparseRows, columns: Int) {
    // Each column is taken to have been met once in each answer.
    var positive = [Double](repeating: 1, count: columns)
    var negative = positive
    var (positives, negatives) = (1.0, 1.0)
    for example in examples {
      let count = example.count
      if example.isPositive { positives += count } else { negatives += count }
      for column in rows.columns[rows.offsets[example.row]..<rows.offsets[example.row + 1]] {
        if example.isPositive {
          positive[Int(column)] += count
        } else {
          negative[Int(column)] += count
        }
      }
    }
    let expected = log(positives / negatives)
    let ratios = zip(positive, negative).map { abs(log($0 / $1) - expected) }
    let mean = ratios.reduce(0, +) / Double(max(1, columns))
    guard mean > 0 else {
      emphasis = [Double](repeating: 1, count: columns)
      return
    }
    // In 64ths: the last bit of a logarithm may differ between machines.
    let squares = ratios.map {
      let factor = ((1 - Self.share + Self.share * $0 / mean) * 64).rounded() / 64
      return factor * factor
    }
    var (before, after) = (0.0, 0.0)
    let alike = [Double](repeating: 1, count: columns)
    for example in examples {
      before += rows.square(of: example.row, alike)
      after += rows.square(of: example.row, squares)
    }
    let kept = after > 0 ? before / after : 1
    emphasis = squares.map { $0 * kept }
  }
}
