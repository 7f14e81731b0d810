import ArgumentParser
import Feedback
import Foundation
import Stores
import Themes

struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Lists the passages about which the model is unsure, the most informative first.",
    discussion: """
      A passage is worth a look when a score is near its theme's threshold and when its words are common among the \
      stored passages; of several that are nearly the same, one is listed. Those that an officer has judged are not. \
      Beside each stands the command that would judge it otherwise than the model does.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Option(name: .long, help: "How many passages at most.")
  var limit = 20

  func validate() throws {
    guard (1...1_000).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to 1000")
    }
  }

  func run() async throws {
    let workshop = try await Workshop(common)
    let corrected = Set(try await workshop.store.correctedPassages().map(\.passage.id))
    var review = Review(tagger: workshop.tagger, limit: limit)
    var cursor: ULID?
    while true {
      let page = try await workshop.store.notesInForce(after: cursor, limit: 100)
      guard let last = page.last else { break }
      cursor = last.id
      for note in page {
        for passage in note.passages {
          review.add(passage, of: note.id, isCorrected: corrected.contains(passage.id))
        }
      }
    }
    let chosen = review.chosen()
    if chosen.isEmpty { Terminal.messages.line("the model is sure of all passages that are stored") }
    for (index, candidate) in chosen.enumerated() {
      let command = command(for: candidate, workshop.tagger)
      if output.json {
        Terminal.output.line(record(of: candidate, command).line)
      } else {
        show(candidate, index + 1, command, workshop)
      }
    }
  }

  /// The command that judges the doubtful theme the other way.
  private func command(for candidate: Review.Candidate, _ tagger: InformedTagger) -> String {
    let judgement = tagger.judge(candidate.passage)
    var themes = judgement.themes.map(\.theme)
    if let place = themes.firstIndex(of: candidate.theme) {
      themes.remove(at: place)
    } else {
      themes.append(candidate.theme)
    }
    var words = ["lyssnad correct \(candidate.passage.id)"]
    if common.config != CommonOptions.standardConfiguration {
      words.append("--config \(Self.quoted(common.config))")
    }
    words.append("--themes \(themes.isEmpty ? "none" : themes.map(\.rawValue).joined(separator: ","))")
    return words.joined(separator: " ")
  }

  /// As a shell takes it for one word.
  private static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-".unicodeScalars.contains($0))
    }
    return plain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private func record(of candidate: Review.Candidate, _ command: String) -> JSON {
    .object([
      "note": .string(candidate.note.description), "passage": candidate.passage.record,
      "theme": .string(candidate.theme.rawValue), "information": .number(candidate.information),
      "uncertainty": .number(candidate.uncertainty),
      "representativeness": .number(candidate.representativeness),
      "scores": .array(
        candidate.scores.map { .object(["theme": .string($0.theme.rawValue), "score": .number($0.score)]) }),
      "command": .string(command),
    ])
  }

  private func show(_ candidate: Review.Candidate, _ number: Int, _ command: String, _ workshop: Workshop) {
    let out = Terminal.output
    let context = candidate.passage.context.map { "[\(Terminal.harmless($0))] " } ?? ""
    out.line("\(number). \(context)\(Terminal.harmless(candidate.passage.text))")
    let scores = candidate.scores.filter { $0.score >= 0.05 || $0.theme == candidate.theme }.map { score in
      let text = "\(workshop.wording.name(of: score.theme)) \(Int((score.score * 100).rounded())) %"
      return score.theme == candidate.theme ? out.styled(text, .bold) : text
    }
    out.line("   " + scores.joined(separator: " · "))
    out.line("   " + out.styled(command, .dim))
  }
}
