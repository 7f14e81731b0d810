import ArgumentParser
import Feedback
import Foundation
import Settings
import Stores

struct CorrectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "Takes in an officer's judgement of a passage, or withdraws it.",
    discussion: """
      What is said wins over the model for the passage at once, and for near-identical wordings from then on (a running \
      service knows of it within a second); what is not said stays as it is. "lyssnad train" learns from it. Each \
      theme rests on the words that --evidence names, else on those that the model found for it. --withdraw takes \
      back all that was said of the passage: the model judges it again, and the next training does not know of it.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Argument(help: "The passage's identifier, as search, export and review show it.")
  var passage: String

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The passage's themes, separated by commas; none says that it has none.", valueName: "a,b|none"))
  var themes: String?

  @Option(name: .long, help: "need, praise, idea or neutral.")
  var stance: String?

  @Option(name: .long, help: "The service area; none where it is about none.")
  var area: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Words of the passage that carry the themes, or one of them as in fast_decisions:\"fjorton veckor\". Can be given several times.",
      valueName: "words"))
  var evidence: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("The officer who judges; else whoever gives the command.", valueName: "who"))
  var by: String?

  @Flag(name: .long, help: "Take back what was said of the passage.")
  var withdraw = false

  func validate() throws {
    if withdraw, themes != nil || stance != nil || area != nil || !evidence.isEmpty {
      throw ValidationError("--withdraw goes without a judgement")
    }
    if !withdraw, themes == nil, stance == nil, area == nil {
      throw ValidationError("say what is right: --themes, --stance or --area, or --withdraw")
    }
    if let by,
      by.trimmed.isEmpty || by.utf8.count > 320 || by == "model"
        || by.unicodeScalars.contains(where: { $0.value < 32 })
    {
      throw ValidationError("--by takes the address or name of an officer")
    }
  }

  func run() async throws {
    guard let id = ULID(passage) else {
      throw Failure(
        .usage, "\"\(passage)\" is no identifier of a passage; search --json, export and review show them")
    }
    let workshop = try await Workshop(common)
    let correcting = Correcting(
      store: workshop.store, tagger: workshop.tagger, themes: workshop.themes, areas: workshop.areas,
      log: workshop.commandLog, surroundings: workshop.surroundings)
    let corrected: Passage
    do {
      let officer = by?.trimmed ?? Identity.actor
      corrected =
        withdraw
        ? try await correcting.withdraw(id, by: officer)
        : try await correcting.apply(try request(of: id, officer, workshop.settings))
    } catch let refusal as CorrectionRefusal {
      throw failure(for: refusal, workshop)
    }
    if output.json {
      Terminal.output.line(corrected.record.line)
    } else {
      Understanding(terminal: .output, wording: workshop.wording).show(corrected)
    }
  }

  private func request(of id: ULID, _ officer: String, _ settings: Settings) throws -> Correcting.Request {
    var said: Stance?
    if let stance {
      said = Stance(rawValue: stance.trimmed)
      guard said != nil else {
        throw Failure(
          .usage,
          "there is no stance \"\(stance)\"" + suggestion(for: stance, among: Stance.allCases.map(\.rawValue))
        )
      }
    }
    return Correcting.Request(
      passage: id, author: officer, themes: themes.map { Self.themes($0, settings) }, stance: said,
      serviceArea: area.map { Self.area($0, settings) },
      evidence: evidence.map { Self.words($0, settings) })
  }

  /// Names, or what the configuration calls the themes; `none` or `inga` is no theme.
  private static func themes(_ list: String, _ settings: Settings) -> [ThemeName] {
    let names = list.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    if names == ["none"] || names == ["inga"] { return [] }
    return names.map { name in
      let known = settings.themes.first {
        $0.name == name || $0.title.swedish == name || $0.title.english == name
      }
      return ThemeName(rawValue: known?.name ?? name)
    }
  }

  private static func area(_ name: String, _ settings: Settings) -> ServiceArea {
    let name = name.trimmed
    let known =
      settings.areas.first { $0.name == name }
      ?? settings.areas.first { $0.title.swedish == name || $0.title.english == name }
    return ServiceArea(rawValue: known?.name ?? name)
  }

  /// `theme:words`, where what stands before the colon is a theme; else words for all themes.
  private static func words(_ text: String, _ settings: Settings) -> Correcting.Words {
    if let colon = text.firstIndex(of: ":") {
      let name = String(text[..<colon])
      if settings.themes.contains(where: { $0.name == name }) {
        return Correcting.Words(
          theme: ThemeName(rawValue: name), words: String(text[text.index(after: colon)...]))
      }
    }
    return Correcting.Words(theme: nil, words: text)
  }

  private func failure(for refusal: CorrectionRefusal, _ workshop: Workshop) -> Failure {
    switch refusal {
    case .unknownTheme(let theme):
      Failure(
        .usage,
        refusal.description + suggestion(for: theme.rawValue, among: workshop.themes.map(\.rawValue)))
    case .unknownArea(let area):
      Failure(
        .usage, refusal.description + suggestion(for: area.rawValue, among: workshop.areas.map(\.rawValue)))
    case .nothingSaid, .stanceWithoutTheme, .evidenceWithoutTheme: Failure(.usage, refusal.description)
    case .unknownPassage, .wordsNotInPassage, .nothingToWithdraw: Failure(.badInput, refusal.description)
    }
  }
}
