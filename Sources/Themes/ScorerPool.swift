import Synchronization

/// Lends scorers to threads, and makes as many as are in use at once.
final class ScorerPool: Sendable {
  /// `@unchecked`: a scorer is with one thread or in the pool.
  private struct Idle: @unchecked Sendable {
    var scorers: [Scorer] = []
  }

  /// So many wait for use at most; more than that were a passing rush.
  private static let most = 16

  private let model: Model
  private let idle = Mutex(Idle())

  init(model: Model) { self.model = model }

  func withScorer<Result>(_ body: (Scorer) -> Result) -> Result {
    let scorer = idle.withLock { $0.scorers.popLast() } ?? Scorer(model: model)
    defer { idle.withLock { if $0.scorers.count < Self.most { $0.scorers.append(scorer) } } }
    return body(scorer)
  }
}
