import ArgumentParser
import Arrivals
import Documents
import Feedback
import Foundation
import Intake
import Settings
import Stores
import Synchronization
import Themes

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Reads and tags again what is stored, with today's code and model.",
    discussion: """
      Note by note, each in one transaction; identifiers and corrections stay, and what a passage was judged to be before \
      is kept in its history. Where the original is gone by retention, or is read so differently today that passages \
      with corrections would be lost, the note is tagged again and not read. --dry-run shows what would change.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Flag(name: .long, help: "Only show what would change; keep nothing.")
  var dryRun = false

  func run() async throws {
    let workshop = try await Workshop(common)
    let progress = Progress("notes")
    let summary = Mutex(ReplaySummary())
    let replay = Replay(
      store: workshop.store, reader: workshop.reader, form: { GivenFiles.form(of: $0.path, $1) },
      policy: { [workshop] name in
        workshop.settings.sources.first { $0.name == name.rawValue }.map(workshop.policy)
          ?? SourcePolicy(trust: .folder)
      }, isTrial: dryRun,
      replayed: { change in
        progress.shows(
          summary.withLock { summary in
            summary.add(change)
            return summary.notes
          })
      })
    do {
      try await replay.run()
    } catch {
      await workshop.documents.shutdown()
      throw error
    }
    progress.ends()
    await workshop.documents.shutdown()
    if !dryRun { _ = try await workshop.store.index(atMost: .max) }
    let result = summary.withLock { $0 }
    if output.json {
      Terminal.output.line(result.record(isTrial: dryRun, model: workshop.tagger.version).line)
    } else {
      result.show(isTrial: dryRun, model: workshop.tagger.version, wording: workshop.wording)
    }
  }
}

/// What a replay changed, counted; of each kind of change a few examples.
struct ReplaySummary: Sendable {
  /// A theme that came to a passage or went from it.
  struct Change: Sendable {
    var count = 0
    var examples: [Passage] = []
  }

  static let mostExamples = 3

  private(set) var notes = 0
  private(set) var read = 0
  /// Of which the original is there and could not take the stored reading's place.
  private(set) var refused = 0
  private(set) var passages = 0
  private(set) var changed = 0
  private(set) var new = 0
  private(set) var gone = 0
  private(set) var stances = 0
  private(set) var areas = 0
  private(set) var added: [ThemeName: Change] = [:]
  private(set) var removed: [ThemeName: Change] = [:]

  mutating func add(_ change: ReplayedChange) {
    notes += 1
    if change.wasRead { read += 1 }
    if change.isRefused { refused += 1 }
    passages += change.after.passages.count
    let recut = change.recut
    new += recut.new
    gone += recut.gone
    for (before, after) in change.kept {
      let (earlier, now) = (Set(before.tags.map(\.theme)), Set(after.tags.map(\.theme)))
      for theme in now.subtracting(earlier) { Self.count(after, &added[theme, default: Change()]) }
      // What decided then is shown.
      for theme in earlier.subtracting(now) { Self.count(before, &removed[theme, default: Change()]) }
      if before.stance != after.stance { stances += 1 }
      if before.serviceArea != after.serviceArea { areas += 1 }
      if earlier != now || before.stance != after.stance || before.serviceArea != after.serviceArea {
        changed += 1
      }
    }
  }

  private static func count(_ passage: Passage, _ change: inout Change) {
    change.count += 1
    if change.examples.count < mostExamples { change.examples.append(passage) }
  }

  /// All themes that changed anywhere, by name.
  private var themes: [ThemeName] { Set(added.keys).union(removed.keys).sorted() }

  func record(isTrial: Bool, model: String) -> JSON {
    .object([
      "dry_run": .bool(isTrial), "model": .string(model), "notes": .int(notes), "read": .int(read),
      "read_differently": .int(refused), "passages": .int(passages), "passages_changed": .int(changed),
      "passages_new": .int(new), "passages_gone": .int(gone), "stances_changed": .int(stances),
      "areas_changed": .int(areas),
      "themes": .array(
        themes.map { theme in
          .object([
            "theme": .string(theme.rawValue), "added": .int(added[theme]?.count ?? 0),
            "removed": .int(removed[theme]?.count ?? 0),
            "examples_added": .array((added[theme]?.examples ?? []).map(\.record)),
            "examples_removed": .array((removed[theme]?.examples ?? []).map(\.record)),
          ])
        }),
    ])
  }

  func show(isTrial: Bool, model: String, wording: Wording) {
    let out = Terminal.output
    let understanding = Understanding(terminal: out, wording: wording)
    let verb = isTrial ? "would be" : "were"
    out.line(
      "model \(model): \(notes) notes, \(passages) passages; \(read) notes \(verb) read again, the others tagged again"
    )
    if refused > 0 {
      out.line(
        "\(refused) are read otherwise today and keep their reading, since passages could not be told to be the same"
      )
    }
    out.line(
      "passages that \(isTrial ? "would change" : "changed"): \(changed) (stance \(stances), area \(areas)); new \(new), gone \(gone)"
    )
    for theme in themes {
      out.line("\(wording.name(of: theme)): +\(added[theme]?.count ?? 0) −\(removed[theme]?.count ?? 0)")
      for (sign, change) in [("+", added[theme]), ("−", removed[theme])] {
        for passage in change?.examples ?? [] {
          out.line("  \(sign)")
          understanding.show(passage)
        }
      }
    }
  }
}
