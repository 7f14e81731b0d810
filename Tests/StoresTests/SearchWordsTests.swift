import Testing

@testable import Stores

@Suite struct SearchWordsTests {
  private func words(_ text: String) -> [String] {
    var words = [String]()
    SearchWords.forEach(in: text) { words.append(String(decoding: $0.folded, as: UTF8.self)) }
    return words
  }

  private func stem(_ word: String) -> String {
    var word = word
    return word.withUTF8 { WordForms().withStem(of: $0) { String(decoding: $0, as: UTF8.self) } }
  }

  @Test(
    arguments: [
      ("Bygglovet, i ÅRE!", ["bygglovet", "i", "åre"]),
      ("e-tjänst 24/7 (3 kap. PBL)", ["e", "tjänst", "24", "7", "3", "kap", "pbl"]),
      ("Café à la carte, naïv Zoë, Ærø", ["cafe", "a", "la", "carte", "naiv", "zoe", "ärö"]),
      ("bygg\u{AD}lov", ["bygglov"]),
      ("a\u{30A}r o\u{308}st e\u{301}tude", ["år", "öst", "etude"]),
      ("ŁÓDŹ Straße", ["łodź", "straße"]),
      ("Москва 東京", ["москва", "東京"]),
      ("×÷…–\u{A0}", []),
      ("", []),
    ] as [(String, [String])])
  func foldsCaseAndMarksButKeepsSwedishLetters(_ text: String, _ expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test func placesAreScalarsAndBytes() {
    let text = "👩‍👩‍👧 går å\u{301}t"
    var found = [(String, String)]()
    SearchWords.forEach(in: text) { word in
      let scalars = text.unicodeScalars.dropFirst(word.scalars.lowerBound).prefix(word.scalars.count)
      let bytes = Array(text.utf8)[word.bytes]
      found.append((String(String.UnicodeScalarView(scalars)), String(decoding: bytes, as: UTF8.self)))
    }
    #expect(found.map(\.0) == ["går", "å\u{301}t"])
    #expect(found.map(\.1) == found.map(\.0))
  }

  @Test func bytesThatAreNoTextSeparateWords() {
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xC3, 0x28, 0x63, 0xE2, 0x82]
    var found = [String]()
    bytes.withUnsafeBufferPointer { bytes in
      SearchWords.forEach(in: bytes) { word in
        found.append(String(decoding: word.folded, as: UTF8.self))
        return true
      }
    }
    #expect(found == ["a", "b", "c"])
  }

  @Test func anEndlessWordIsCut() {
    let found = words(String(repeating: "å", count: 10_000))
    #expect(found.count == 1)
    #expect((found.first?.utf8.count ?? 0) <= SearchWords.longest + 4)
  }

  @Test(arguments: [
    ["handläggningstid", "handläggningstiden", "handläggningstiderna", "handläggningstidens"],
    ["bygglov", "bygglovet", "bygglovets", "bygglovs", "byggloven"],
    ["beslut", "beslutet", "besluten", "besluts"],
    ["ärende", "ärendet", "ärenden", "ärendena"],
    ["arbete", "arbetet", "arbeten"],
    ["företag", "företagen", "företaget", "företagare", "företagarna"],
    ["möte", "mötet", "möten", "mötena", "mötenas"],
    ["kontakt", "kontakter", "kontakten"],
    ["decision", "decisions"],
  ])
  func formsOfAWordMeet(_ forms: [String]) {
    #expect(Set(forms.map(stem)).count == 1, "\(forms.map(stem))")
  }

  @Test(arguments: [
    ["får", "far"], ["tid", "tidning"], ["lov", "lag"], ["besked", "beslut"], ["vet", "ve"],
  ])
  func differentWordsDoNot(_ words: [String]) {
    #expect(Set(words.map(stem)).count == words.count)
  }
}

@Suite struct SearchQueryTests {
  @Test(arguments: [
    ("snabba besked", #""snabba" AND "besked""#),
    (#"om "snabba besked" nu"#, #""om" AND "snabba besked" AND "nu""#),
    (#"ett "öppet slut"#, #""ett" AND "öppet slut""#),
    ("e-tjänst", #""e tjänst""#),
    ("hand*", #"("hand" OR "hand" *)"#),
    ("e-tjän*", #""e" AND ("tjän" OR "tjän" *)"#),
    ("text:NEAR(a, 5) ^b", #""text near a" AND "5" AND "b""#),
  ])
  func becomesAnExpression(_ query: String, _ expression: String) {
    #expect(SearchQuery(query).expression == expression)
  }

  @Test(arguments: ["", "  ", "*", "\"\"", "- + ^"]) func withoutWordsIsNone(_ query: String) {
    #expect(SearchQuery(query).expression == nil)
  }

  @Test func isBounded() {
    #expect(SearchQuery(String(repeating: "ord ", count: 10_000)).terms.count == SearchQuery.mostTerms)
  }

  @Test func matchesAreUnitedAndInOrder() {
    let query = SearchQuery(#"svar "snabba svar" snabb*"#)
    #expect(query.matches(in: "Svaret: snabba svar, snabbt.", WordForms()) == [0..<6, 8..<19, 21..<27])
    #expect(query.matches(in: "", WordForms()).isEmpty)
  }
}
