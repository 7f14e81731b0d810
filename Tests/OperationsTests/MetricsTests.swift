import Feedback
import Foundation
import Support
import Testing

@testable import Operations

@Suite("The metrics")
struct MetricsTests {
  /// A registry in which every metric has a value, some with labels that need escaping.
  private func full() -> MetricRegistry {
    let metrics = MetricRegistry()
    for metric in Metric.allCases {
      let labels = metric.labels.map { "\($0)-1" }
      switch metric.kind {
      case .gauge: metrics.set(metric, labels, to: 1.5)
      case .counter: metrics.add(metric, labels, 2)
      case .histogram:
        for value in [0.0005, 0.3, 1e9] { metrics.observe(metric, labels, value) }
      }
    }
    metrics.add(.sourceFailures, ["in\"la\\mning\u{1B}[0m\n", "source.lost"])
    return metrics
  }

  @Test("Are what Prometheus reads, all of them, without a complaint", .enabled(if: isInstalled("promtool")))
  func accepted() throws {
    let text = full().text()
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).prom")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(text).write(to: file)
    let check = try #require(try run("sh", ["-c", "promtool check metrics < \(file.path)"]))
    #expect(check.status == 0, "\(check.output)")
    #expect(check.output.isEmpty)
    for metric in Metric.allCases {
      #expect(
        String(decoding: text, as: UTF8.self).contains(
          "\n# TYPE \(metric.rawValue) \(metric.kind.rawValue)\n"))
    }
  }

  @Test("The same state is the same text, in a fixed order")
  func deterministic() {
    let names = (0..<50).map { "source-\($0)" }
    func text(_ order: [String]) -> [UInt8] {
      let metrics = MetricRegistry()
      for name in order { metrics.add(.sourceReconnects, [name]) }
      return metrics.text()
    }
    #expect(text(names) == text(names.reversed()))
  }

  @Test("A label is escaped, on one line and bounded")
  func labels() {
    #expect(MetricRegistry.escaped("a\"b\\c\nd\u{1B}\u{202E}e") == "a\\\"b\\\\c de")
    #expect(
      MetricRegistry.escaped(String(repeating: "å", count: 1000)).utf8.count <= MetricRegistry.labelLimit)
  }

  @Test("Numbers are written so that they read back the same")
  func numbers() {
    #expect(MetricRegistry.number(3) == "3")
    #expect(MetricRegistry.number(-0.25) == "-0.25")
    #expect(MetricRegistry.number(1_764_032_400) == "1764032400")
    #expect(MetricRegistry.number(.infinity) == "+Inf")
    for value in [0.1, 1e-9, 123_456.789, 1e20] { #expect(Double(MetricRegistry.number(value)) == value) }
  }

  @Test("Buckets count what lies at or below their bound, and the last all")
  func histogram() {
    let metrics = MetricRegistry()
    for value in [0.001, 0.0011, 70, -5] { metrics.observe(.stageDuration, ["read"], value) }
    let lines = String(decoding: metrics.text(), as: UTF8.self).split(separator: "\n")
    func value(_ start: String) -> String? {
      lines.first { $0.hasPrefix(start) }?.split(separator: " ").last.map(String.init)
    }
    #expect(value("lyssnad_stage_duration_seconds_bucket{stage=\"read\",le=\"0.001\"}") == "2")
    #expect(value("lyssnad_stage_duration_seconds_bucket{stage=\"read\",le=\"0.0025\"}") == "3")
    #expect(value("lyssnad_stage_duration_seconds_bucket{stage=\"read\",le=\"60\"}") == "3")
    #expect(value("lyssnad_stage_duration_seconds_bucket{stage=\"read\",le=\"+Inf\"}") == "4")
    #expect(value("lyssnad_stage_duration_seconds_count") == "4")
    #expect(
      value("lyssnad_stage_duration_seconds_sum").flatMap(Double.init).map { abs($0 - 70.0021) < 1e-9 }
        == true)
  }

  @Test("Series are bounded, and those of what is gone go")
  func bounded() {
    let metrics = MetricRegistry()
    for number in 0..<(MetricRegistry.seriesLimit + 100) { metrics.add(.sourceReconnects, ["\(number)"]) }
    #expect(metrics.total(of: .sourceReconnects) == Double(MetricRegistry.seriesLimit))
    metrics.replace(.sourceBacklog, with: [(["a"], 1), (["b"], 2)])
    metrics.replace(.sourceBacklog, with: [(["b"], 3)])
    #expect(metrics.value(.sourceBacklog, ["a"]) == nil)
    #expect(metrics.value(.sourceBacklog, ["b"]) == 3)
  }

  @Test("Events are counted before they are coalesced or left out")
  func events() {
    let written = CollectedEvents()
    let metrics = MetricRegistry()
    let log = MeteringLog(ServiceLog(written, level: .error, uptime: { 0 }), into: metrics)
    for _ in 0..<7 { log.record(Event(.sourceLost, .error, "x", source: "a")) }
    log.record(Event(.sourceRefused, .warning, "a file was left alone", source: "a"))
    log.record(Event(.sourceRecovered, .notice, "back", source: "a"))
    #expect(written.events.count == 1)
    #expect(metrics.value(.events, ["source.lost", "error"]) == 7)
    #expect(metrics.value(.sourceFailures, ["a", "source.lost"]) == 7)
    #expect(metrics.value(.sourceFailures, ["a", "source.refused"]) == nil)
    #expect(metrics.value(.sourceReconnects, ["a"]) == 1)
  }

  @Test("The file is replaced as a whole, for everybody to read, and writes through no link")
  func file() throws {
    let folder = try TemporaryFolder()
    let victim = try folder.write("keep", to: "victim")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/lyssnad.prom.new", withDestinationPath: victim)
    let before = umask(0o077)
    defer { umask(before) }
    let file = MetricsFile(path: folder.path + "/lyssnad.prom")
    for text in ["one\n", "two\n"] {
      try file.write(Array(text.utf8))
      #expect(try String(contentsOfFile: file.path, encoding: .utf8) == text)
    }
    #expect(try String(contentsOfFile: victim, encoding: .utf8) == "keep")
    var status = stat()
    #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o644)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["lyssnad.prom", "victim"])
    let missing = MetricsFile(path: folder.path + "/no/lyssnad.prom")
    #expect(throws: MetricsFile.Failure.self) { try missing.write([1]) }
  }
}

/// The alert rules and the dashboard that are shipped.
@Suite("Alerts and dashboard")
struct MonitoringTests {
  private let folder = repository.appendingPathComponent("config/metrics")

  private func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// The names of metrics in a text, as they are declared: a histogram's series without their endings.
  private func names(in text: String) -> Set<String> {
    let words = text.matches(of: /lyssnad_[a-z_]+/).map { String($0.output) }
    return Set(
      words.map { word in
        for ending in ["_bucket", "_sum", "_count"] where word.hasSuffix(ending) {
          let stem = String(word.dropLast(ending.count))
          if Metric(rawValue: stem)?.kind == .histogram { return stem }
        }
        return word
      })
  }

  @Test("Every metric that an alert, its test or a panel names is one that the program writes")
  func known() throws {
    let known = Set(Metric.allCases.map(\.rawValue))
    for file in ["lyssnad.rules.yaml", "lyssnad.rules.test.yaml", "lyssnad.dashboard.json"] {
      let named = names(in: try text(file))
      #expect(!named.isEmpty)
      #expect(named.subtracting(known) == [], "\(file)")
    }
  }

  @Test("Every metric is shown by a panel")
  func shown() throws {
    let shown = names(in: try text("lyssnad.dashboard.json"))
    #expect(Set(Metric.allCases.map(\.rawValue)).subtracting(shown) == [])
  }

  @Test("Labels that an alert or a panel selects by are those of the metric, with values that exist")
  func labels() throws {
    let events = Set(Event.Name.allCases.map(\.rawValue))
    for file in ["lyssnad.rules.yaml", "lyssnad.dashboard.json"] {
      let text = try text(file).replacing("\\\"", with: "\"")
      for match in text.matches(of: /(lyssnad_[a-z_]+?)(?:_bucket|_sum|_count)?\{([^}]*)\}/) {
        let metric = try #require(Metric(rawValue: String(match.output.1)), "\(match.output.0)")
        for selector in match.output.2.split(separator: ",") {
          let label = selector.prefix { $0 != "=" && $0 != "!" }
          #expect(metric.labels.contains(String(label)) || label == "instance", "\(match.output.0)")
          let value = selector.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
          if label == "event" { #expect(events.contains(String(value)), "\(value)") }
        }
      }
    }
  }

  @Test("Each alert names a section of lyssnad(7) that is there, and is tested")
  func runbooks() throws {
    let rules = try text("lyssnad.rules.yaml")
    let manual = try String(
      contentsOf: repository.appendingPathComponent("config/man/lyssnad.7"), encoding: .utf8)
    let sections = Set(
      manual.split(separator: "\n").filter { $0.hasPrefix(".Ss ") || $0.hasPrefix(".Sh ") }.map {
        String($0.dropFirst(4))
      })
    let alerts = rules.matches(of: /- alert: (\w+)/).map { String($0.output.1) }
    let runbooks = rules.matches(of: /runbook: "man 7 lyssnad, ([A-Z ]+)"/).map { String($0.output.1) }
    #expect(alerts.count >= 15)
    #expect(runbooks.count == alerts.count)
    for runbook in runbooks { #expect(sections.contains(runbook), "\(runbook)") }
    let tests = try text("lyssnad.rules.test.yaml")
    for alert in alerts { #expect(tests.contains("alertname=\"\(alert)\""), "\(alert)") }
    // The manual has a section for each event that asks somebody to act.
    for section in ["SOURCE LATE", "DISK LOW", "STORE FAILED", "METRICS FAILED"] {
      #expect(sections.contains(section))
    }
  }

  @Test("Every event of the log stands in lyssnad(7)")
  func events() throws {
    let manual = try String(
      contentsOf: repository.appendingPathComponent("config/man/lyssnad.7"), encoding: .utf8)
    for event in Event.Name.allCases { #expect(manual.contains(event.rawValue), "\(event.rawValue)") }
  }

  @Test(
    "Each alert fires where what it watches breaks, and none where all is well",
    .enabled(if: isInstalled("promtool")))
  func rules() throws {
    let check = try #require(
      try run("promtool", ["check", "rules", folder.appendingPathComponent("lyssnad.rules.yaml").path]))
    #expect(check.status == 0, "\(check.output)")
    let test = try #require(
      try run("promtool", ["test", "rules", folder.appendingPathComponent("lyssnad.rules.test.yaml").path]))
    #expect(test.status == 0, "\(test.output)")
  }

  @Test("The dashboard is JSON whose panels have numbers of their own and do not overlap")
  func dashboard() throws {
    let data = try Data(contentsOf: folder.appendingPathComponent("lyssnad.dashboard.json"))
    let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let panels = try #require(dashboard["panels"] as? [[String: Any]])
    #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
    var taken = Set<[Int]>()
    for panel in panels {
      let place = try #require(panel["gridPos"] as? [String: Int])
      let (x, y, w, h) = (place["x"] ?? 0, place["y"] ?? 0, place["w"] ?? 0, place["h"] ?? 0)
      #expect(x + w <= 24)
      for column in x..<(x + w) {
        for row in y..<(y + h) { #expect(taken.insert([column, row]).inserted) }
      }
    }
  }
}
