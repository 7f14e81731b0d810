import ArgumentParser
import Arrivals
import Documents
import Feedback
import Foundation
import Intake
import Stores
import Synchronization

struct IngestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Takes in files, folders, Maildirs and mboxes now, and shows what was understood.",
    discussion: """
      The files stay where they are. They are trusted as in a drop: a mail's sender must be in the allow-list, but \
      need not be authenticated.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Flag(name: .long, help: "Only show how they would be read; keep nothing.")
  var dryRun = false

  @Flag(
    name: .long, help: "Judge the senders as of mail that came in by a mailbox: they must be authenticated.")
  var asMail = false

  @Argument(help: ArgumentHelp("What to take in; - is one mail on standard input.", valueName: "path"))
  var paths: [String]

  func run() async throws {
    let workshop = try await Workshop(common, inMemory: dryRun)
    let run = workshop.surroundings.identifier()
    let source = GivenFiles(name: "ingest", run: run.description, paths: paths)
    let progress = Progress("messages")
    let printer = Printer(
      store: workshop.store, json: output.json,
      understanding: Understanding(
        terminal: .output, wording: workshop.wording, showsReading: dryRun), progress: progress)
    let intake = Intake(
      store: workshop.store, reader: workshop.reader, log: IngestLog(), surroundings: workshop.surroundings,
      pulse: Pulse(now: workshop.surroundings.now), width: workshop.width,
      committed: { entries, results in await printer.show(entries, results) })
    do {
      try await intake.takeIn(from: source, under: SourcePolicy(trust: asMail ? .mail : .folder))
    } catch let error as SourceError {
      throw Failure(.badInput, error.description)
    }
    progress.ends()
    _ = try await workshop.store.index(atMost: .max)
    await workshop.documents.shutdown()
    if let failure = printer.failure { throw failure }
    if let unread = source.unread.first {
      throw Failure(
        .badInput, source.unread.count == 1 ? unread : "\(unread) (and \(source.unread.count - 1) more)")
    }
    if printer.count == 0 { Terminal.messages.line("there is no message in what was named") }
  }
}

/// What each message came to is printed; besides, somebody who waits is told for what.
private struct IngestLog: EventLog {
  func record(_ event: Event) {
    guard event.name == .storeFailed || event.name == .storeRecovered else { return }
    Terminal.messages.line("lyssnad: \(Terminal.harmless(event.text))")
  }
}

/// Prints each message as the store holds it: a duplicate with the note that it belongs to.
private final class Printer: Sendable {
  let store: any FeedbackStore
  let json: Bool
  let understanding: Understanding
  let progress: Progress
  private let state = Mutex<(count: Int, failure: StoreError?)>((0, nil))

  init(store: any FeedbackStore, json: Bool, understanding: Understanding, progress: Progress) {
    self.store = store
    self.json = json
    self.understanding = understanding
    self.progress = progress
  }

  /// How many messages were printed.
  var count: Int { state.withLock { $0.count } }
  var failure: StoreError? { state.withLock { $0.failure } }

  func show(_ entries: [Entry], _ results: [CommitResult]) async {
    for (entry, result) in zip(entries, results) {
      do throws(StoreError) {
        // What came in as it was read needs no second look.
        let isAsRead =
          result.outcome == entry.outcome && result.notes == entry.notes.map(\.id) && !result.isRevision
        guard let kept = isAsRead ? entry : try await store.entry(result.message) else { continue }
        progress.ends()
        if json { Terminal.output.line(kept.record.line) } else { understanding.show(kept, reading: entry) }
      } catch {
        state.withLock { $0.failure = error }
      }
      progress.shows(
        state.withLock { state in
          state.count += 1
          return state.count
        })
    }
  }
}
