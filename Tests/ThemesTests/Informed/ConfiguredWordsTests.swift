import Feedback
import Testing
import Themes

/// A municipality's sixth theme and its tenth area, by words and examples alone.
@Suite struct ConfiguredWordsTests {
  private static let words = ConfiguredWords(
    themes: [
      .init(
        name: "digital_service", words: ["e-tjänst", "webbportal", "logga in"],
        examples: [
          "Webbportalen låste sig och allt fick göras om.", "Det gick inte att ladda upp ritningen.",
        ])
    ],
    areas: [.init(name: "vattentjanster", words: ["vattenmätare", "brunnslock"])])

  private func tagger() throws -> InformedTagger {
    InformedTagger(model: try Samples.tagger(), words: Self.words)
  }

  @Test func wordsTagBeforeAnyTraining() throws {
    let text = "E-tjänsten gick inte att logga in i, trots tre försök."
    let judgement = try tagger().judge(text, context: nil)
    let found = try #require(judgement.themes.first { $0.theme == "digital_service" })
    #expect((0.4..<0.8).contains(found.score))
    #expect(found.note == "words")
    let scalars = Array(text.unicodeScalars)
    #expect(
      found.evidence.map { String(String.UnicodeScalarView(scalars[$0])) } == ["E-tjänsten", "logga in"])
    #expect(judgement.stance != nil)
    #expect(judgement.scores.map(\.theme) == ThemeName.standard + ["digital_service"])
    #expect(try tagger().themes.last == "digital_service")
  }

  @Test func anExpressionIsMetInItsFormsAndWithOneWordBetween() throws {
    #expect(try tagger().themes("Man kunde aldrig logga riktigt in.").contains("digital_service"))
    #expect(try tagger().themes("Webbportalerna är två.").contains("digital_service"))
    #expect(try !tagger().themes("Logga gärna hur många som kommer in.").contains("digital_service"))
    #expect(try !tagger().themes("Tjänsten var bra.").contains("digital_service"))
  }

  @Test func anAreaIsFoundByItsWords() throws {
    #expect(try tagger().judge("Vattenmätaren byttes.", context: nil).serviceArea == "vattentjanster")
    #expect(try tagger().judge("Vädret diskuterades länge.", context: nil).serviceArea != "vattentjanster")
  }

  @Test func aTrainingLearnsFromWordsExamplesAndTheCorpus() throws {
    var corpus = LabelledFile(name: "samples", passages: Samples.sources[0].passages)
    for day in ["måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"] {
      corpus.passages.append(
        LabelledPassage(
          text: "Webbportalen hängde sig hela \(day).", themes: [], stance: nil, area: .none))
    }
    let data = TrainingData(corpus: [corpus], words: Self.words)
    #expect(data.sources.map(\.name) == ["samples", "examples", "words"])
    #expect(data.sources[0].passages.last?.themes == ["digital_service"])
    let tagger = try LinearTagger(copying: Trainer(version: "t", trainedAt: "").train(on: data.sources))
    #expect(tagger.description.themes == ThemeName.standard + ["digital_service"])
    #expect(tagger.description.areas.contains("vattentjanster"))
    // Learnt from what stood beside the words.
    #expect(tagger.themes("Skärmen hängde sig hela måndagen.").contains("digital_service"))
    #expect(tagger.themes("Blanketten är krånglig att förstå.") == [.simplicity])
    let informed = InformedTagger(model: tagger, words: Self.words)
    #expect(informed.themes == ThemeName.standard + ["digital_service"])
    #expect(informed.themes("Webbportalen är seg.").contains("digital_service"))
  }

  @Test func withoutAnyNothingChanges() throws {
    let plain = try Samples.tagger()
    let informed = InformedTagger(model: plain)
    for passage in Samples.sources[0].passages.prefix(40) {
      #expect(informed.judge(passage.text, context: nil) == plain.judge(passage.text, context: nil))
    }
  }
}
