import Feedback
import Testing
import Themes

@Suite struct ReviewTests {
  private func passage(_ text: String, _ number: Int) -> Passage {
    Passage(
      id: ULID(milliseconds: UInt64(number), randomHigh: 0, randomLow: 0), ordinal: 1, part: "1",
      range: 0..<text.unicodeScalars.count, text: text, context: nil, stance: nil, serviceArea: .none,
      tags: [])
  }

  private func chosen(_ texts: [String], limit: Int, corrected: Set<Int> = []) throws -> [Review.Candidate] {
    // Words of the configuration make a score that lies at its threshold exactly.
    let words = ConfiguredWords(themes: [.init(name: "digital_service", words: ["webbportal"], examples: [])])
    var review = Review(tagger: InformedTagger(model: try Samples.tagger(), words: words), limit: limit)
    for (number, text) in texts.enumerated() {
      review.add(
        passage(text, number), of: ULID(milliseconds: 0, randomHigh: 0, randomLow: 0),
        isCorrected: corrected.contains(number))
    }
    return review.chosen()
  }

  @Test func theDoubtfulComeFirstAndTheCertainNot() throws {
    let found = try chosen(
      [
        "Vädret diskuterades länge hos kommunen.", "Telefonen besvarades aldrig hos kommunen.",
        "Webbportalen hos kommunen.",
      ],
      limit: 10)
    #expect(found.first?.passage.text == "Webbportalen hos kommunen.")
    #expect(found.first?.theme == "digital_service")
    #expect(found.first?.uncertainty == 1)
    #expect(found.allSatisfy { (0...1).contains($0.information) })
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.information >= $1.information })
  }

  @Test func nearlyTheSameWordingIsListedOnce() throws {
    let many = (1...30).map { "Webbportalen stod still i \($0) dagar för åkeriet." }
    let found = try chosen(many + ["En webbportal för torghandlarna vore något."], limit: 10)
    #expect(found.map(\.theme).count { $0 == "digital_service" } == 2)
  }

  @Test func ofEquallyDoubtfulTheMoreCommonComesFirst() throws {
    let common = (0..<12).map { _ in "Företagarna saknar en webbportal." }
    let found = try chosen(["Kvixlors webbportal brusar flams."] + common, limit: 5)
    #expect(found.first?.passage.text == "Företagarna saknar en webbportal.")
    #expect(found.count >= 2)
  }

  @Test func whatAnOfficerJudgedIsNotAskedAgain() throws {
    let found = try chosen(
      ["Webbportalen hos kommunen.", "En annan webbportal för torghandeln i Ekeby."], limit: 5, corrected: [0]
    )
    #expect(found.allSatisfy { $0.passage.text != "Webbportalen hos kommunen." })
    #expect(found.contains { $0.passage.text.hasPrefix("En annan") })
  }

  @Test func theLimitHoldsAndTheOrderIsFixed() throws {
    // Words that no other passage has: the digits as letters.
    let texts = (100...299).map { number in
      let name = String(String(number).compactMap { $0.wholeNumberValue.map { Array("bdfgklmnrs")[$0] } })
      return "Webbportal \(name)hus \(name)torg \(name)vik \(name)lund."
    }
    let first = try chosen(texts, limit: 7)
    #expect(first.count == 7)
    #expect(try chosen(texts, limit: 7).map(\.passage.id) == first.map(\.passage.id))
  }
}
