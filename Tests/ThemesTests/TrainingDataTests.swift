import Feedback
import Testing
import Themes

@Suite struct TrainingDataTests {
  private let corpus = [LabelledFile(name: "samples", passages: Samples.sources[0].passages)]

  private func model(_ data: TrainingData) throws -> [UInt8] {
    try Trainer(version: "test.1", trainedAt: "").train(on: data.sources)
  }

  @Test func aWithdrawnCorrectionLeavesNoTrace() throws {
    let kept = corrected("Växeln kopplade bort samtalet.", 1, themes: [.accessibility], stance: .need)
    let withdrawn = corrected("Snickeriet brann i går.", 2, themes: [.efficiency], stance: .need)
    let never = try model(TrainingData(corpus: corpus, corrected: [kept]))
    let before = try model(TrainingData(corpus: corpus, corrected: [withdrawn, kept]))
    let after = try model(TrainingData(corpus: corpus, corrected: [kept]))
    #expect(after == never)
    #expect(before != never)
    #expect(try model(TrainingData(corpus: corpus)) == model(TrainingData(corpus: corpus, corrected: [])))
  }

  @Test func theOrderInWhichOfficersCorrectedDoesNotMatter() throws {
    let passages = (1...4).map {
      corrected("Ärende nummer \($0) låg kvar.", $0, themes: [.efficiency], stance: .need)
    }
    #expect(
      try model(TrainingData(corpus: corpus, corrected: passages))
        == model(TrainingData(corpus: corpus, corrected: passages.reversed())))
  }

  @Test func whatIsKeptApartIsNeverLearntFrom() {
    let apart = [
      LabelledPassage(
        text: "Telefonen besvarades aldrig hos kommunen.", themes: [.accessibility], stance: .need,
        area: .none)
    ]
    let given = LabelledFile(name: "given", passages: apart)
    let data = TrainingData(
      corpus: corpus, corrected: [corrected("TELEFONEN besvarades  aldrig hos kommunen.", themes: [])],
      given: [given], apart: apart)
    // In the corpus's own lower case, in the file, and as a correction.
    #expect(data.leftOut == 3)
    #expect(data.sources.map(\.name) == ["samples"])
  }

  @Test func correctionsCountMore() {
    let data = TrainingData(
      corpus: corpus,
      corrected: [
        corrected(
          "Kön var lång i växeln.", themes: [.accessibility], stance: .need,
          evidence: [.accessibility: [0..<6]])
      ])
    #expect(data.sources.last?.weight == TrainingData.correctionWeight)
    #expect(data.sources.last?.passages.first?.evidence == [.accessibility: ["Kön va"]])
    #expect(TrainingData.correctionWeight > 1)
  }

  /// Fifty corrections of one kind, on passages of a kind that the model knows nothing of.
  @Test func fiftyCorrectionsOfOneKindRaiseIt() throws {
    let places = [
      "Hamnen", "Torget", "Bron", "Parken", "Badet", "Hallen", "Stationen", "Kajen", "Ladan", "Slussen",
    ]
    let days = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"]
    let all = places.flatMap { place in days.map { "\(place) fick lov att flagga redan på \($0)." } }
    func measured(_ tagger: LinearTagger) -> Evaluation {
      var passages = Samples.sources[0].passages
      passages += all.suffix(10).map {
        LabelledPassage(text: $0, themes: [.fastDecisions], stance: .praise, area: .none)
      }
      return Evaluation(of: tagger, on: passages, themes: ThemeName.standard)
    }
    let corrections = all.prefix(50).enumerated().map {
      corrected($1, UInt64($0 + 1), themes: [.fastDecisions], stance: .praise)
    }
    let before = measured(try LinearTagger(copying: model(TrainingData(corpus: corpus))))
    let after = measured(
      try LinearTagger(copying: model(TrainingData(corpus: corpus, corrected: corrections))))
    #expect(after.tallies[2].f1 > before.tallies[2].f1 + 0.05)
    for (earlier, later) in zip(before.tallies, after.tallies) { #expect(later.f1 >= earlier.f1 - 0.01) }
  }

  @Test func aWorseModelIsToldFromABetter() throws {
    let good = try Samples.tagger()
    var confused = Samples.sources
    for index in confused[0].passages.indices {
      confused[0].passages[index].themes = [ThemeName.standard[index % 5]]
      confused[0].passages[index].stance = .need
      confused[0].passages[index].evidence = [:]
    }
    let bad = try LinearTagger(copying: Trainer(version: "bad", trainedAt: "").train(on: confused))
    let apart = Samples.sources[0].passages
    #expect(ModelComparison(old: good, new: bad, on: apart).isWorse)
    #expect(!ModelComparison(old: bad, new: good, on: apart).isWorse)
    #expect(!ModelComparison(old: good, new: good, on: apart).isWorse)
  }
}
