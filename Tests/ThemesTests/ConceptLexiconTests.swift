import Embedded
import Feedback
import Testing
import Themes

@Suite struct ConceptLexiconTests {
  private func lexicon(_ text: String) throws -> ConceptLexicon {
    try Array(text.utf8).withUnsafeBytes { try ConceptLexicon(reading: $0) }
  }

  private func problem(_ text: String) -> String? {
    do {
      _ = try lexicon(text)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func readsTheShippedOne() throws {
    let lexicon = try ConceptLexicon(reading: Embedded.concepts)
    #expect(lexicon.concepts.count > 100)
    #expect(lexicon.concepts.contains("handling_time"))
  }

  @Test func remarksAndEmptyLinesAreLeftOut() throws {
    #expect(try lexicon("# a: b\n\n wait: vänta | wait\nreach: nå\n").concepts == ["wait", "reach"])
    #expect(try lexicon("").concepts.isEmpty)
  }

  @Test func aLineThatIsNoneIsNamed() {
    #expect(problem("wait: vänta\nvänta länge") == "line 2: a concept, a colon and its words are needed")
    #expect(problem(": vänta") == "line 1: a concept, a colon and its words are needed")
    #expect(problem("a: b\na: c") == "line 2: the concept a stands above already")
  }

  /// A word that no passage has is understood by its concept: in another form, beside another word, and in English.
  @Test(arguments: ["Kvarkarna!", "En kvark till.", "Det snurrar långt bort.", "A merry waltz."])
  func aNewWordSpeaksThroughItsConcept(_ text: String) throws {
    let words = "waiting: kvark dröjde veckor snurrar_bort | waltz delay"
    let plain = try score(text, Trainer(version: "x", trainedAt: ""))
    let knowing = try score(text, Trainer(version: "x", trainedAt: "", lexicon: lexicon(words)))
    #expect(knowing > plain + 0.02)
  }

  private func score(_ text: String, _ trainer: Trainer) throws -> Double {
    let judgement = try LinearTagger(copying: trainer.train(on: Samples.sources)).judge(text, context: nil)
    return judgement.scores[2].score
  }

  @Test func theLexiconIsPartOfTheModel() throws {
    let trainer = Trainer(version: "x", trainedAt: "")
    var other = trainer
    other.lexicon = try lexicon("waiting: dröjde veckor dagar")
    let (without, with) = (try trainer.train(on: Samples.sources), try other.train(on: Samples.sources))
    #expect(without != with)
    #expect(try other.train(on: Samples.sources) == with)
  }
}
