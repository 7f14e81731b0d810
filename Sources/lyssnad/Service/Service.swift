import CLinux
import Embedded
import Feedback
import Foundation
import Intake
import Operations
import Settings
import Stores
import Synchronization
import Themes

/// The daemon: a line for each source, the search index behind them, and the life that systemd sees.
struct Service: Sendable {
  /// Why the lines stopped.
  private enum End: Sendable {
    case stop
    case reload(Workshop)
  }

  let manager: ServiceManager
  let log: any EventLog
  let signals: Signals
  /// Reads the configuration again; throws where it does not hold.
  let reread: @Sendable (Workshop) async throws -> Workshop
  /// What a monitoring system is told.
  var metrics = MetricRegistry()
  /// Called after each commit (the demo shows what was understood).
  var committed: @Sendable ([Entry], [CommitResult]) async -> Void = { _, _ in }

  /// Runs until it is told to stop.
  /// - Throws: `StoreError` where the store fails for good.
  func run(_ first: Workshop) async throws {
    var workshop = first
    let forecast = ExpiryForecast(log: log)
    metrics.set(.startTimestamp, to: workshop.surroundings.now().timeIntervalSince1970.rounded())
    let sources = workshop.sources(log: log).count
    log.record(Event(.serviceReady, .notice, "ready: sources \(sources), model \(workshop.tagger.version)"))
    manager.ready(status: "watches \(sources) sources")
    while true {
      switch try await lines(of: workshop, forecast) {
      case .stop:
        log.record(Event(.serviceStopping, .notice, "stopping; what is not yet committed comes again"))
        manager.stopping(status: "stopping")
        return
      case .reload(let next):
        if next.tagger.version != workshop.tagger.version {
          log.record(Event(.modelActivated, .notice, "the model \(next.tagger.version) is in use"))
        }
        workshop = next
        log.record(Event(.serviceReloaded, .notice, "the configuration was read again and is in force"))
        manager.ready(status: "watches \(workshop.sources(log: log).count) sources")
      }
    }
  }

  /// Runs the lines until a signal ends them, and has seen each of them end.
  private func lines(of workshop: Workshop, _ forecast: ExpiryForecast) async throws -> End {
    let surroundings = workshop.surroundings
    let pulse = Pulse(now: surroundings.now, uptime: surroundings.uptime)
    let bell = Bell()
    let sources = workshop.sources(log: log)
    let disk = DiskGuard(least: workshop.settings.limits.freeDisk.bytes, log: log) {
      [path = workshop.settings.store.path] in
      FreeSpace(at: path)
    }
    var intake = Intake(
      store: workshop.store, reader: workshop.reader, log: log, surroundings: surroundings, pulse: pulse,
      width: workshop.width,
      committed: { entries, results in
        bell.ring()
        metrics.count(entries, results, at: surroundings.now())
        await committed(entries, results)
      })
    intake.timed = { [metrics] in metrics.observe(.stageDuration, [$0.rawValue], $1 / .seconds(1)) }
    intake.mayTakeIn = { source in
      while let why = disk.look() {
        pulse.pauses(source, because: why)
        try await Task.sleep(for: .seconds(1))
      }
    }
    let vitals = Vitals(
      workshop: workshop, sources: sources.map(\.source), pulse: pulse, manager: manager, log: log,
      metrics: metrics,
      disk: disk, forecast: forecast, health: HealthBoard(uptime: surroundings.uptime))
    return try await withThrowingTaskGroup(of: End?.self) { [intake] group in
      for (source, policy) in sources {
        group.addTask {
          try await supervise(source, policy, intake)
          return nil
        }
      }
      group.addTask {
        try await index(workshop.store, after: bell)
        return nil
      }
      group.addTask { [log, metrics] in
        try await ReaderWatch(
          documents: workshop.documents, log: log, metrics: metrics, surroundings: surroundings
        ).watch()
        return nil
      }
      group.addTask {
        try await vitals.watch()
        return nil
      }
      group.addTask {
        for await signal in signals.received {
          switch signal {
          case .stop: return .stop
          case .reload: if let next = await reload(workshop) { return .reload(next) }
          }
        }
        return .stop
      }
      defer { group.cancelAll() }
      while let end = try await group.next() {
        if let end {
          group.cancelAll()
          // What is being committed is either committed or comes again; wait until it is decided which.
          while let _ = try? await group.next() {}
          return end
        }
      }
      return .stop
    }
  }

  private func supervise(_ source: some Source, _ policy: SourcePolicy, _ intake: Intake) async throws {
    try await Supervisor(source: source, policy: policy, intake: intake).run()
  }

  /// The new configuration's workshop, or nil where it does not hold; then the old one stays in force.
  private func reload(_ workshop: Workshop) async -> Workshop? {
    manager.reloading(status: "reads the configuration")
    do {
      return try await reread(workshop)
    } catch {
      log.record(
        Event(
          .serviceReloadRefused, .error,
          "the new configuration is refused, the old one stays in force: \(error)"))
      manager.ready(status: "the new configuration was refused; see the log")
      return nil
    }
  }

  /// The search index follows the commits, and gives way to them: it waits for a pause in a rush of mail, since it would
  /// take the processors and the store's one writer from what is not durable yet. A search takes what is left by itself.
  private func index(_ store: any FeedbackStore, after bell: Bell) async throws {
    for await _ in bell.rings {
      let latest = ContinuousClock.now + .seconds(30)
      var heard: Int
      repeat {
        heard = bell.count
        try await Task.sleep(for: .milliseconds(200))
      } while bell.count != heard && .now < latest
      do throws(StoreError) {
        while try await store.index(atMost: 500) > 0 { try? await Task.sleep(for: .milliseconds(20)) }
        // The rush is over, and the next may be hours away.
        clinux_return_memory()
        clinux_let_go(Embedded.model.baseAddress, UInt(Embedded.model.count))
      } catch  where error.isTemporary {
        // Intake tells of a store that does not work; the index catches up with the next commit, or with a search.
      } catch {
        log.record(
          Event(.storeFailed, .warning, "the search index could not be brought up to date: \(error)"))
      }
    }
  }
}

/// Wakes one waiting task; rings while nobody waits become one.
private final class Bell: Sendable {
  let rings: AsyncStream<Void>
  private let rung = Atomic(0)
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (rings, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    ring()
  }

  func ring() {
    rung.add(1, ordering: .relaxed)
    continuation.yield()
  }

  /// How often it was rung.
  var count: Int { rung.load(ordering: .relaxed) }
}

extension MetricRegistry {
  /// Counts what a commit made of messages, and how long they took from their arrival.
  fileprivate func count(_ entries: [Entry], _ results: [CommitResult], at time: Date) {
    for (entry, result) in zip(entries, results) where result.isNew {
      add(.messages, [entry.source.rawValue, result.outcome.name, result.outcome.reason ?? ""])
      observe(.messageDelay, [], time.timeIntervalSince(entry.receivedAt))
    }
  }
}
