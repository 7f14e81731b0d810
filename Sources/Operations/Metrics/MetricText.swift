import Feedback

/// The text format of Prometheus, version 0.0.4
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/>): metrics in the order of their declaration, series
/// in the order of their labels, so that the same state gives the same bytes.
extension MetricRegistry {
  /// The media type of ``text()``.
  package static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  /// The longest value of a label, in bytes.
  static let labelLimit = 128

  /// All metrics that have a value.
  package func text() -> [UInt8] {
    let snapshot = snapshot
    var text = [UInt8]()
    for metric in Metric.allCases {
      guard let series = snapshot[metric], !series.isEmpty else { continue }
      text +=
        "# HELP \(metric.rawValue) \(metric.help)\n# TYPE \(metric.rawValue) \(metric.kind.rawValue)\n".utf8
      for (labels, value) in series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let pairs = zip(metric.labels, labels).map { "\($0)=\"\(Self.escaped($1))\"" }
        switch value {
        case .number(let number): text += Self.line(metric.rawValue, pairs, number).utf8
        case .histogram(let histogram): text += Self.lines(metric.rawValue, pairs, histogram).utf8
        }
      }
    }
    return text
  }

  private static func lines(_ name: String, _ pairs: [String], _ histogram: MetricHistogram) -> String {
    var text = ""
    var below: UInt64 = 0
    for (bound, count) in zip(histogram.bounds.map(number) + ["+Inf"], histogram.counts) {
      below += count
      text += line(name + "_bucket", pairs + ["le=\"\(bound)\""], Double(below))
    }
    text += line(name + "_sum", pairs, histogram.sum)
    return text + line(name + "_count", pairs, Double(histogram.count))
  }

  private static func line(_ name: String, _ pairs: [String], _ value: Double) -> String {
    name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") + " \(number(value))\n"
  }

  /// Whole numbers without a fraction, others in the shortest form that reads back the same.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  /// Backslash, quotation mark and line feed are escaped; other control characters are left out.
  static func escaped(_ label: String) -> String {
    var escaped = ""
    for scalar in String(decoding: printable(label, limit: labelLimit), as: UTF8.self).unicodeScalars {
      if scalar == "\\" || scalar == "\"" { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }
}
