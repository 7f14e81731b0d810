import ArgumentParser
import Feedback
import Foundation
import Themes

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures the model against labelled passages.",
    discussion: """
      A labelled file has a JSON object a line with text, themes, stance and area, and optionally id, lang, register \
      and evidence. Shown are precision, recall and F1 of each theme, exact matches, stance and area, errors by kind \
      (missed, wrong, or confused with another theme; passages about something else apart), the same by language and \
      register where the file has them, and how far scores can be believed. The model is measured with the words that \
      the configuration gives for added themes, and without what officers said of near-identical passages. Without a configuration, the model that is shipped within the program is measured.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Argument(help: ArgumentHelp("Labelled passages (JSON Lines); - is standard input.", valueName: "file"))
  var file: String

  func run() async throws {
    let labelled = try LabelledFiles.read(file)
    guard !labelled.passages.isEmpty else {
      throw Failure(.badInput, "\(file): there is no labelled passage in it")
    }
    let tagger = try await Workshop.served(common, remembers: false).tagger
    let evaluation = Evaluation(of: tagger, on: labelled.passages, themes: tagger.themes)
    Terminal.output.write(output.json ? evaluation.json.line + "\n" : evaluation.report)
  }
}
