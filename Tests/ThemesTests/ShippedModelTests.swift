import Embedded
import Feedback
import Foundation
import Testing

@testable import Themes

/// The model within the program, beside the corpus within the program. That the one comes from the other bit for bit
/// is held by `make model-check`, since a whole training takes minutes in a debug build.
@Suite struct ShippedModelTests {
  private func corpus() throws -> [LabelledFile] {
    try Embedded.corpus.map { try LabelledFile(name: $0.name, reading: $0.bytes) }
  }

  private func lexicon() throws -> ConceptLexicon { try ConceptLexicon(reading: Embedded.concepts) }

  @Test func itSaysThatItLearntFromTheShippedCorpus() throws {
    let description = try LinearTagger(model: Embedded.model).description
    #expect(description.version == Trainer.shippedVersion)
    #expect(description.learntFrom == Trainer.digest(of: try corpus(), lexicon: try lexicon()))
  }

  @Test func itHasNotLearntFromWhatIsKeptApart() throws {
    let apart = try LabelledFile(name: "apart.jsonl", reading: Embedded.apart).passages
    #expect(apart.count >= 60)
    #expect(TrainingData(corpus: try corpus(), apart: apart).leftOut == 0)
  }

  @Test func aPartOfTheCorpusGivesTheSameBytesTwice() throws {
    let part = try corpus().prefix(6).map { file in
      TrainingSource(name: file.name, passages: Array(file.passages.prefix(25)))
    }
    let trainer = Trainer(version: "part", trainedAt: "", lexicon: try lexicon())
    let first = try trainer.train(on: part)
    #expect(try trainer.train(on: part) == first)
    #expect(try LinearTagger(copying: first).description.learntFrom != nil)
  }

  /// Another processor, compiler or mathematical library may round the last bit of a weight otherwise.
  @Test func theLastBitsOfFloatingPointDecideNothing() throws {
    let sources = try corpus().prefix(4).map { file in
      TrainingSource(name: file.name, passages: Array(file.passages.prefix(30)))
    }
    let plain = try LinearTagger(copying: model(sources) { number, _ in number })
    let up = try LinearTagger(copying: model(sources) { number, _ in number.nextUp.nextUp })
    let mixed = try LinearTagger(
      copying: model(sources) { number, place in place % 3 == 0 ? number.nextDown : number.nextUp })
    for file in try corpus() {
      for passage in file.passages.prefix(25) {
        let judgement = plain.judge(passage.text, context: nil)
        for other in [up, mixed] { #expect(judgement == other.judge(passage.text, context: nil)) }
      }
    }
  }

  /// What the trainer does, with every number that it fitted changed in its last bits.
  private func model(_ sources: [TrainingSource], _ nudged: (Double, Int) -> Double) throws -> [UInt8] {
    let set = try TrainingSet(sources, lexicon: try lexicon(), foldCount: Trainer.folds)
    let heads = Heads(themes: set.themes.count, areas: set.areas.count)
    let fitting = HeadFitting(set) { _ in false }
    func nudge(_ rows: [[Double]]) -> [[Double]] {
      rows.map { row in row.enumerated().map { nudged($1, $0) } }
    }
    let weights = nudge(fitting.weights(of: 0..<heads.count) { _ in })
    let rows = set.rows.indices.filter { set.rows[$0].kind == .passage }
    let margins = nudge(rows.map { row in weights.map { fitting.margin(ofRow: row, $0) } })
    let windows = nudge(
      try fitting.windowMargins(of: Array(set.passages.indices), Array(weights[..<heads.themes])))
    let description = ModelDescription(
      version: "nudged", trainedAt: "", passages: set.passages.count, themes: set.themes, areas: set.areas)
    return ModelWriter.bytes(
      description: description, set: set, vocabulary: fitting.vocabulary,
      weights: ChoiceFitting(set, heads, margins: margins).comparable(weights),
      calibration: CalibrationFitting(set, margins: margins, windows: windows))
  }
}
