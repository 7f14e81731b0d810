import Embedded
import Feedback
import Foundation
import Operations
import Settings
import Stores
import Themes

/// What this installation has learnt beside the shipped model: a model that was trained here, and what officers have said.
struct Learnt: Sendable {
  /// Nil: the shipped model judges.
  private(set) var model: LinearTagger?
  /// Why the model that was trained here does not judge, which an earlier version of the program may have made; a sentence
  /// without its full stop.
  private(set) var unusable: String?
  var corrected: [CorrectedPassage] = []

  /// Nothing: the shipped model judges.
  init() {}

  init(_ store: SQLiteStore) async throws(StoreError) {
    corrected = try await store.correctedPassages()
    guard let stored = try await store.activeModel() else { return }
    do throws(ModelError) {
      model = try LinearTagger(copying: stored.bytes)
    } catch {
      unusable = "the model \(stored.version) cannot be used: \(error)"
    }
  }

  /// From the store that a configuration names, for commands that keep nothing. Whoever may not read it, or comes before
  /// its first start, is served by the shipped model.
  init(reading settings: Settings) async {
    guard FileManager.default.fileExists(atPath: settings.store.path) else { return }
    do throws(StoreError) {
      self = try await Learnt(SQLiteStore(path: settings.store.path, access: .read))
      if let unusable { Self.tell(unusable) }
    } catch {
      Self.tell(error.description)
    }
  }

  /// Tells whoever runs a command why the shipped model judges.
  static func tell(_ why: String) {
    Terminal.messages.line("lyssnad: \(Terminal.harmless(why)); the shipped model judges")
  }

  /// The tagger that judges: the model, the words of the configuration, and the corrections.
  /// - Parameter settings: nil knows no themes or areas but the standard ones.
  func tagger(under settings: Settings?) throws(Failure) -> InformedTagger {
    let judging: LinearTagger
    do throws(ModelError) {
      judging = if let model { model } else { try LinearTagger(model: Embedded.model) }
    } catch {
      throw Failure(.ownFault, "the shipped model cannot be used: \(error)")
    }
    return InformedTagger(
      model: judging, words: settings.map { ConfiguredWords($0) } ?? ConfiguredWords(), corrected: corrected)
  }
}

extension Workshop {
  /// What serves commands that need a tagger and nothing else: without a configuration, the shipped model and the
  /// standard names.
  struct Served {
    var tagger: InformedTagger
    var corrected: [CorrectedPassage]
    var wording: Wording
  }

  /// - Parameter remembers: false leaves aside what officers said of near-identical passages, which would flatter a model
  ///   that is measured.
  static func served(_ common: CommonOptions, remembers: Bool = true) async throws -> Served {
    guard common.hasConfiguration else {
      return Served(
        tagger: try Learnt().tagger(under: nil), corrected: [],
        wording: Settings.standard().map(Wording.init) ?? Wording.bare)
    }
    let settings = try settings(from: common.config)
    let learnt = await Learnt(reading: settings)
    var tagging = learnt
    if !remembers { tagging.corrected = [] }
    return Served(
      tagger: try tagging.tagger(under: settings), corrected: learnt.corrected, wording: Wording(settings))
  }

  /// The log of a command: the journal under systemd, standard error elsewhere.
  var commandLog: any EventLog {
    ServiceLog(
      level: Event.Priority(rawValue: settings.log.level.priority) ?? .info, now: surroundings.now,
      uptime: surroundings.uptime)
  }

  /// The themes that are configured.
  var themes: [ThemeName] { settings.themes.map { ThemeName(rawValue: $0.name) } }
  /// The service areas that are configured.
  var areas: [ServiceArea] { settings.areas.map { ServiceArea(rawValue: $0.name) } }
}

extension ConfiguredWords {
  /// What a configuration adds to the standard themes and areas.
  init(_ settings: Settings) {
    let standard = Dictionary(
      Settings.Theme.standard.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.init(
      themes: settings.themes.filter { !$0.isStandard }.map {
        Theme(name: ThemeName(rawValue: $0.name), words: $0.words, examples: $0.examples)
      },
      areas: settings.areas.filter { !$0.isStandard }.map {
        Area(name: ServiceArea(rawValue: $0.name), words: $0.words)
      },
      taught: settings.themes.filter(\.isStandard).compactMap { theme in
        let builtIn = standard[theme.name]
        let words = theme.words.filter { builtIn?.words.contains($0) != true }
        let examples = theme.examples.filter { builtIn?.examples.contains($0) != true }
        guard !words.isEmpty || !examples.isEmpty else { return nil }
        return Theme(name: ThemeName(rawValue: theme.name), words: words, examples: examples)
      })
  }
}
