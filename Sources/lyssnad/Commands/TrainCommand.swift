import ArgumentParser
import Feedback
import Foundation
import Stores
import Themes

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Builds a new model, and shows its scores beside the old one's.",
    discussion: """
      It learns from the shipped corpus, the labelled files that are given, what officers have corrected (which counts \
      more), and the words and examples of themes and areas in the configuration. A correction that was withdrawn \
      leaves no trace in it. Both models are measured on passages within the program that no model learns from. A model \
      that is worse there is refused (exit 65) unless --force is given; else it is put in use, and the earlier ones \
      are kept to go back to: --list names them. A running service takes the model up at its next reload.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: RecordOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Write the model to a file instead of putting it in use.", valueName: "file"))
  var write: String?

  @Flag(
    name: .long, help: "Build the model that is shipped, from the shipped corpus alone; goes with --write.")
  var shipped = false

  @Flag(name: .long, help: "Put the model in use although it is worse.")
  var force = false

  @Flag(name: .long, help: "List the models that are kept, newest first.")
  var list = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Go back to a model that is kept, or to the one within the program (shipped).", valueName: "version"))
  var activate: String?

  @Argument(help: ArgumentHelp("Labelled passages (JSON Lines) to learn from besides.", valueName: "file"))
  var files: [String] = []

  /// So many earlier models are kept.
  static let keptModels = 5

  func validate() throws {
    if shipped, write == nil || !files.isEmpty || force {
      throw ValidationError("--shipped goes with --write, and without files and --force")
    }
    if list || activate != nil,
      shipped || write != nil || force || !files.isEmpty || (list && activate != nil)
    {
      throw ValidationError("--list and --activate stand alone")
    }
  }

  func run() async throws {
    if list { return try await listModels() }
    if let activate { return try await goBack(to: activate) }
    // What cannot be written in the end is said before the work.
    if let write { try Self.requireWritable(write) }
    let corpus = try LabelledFiles.corpus()
    let lexicon = try LabelledFiles.lexicon()
    if shipped, let write {
      try Self.save(
        try Self.training { progress throws(TrainingError) in
          try Trainer.shippedModel(from: corpus, lexicon: lexicon, progress: progress)
        }, to: write)
      return
    }
    let given = try files.map { try LabelledFiles.read($0) }
    let apart = try LabelledFiles.apart()
    let base = try await Base(common, needsStore: write == nil)
    let data = TrainingData(
      corpus: corpus, corrected: base.corrected, given: given, words: base.words, apart: apart)
    if data.leftOut > 0 {
      Terminal.messages.line(
        "lyssnad: \(data.leftOut) of the passages stand in the part that no model learns from, and were left out"
      )
    }
    let now = Date()
    let version = Self.version(after: base.versions, on: now)
    let bytes = try Self.training { progress throws(TrainingError) in
      try Trainer(version: version, trainedAt: now.rfc3339, lexicon: lexicon, progress: progress)
        .train(on: data.sources)
    }
    let candidate = try LinearTagger(copying: bytes)
    let comparison = ModelComparison(old: base.old, new: candidate, on: apart)
    let isRefused = comparison.isWorse && !force
    base.log.record(
      Event(
        .modelTrained, .notice,
        "model \(version) was trained on \(candidate.description.passages) passages: macro-F1 "
          + "\(Self.decimal(comparison.new.macroF1)), \(base.old.version) has \(Self.decimal(comparison.old.macroF1))"
      ))
    show(
      comparison, base.old.version, version, candidate, corrections: base.corrected.count,
      isRefused: isRefused)
    if isRefused {
      throw Failure(
        .badInput,
        "the model \(version) is worse than \(base.old.version) on the passages that are kept apart (macro-F1 "
          + "\(Self.decimal(comparison.new.macroF1)) to \(Self.decimal(comparison.old.macroF1))); it was not "
          + "\(write == nil ? "put in use" : "written"); look at what it learnt from, or say --force")
    }
    if let write {
      try Self.save(bytes, to: write)
    } else if let store = base.store {
      try await store.activate(
        StoredModel(version: version, trainedAt: now, bytes: bytes), keeping: Self.keptModels)
      Self.tellActivated(version, base.log)
    }
  }

  private static func tellActivated(_ version: String, _ log: any EventLog) {
    log.record(Event(.modelActivated, .notice, "the model \(version) is in use"))
    Terminal.messages.line(
      "the model \(version) is in use; tell a running service by SIGHUP (systemctl reload lyssnad)")
  }

  private func listModels() async throws {
    let workshop = try await Workshop(common)
    let models = try await workshop.store.models()
    let isShippedActive = !models.contains(where: \.isActive)
    let all =
      models.map { (version: $0.version, trainedAt: $0.trainedAt.rfc3339, isActive: $0.isActive) }
      + [(version: "shipped", trainedAt: workshop.shippedModelVersion, isActive: isShippedActive)]
    for model in all {
      if output.json {
        Terminal.output.line(
          JSON.object([
            "version": .string(model.version), "trained_at": .string(model.trainedAt),
            "active": .bool(model.isActive),
          ]).line)
      } else {
        Terminal.output.line("\(model.isActive ? "*" : " ") \(model.version)  \(model.trainedAt)")
      }
    }
  }

  private func goBack(to version: String) async throws {
    let workshop = try await Workshop(common)
    let store = workshop.store
    if version != "shipped" {
      guard let kept = try await store.model(version: version) else {
        throw Failure(
          .badInput, "no model \(version) is kept; \"lyssnad train --list\" names those that are")
      }
      // One that this version of the program cannot read must not be put in use.
      do { _ = try LinearTagger(copying: kept.bytes) } catch {
        throw Failure(.badInput, "the model \(version) cannot be used: \(error)")
      }
    }
    _ = try await store.activate(version: version == "shipped" ? nil : version)
    Self.tellActivated(version == "shipped" ? workshop.shippedModelVersion : version, workshop.commandLog)
  }

  private static func training(
    _ work: (@escaping @Sendable (Double) -> Void) throws(TrainingError) -> [UInt8]
  ) throws(Failure) -> [UInt8] {
    let progress = Progress("% of the training")
    defer { progress.ends() }
    do throws(TrainingError) {
      return try work { progress.shows(Int($0 * 100)) }
    } catch {
      throw Failure(.badInput, error.description)
    }
  }

  /// The day and a number: one more than that of any model of the same day.
  static func version(after known: [String], on date: Date) -> String {
    let day = date.rfc3339.prefix(10)
    let numbers = known.compactMap { $0.hasPrefix(day + ".") ? Int($0.dropFirst(day.count + 1)) : nil }
    return "\(day).\((numbers.max() ?? 0) + 1)"
  }
}

// Where the model goes.
extension TrainCommand {
  private static func requireWritable(_ file: String) throws(Failure) {
    let folder = (file as NSString).deletingLastPathComponent
    var status = stat()
    let isFolder = stat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard !isFolder, access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
      throw Failure(
        .cannotCreate,
        "\(file): the model could not be written there; name a file in a folder that is there and can be written to"
      )
    }
  }

  private static func save(_ bytes: [UInt8], to file: String) throws(Failure) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw Failure(.cannotCreate, "\(file): the model cannot be written: \(error.localizedDescription)")
    }
  }
}

/// What a training starts from: the model in use, and what the installation adds to the shipped corpus.
private struct Base {
  let old: LinearTagger
  let words: ConfiguredWords
  let corrected: [CorrectedPassage]
  /// Of all models there are.
  let versions: [String]
  let log: any EventLog
  /// Nil where the model goes to a file.
  let store: SQLiteStore?

  init(_ common: CommonOptions, needsStore: Bool) async throws {
    if needsStore {
      let workshop = try await Workshop(common)
      old = workshop.tagger.model
      words = workshop.tagger.words
      corrected = try await workshop.store.correctedPassages()
      versions =
        try await workshop.store.models().map(\.version) + [old.version, workshop.shippedModelVersion]
      log = workshop.commandLog
      store = workshop.store
    } else {
      let served = try await Workshop.served(common)
      old = served.tagger.model
      words = served.tagger.words
      corrected = served.corrected
      versions = [old.version]
      log = SilentLog()
      store = nil
    }
  }
}

// How it is shown.
extension TrainCommand {
  private func show(
    _ comparison: ModelComparison, _ old: String, _ new: String, _ candidate: LinearTagger, corrections: Int,
    isRefused: Bool
  ) {
    let out = Terminal.output
    guard !output.json else {
      out.line(
        JSON.object([
          "version": .string(new), "passages": .int(candidate.description.passages),
          "corrections": .int(corrections), "kept_apart": .int(comparison.new.passages),
          "refused": .bool(isRefused), "old": comparison.old.json, "new": comparison.new.json,
        ]).line)
      return
    }
    out.line("learnt from \(candidate.description.passages) passages, of which corrected \(corrections)")
    out.line("F1 in per cent on \(comparison.new.passages) passages that no model learns from")
    out.line("\(Self.padded("", 24))\(Self.padded(old, 14))\(new)")
    func row(_ name: String, _ a: Double, _ b: Double) {
      out.line("  \(Self.padded(name, 22))\(Self.padded(Self.percent(a), 14))\(Self.percent(b))")
    }
    for (index, theme) in comparison.new.themes.enumerated() where comparison.new.tallies[index].support > 0 {
      row(theme.rawValue, comparison.old.tallies[index].f1, comparison.new.tallies[index].f1)
    }
    row("macro", comparison.old.macroF1, comparison.new.macroF1)
    row("micro", comparison.old.micro.f1, comparison.new.micro.f1)
    row("exact match", comparison.old.exactMatch, comparison.new.exactMatch)
    row("stance", comparison.old.stanceAccuracy, comparison.new.stanceAccuracy)
    row("area", comparison.old.areaAccuracy, comparison.new.areaAccuracy)
  }

  private static func padded(_ text: String, _ length: Int) -> String {
    text + String(repeating: " ", count: max(1, length - text.count))
  }

  private static func percent(_ value: Double) -> String { String(format: "%.1f", value * 100) }
  private static func decimal(_ value: Double) -> String { String(format: "%.3f", value) }
}
