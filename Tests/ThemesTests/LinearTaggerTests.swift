import Dispatch
import Embedded
import Feedback
import Synchronization
import Testing
import Themes

@Suite struct LinearTaggerTests {
  private static let shipped = Result { try LinearTagger(model: Embedded.model) }

  private var tagger: LinearTagger { get throws { try Self.shipped.get() } }

  @Test func theShippedModelHasTheFiveThemes() throws {
    #expect(try tagger.description.themes == ThemeName.standard)
    #expect(try tagger.version == Trainer.shippedVersion)
    #expect(Embedded.model.count < 15_000_000)
    #expect(Embedded.corpus.count == 32)
  }

  @Test(arguments: [
    ("Vi fick vänta fjorton veckor på beslut om bygglov.", ThemeName.fastDecisions, Stance.need),
    ("Beskedet kom redan efter två dagar, det gick snabbt!", .fastDecisions, .praise),
    ("Ingen på kommunen svarar i telefon när vi ringer.", .accessibility, .need),
    ("Blanketterna är krångliga och svåra att förstå.", .simplicity, .need),
    ("Frukostmötet med kommunens tjänstemän var mycket givande.", .personalMeetings, .praise),
    ("Samordna kommunens inspektioner till ett enda besök!", .efficiency, .idea),
  ])
  func tagsWhatIsUnmistakable(_ text: String, _ theme: ThemeName, _ stance: Stance) throws {
    let judgement = try tagger.judge(text, context: nil)
    #expect(judgement.themes.map(\.theme).contains(theme))
    #expect(judgement.stance == stance)
    #expect(judgement.language == .swedish)
  }

  @Test(arguments: [
    "Skatteverket har infört nya regler för moms på restauranger.",
    "Elpriset har stigit kraftigt under vintern.",
    "Kommunen höjde skatten med trettio öre.",
  ])
  func leavesAloneWhatIsOutOfScope(_ text: String) throws {
    let judgement = try tagger.judge(text, context: nil)
    #expect(judgement.themes.isEmpty)
    #expect(judgement.stance == nil)
    #expect(judgement.scores.count == 5)
  }

  @Test(arguments: [
    ("E-tjänsten är enkel att använda.", [ThemeName.simplicity], Stance.praise),
    (
      "Rapporten från livsmedelskontrollen kom efter sju veckor. Då hade de redan byggt om.",
      [.fastDecisions],
      .need
    ),
    ("Inget krångel med blanketterna.", [.simplicity], .praise),
    ("Nobody at the municipality answers the phone.", [.accessibility], .need),
  ])
  func hearsWhetherItIsPraise(_ text: String, _ themes: [ThemeName], _ stance: Stance) throws {
    let judgement = try tagger.judge(text, context: nil)
    let given = Set(judgement.themes.map(\.theme))
    #expect(given.isSuperset(of: themes))
    #expect(judgement.stance == stance)
  }

  @Test func functionWordsAreNoEvidenceBesideOthers() throws {
    let silent: Set = ["att", "som", "vad", "man", "det", "och", "the", "to"]
    for file in Embedded.corpus {
      for passage in try LabelledFile(name: file.name, reading: file.bytes).passages.prefix(100) {
        let scalars = Array(passage.text.unicodeScalars)
        for range in try tagger.judge(passage.text, context: nil).themes.flatMap(\.evidence) {
          let phrase = String(String.UnicodeScalarView(scalars[range])).lowercased()
          #expect(!silent.contains(phrase), "\(passage.text)")
          // Whole words.
          if range.lowerBound > 0, let first = scalars[range].first {
            #expect(!(first.properties.isAlphabetic && scalars[range.lowerBound - 1].properties.isAlphabetic))
          }
        }
      }
    }
  }

  @Test func knowsAreasAndEnglish() throws {
    #expect(try tagger.judge("Bygglovet för altanen kom i maj.", context: nil).serviceArea == "bygglov")
    #expect(
      try tagger.judge("Serveringstillståndet dröjde.", context: nil).serviceArea == "serveringstillstand")
    let english = try tagger.judge(
      "We had to wait three months for a decision from the municipality.", context: nil)
    #expect(english.language == .english)
    #expect(english.themes.map(\.theme) == [.fastDecisions])
  }

  @Test func aHeadingInformsAFragmentAlone() throws {
    #expect(
      try tagger.themes("14 veckor. Orimligt.", context: "Handläggningstider bygglov").contains(
        .fastDecisions))
    let sentence = "Elpriset har stigit kraftigt under vintern och kunderna köper mindre."
    #expect(try tagger.judge(sentence, context: "Handläggningstider") == tagger.judge(sentence, context: nil))
  }

  @Test func evidenceOfAFragmentLiesInTheFragment() throws {
    let text = "  14 veckor. Orimligt."
    for theme in try tagger.judge(text, context: "Långa handläggningstider hos kommunen").themes {
      #expect(!theme.evidence.isEmpty)
      for range in theme.evidence {
        #expect(range.lowerBound >= 2 && range.upperBound <= text.unicodeScalars.count)
      }
    }
  }

  @Test func evidenceIsInOrderInsideTheTextAndShort() throws {
    let file = try #require(Embedded.corpus.first { $0.name == "plain_i.jsonl" })
    var tags = 0
    var share = 0.0
    for passage in try LabelledFile(name: file.name, reading: file.bytes).passages {
      let length = passage.text.unicodeScalars.count
      for theme in try tagger.judge(passage.text, context: nil).themes {
        var end = 0
        try #require(!theme.evidence.isEmpty)
        for range in theme.evidence {
          #expect(range.lowerBound >= end && !range.isEmpty && range.upperBound <= length)
          end = range.upperBound
        }
        tags += 1
        share += Double(theme.evidence.reduce(0) { $0 + $1.count }) / Double(length)
      }
    }
    #expect(tags > 500)
    #expect(share / Double(tags) < 1.0 / 3)
  }

  @Test func evidenceNamesTheWordsThatDecided() throws {
    // The combining mark and the two spaces shift scalars against what is folded.
    let text = "A\u{308}rendet  var klart, men ingen svarade i telefon."
    let themes = try tagger.judge(text, context: nil).themes
    let tag = try #require(themes.first { $0.theme == .accessibility })
    let scalars = Array(text.unicodeScalars)
    let words = tag.evidence.map { String(String.UnicodeScalarView(scalars[$0])) }.joined(separator: " ")
    #expect(words.contains("svarade") || words.contains("telefon"))
    #expect(!words.contains("klart"))
  }

  @Test(arguments: [
    "", " ", ".", "\u{FEFF}", "🙂🙂", "\u{301}\u{301}", "a",
    String(repeating: "handläggningstid ", count: 20_000),
    String(repeating: "å", count: 50_000), String(repeating: "?!", count: 30_000), "\u{0}\u{1}\u{7F}",
  ])
  func bearsAnyText(_ text: String) throws {
    let judgement = try tagger.judge(text, context: text)
    for score in judgement.scores { #expect((0...1).contains(score.score)) }
    for theme in judgement.themes {
      #expect(theme.evidence.allSatisfy { !$0.isEmpty && $0.upperBound <= text.unicodeScalars.count })
    }
  }

  @Test func threadsGetTheSameAnswers() throws {
    let tagger = try tagger
    let file = try #require(Embedded.corpus.first)
    let texts = try LabelledFile(name: file.name, reading: file.bytes).passages.prefix(200).map(\.text)
    let expected = texts.map { tagger.judge($0, context: nil) }
    let differing = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for offset in texts.indices {
        let index = (offset + thread * 31) % texts.count
        if tagger.judge(texts[index], context: nil) != expected[index] { differing.withLock { $0 += 1 } }
      }
    }
    #expect(differing.withLock { $0 } == 0)
  }
}
