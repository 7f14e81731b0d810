import ArgumentParser
import Documents
import Feedback
import Foundation
import Operations
import Settings
import Stores

struct RunCommand: AsyncParsableCommand {
  enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "The daemon: takes in what the sources have, until it is told to stop.",
    discussion: """
      Under systemd (Type=notify) it tells when it is ready and logs to the journal; elsewhere it logs to standard \
      error. SIGTERM and SIGINT end it in order, SIGHUP reads the configuration again.
      """)

  @OptionGroup var common: CommonOptions

  @Option(name: .long, help: "Log lines to standard error in this form: text or json.")
  var logFormat: LogFormat?

  func run() async throws {
    let signals = Signals()
    let settings = try Workshop.settings(from: common.config)
    let journal = logger(settings)
    let metrics = MetricRegistry()
    let log = MeteringLog(journal, into: metrics)
    log.record(
      Event(.serviceStarted, .notice, "lyssnad \(LyssnadCommand.version) starts with \(common.config)"))
    try Identity.becomeOwner(of: settings.store.path)
    guard let lock = try ServiceLock(beside: settings.store.path) else {
      throw Failure(
        .tryAgain, "\(settings.store.path): another lyssnad serves this store; stop it, or name another store"
      )
    }
    defer { withExtendedLifetime(lock) {} }
    let workshop: Workshop
    do {
      workshop = try await Workshop(configurationFile: common.config)
    } catch {
      log.record(Event(.storeFailed, .error, "\(error)"))
      throw error
    }
    if let earlier = workshop.store.migratedFrom {
      log.record(
        Event(.storeMigrated, .notice, "the store was brought up to date from schema \(earlier)"))
    }
    if let unusable = workshop.unusableModel {
      // As after an upgrade to a program that reads models of another format: the service goes on with the shipped one.
      _ = try await workshop.store.activate(version: nil)
      log.record(
        Event(
          .modelActivated, .warning,
          "\(unusable); the shipped model \(workshop.shippedModelVersion) is in use until \"lyssnad train\" makes another"
        ))
    }
    for notice in workshop.settings.withoutEffect {
      log.record(Event(.serviceStarted, .warning, "\(notice); it has no effect yet"))
    }
    try await Service(
      manager: ServiceManager(), log: log, signals: signals,
      reread: {
        let next = try await $0.rearranged()
        journal.setLevel(Self.level(next.settings))
        return next
      }, metrics: metrics
    ).run(workshop)
    await workshop.documents.shutdown()
    journal.flush()
  }

  private static func level(_ settings: Settings) -> Event.Priority {
    Event.Priority(rawValue: settings.log.level.priority) ?? .info
  }

  private func logger(_ settings: Settings) -> ServiceLog {
    let format = logFormat.map { $0 == .json ? StandardErrorLog.Format.json : .text }
    return ServiceLog(
      level: Self.level(settings), format: format,
      now: Surroundings.system.now, uptime: Surroundings.system.uptime)
  }
}
