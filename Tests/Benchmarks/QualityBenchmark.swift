import Embedded
import Feedback
import Foundation
import Support
import Themes

/// How well a model judges passages of writers whom it has not read, beside standard tools on the same data in the same
/// run: each of the files that are hardest to guess from the others is left out in turn, a model learns from all others,
/// and judges the one left out.
///
/// The peers are fastText and scikit-learn's TF-IDF with logistic regression, run by `peers.py`; where they are not
/// installed, that is said.
struct QualityBenchmark {
  /// Which are left out, unless the environment names others in `LYSSNAD_BENCH_FILES`, with commas between them.
  static let measured =
    ProcessInfo.processInfo.environment["LYSSNAD_BENCH_FILES"].map {
      $0.split(separator: ",").map(String.init)
    } ?? ["effic_g", "simple_f", "opinion_e", "notes_a", "meet_h", "news_d"]
  static let peers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "peers.py")

  func run() throws {
    let files = try Embedded.corpus.map { try LabelledFile(name: $0.name, reading: $0.bytes) }
    let lexicon = try ConceptLexicon(reading: Embedded.concepts)
    var whole = Evaluation(themes: ThemeName.standard)
    var training = [Double]()
    var judging = 0.0
    for (index, file) in files.enumerated() where Self.isMeasured(file) {
      var others = files
      others.remove(at: index)
      let began = ContinuousClock.now
      let bytes = try Trainer(version: "held-out", trainedAt: "", lexicon: lexicon).train(
        on: others.map { TrainingSource($0) })
      training.append((ContinuousClock.now - began) / .seconds(1))
      let tagger = try LinearTagger(copying: bytes)
      let start = ContinuousClock.now
      let judgements = file.passages.map { tagger.judge($0.text, context: nil) }
      judging += (ContinuousClock.now - start) / .seconds(1)
      var own = Evaluation(themes: ThemeName.standard)
      for (passage, judgement) in zip(file.passages, judgements) {
        own.add(judgement, for: passage)
        whole.add(judgement, for: passage)
      }
      print("quality: without \(file.name), on its \(own.passages) passages: \(Self.told(own))")
      fflush(nil)
    }
    print("quality: all \(whole.passages) together")
    print(
      "  lyssnad: \(Self.told(whole)), calibration error \(Self.shown(whole.reliability.expectedError)); "
        + "trained in \(Figures(values: training).told("s", digits: 1)), "
        + "\(Int(Double(whole.passages) / max(0.001, judging))) passages/s on one core")
    for (theme, tally) in zip(whole.themes, whole.tallies) {
      print(
        "    \(theme.rawValue): precision \(Self.shown(tally.precision)), recall \(Self.shown(tally.recall)), F1 \(Self.shown(tally.f1))"
      )
    }
    for (name, subset) in whole.languages.sorted(by: { $0.key < $1.key }) {
      print("    \(name): macro-F1 \(Self.shown(subset.macroF1)) of \(subset.passages)")
    }
    fflush(nil)
    try runPeers()
    try corrections(files, lexicon)
    try memory(files)
  }

  private static func isMeasured(_ file: LabelledFile) -> Bool {
    measured.contains { file.name == $0 + ".jsonl" }
  }

  private static func told(_ evaluation: Evaluation) -> String {
    "macro-F1 \(shown(evaluation.macroF1)), micro-F1 \(shown(evaluation.micro.f1)), exact \(shown(evaluation.exactMatch)), "
      + "stance \(shown(evaluation.stanceAccuracy)), area \(shown(evaluation.areaAccuracy))"
  }

  static func shown(_ value: Double) -> String { String(format: "%.3f", value) }

  private func runPeers() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // Debian's own Python has Debian's scikit-learn.
    let python =
      FileManager.default.isExecutableFile(atPath: "/usr/bin/python3") ? "/usr/bin/python3" : "python3"
    process.arguments = [python, Self.peers.path, Corpus.folder.path] + Self.measured
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { print("  the peers could not be run; see above") }
  }

  /// Fifty corrections of one kind: passages whose stored tags lack one theme, given back to it.
  private func corrections(_ files: [LabelledFile], _ lexicon: ConceptLexicon) throws {
    guard let index = files.firstIndex(where: Self.isMeasured) else { return }
    var others = files
    let file = others.remove(at: index)
    let theme = ThemeName.accessibility
    func model(_ corrected: [LabelledPassage]) throws -> LinearTagger {
      let sources =
        others.map { TrainingSource($0) }
        + (corrected.isEmpty
          ? []
          : [TrainingSource(name: "corrections", passages: corrected, weight: TrainingData.correctionWeight)])
      return try LinearTagger(
        copying: Trainer(version: "corrected", trainedAt: "", lexicon: lexicon).train(on: sources))
    }
    let before = try model([])
    // Every second error about the theme is corrected, up to fifty; the rest of the file measures.
    let errors = file.passages.indices.filter { place in
      let passage = file.passages[place]
      let given = before.judge(passage.text, context: nil).themes.contains { $0.theme == theme }
      return given != passage.themes.contains(theme)
    }
    let corrected = Set(errors.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).prefix(50))
    let after = try model(corrected.sorted().map { file.passages[$0] })
    let rest = file.passages.indices.filter { !corrected.contains($0) }.map { file.passages[$0] }
    let old = Evaluation(of: before, on: rest, themes: ThemeName.standard)
    let new = Evaluation(of: after, on: rest, themes: ThemeName.standard)
    print(
      "corrections: \(corrected.count) of \(theme.rawValue) in \(file.name), F1 on its other \(rest.count) passages before and after"
    )
    for (name, tallies) in zip(ThemeName.standard, zip(old.tallies, new.tallies)) {
      let change = tallies.1.f1 - tallies.0.f1
      print(
        "    \(name.rawValue): \(Self.shown(tallies.0.f1)) to \(Self.shown(tallies.1.f1)) (\(change >= 0 ? "+" : "−")\(Self.shown(abs(change))))"
      )
    }
  }

  /// What it costs to hold each passage against many corrections.
  private func memory(_ files: [LabelledFile]) throws {
    let texts = files.flatMap(\.passages).map(\.text)
    let corrected = files.flatMap(\.passages).prefix(2_000).enumerated().map { number, passage in
      Self.correctedPassage(passage, number)
    }
    let model = try LinearTagger(model: Embedded.model)
    let plain = InformedTagger(model: model)
    let informed = InformedTagger(model: model, corrected: corrected)
    func seconds(_ tagger: InformedTagger) -> Double {
      let start = ContinuousClock.now
      for text in texts { _ = tagger.judge(text, context: nil) }
      return (ContinuousClock.now - start) / .seconds(1)
    }
    var without = [Double]()
    var with = [Double]()
    for _ in 0..<3 {
      without.append(Double(texts.count) / seconds(plain))
      with.append(Double(texts.count) / seconds(informed))
    }
    print(
      "judging: \(Figures(values: without).told("passages/s")) on one core; beside \(corrected.count) corrections \(Figures(values: with).told("passages/s"))"
    )
  }

  private static func correctedPassage(_ passage: LabelledPassage, _ number: Int) -> CorrectedPassage {
    let id = ULID(milliseconds: UInt64(number), randomHigh: 0, randomLow: 1)
    let whole = 0..<passage.text.unicodeScalars.count
    return CorrectedPassage(
      passage: Passage(
        id: id, ordinal: 1, part: "1", range: whole, text: passage.text, context: nil, stance: passage.stance,
        serviceArea: passage.area,
        tags: passage.themes.map {
          Tag(theme: $0, score: 1, author: "officer", model: nil, evidence: [whole])
        }),
      language: passage.language ?? .swedish,
      corrections: [
        Correction(
          id: id, passage: id, author: "officer", madeAt: id.time, themes: passage.themes,
          stance: passage.stance,
          serviceArea: passage.area)
      ])
  }
}
