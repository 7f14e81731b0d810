import Feedback
import Foundation
import Operations
import Stores
import Support
import Testing

/// The running service as the monitoring sees it.
@Suite(.serialized)
struct MonitoringDaemonTests {
  private typealias Running = DaemonTests.Daemon

  private func metrics(_ house: House) -> [Substring] {
    ((try? String(contentsOfFile: house.folder.path + "/lyssnad.prom", encoding: .utf8)) ?? "").split(
      separator: "\n")
  }

  private func value(_ series: String, in lines: [Substring]) -> Double? {
    lines.first { $0.hasPrefix(series + " ") }.flatMap { Double($0.dropFirst(series.count + 1)) }
  }

  private func house(_ more: String = "", source: String = "") throws -> House {
    let house = try House(more: "metrics: { textfile: /dev/null.prom, listen: \"127.0.0.1:1\" }\n" + more)
    let port = try freePort()
    let text = try String(contentsOfFile: house.configuration, encoding: .utf8)
      .replacing("/dev/null.prom", with: house.folder.path + "/lyssnad.prom")
      .replacing("127.0.0.1:1\"", with: "127.0.0.1:\(port)\"")
      .replacing("    reporter:", with: "\(source)    reporter:")
    try house.folder.write(text, to: "lyssnad.yaml")
    return house
  }

  private func url(_ house: House) throws -> String {
    let text = try String(contentsOfFile: house.configuration, encoding: .utf8)
    let port = try #require(text.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.output.1)
    return "http://127.0.0.1:\(port)"
  }

  private func get(_ url: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    process.arguments = ["-s", "--max-time", "20", url]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  /// Just these alerts fire, once what the figures tell has lasted for so many hours.
  private func expectAlerts(
    _ alerts: [String], of figures: String, after hours: Int, healthy: String? = nil, isDead: Bool = false,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    guard Alerts.isAvailable else { return }
    let problem = try Alerts.problem(
      expecting: alerts, of: figures, after: hours, healthy: healthy, isDead: isDead)
    #expect(problem == nil, sourceLocation: location)
  }

  @Test func itsFiguresTellWhatItDid() throws {
    let house = try house()
    let daemon = try Running(house)
    try house.folder.write(try House.sample("04-fran-telefonen.eml"), to: "in/good.eml")
    try house.folder.write(Data("MZ\u{0}\u{1}".utf8), to: "in/program.exe")
    let url = try url(house)
    var lines = [Substring]()
    #expect(
      try eventually {
        lines = try get(url + "/metrics").split(separator: "\n")
        return value(
          #"lyssnad_messages_total{source="inlamning",outcome="stored",reason=""}"#, in: lines) == 1
          && value(
            #"lyssnad_messages_total{source="inlamning",outcome="quarantined",reason="unsupported_type"}"#,
            in: lines) == 1
      }, "\(lines)")
    #expect(try get(url + "/healthz") == "ok\n")
    #expect((value(#"lyssnad_stage_duration_seconds_count{stage="read"}"#, in: lines) ?? 0) >= 2)
    #expect((value(#"lyssnad_stage_duration_seconds_count{stage="commit"}"#, in: lines) ?? 0) >= 1)
    #expect(value("lyssnad_message_delay_seconds_count", in: lines) == 2)
    #expect((value("lyssnad_store_free_bytes", in: lines) ?? 0) > 0)
    #expect(lines.contains { $0.hasPrefix("lyssnad_model_info{version=") })
    #expect(value(#"lyssnad_source_late{source="inlamning"}"#, in: lines) == 0)
    // The file follows, with the same figures.
    #expect(
      eventually {
        value(
          #"lyssnad_messages_total{source="inlamning",outcome="stored",reason=""}"#, in: metrics(house)) == 1
      })
    // Nothing of a message or a person is in any of it.
    let all = lines.joined(separator: "\n")
    for word in ["@", "good.eml", "program.exe", house.folder.path] { #expect(!all.contains(word)) }
    // Each name is one that is declared.
    let known = Set(Metric.allCases.map(\.rawValue))
    for line in lines where line.hasPrefix("# TYPE ") {
      #expect(known.contains(String(line.split(separator: " ")[2])))
    }
    #expect(daemon.stop() == 0)
  }

  @Test func aSourceThatDoesNotSucceedIsLateInLogStatusMetricsAndHealth() throws {
    let house = try house(source: "    late_after: 2s\n")
    let daemon = try Running(house)
    let url = try url(house)
    var healthy = ""
    #expect(
      try eventually {
        healthy = try get(url + "/metrics")
        return healthy.contains("lyssnad_source_late{source=\"inlamning\"} 0")
      })
    let aside = house.folder.path + "/aside"
    try FileManager.default.moveItem(atPath: house.drop, toPath: aside)
    #expect(eventually { daemon.log.contains(" error source.late source=inlamning ") }, "\(daemon.log)")
    #expect(try eventually { try get(url + "/healthz").hasPrefix("inlamning has not succeeded for") })
    #expect(
      try eventually {
        value(
          #"lyssnad_source_late{source="inlamning"}"#, in: try get(url + "/metrics").split(separator: "\n"))
          == 1
      })
    try expectAlerts(["LyssnadSourceLate"], of: get(url + "/metrics"), after: 1, healthy: healthy)
    try expectAlerts([], of: healthy, after: 2)
    // Nothing is told any more.
    try expectAlerts(["LyssnadDown"], of: healthy, after: 1, isDead: true)
    #expect(
      try eventually {
        let status = try house.records("status", "--json").first
        let source = (status?["sources"] as? [[String: Any]])?.first
        return status?["state"] as? String == "late" && source?["state"] as? String == "late"
          && source?["error"] is String
      })
    #expect(eventually { daemon.notify.messages.contains { $0.contains("LATE: inlamning") } })
    try FileManager.default.moveItem(atPath: aside, toPath: house.drop)
    #expect(eventually { daemon.log.contains("source.recovered") }, "\(daemon.log)")
    #expect(try eventually { try get(url + "/healthz") == "ok\n" })
    #expect(daemon.log.split(separator: "\n").count { $0.contains("source.late") } == 1)
    #expect(daemon.stop() == 0)
  }

  /// Longer without anything to take in than it may be late, and well; then it is away for a moment.
  @Test func aQuietSourceIsNotLateTheMomentThatItBreaks() throws {
    let house = try house(source: "    late_after: 10s\n")
    let daemon = try Running(house)
    #expect(eventually { daemon.log.contains("source.connected") })
    usleep(13_000_000)
    let broken = Date()
    let aside = house.folder.path + "/aside"
    try FileManager.default.moveItem(atPath: house.drop, toPath: aside)
    #expect(eventually { daemon.log.contains(" error source.lost ") }, "\(daemon.log)")
    usleep(2_000_000)
    // On a machine that took long for that, it is late by right.
    let isLate = daemon.log.contains("source.late")
    if Date().timeIntervalSince(broken) < 9 { #expect(!isLate, "\(daemon.log)") }
    try FileManager.default.moveItem(atPath: aside, toPath: house.drop)
    #expect(daemon.stop() == 0)
  }

  /// Every line that the service writes is one of its events, on one line and printable: nothing of a library.
  @Test func nothingButItsEventsIsWritten() throws {
    let house = try house()
    let program = Program()
    let process = try program.start(
      ["run", "--log-format", "json", "--config", house.configuration], output: house.folder.path + "/log")
    for name in ["04-fran-telefonen.eml", "07-svar-med-historik.eml", "14-okand-avsandare.eml"] {
      try house.folder.write(try House.sample(name), to: "in/\(name)")
    }
    try house.folder.write(
      Data([0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 7, count: 500)), to: "in/broken.docx")
    try house.folder.write("<html><body><p>\u{1B}[31mRöd\u{202E}</p>", to: "in/odd\u{1B}[2J.html")
    try house.folder.write("{\\rtf1 {{{ broken", to: "in/broken.rtf")
    try house.folder.write("%PDF-1.7 broken", to: "in/broken.pdf")
    func log() -> [Substring] {
      ((try? String(contentsOfFile: house.folder.path + "/log", encoding: .utf8)) ?? "").split(
        separator: "\n")
    }
    #expect(eventually { log().count { $0.contains("\"message.") } >= 7 }, "\(log())")
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let names = Set(Event.Name.allCases.map(\.rawValue))
    for line in log() {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(names.contains(object?["event"] as? String ?? ""), "\(line)")
      let text = object?["text"] as? String ?? ""
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 || (0x202A...0x202E).contains($0.value) })
    }

    // What is normal of it is passed over by logcheck; what somebody should see is not.
    let rules = House.repository.appendingPathComponent("config/debian/logcheck").path
    let lines = try log().map { line -> (priority: String, line: String) in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return (
        object?["priority"] as? String ?? "",
        "2026-11-25T08:02:11.123456+01:00 server-1 lyssnad[123]: \(object?["text"] as? String ?? "")"
      )
    }
    for (priority, line) in lines {
      let passed = try grep(line, rules)
      #expect(passed == ["info", "notice"].contains(priority), "\(priority) \(line)")
      #expect(
        try grep(line.replacing("2026-11-25T08:02:11.123456+01:00", with: "Nov 25 08:02:11"), rules) == passed
      )
    }
    #expect(lines.contains { $0.priority == "warning" })
  }

  private func grep(_ line: String, _ rules: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Comments and empty lines are taken out, as logcheck does.
    process.arguments = [
      "-c", "printf '%s\\n' \"$2\" > \"$3\"; grep -v '^#' \"$1\" | grep -Eq -f - \"$3\"", "sh", rules, line,
      NSTemporaryDirectory() + "logcheck-\(getpid())",
    ]
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// A server certificate that ends within days, and a client secret whose end the configuration names.
  @Test func whatWillExpireIsForecast() throws {
    let folder = try TemporaryFolder()
    let authority = try TestCA()
    let server = try Dovecot(certificate: try authority.good())
    try folder.write("hemligt\n", to: "secret")
    let configuration = try folder.write(
      """
      store: sqlite://\(folder.path)/lyssnad.db
      sources:
        - name: mots
          url: imaps://127.0.0.1:\(server.imapsPort)/INBOX
          user: anna
          password: { file: \(folder.path)/secret }
          ca_file: \(authority.file)
        - name: moln
          url: imaps://127.0.0.1:\(server.imapsPort)/INBOX
          user: bertil
          oauth2:
            token_url: https://127.0.0.1:1/token
            client_id: 00000000-0000-0000-0000-000000000000
            client_secret: { file: \(folder.path)/secret }
            scope: https://outlook.example/.default
            secret_expires: \(Self.day(in: 10))
      senders:
        allow: ["*@uppsala.example"]
        authentication_results: { authserv_id: mx.uppsala.example }
      metrics: { textfile: \(folder.path)/lyssnad.prom }

      """, to: "lyssnad.yaml")
    let daemon = try Daemon(configuration)
    #expect(
      eventually { daemon.lines("warning credential.expiring", of: "moln").count == 1 }, "\(daemon.log)")
    // The test's authority gives its certificates twenty days.
    #expect(
      eventually { daemon.lines("warning certificate.expiring", of: "mots").count == 1 }, "\(daemon.log)")
    func figures() -> String {
      (try? String(contentsOfFile: folder.path + "/lyssnad.prom", encoding: .utf8)) ?? ""
    }
    #expect(
      eventually {
        figures().contains("lyssnad_source_certificate_expiry_timestamp_seconds{source=\"mots\"} ")
      },
      "\(figures()) \(daemon.log)")
    #expect(figures().contains("lyssnad_source_secret_expiry_timestamp_seconds{source=\"moln\"} "))
    try expectAlerts(["LyssnadSecretExpiring"], of: figures(), after: 2)
    daemon.stop()
  }

  /// The endpoint's own certificate, which nobody sees but the service.
  @Test func theTokenEndpointsCertificateIsForecast() throws {
    let port = try freePort()
    let house = try TokenHouse(rest: "metrics: { listen: \"127.0.0.1:\(port)\" }") { dovecot in
      [.token(dovecot.token(for: "anna"))]
    }
    let daemon = try Daemon(house.configuration)
    #expect(
      eventually { daemon.lines("warning certificate.expiring").contains { $0.contains("token endpoint") } },
      "\(daemon.log)")
    #expect(
      try eventually {
        try get("http://127.0.0.1:\(port)/metrics").contains(
          "lyssnad_source_token_certificate_expiry_timestamp_seconds{source=\"mots\"} ")
      })
    // Twenty days are left; two weeks before the end somebody is told. In a time that stands still no token is renewed.
    try expectAlerts(
      ["LyssnadTokenCertificateExpiring", "LyssnadCertificateExpiring", "LyssnadTokenNotRenewed"],
      of: get("http://127.0.0.1:\(port)/metrics"), after: 200)
    let check = try Program().run(["check", "--connect", "--config", house.configuration])
    #expect(check.output.contains("token endpoint's certificate expires on"), "\(check.output)")
    daemon.stop()
  }

  /// Where the kernel refuses the filter, documents are read all the same, and the log, the figures and `check` say it;
  /// where it does not, none of them does.
  @Test(arguments: [true, false])
  func aReaderThatCannotConfineItselfIsTold(_ isRefused: Bool) throws {
    let house = try house()
    let log = house.folder.path + "/log"
    let tracer = isRefused ? WithoutSeccomp.command : []
    let process = try house.program.start(
      ["run", "--config", house.configuration], output: log, through: tracer)
    try house.folder.write("<p>Bageriet väntade åtta veckor på bygglov.</p>", to: "in/a.html")
    let url = try url(house)
    var text: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
    #expect(eventually { text.contains(" message.stored ") }, "\(text)")
    #expect(
      try eventually {
        value("lyssnad_reader_confined", in: try get(url + "/metrics").split(separator: "\n"))
          == (isRefused ? 0 : 1)
      })
    if isRefused { try expectAlerts(["LyssnadReaderImpaired"], of: get(url + "/metrics"), after: 1) }
    #expect(
      text.split(separator: "\n").count { $0.contains(" warning reader.impaired ") } == (isRefused ? 1 : 0),
      "\(text)")
    let output = house.folder.path + "/check"
    let check = try house.program.start(
      ["check", "--config", house.configuration], output: output, through: tracer)
    check.waitUntilExit()
    #expect(check.terminationStatus == 0)
    let said = try String(contentsOfFile: output, encoding: .utf8)
    #expect(said.contains("READER IMPAIRED") == isRefused, "\(said)")
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private static func day(in days: Double) -> String {
    String(Date(timeIntervalSinceNow: days * 86_400).rfc3339.prefix(10))
  }

  /// Below `limits.free_disk` intake waits with one line, before the store has failed, and goes on by itself.
  @Test func aDiskThatIsNearlyFullPausesIntakeBeforeTheStoreFails() async throws {
    let house = try house()
    let disk = house.folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let mount = try Disk(at: disk, megabytes: 20)
    let text = try String(contentsOfFile: house.configuration, encoding: .utf8)
    try house.folder.write(text.replacing(house.store, with: disk + "/lyssnad.db"), to: "lyssnad.yaml")
    let daemon = try Running(house)
    try mount.fill(leaving: 900_000)
    #expect(eventually { daemon.log.contains(" error disk.low ") }, "\(daemon.log)")
    try FaultTests.fill(house, 20)
    #expect(try eventually { try house.records("status", "--json").first?["state"] as? String == "waiting" })
    #expect(try FaultTests.waiting(house) == 20)
    #expect(try get(url(house) + "/healthz").contains("intake waits"))
    try expectAlerts(["LyssnadDiskLow"], of: get(url(house) + "/metrics"), after: 1)
    try mount.makeRoom()
    #expect(eventually { (try? FaultTests.waiting(house)) == 0 }, "\(daemon.log)")
    #expect(daemon.log.contains("store.recovered"))
    #expect(!daemon.log.contains("store.failed"))
    #expect(daemon.log.split(separator: "\n").count { $0.contains("disk.low") } == 1)
    #expect(daemon.stop() == 0)
  }
}
