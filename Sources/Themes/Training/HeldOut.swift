/// What heads say of passages that they have not read: each fold is judged by heads that were fitted without it.
struct HeldOut {
  /// From so many passages on the heads among which one is chosen are fitted without the first folds alone: what they
  /// need is a line through their margins, and thousands of passages give it.
  private static let manyPassages = 10_000
  private static let foldsOfMany = 2

  /// For each passage the margins of all heads; of those of ``Heads/calibrated`` alone where the others were not fitted
  /// without it.
  private(set) var margins: [[Double]]
  /// For each passage and theme the highest margin of its windows.
  private(set) var windows: [[Double]]

  /// - Parameter done: told of each head of each fold.
  init(_ set: TrainingSet, _ heads: Heads, done: @Sendable () -> Void) throws(ModelError) {
    margins = [[Double]](repeating: [], count: set.passages.count)
    windows = margins
    for fold in 0..<Trainer.folds {
      let fitted = Self.heads(of: fold, set.passages.count, heads)
      let fitting = HeadFitting(set) { set.folds[$0] == fold }
      let weights = fitting.weights(of: fitted) { _ in done() }
      var passages = [Int]()
      for (index, row) in set.rows.enumerated() where row.kind == .passage && set.folds[row.passage] == fold {
        margins[row.passage] = weights.map { fitting.margin(ofRow: index, $0) }
        passages.append(row.passage)
      }
      let highest = try fitting.windowMargins(of: passages, Array(weights[..<heads.themes]))
      for (passage, highest) in zip(passages, highest) { windows[passage] = highest }
    }
  }

  /// The number of fits.
  static func fits(of passages: Int, _ heads: Heads) -> Int {
    (0..<Trainer.folds).reduce(0) { $0 + Self.heads(of: $1, passages, heads).count }
  }

  private static func heads(of fold: Int, _ passages: Int, _ heads: Heads) -> Range<Int> {
    passages < manyPassages || fold < foldsOfMany ? 0..<heads.count : heads.calibrated
  }
}
