/// A distribution, counted in buckets with fixed upper bounds.
struct MetricHistogram: Hashable, Sendable {
  /// Ascending; a last bucket without a bound is implied.
  let bounds: [Double]
  /// Of each bucket by itself, the one without a bound last.
  private(set) var counts: [UInt64]
  private(set) var sum = 0.0

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  var count: UInt64 { counts.reduce(0, +) }

  /// Counts a value; what is negative (a clock that was set back) counts as nothing.
  mutating func observe(_ value: Double) {
    guard value.isFinite else { return }
    let value = max(0, value)
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }
}
