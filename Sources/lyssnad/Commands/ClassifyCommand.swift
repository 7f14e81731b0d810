import ArgumentParser
import Feedback
import Foundation
import Themes

struct ClassifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Tags text, one passage a line, and shows the words that decided.",
    discussion: "Without a configuration, the model that is shipped within the program judges.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Flag(name: .long, help: "List every theme's score, also below its threshold.")
  var all = false

  @Argument(help: ArgumentHelp("A file of passages, one a line; - is standard input.", valueName: "file"))
  var file = "-"

  func run() async throws {
    let served = try await Workshop.served(common)
    let tagger = served.tagger
    let understanding = Understanding(terminal: .output, wording: served.wording)
    let lines = try LineReader(file)
    var ordinal = 0
    while let line = try lines.next() {
      let text = line.trimmed
      guard !text.isEmpty else { continue }
      ordinal += 1
      let judgement = tagger.judge(text, context: nil)
      if output.json {
        Terminal.output.line(record(of: text, judgement).line)
      } else {
        show(text, judgement, ordinal, by: tagger.version, understanding)
      }
    }
  }

  private func record(of text: String, _ judgement: Judgement) -> JSON {
    var themes = judgement.themes
    if all {
      let found = Set(themes.map(\.theme))
      themes += judgement.scores.filter { !found.contains($0.theme) }
    }
    return .object([
      "text": .string(text),
      "themes": .array(
        themes.map {
          .object([
            "theme": .string($0.theme.rawValue), "score": .number($0.score),
            "evidence": .array($0.evidence.map(JSON.range)),
          ])
        }),
      "stance": .text(judgement.stance?.rawValue),
      "service_area": .string(judgement.serviceArea.rawValue),
      "language": .string(judgement.language.rawValue),
    ])
  }

  private func show(
    _ text: String, _ judgement: Judgement, _ ordinal: Int, by model: String, _ understanding: Understanding
  ) {
    let judged = judgement.asStored(version: model)
    understanding.show(
      Passage(
        id: ULID(milliseconds: 0, randomHigh: 0, randomLow: UInt64(ordinal)), ordinal: ordinal, part: "1",
        range: 0..<text.unicodeScalars.count, text: text, context: nil, stance: judgement.stance,
        serviceArea: judgement.serviceArea, tags: judged.tags))
    if let correction = judgement.correction {
      Terminal.output.line(
        "      " + Terminal.output.styled(understanding.wording.decided(by: correction), .dim))
    }
    if all {
      let scores = judgement.scores.map {
        "\(understanding.wording.name(of: $0.theme)) \(Int(($0.score * 100).rounded())) %"
      }
      Terminal.output.line("      " + Terminal.output.styled(scores.joined(separator: ", "), .dim))
    }
  }
}
