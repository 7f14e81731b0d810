import Feedback
import Foundation
import Intake
import Operations
import Settings
import Stores
import Themes

/// The service's vital signs, looked at once a second: feeds the watchdog from the pulse of the work, finds the sources
/// that are late and what will expire, and tells systemd, the store and the metrics how it goes.
struct Vitals: Sendable {
  let workshop: Workshop
  let sources: [any Source]
  let pulse: Pulse
  let manager: ServiceManager
  let log: any EventLog
  let metrics: MetricRegistry
  let disk: DiskGuard
  let forecast: ExpiryForecast
  let health: HealthBoard

  /// Seconds that may pass between two answers of a source that is well: its poll, and a slow answer.
  private static let ordinarySilence: Double = 120

  private var surroundings: Surroundings { workshop.surroundings }

  /// Ends with its task.
  func watch() async throws {
    let period = min(manager.watchdogPeriod ?? .seconds(1), .seconds(1))
    let late = LateSources(limits: workshop.lateness, log: log)
    let secrets = workshop.secretExpiries
    let outlets = MetricsOutlets(
      workshop.settings.metrics, metrics: metrics, health: health, log: log, surroundings: surroundings)
    let figures = StoreFigures(workshop: workshop, metrics: metrics, log: log)
    metrics.replace(.buildInfo, with: [([LyssnadCommand.version], 1)])
    metrics.replace(.modelInfo, with: [([workshop.tagger.version], 1)])
    var told = ""
    var reported: [SourceName: SourceStatus] = [:]
    var successes: [SourceName: Success] = [:]
    var corrections: String?
    while true {
      let stalled = pulse.stalled(longerThan: workshop.longestStep)
      if stalled.isEmpty { manager.watchdog() }
      // Also where nothing arrives that would ask: the alert and the log are to know before.
      let low = disk.look()
      var signs = [SourceSigns]()
      for source in sources {
        guard let sign = await self.signs(of: source, late, &successes[source.name]) else { continue }
        signs.append(sign)
        forecast.judge(
          .certificate, of: source.name, expires: sign.health.certificateExpires, now: surroundings.now(),
          uptime: surroundings.uptime())
        forecast.judge(
          .tokenCertificate, of: source.name, expires: sign.health.tokenCertificateExpires,
          now: surroundings.now(), uptime: surroundings.uptime())
        forecast.judge(
          .secret, of: source.name, expires: secrets[source.name], now: surroundings.now(),
          uptime: surroundings.uptime())
        guard reported[source.name].map({ sign.status.tellsMore(than: $0) }) ?? true else { continue }
        // A store that does not work is told of by the lines.
        try? await workshop.store.report(sign.status)
        reported[source.name] = sign.status
      }
      await heed(&corrections)
      let text = Self.sentence(signs.map(\.status), isLow: low != nil)
      if text != told { manager.status(text) }
      told = text
      tell(signs, secrets)
      health.put(
        stalled.map { "\($0) is stuck in one step of its work" }
          + signs.compactMap { signs in signs.late.map { "\(signs.status.name) \($0)" } }
          + (low.map { [$0] } ?? []),
        at: surroundings.uptime())
      await figures.update()
      outlets.update()
      try await Task.sleep(for: period)
    }
  }

  /// What officers say counts for the next passage. A store that does not work is told of by the lines.
  /// - Parameter known: the revision of the corrections that the tagger knows; becomes the present one.
  private func heed(_ known: inout String?) async {
    guard let revision = try? await workshop.store.correctionsRevision(), revision != known,
      let corrected = try? await workshop.store.correctedPassages()
    else { return }
    workshop.tagger.remember(corrected)
    known = revision
  }

  /// What a look at one source gave.
  private struct SourceSigns {
    var status: SourceStatus
    var health: SourceHealth
    /// How it is late, where it is.
    var late: String?
  }

  /// When a source was last known to succeed.
  private struct Success {
    /// By a clock that nobody sets.
    var uptime: Double
    var time: Date?
  }

  /// Nil where its line has not begun.
  /// - Parameter latest: the latest success that is known of it, kept from look to look: a source that was quiet for hours
  ///   and well is not late the moment that its connection breaks.
  private func signs(
    of source: any Source, _ late: LateSources, _ latest: inout Success?
  ) async -> SourceSigns? {
    let (count, oldest) = await source.backlog()
    let health = await (source as? any HealthTelling)?.health() ?? SourceHealth()
    guard let beat = pulse.sources[source.name] else { return nil }
    let uptime = surroundings.uptime()
    var (succeeded, lastSuccess) = (beat.succeeded, beat.lastSuccess)
    if beat.state == .idle {
      // A source that waits for something to arrive succeeds as often as it hears that there is nothing. Between two
      // such answers it is silent by nature.
      let silence = health.sinceAnswer.map { $0 / .seconds(1) } ?? 0
      succeeded = max(succeeded, uptime - max(0, silence - Self.ordinarySilence))
      lastSuccess = max(lastSuccess ?? .distantPast, surroundings.now().addingTimeInterval(-silence))
    }
    if let latest {
      succeeded = max(succeeded, latest.uptime)
      // The time of day may have been set back meanwhile: what belongs to the later success counts.
      if latest.uptime >= succeeded { lastSuccess = latest.time }
    }
    latest = Success(uptime: succeeded, time: lastSuccess)
    let sentence = late.judge(source.name, succeeded: succeeded, now: uptime, error: beat.error)
    return SourceSigns(
      status: SourceStatus(
        name: source.name, kind: source.kind, state: sentence == nil ? beat.state : .late,
        lastSuccess: lastSuccess, oldestWaiting: oldest, backlog: count, error: beat.error ?? sentence),
      health: health, late: sentence)
  }

  /// For `systemctl status`.
  private static func sentence(_ sources: [SourceStatus], isLow: Bool) -> String {
    let late = sources.filter { $0.state == .late }.map(\.name.rawValue)
    let backlog = sources.reduce(0) { $0 + $1.backlog }
    return "watches \(sources.count) sources, backlog \(backlog)"
      + (late.isEmpty ? "" : "; LATE: \(late.joined(separator: ", "))")
      + (isLow ? "; DISK LOW, intake waits" : "")
  }

  /// Sets the figures of the sources; those of sources that are gone go too.
  private func tell(_ signs: [SourceSigns], _ secrets: [SourceName: Date]) {
    let now = surroundings.now()
    typealias Labelled = (labels: [String], value: Double)
    func series(_ value: (SourceSigns) -> Double?) -> [Labelled] {
      signs.compactMap { sign in value(sign).map { ([sign.status.name.rawValue], $0) } }
    }
    let states: [SourceStatus.State] = [
      .starting, .connecting, .idle, .working, .waiting, .late, .stopped,
    ]
    metrics.replace(
      .sourceState,
      with: signs.flatMap { sign in
        states.map { ([sign.status.name.rawValue, $0.rawValue], sign.status.state == $0 ? 1 : 0) }
      })
    metrics.replace(.sourceLate, with: series { $0.late == nil ? 0 : 1 })
    metrics.replace(.sourceLastSuccess, with: series { $0.status.lastSuccess?.timeIntervalSince1970 })
    metrics.replace(.sourceLag, with: series { Double($0.status.lag(at: now) ?? 0) })
    metrics.replace(.sourceBacklog, with: series { Double($0.status.backlog) })
    metrics.replace(.certificateExpiry, with: series { $0.health.certificateExpires?.timeIntervalSince1970 })
    metrics.replace(
      .tokenCertificateExpiry,
      with: series { $0.health.tokenCertificateExpires?.timeIntervalSince1970 })
    metrics.replace(
      .tokenExpiry, with: series { $0.health.tokenLife.map { now.timeIntervalSince1970 + $0 / .seconds(1) } })
    metrics.replace(.secretExpiry, with: series { secrets[$0.status.name]?.timeIntervalSince1970 })
    metrics.set(.diskLow, to: disk.isLow ? 1 : 0)
    metrics.set(.heartbeatTimestamp, to: now.timeIntervalSince1970.rounded())
  }
}

extension SourceStatus {
  /// Whether it differs from an earlier one by more than some seconds of the time of the last success.
  fileprivate func tellsMore(than earlier: SourceStatus) -> Bool {
    var same = self
    same.lastSuccess = earlier.lastSuccess
    // The sentence of a late source counts seconds.
    if state == .late, earlier.state == .late { same.error = earlier.error }
    guard same == earlier, let lastSuccess, let before = earlier.lastSuccess else {
      return same != earlier || lastSuccess != earlier.lastSuccess
    }
    // Either way: a clock that is set back must not silence it.
    return abs(lastSuccess.timeIntervalSince(before)) > 15
  }
}
