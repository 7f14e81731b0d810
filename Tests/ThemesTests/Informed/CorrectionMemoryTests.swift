import Feedback
import Testing
import Themes

/// What an officer said of a passage counts for near-identical wordings, and for no others.
@Suite struct CorrectionMemoryTests {
  private static let text =
    "Vi fick vänta i fjorton veckor på startbesked för skärmtaket vid lagret i Boländerna."

  private func tagger(_ passages: CorrectedPassage...) throws -> InformedTagger {
    InformedTagger(model: try Samples.tagger(), corrected: passages)
  }

  @Test(arguments: [
    text,
    "Vi fick vänta i 9 veckor på startbesked för skärmtaken vid lagret i Boländerna",
    "vi fick vänta i elva veckor på startbeskedet för skärmtak vid lagret i boländerna!",
    "Vi fick vänta i fjorton veckor på startbesked för skärmtaket vid lagret i Librobäck.",
  ])
  func nearIdenticalWordingsAreJudgedAlike(_ wording: String) throws {
    let known = corrected(Self.text, themes: [.efficiency, .personalMeetings], stance: .idea)
    let judgement = try tagger(known).judge(wording, context: nil)
    #expect(Set(judgement.themes.map(\.theme)) == [.efficiency, .personalMeetings])
    #expect(judgement.stance == .idea)
    #expect(judgement.correction == known.corrections[0].id)
    for theme in judgement.themes {
      #expect(theme.note == known.corrections[0].id.description)
      #expect(!theme.evidence.isEmpty)
      #expect(theme.evidence.allSatisfy { $0.upperBound <= wording.unicodeScalars.count })
    }
    let tags = judgement.asStored(version: "m.1").tags
    #expect(tags.allSatisfy { $0.author == "model" && $0.model == "m.1+\(known.corrections[0].id)" })
  }

  @Test(arguments: [
    // Denied, another subject, half of it, something else.
    "Vi fick inte vänta i fjorton veckor på startbesked för skärmtaket vid lagret i Boländerna.",
    "Vi fick vänta i fjorton minuter på hissen för skärmtaket vid lagret i Boländerna.",
    "Vi fick vänta i fjorton veckor.",
    "Vädret diskuterades länge hos kommunen.",
    "",
  ])
  func otherWordingsAreNot(_ wording: String) throws {
    let start = Self.text.unicodeScalars.count
    let words = 28..<39
    #expect(words.upperBound < start)
    let known = corrected(
      Self.text, themes: [.efficiency], stance: .need, evidence: [.efficiency: [words]])
    let judgement = try tagger(known).judge(wording, context: nil)
    #expect(judgement.correction == nil)
    #expect(judgement == (try tagger().judge(wording, context: nil)))
  }

  @Test func aThemeThatAnOfficerTookAwayStaysAway() throws {
    let text = "Blanketten är krånglig att förstå hos kommunen."
    #expect(try tagger().themes(text) == [.simplicity])
    let informed = try tagger(corrected(text, themes: []))
    #expect(informed.themes("Blanketterna är krångliga att förstå hos kommunen.") == [])
    #expect(informed.judge(text, context: nil).stance == nil)
    #expect(informed.judge(text, context: nil).scores.allSatisfy { $0.score < 0.2 })
  }

  @Test func theWordsAnOfficerNamedAreFoundInTheOtherWording() throws {
    let text = "Telefonen besvarades aldrig hos kommunen."
    let known = corrected(text, themes: [.efficiency], stance: .need, evidence: [.efficiency: [10..<27]])
    let other = "Telefonerna  besvarades aldrig hos kommunen."
    let judgement = try tagger(known).judge(other, context: nil)
    #expect(judgement.themes.first?.evidence == [13..<30])
  }

  @Test func theAreaIsCarriedOnlyByTheSameWords() throws {
    let known = corrected(Self.text, themes: [.efficiency], stance: .need, area: "brandskydd")
    let informed = try tagger(known)
    #expect(informed.judge(Self.text, context: nil).serviceArea == "brandskydd")
    let elsewhere = Self.text.replacing("Boländerna", with: "Librobäck")
    #expect(informed.judge(elsewhere, context: nil).serviceArea != "brandskydd")
  }

  @Test func ofSeveralTheLatestCounts() throws {
    let informed = try tagger(
      corrected(Self.text, 2, themes: [.accessibility], stance: .need),
      corrected(Self.text, 1, themes: [.efficiency], stance: .need))
    #expect(informed.themes(Self.text) == [.accessibility])
  }

  @Test func aFragmentIsKnownByItsHeadingToo() throws {
    let informed = try tagger(
      corrected(
        "Fjorton veckor. Orimligt.", context: "Handläggningstider", themes: [.efficiency], stance: .need))
    #expect(informed.judge("Nio veckor. Orimligt.", context: "Handläggningstider").correction != nil)
    #expect(informed.judge("Nio veckor. Orimligt.", context: "Byggtiden för bron").correction == nil)
  }

  @Test func whatWasSaidOfAPassageItselfIsLaidOverItAndNotRemembered() throws {
    let known = corrected(Self.text, themes: [.efficiency], stance: .need)
    let informed = try tagger(known)
    #expect(informed.judge(known.passage).correction == nil)
    let judged = informed.judge(known.passage, under: known.corrections)
    #expect(judged.tags.map(\.author) == ["anna@ort.example"])
    #expect(judged.tags[0].model == nil && judged.tags[0].score == 1 && !judged.tags[0].evidence.isEmpty)
    #expect(informed.judge(known.passage, under: []) == (try tagger().judge(known.passage, under: [])))
  }

  @Test func aNewMemoryTakesTheOldOnesPlace() throws {
    let informed = try tagger(corrected(Self.text, themes: [.efficiency], stance: .need))
    informed.remember([])
    #expect(informed.judge(Self.text, context: nil).correction == nil)
    informed.remember([corrected(Self.text, themes: [.accessibility], stance: .need)])
    #expect(informed.themes(Self.text) == [.accessibility])
  }

  @Test func manyCorrectionsOfOneKindAreSearchedToAnEnd() throws {
    let many = (1...3_000).map {
      corrected(
        "Vi fick vänta i \($0) veckor på startbesked för skärmtaket.", UInt64($0), themes: [.efficiency])
    }
    let informed = InformedTagger(model: try Samples.tagger(), corrected: many)
    let judgement = informed.judge("Vi fick vänta i 77 veckor på startbesked för skärmtaket.", context: nil)
    #expect(judgement.correction == many.last?.corrections[0].id)
  }
}

extension InformedTagger {
  func themes(_ text: String) -> Set<ThemeName> { Set(judge(text, context: nil).themes.map(\.theme)) }
}
