import ArgumentParser
import Feedback
import Stores

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Finds passages by their words, in any inflection.",
    discussion: """
      All words must be there. "Words in quotation marks" are looked for as a phrase, and word* finds every word that \
      begins so.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Option(name: .long, help: "How many passages at most.")
  var limit = 20

  @Argument(help: "What to look for.")
  var query: [String]

  func validate() throws {
    guard (1...10_000).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to 10000")
    }
    guard query.contains(where: { !$0.trimmed.isEmpty }) else {
      throw ValidationError("say what to look for")
    }
  }

  func run() async throws {
    let workshop = try await Workshop(common)
    let hits = try await workshop.store.search(query.joined(separator: " "), limit: limit)
    if output.json {
      for hit in hits { Terminal.output.line(Self.record(of: hit).line) }
    } else {
      Self.show(hits, workshop.wording)
    }
  }

  static func record(of hit: SearchHit) -> JSON {
    .object([
      "note": .string(hit.note.description), "title": .text(hit.noteTitle),
      "meeting_date": .text(hit.meetingDate?.description), "matches": .array(hit.matches.map(JSON.range)),
      "passage": hit.passage.record,
    ])
  }

  static func show(_ hits: [SearchHit], _ wording: Wording) {
    let terminal = Terminal.output
    if hits.isEmpty {
      terminal.line(
        wording.language == .swedish ? "Inget avsnitt har de orden." : "No passage has those words.")
    }
    for hit in hits {
      let scalars = Array(hit.passage.text.unicodeScalars)
      var text = ""
      var index = 0
      for match in hit.matches where match.lowerBound >= index && match.upperBound <= scalars.count {
        text += Terminal.harmless(String(String.UnicodeScalarView(scalars[index..<match.lowerBound])))
        text += terminal.styled(Terminal.harmless(String(String.UnicodeScalarView(scalars[match]))), .bold)
        index = match.upperBound
      }
      text += Terminal.harmless(String(String.UnicodeScalarView(scalars[index...])))
      let themes = hit.passage.tags.map { wording.name(of: $0.theme) }.joined(separator: ", ")
      let facts = [
        hit.meetingDate?.description, hit.noteTitle.map(Terminal.harmless), themes.isEmpty ? nil : themes,
      ]
      terminal.line("• \(text)")
      terminal.line("  " + terminal.styled(facts.compactMap { $0 }.joined(separator: " · "), .dim))
    }
  }
}
