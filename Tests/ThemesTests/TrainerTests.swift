import Feedback
import Synchronization
import Testing
import Themes

@Suite struct TrainerTests {
  @Test func theSamePassagesGiveTheSameBytes() throws {
    let trainer = Trainer(version: "test.1", trainedAt: "2026-01-01T00:00:00Z")
    let first = try trainer.train(on: Samples.sources)
    let second = try trainer.train(on: Samples.sources)
    #expect(first == second)
    var others = Samples.sources
    others[0].passages.removeLast()
    #expect(try trainer.train(on: others) != first)
  }

  @Test func learnsWhatThePassagesShow() throws {
    let tagger = try Samples.tagger()
    #expect(tagger.themes("Blanketten är krånglig att förstå.") == [.simplicity])
    #expect(tagger.themes("Telefonen besvarades aldrig.") == [.accessibility])
    #expect(tagger.themes("Vädret diskuterades länge.") == [])
    let judgement = tagger.judge("Bygglovet dröjde nio veckor.", context: nil)
    #expect(judgement.themes.map(\.theme) == [.fastDecisions])
    #expect(judgement.stance == .need)
    #expect(judgement.serviceArea == "bygglov")
    #expect(judgement.scores.map(\.theme) == ThemeName.standard)
    #expect(tagger.judge("Vädret diskuterades länge.", context: nil).stance == nil)
  }

  @Test func describesItself() throws {
    let tagger = try Samples.tagger()
    #expect(tagger.version == "test.1")
    #expect(tagger.description.trainedAt == "2026-01-01T00:00:00Z")
    #expect(tagger.description.passages == Samples.sources[0].passages.count)
    #expect(tagger.description.areas == ServiceArea.standard)
  }

  @Test func aMunicipalityAddsAThemeAndAnArea() throws {
    var sources = Samples.sources
    for day in ["måndagen", "tisdagen", "onsdagen", "torsdagen"] {
      for street in ["Kungsgatan", "Svartbäcksgatan", "Dragarbrunnsgatan"] {
        sources[0].passages.append(
          LabelledPassage(
            text: "Snöröjningen på \(street) var utmärkt på \(day).", themes: ["winter_service"],
            stance: .praise,
            area: "gata"))
      }
    }
    let bytes = try Trainer(version: "test.2", trainedAt: "").train(on: sources)
    let tagger = try LinearTagger(copying: bytes)
    #expect(tagger.description.themes == ThemeName.standard + ["winter_service"])
    #expect(tagger.description.areas == ServiceArea.standard + ["gata"])
    let judgement = tagger.judge("Snöröjningen på Kungsgatan var utmärkt på fredagen.", context: nil)
    #expect(judgement.themes.map(\.theme) == ["winter_service"])
    #expect(judgement.serviceArea == "gata")
  }

  @Test func aThemeThatNobodyGaveIsNeverGiven() throws {
    var sources = Samples.sources
    sources[0].passages.removeAll { $0.themes.contains(.efficiency) }
    let tagger = try LinearTagger(copying: Trainer(version: "test.3", trainedAt: "").train(on: sources))
    for passage in Samples.sources[0].passages {
      #expect(!tagger.themes(passage.text).contains(.efficiency))
    }
  }

  @Test func aHeavierCorrectionWins() throws {
    let text = "Telefonen besvarades aldrig hos kommunen."
    let correction = LabelledPassage(text: text, themes: [.efficiency], stance: .need, area: .none)
    var light = Samples.sources
    light.append(TrainingSource(name: "corrections", passages: [correction], weight: 0.01))
    var heavy = Samples.sources
    heavy.append(TrainingSource(name: "corrections", passages: [correction], weight: 200))
    let trainer = Trainer(version: "test.4", trainedAt: "")
    func score(_ sources: [TrainingSource]) throws -> Double {
      let scores = try LinearTagger(copying: trainer.train(on: sources)).judge(text, context: nil).scores
      return scores[1].score
    }
    let (weak, strong) = (try score(light), try score(heavy))
    #expect(strong > weak + 0.1)
  }

  @Test func tooLittleToLearnFromIsRefused() {
    var few = Samples.sources
    few[0].passages.removeLast(few[0].passages.count - 3)
    #expect(
      throws: TrainingError(
        description: "there are 3 labelled passages to learn from; at least 50 are needed")
    ) {
      try Trainer(version: "x", trainedAt: "").train(on: few)
    }
    var weightless = Samples.sources
    weightless[0].weight = 0
    #expect(throws: TrainingError.self) { try Trainer(version: "x", trainedAt: "").train(on: weightless) }
  }

  @Test func tellsHowFarItIs() throws {
    let told = Mutex([Double]())
    let trainer = Trainer(version: "x", trainedAt: "") { part in told.withLock { $0.append(part) } }
    _ = try trainer.train(on: Samples.sources)
    let parts = told.withLock { $0 }
    #expect(parts.max() == 1)
    #expect(parts.count > 10)
    #expect(parts.allSatisfy { $0 > 0 && $0 <= 1 })
  }
}
