import ArgumentParser
import Documents
import Embedded
import Feedback
import Foundation
import Intake
import Operations
import Stores
import Synchronization

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Shows the service at work on sample notes, without any configuration.",
    discussion: """
      Lays sample notes into a drop folder of its own, takes them in as the daemon does, shows what was understood and \
      watches the folder until Ctrl-C. With standard input closed, or DEMO_ONCE=1, it ends after the samples.
      """)

  @Option(
    name: .long,
    help: ArgumentHelp("Where to keep the demonstration; a new folder by default.", valueName: "folder"))
  var directory: String?

  func run() async throws {
    let place = try DemoPlace(directory: directory)
    let out = Terminal.output
    out.line(
      out.styled("Lyssnad", .bold) + " – provet: \(Embedded.samples.count) filer läggs i \(place.drop)")
    out.line("")
    let signals = Signals()
    let log = DemoLog()
    let workshop = try await Workshop(configurationFile: place.configuration)
    let watcher = DemoWatcher(
      store: workshop.store, understanding: Understanding(terminal: out, wording: workshop.wording),
      expected: try place.laySamples(),
      samplesDone: {
        await Self.tell(place, workshop)
        if DemoPlace.endsAfterSamples {
          signals.stop()
        } else {
          out.line("")
          out.line("Lägg en egen fil i \(place.drop) så läses den. Avsluta med Ctrl-C.")
          out.line("")
        }
      })
    try await Service(
      manager: ServiceManager(), log: log, signals: signals, reread: { _ in workshop },
      committed: { entries, results in await watcher.show(entries, results) }
    ).run(workshop)
    await workshop.documents.shutdown()
  }

  /// What came of the samples, where they are kept, and one search.
  private static func tell(_ place: DemoPlace, _ workshop: Workshop) async {
    let out = Terminal.output
    do {
      let status = try await workshop.store.status()
      func count(_ outcome: String, _ one: String, _ many: String) -> String {
        let count = status.outcomes[outcome] ?? 0
        return "\(count) \(count == 1 ? one : many)"
      }
      let counts = [
        count("stored", "lagrat", "lagrade"), count("duplicate", "dubblett", "dubbletter"),
        count("ignored", "förbigånget", "förbigångna"), count("quarantined", "i karantän", "i karantän"),
      ]
      out.line(out.styled("Sammanfattning", .bold))
      out.line("  Meddelanden: \(counts.joined(separator: ", "))")
      out.line("  Anteckningar: \(status.notes), textavsnitt: \(status.passages)")
      out.line("  Förrådet: \(place.store)")
      out.line("")
      let query = "handläggningstider"
      let lyssnad = CommandLine.arguments.first ?? "lyssnad"
      let configuration = place.configuration
      out.line(out.styled("Sökning", .bold) + "  \(lyssnad) search --config \(configuration) \(query)")
      SearchCommand.show(try await workshop.store.search(query, limit: 3), workshop.wording)
      out.line("")
      out.line("Fråga vidare, till exempel:")
      out.line("  \(lyssnad) search --config \(configuration) \"ringde tillbaka\"")
      out.line("  \(lyssnad) quarantine --config \(configuration)")
      out.line("  \(lyssnad) export --config \(configuration)")
    } catch {
      Terminal.messages.line("lyssnad: \(error)")
    }
  }
}

/// The folder in which a demonstration lives: drop, store and configuration.
private struct DemoPlace {
  let folder: String
  var drop: String { folder + "/in" }
  var store: String { folder + "/lyssnad.db" }
  var configuration: String { folder + "/lyssnad.yaml" }

  /// With nobody at the keyboard there is nobody to press Ctrl-C.
  static var endsAfterSamples: Bool {
    if ProcessInfo.processInfo.environment["DEMO_ONCE"] == "1" { return true }
    var status = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    if fcntl(STDIN_FILENO, F_GETFD) < 0 { return true }
    // At its end already: /dev/null, or a pipe that was closed.
    guard isatty(STDIN_FILENO) == 0, poll(&status, 1, 0) > 0 else { return false }
    var byte: UInt8 = 0
    return status.revents & Int16(POLLIN) == 0 || read(STDIN_FILENO, &byte, 1) <= 0
  }

  init(directory: String?) throws(Failure) {
    if let directory {
      folder =
        directory.hasPrefix("/") ? directory : FileManager.default.currentDirectoryPath + "/" + directory
    } else {
      folder =
        NSTemporaryDirectory().trimmingSuffix("/") + "/lyssnad-demo-\(Surroundings.system.identifier())"
    }
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
      try Data(
        """
        # A demonstration's own configuration.
        store: sqlite://\(store)
        sources:
          - name: prov
            url: file://\(drop)
            settle: 100ms
            reporter: registrator@uppsala.example
        senders:
          allow: ["*@uppsala.example"]

        """.utf8
      ).write(to: URL(fileURLWithPath: configuration))
    } catch {
      throw Failure(
        .cannotCreate, "\(folder): the demonstration cannot be laid out there: \(error.localizedDescription)")
    }
  }

  /// Lays the samples into the drop, and returns the number of messages that they hold.
  func laySamples() throws(Failure) -> Int {
    do {
      for sample in Embedded.samples {
        // As a careful program does: written beside, then renamed into place.
        let hidden = URL(fileURLWithPath: "\(drop)/.\(sample.name).part")
        try Data(sample.bytes).write(to: hidden)
        let visible = "\(drop)/\(sample.name)"
        guard rename(hidden.path, visible) == 0 else {
          throw Failure(.cannotCreate, "\(visible): \(String(cString: strerror(errno)))")
        }
      }
    } catch {
      throw Failure(.cannotCreate, "\(drop): the samples cannot be laid there: \(error)")
    }
    return Embedded.samples.reduce(0) { $0 + ($1.name.hasSuffix(".mbox") ? 2 : 1) }
  }
}

/// Shows each message as it is committed, and tells when the samples are through.
private actor DemoWatcher {
  let store: any FeedbackStore
  let understanding: Understanding
  let expected: Int
  let samplesDone: @Sendable () async -> Void
  private var seen = 0

  init(
    store: any FeedbackStore, understanding: Understanding, expected: Int,
    samplesDone: @escaping @Sendable () async -> Void
  ) {
    self.store = store
    self.understanding = understanding
    self.expected = expected
    self.samplesDone = samplesDone
  }

  func show(_ entries: [Entry], _ results: [CommitResult]) async {
    for (entry, result) in zip(entries, results) where result.isNew {
      if let kept = try? await store.entry(result.message) {
        understanding.show(kept)
      } else {
        understanding.show(entry)
      }
      seen += 1
      if seen == expected { await samplesDone() }
    }
  }
}

/// In a demonstration, only what went wrong is worth a line.
private struct DemoLog: EventLog {
  func record(_ event: Event) {
    guard event.priority <= .warning, event.name != .messageQuarantined else { return }
    Terminal.messages.line("lyssnad: \(Terminal.harmless(event.text))")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
