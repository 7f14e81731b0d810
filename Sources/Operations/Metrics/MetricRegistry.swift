import Synchronization

/// The present value of each ``Metric``. Counters count from the start of the process, as Prometheus expects.
///
/// May be used from everywhere at once. Bounded: a metric has at most ``seriesLimit`` series, and what would be one
/// more is left out.
package final class MetricRegistry: Sendable {
  enum Value: Hashable, Sendable {
    case number(Double)
    case histogram(MetricHistogram)
  }

  typealias Series = [[String]: Value]

  /// More than sources times states or reasons of any configuration one can run.
  static let seriesLimit = 2000

  private let values = Mutex<[Metric: Series]>([:])

  package init() {}

  /// Sets a gauge.
  /// - Parameter labels: a value for each of ``Metric/labels``, in that order.
  package func set(_ metric: Metric, _ labels: [String] = [], to value: Double) {
    change(metric, labels) { $0 = .number(value) }
  }

  /// Sets a gauge that may have no value: then its series is left out.
  package func set(_ metric: Metric, _ labels: [String] = [], to value: Double?) {
    if let value {
      set(metric, labels, to: value)
    } else {
      values.withLock { _ = $0[metric]?.removeValue(forKey: labels) }
    }
  }

  /// Counts.
  package func add(_ metric: Metric, _ labels: [String] = [], _ amount: Double = 1) {
    change(metric, labels) {
      if case .number(let before) = $0 { $0 = .number(before + amount) } else { $0 = .number(amount) }
    }
  }

  /// Counts a value into a histogram.
  package func observe(_ metric: Metric, _ labels: [String] = [], _ value: Double) {
    change(metric, labels) {
      var histogram = MetricHistogram(bounds: metric.bounds)
      if case .histogram(let before) = $0 { histogram = before }
      histogram.observe(value)
      $0 = .histogram(histogram)
    }
  }

  /// Puts all series of a gauge in the place of those before, so that none stays of what is no longer there.
  package func replace(_ metric: Metric, with series: [(labels: [String], value: Double)]) {
    values.withLock {
      $0[metric] = Dictionary(
        series.prefix(Self.seriesLimit).map { ($0.labels, .number($0.value)) }, uniquingKeysWith: { $1 })
    }
  }

  /// The value of one series; nil where it is not there, or a histogram.
  package func value(_ metric: Metric, _ labels: [String] = []) -> Double? {
    guard case .number(let value) = values.withLock({ $0[metric]?[labels] }) else { return nil }
    return value
  }

  /// The sum over all series of a counter.
  package func total(of metric: Metric) -> Double {
    let series = values.withLock { $0[metric] } ?? [:]
    return series.values.reduce(0) { if case .number(let value) = $1 { $0 + value } else { $0 } }
  }

  /// All of it, for writing out.
  var snapshot: [Metric: Series] { values.withLock { $0 } }

  private func change(_ metric: Metric, _ labels: [String], _ body: (inout Value?) -> Void) {
    guard labels.count == metric.labels.count else {
      assertionFailure("\(metric.rawValue) has the labels \(metric.labels)")
      return
    }
    values.withLock { values in
      guard
        values[metric, default: [:]][labels] != nil || values[metric, default: [:]].count < Self.seriesLimit
      else { return }
      body(&values[metric, default: [:]][labels])
    }
  }
}
