import Foundation
import Support

/// What the shipped alert rules make of figures that the service itself has told: promtool(1) runs them over a time in
/// which the figures stay as they are. So names and labels are those that the program writes, not those of a test.
enum Alerts {
  static let isAvailable = FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")

  /// Sees that just these alerts fire.
  /// - Parameters:
  ///   - figures: as `/metrics` gives them, while something is broken.
  ///   - hours: for which it lasts. The service goes on telling its figures.
  ///   - healthy: the figures from before; nil where it was always so.
  ///   - isDead: nothing is told any more.
  /// - Returns: what promtool says, where it is not so.
  static func problem(
    expecting expected: [String], of figures: String, after hours: Int, healthy: String? = nil,
    isDead: Bool = false
  ) throws -> String? {
    let now = Date().timeIntervalSince1970
    let (after, before) = (series(figures, now), healthy.map { series($0, now) })
    var lines = [
      "rule_files: [\(House.repository.path)/config/metrics/lyssnad.rules.yaml]", "evaluation_interval: 1m",
      "tests:", "  - interval: 1m", "    input_series:",
    ]
    for (name, value) in after.sorted(by: { $0.key < $1.key }) {
      let values =
        name.hasPrefix("lyssnad_heartbeat")
        ? "0+\(isDead ? 0 : 60)x\(hours * 60 + 20)"
        : "\(before.map { $0[name] ?? "_" } ?? value)x10 \(value)x\(hours * 60 + 10)"
      lines.append("      - { series: '\(name)', values: '\(values)' }")
    }
    lines += [
      "    promql_expr_test:", "      - expr: group by (alertname) (ALERTS{alertstate=\"firing\"})",
      "        eval_time: \(hours * 60 + 10)m",
      expected.isEmpty ? "        exp_samples: []" : "        exp_samples:",
    ]
    for alert in expected.sorted() {
      lines.append("          - { labels: '{alertname=\"\(alert)\"}', value: 1 }")
    }
    let folder = try TemporaryFolder()
    let file = try folder.write(lines.joined(separator: "\n") + "\n", to: "test.yaml")
    do { try runTool(["promtool", "test", "rules", file]) } catch { return "\(error)" }
    return nil
  }

  /// Each line of the text format that is no comment, by its name and labels; points in time counted from `now`, where
  /// promtool's time begins.
  private static func series(_ text: String, _ now: Double) -> [String: String] {
    var all = [String: String]()
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard let space = line.lastIndex(of: " "), var value = Double(line[line.index(after: space)...]) else {
        continue
      }
      var name = String(line[..<space])
      let metric = name.prefix { $0 != "{" }
      if metric.hasSuffix("_timestamp_seconds") { value = (value - now).rounded() }
      name =
        name.hasSuffix("}") ? String(name.dropLast()) + ",instance=\"a\"}" : "\(metric){instance=\"a\"}"
      all[name] = "\(value)"
    }
    return all
  }
}
