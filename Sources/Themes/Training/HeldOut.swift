/// What heads say of passages that they have not read: each fold is judged by heads that were fitted without it.
struct HeldOut {
  /// For each passage the margins of all heads.
  private(set) var margins: [[Double]]
  /// For each passage and theme the highest margin of its windows.
  private(set) var windows: [[Double]]

  /// - Parameter done: told of each head of each fold.
  init(_ set: TrainingSet, _ heads: Heads, done: @Sendable () -> Void) throws(ModelError) {
    margins = [[Double]](repeating: [], count: set.passages.count)
    windows = margins
    for fold in 0..<Trainer.folds {
      let fitting = HeadFitting(set) { set.folds[$0] == fold }
      let weights = fitting.weights(of: 0..<heads.count) { _ in done() }
      var passages = [Int]()
      for (index, row) in set.rows.enumerated() where row.kind == .passage && set.folds[row.passage] == fold {
        margins[row.passage] = weights.map { fitting.margin(ofRow: index, $0) }
        passages.append(row.passage)
      }
      let highest = try fitting.windowMargins(of: passages, Array(weights[..<heads.themes]))
      for (passage, highest) in zip(passages, highest) { windows[passage] = highest }
    }
  }
}
