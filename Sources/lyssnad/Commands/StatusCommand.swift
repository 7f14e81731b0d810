import ArgumentParser
import Feedback
import Foundation
import Stores

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Says what each source is doing, and what the store holds.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  func run() async throws {
    let workshop = try await Workshop(common)
    let status = try await workshop.store.status()
    let model = try await workshop.store.activeModel()
    let isRunning = workshop.isServed
    let now = Date()
    let sources = workshop.configuredSources.map { configured -> SourceStatus in
      var source = status.sources.first { $0.name == configured.name } ?? configured
      // What a service that has ended wrote last is no longer so.
      if !isRunning { source.state = .stopped }
      return source
    }
    let state = isRunning ? sources.map(\.state).max { $0.weight < $1.weight } ?? .idle : .stopped
    if output.json {
      Terminal.output.line(
        record(status, state, sources, version: model?.version, trainedAt: model?.trainedAt, workshop, now)
          .line)
    } else {
      show(status, state, sources, version: model?.version ?? workshop.shippedModelVersion, workshop, now)
    }
  }

  private func record(
    _ status: StoreStatus, _ state: SourceStatus.State, _ sources: [SourceStatus], version: String?,
    trainedAt: Date?, _ workshop: Workshop, _ now: Date
  ) -> JSON {
    .object([
      "state": .string(state.rawValue),
      "outcomes": .object([
        "stored": .int(status.outcomes["stored"] ?? 0), "duplicate": .int(status.outcomes["duplicate"] ?? 0),
        "ignored": .int(status.outcomes["ignored"] ?? 0),
        "quarantined": .int(status.outcomes["quarantined"] ?? 0),
      ]),
      "notes": .int(status.notes),
      "passages": .int(status.passages),
      "sources": .array(
        sources.map {
          .object([
            "name": .string($0.name.rawValue), "kind": .string($0.kind.rawValue),
            "state": .string($0.state.rawValue),
            "last_success": .text($0.lastSuccess?.rfc3339),
            "lag_seconds": $0.lag(at: now).map(JSON.int) ?? .null, "backlog": .int($0.backlog),
            "error": .text($0.error),
          ])
        }),
      "outbox": .object(["waiting": .int(status.outboxWaiting), "failed": .int(status.outboxFailed)]),
      "model": .object([
        "version": .string(version ?? workshop.shippedModelVersion), "trained_at": .text(trainedAt?.rfc3339),
      ]),
      "store": .object([
        "url": .string(workshop.storeURL), "schema": .int(status.schema), "bytes": .int(status.bytes),
      ]),
    ])
  }

  private func show(
    _ status: StoreStatus, _ state: SourceStatus.State, _ sources: [SourceStatus], version: String,
    _ workshop: Workshop, _ now: Date
  ) {
    let out = Terminal.output
    out.line("\(out.styled("lyssnad", .bold)) \(state.rawValue)")
    for source in sources {
      var facts = ["\(source.kind.rawValue) \(source.state.rawValue)"]
      if let last = source.lastSuccess { facts.append("last success \(last.rfc3339)") }
      if source.backlog > 0 { facts.append("backlog \(source.backlog)") }
      if let lag = source.lag(at: now) { facts.append("lag \(lag) s") }
      if let error = source.error { facts.append(out.styled(Terminal.harmless(error), .red)) }
      out.line("  \(source.name): \(facts.joined(separator: ", "))")
    }
    let outcomes = ["stored", "duplicate", "ignored", "quarantined"].map {
      "\($0) \(status.outcomes[$0] ?? 0)"
    }
    out.line("  messages: \(outcomes.joined(separator: ", "))")
    out.line("  notes: \(status.notes), passages: \(status.passages)")
    out.line("  outbox: waiting \(status.outboxWaiting), failed \(status.outboxFailed)")
    out.line("  model: \(version)")
    out.line("  store: \(workshop.storeURL), schema \(status.schema), \(status.bytes) bytes")
  }
}

extension SourceStatus {
  /// Seconds since the oldest message arrived that was seen and is not committed; nil where there is none.
  func lag(at now: Date) -> Int? { oldestWaiting.map { max(0, Int(now.timeIntervalSince($0))) } }
}

extension SourceStatus.State {
  /// Which of several sources' states tells most about the whole.
  fileprivate var weight: Int {
    switch self {
    case .stopped: 0
    case .idle: 1
    case .working: 2
    case .connecting: 3
    case .starting: 4
    case .waiting: 5
    case .late: 6
    }
  }
}
