import ArgumentParser
import Embedded
import Feedback
import Foundation
import Stores
import Themes

struct TrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Builds a new model, and shows its scores beside the old one's.",
    discussion: """
      It learns from the shipped corpus and the labelled files that are given. A fifth of the given passages (without \
      files, a tenth of the corpus) is kept apart: the scores are those of a model that has not seen them. Then the \
      model learns from all and is put in use; the service takes it up at its next reload.
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

  @Argument(help: ArgumentHelp("Labelled passages (JSON Lines) to learn from besides.", valueName: "file"))
  var files: [String] = []

  func validate() throws {
    if shipped, write == nil || !files.isEmpty {
      throw ValidationError("--shipped goes with --write, and without files")
    }
  }

  func run() async throws {
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
    let workshop = write == nil ? try await Workshop(common) : nil
    let old: LinearTagger
    if let workshop { old = workshop.tagger } else { old = try await Workshop.tagger(common).0 }

    let version = Self.version(after: old.version, on: Date())
    let split = Split(corpus: corpus, given: given)
    let candidate = try LinearTagger(copying: try train(version, lexicon, on: split.kept))
    let themes = candidate.description.themes
    let scores = (
      old: Evaluation(of: old, on: split.apart, themes: themes),
      new: Evaluation(of: candidate, on: split.apart, themes: themes)
    )
    if output.json {
      Terminal.output.line(
        JSON.object([
          "version": .string(version), "kept_apart": .int(split.apart.count), "old": scores.old.json,
          "new": scores.new.json,
        ]).line)
    } else {
      show(old.version, version, split, scores)
    }

    let bytes = try train(version, lexicon, on: (corpus + given).map { TrainingSource($0) })
    if let write {
      try Self.save(bytes, to: write)
    } else if let workshop {
      try await workshop.store.activate(StoredModel(version: version, trainedAt: Date(), bytes: bytes))
      Terminal.messages.line(
        "the model \(version) is in use; tell a running service by SIGHUP (systemctl reload lyssnad)")
    }
  }

  private func train(_ version: String, _ lexicon: ConceptLexicon, on sources: [TrainingSource]) throws
    -> [UInt8]
  {
    try Self.training { progress throws(TrainingError) in
      try Trainer(version: version, trainedAt: Date().rfc3339, lexicon: lexicon, progress: progress)
        .train(on: sources)
    }
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

  private static func save(_ bytes: [UInt8], to file: String) throws(Failure) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch {
      throw Failure(.cannotCreate, "\(file): the model cannot be written: \(error.localizedDescription)")
    }
  }

  /// The day and a number: one more than the old model's, if that is of the same day.
  static func version(after old: String, on date: Date) -> String {
    let day = date.rfc3339.prefix(10)
    let number = old.hasPrefix(day + ".") ? Int(old.dropFirst(day.count + 1)) ?? 0 : 0
    return "\(day).\(number + 1)"
  }

  private func show(
    _ old: String, _ new: String, _ split: Split, _ scores: (old: Evaluation, new: Evaluation)
  ) {
    let out = Terminal.output
    func percent(_ value: Double) -> String {
      let text = String(format: "%.1f", value * 100)
      return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
    func row(_ name: String, _ a: Double, _ b: Double) {
      out.line("  \(name.padding(toLength: 22, withPad: " ", startingAt: 0))\(percent(a))\(percent(b))")
    }
    out.line("F1 in per cent on \(split.apart.count) passages that the new model (\(new)) was kept from")
    if split.isFromCorpus {
      out.line("The old model (\(old)) has learnt from these passages: its scores flatter it.")
    }
    out.line("                             old     new")
    for (index, theme) in scores.new.themes.enumerated() where scores.new.tallies[index].support > 0 {
      row(theme.rawValue, scores.old.tallies[index].f1, scores.new.tallies[index].f1)
    }
    row("macro", scores.old.macroF1, scores.new.macroF1)
    row("micro", scores.old.micro.f1, scores.new.micro.f1)
    row("exact match", scores.old.exactMatch, scores.new.exactMatch)
    row("stance", scores.old.stanceAccuracy, scores.new.stanceAccuracy)
    row("area", scores.old.areaAccuracy, scores.new.areaAccuracy)
  }
}

/// What is learnt from and what is kept apart.
private struct Split {
  var kept: [TrainingSource]
  var apart: [LabelledPassage]
  /// Nothing was given, so that it is the corpus from which some was kept apart.
  let isFromCorpus: Bool

  init(corpus: [LabelledFile], given: [LabelledFile]) {
    isFromCorpus = given.allSatisfy(\.passages.isEmpty)
    let step = isFromCorpus ? 10 : 5
    var files = isFromCorpus ? [] : corpus
    apart = []
    for file in isFromCorpus ? corpus : given {
      var rest = file
      rest.passages = []
      for (index, passage) in file.passages.enumerated() {
        if index % step == step - 1 { apart.append(passage) } else { rest.passages.append(passage) }
      }
      files.append(rest)
    }
    // A text that was kept apart can stand in another file too, as where somebody gives the corpus itself.
    let texts = Set(apart.map(\.text))
    kept = files.map { file in
      var file = file
      file.passages.removeAll { texts.contains($0.text) }
      return TrainingSource(file)
    }
  }
}

/// Labelled passages, shipped and given.
enum LabelledFiles {
  /// The corpus within the program.
  static func corpus() throws(Failure) -> [LabelledFile] {
    var files = [LabelledFile]()
    for (name, bytes) in Embedded.corpus {
      do throws(LabelledFileError) {
        files.append(try LabelledFile(name: name, reading: bytes))
      } catch {
        throw Failure(.ownFault, "the shipped corpus: \(error)")
      }
    }
    return files
  }

  /// The lexicon of concepts within the program.
  static func lexicon() throws(Failure) -> ConceptLexicon {
    do throws(ConceptLexicon.Problem) {
      return try ConceptLexicon(reading: Embedded.concepts)
    } catch {
      throw Failure(.ownFault, "the shipped lexicon of concepts: \(error)")
    }
  }

  /// - Parameter path: `-` is standard input.
  static func read(_ path: String) throws(Failure) -> LabelledFile {
    let data: Data
    do {
      data =
        path == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data()
        : try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw Failure(.badInput, "\(path): it cannot be read; name a file of labelled passages")
    }
    let name = path == "-" ? "standard input" : path
    let read: Result<LabelledFile, LabelledFileError> = data.withUnsafeBytes { bytes in
      Result { () throws(LabelledFileError) in try LabelledFile(name: name, reading: bytes) }
    }
    switch read {
    case .success(let file): return file
    case .failure(let error): throw Failure(.badInput, error.description)
    }
  }
}
