import ArgumentParser
import Feedback
import Intake
import Settings
import Stores

struct ReconcileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile", abstract: "Proves that nothing was lost: each source against the store.",
    discussion: """
      Every message that stands at a source, done ones included, is looked for in the store: by its key there, else by \
      the SHA-256 of its bytes. Nothing is changed. Exits with 75 where a message has no outcome yet.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Argument(help: ArgumentHelp("Only these sources, by their names.", valueName: "source"))
  var names: [String] = []

  func run() async throws {
    let workshop = try await Workshop(common)
    let sources = workshop.sources(log: SilentLog()).map(\.source)
    for name in names where !sources.contains(where: { $0.name.rawValue == name }) {
      throw Failure(.usage, "the configuration names no source \(name) that this version reads")
    }
    var open = 0
    for source in sources where names.isEmpty || names.contains(source.name.rawValue) {
      guard let source = source as? any Inventoried else { continue }
      open += try await reconcile(source, workshop)
    }
    if open > 0 {
      throw Failure(
        .tryAgain, "\(open) messages have no outcome yet; a running service takes them in, see lyssnad status"
      )
    }
  }

  private func reconcile(_ source: some Inventoried, _ workshop: Workshop) async throws -> Int {
    let found: Reconciliation
    do {
      try await source.open()
      found = try await Reconciliation.of(
        source, in: workshop.store, limit: workshop.settings.limits.message.bytes)
    } catch let error as SourceError {
      throw Failure(.unavailable, "source \(source.name): \(error.description)")
    }
    if output.json {
      Terminal.output.line(
        JSON.object([
          "source": .string(source.name.rawValue), "settled": .int(found.settled),
          "missing": .array(found.missing.map(JSON.string)), "unread": .array(found.unread.map(JSON.string)),
        ]).line)
    } else {
      Terminal.output.line("\(source.name): \(found.settled) with an outcome, \(found.missing.count) without")
      for place in found.missing { Terminal.output.line("  without: \(Terminal.harmless(place))") }
      for place in found.unread { Terminal.output.line("  not compared: \(Terminal.harmless(place))") }
    }
    return found.missing.count
  }
}
