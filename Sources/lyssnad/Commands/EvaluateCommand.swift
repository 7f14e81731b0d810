import ArgumentParser
import Feedback
import Foundation
import Themes

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures the model against labelled passages.",
    discussion: """
      A labelled file has a JSON object a line with text, themes, stance and area, and optionally id, lang, register \
      and evidence. Without a configuration, the model that is shipped within the program is measured.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Argument(help: ArgumentHelp("Labelled passages (JSON Lines); - is standard input.", valueName: "file"))
  var file: String

  func run() async throws {
    let examples = try LabelledFile.read(file)
    guard !examples.isEmpty else { throw Failure(.badInput, "\(file): there is no labelled passage in it") }
    let (tagger, _) = try await Workshop.tagger(common)
    let evaluation = Evaluation(of: tagger, on: examples)
    Terminal.output.write(output.json ? evaluation.json.line + "\n" : evaluation.report)
  }
}

/// Labelled passages as a command is given them.
enum LabelledFile {
  static func read(_ path: String) throws(Failure) -> [LabelledPassage] {
    let reader = try LineReader(path)
    var examples = [LabelledPassage]()
    while let line = try reader.next() {
      guard !line.trimmed.isEmpty else { continue }
      do {
        examples.append(try LabelledPassage(line: line))
      } catch {
        throw Failure(.badInput, "\(path == "-" ? "standard input" : path):\(reader.number): \(error)")
      }
    }
    return examples
  }
}
