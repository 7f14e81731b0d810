import Feedback
import Foundation
import Operations
import Settings
import Stores

/// The figures that the store is asked for: seldom, and only where something may have changed, so that an idle service
/// costs nothing.
actor StoreFigures {
  /// Seconds between two counts of the store, and two looks at how it was tagged.
  private static let countInterval: Double = 60
  private static let taggingInterval: Double = 3600
  /// Of which time mixes of themes are compared, in seconds.
  private static let period: Double = 30 * 86_400
  /// Fewer passages than this, in either period, tell nothing.
  private static let leastPassages = 200
  /// From which difference on somebody should look; two samples of 200 passages of the same mix stay below it.
  private static let mostDrift = 0.2

  private let workshop: Workshop
  private let metrics: MetricRegistry
  private let log: any EventLog
  private var countDue: Double?
  private var taggingDue: Double?
  private var driftToldAt: Double?
  private var counted: Double?

  init(workshop: Workshop, metrics: MetricRegistry, log: any EventLog) {
    self.workshop = workshop
    self.metrics = metrics
    self.log = log
  }

  /// Asks where it is time to. A store that does not work is told of by the lines.
  func update() async {
    let uptime = workshop.surroundings.uptime()
    if countDue.map({ uptime >= $0 }) ?? true {
      countDue = uptime + Self.countInterval
      await count()
    }
    if taggingDue.map({ uptime >= $0 }) ?? true {
      taggingDue = uptime + Self.taggingInterval
      await compare(uptime)
    }
  }

  private func count() async {
    let space = FreeSpace(at: workshop.settings.store.path)
    metrics.set(.storeFree, to: space.map { Double($0.free) })
    metrics.set(.storeCapacity, to: space.map { Double($0.capacity) })
    let taken = metrics.total(of: .messages)
    guard counted != taken, let status = try? await workshop.store.status() else { return }
    counted = taken
    metrics.set(.storeSize, to: Double(status.bytes))
    metrics.replace(
      .storedMessages,
      with: ["stored", "duplicate", "ignored", "quarantined"].map { ([$0], Double(status.outcomes[$0] ?? 0)) }
    )
    // Of an empty span: what waits in quarantine alone.
    let now = workshop.surroundings.now()
    if let mix = try? await workshop.store.tagging(from: now, to: now) {
      metrics.set(.quarantineWaiting, to: Double(mix.quarantined))
    }
    metrics.set(.storedNotes, to: Double(status.notes))
    metrics.set(.storedPassages, to: Double(status.passages))
    metrics.replace(
      .outbox, with: [(["waiting"], Double(status.outboxWaiting)), (["failed"], Double(status.outboxFailed))])
  }

  private func compare(_ uptime: Double) async {
    let now = workshop.surroundings.now()
    let between = now.addingTimeInterval(-Self.period)
    guard let current = try? await workshop.store.tagging(from: between, to: now),
      let previous = try? await workshop.store.tagging(
        from: between.addingTimeInterval(-Self.period), to: between)
    else { return }
    metrics.set(.quarantineWaiting, to: Double(current.quarantined))
    let periods = [("current", current), ("previous", previous)]
    metrics.replace(.taggedPassages, with: periods.map { ([$0], Double($1.passages)) })
    metrics.replace(
      .untaggedRatio, with: periods.compactMap { name, mix in mix.untaggedRatio.map { ([name], $0) } })
    metrics.replace(
      .themeRatio,
      with: workshop.settings.themes.flatMap { theme in
        periods.compactMap { name, mix in
          mix.ratio(of: ThemeName(rawValue: theme.name)).map { ([theme.name, name], $0) }
        }
      })
    let isTelling = min(current.passages, previous.passages) >= Self.leastPassages
    let drift = isTelling ? current.drift(from: previous) : nil
    metrics.set(.driftRatio, to: drift)
    guard let drift, drift > Self.mostDrift, driftToldAt.map({ uptime - $0 >= 86_400 }) ?? true else {
      return
    }
    driftToldAt = uptime
    log.record(
      Event(
        .modelDrift, .warning,
        "the mix of themes of the last 30 days differs by \(Int((drift * 100).rounded())) % from that of the 30 days "
          + "before; see with \"lyssnad export\" whether companies speak of other things, or the model no longer fits"
      ))
  }
}
