import Language
import Testing

@Suite struct FoldedTextTests {
  private func folded(_ text: String) -> String {
    String(String.UnicodeScalarView(FoldedText(text).characters.map { Unicode.Scalar($0) }))
  }

  @Test func lowersSwedishLettersAndKeepsMarks() {
    #expect(folded("ÅÄÖ É: Vänta!") == " åäö é: vänta! ")
  }

  @Test func composesLettersWrittenWithACombiningMark() {
    #expect(folded("Ko\u{308}pcentrum pa\u{30A} A\u{308}lgsta") == " köpcentrum på älgsta ")
  }

  @Test func foldsWhiteSpaceDashesAndQuotes() {
    #expect(folded("a\u{A0}\n\t b\u{2014}c \u{201D}d\u{2019}") == " a b-c \"d' ")
  }

  @Test func dropsWhatCannotBeSeen() {
    #expect(folded("hand\u{AD}lägg\u{200B}ning") == " handläggning ")
  }

  @Test func lettersOfOtherScriptsStayLetters() {
    let characters = FoldedText("Жx 🙂").characters
    #expect(characters[1] == FoldedText.otherLetter)
    #expect(FoldedText.isLetter(characters[1]))
    #expect(characters[4] == FoldedText.otherMark)
  }

  @Test func knowsWhereEachCharacterCameFrom() {
    let text = "På  a\u{30A}ret\u{AD} 14"
    let folded = FoldedText(text)
    let scalars = Array(text.unicodeScalars)
    for word in folded.words {
      let range = folded.range(of: word.range)
      #expect(range.upperBound <= scalars.count)
      let first = scalars[range.lowerBound]
      #expect(first != " ")
    }
    let number = folded.words[2]
    #expect(folded.range(of: number.range) == scalars.count - 2..<scalars.count)
    #expect(folded.scalarCount == scalars.count)
  }

  @Test func anEmptyTextIsOneSpace() {
    #expect(FoldedText("").characters == [0x20])
    #expect(FoldedText("").words.isEmpty)
  }

  @Test func findsWordsNumbersAndTellingMarks() {
    let folded = FoldedText("E-tjänsten: 1,5 veckor, vd:n sa nej! Uppsala-företag?")
    let words = folded.words.map { word in
      String(String.UnicodeScalarView(folded.characters[word.range].map { Unicode.Scalar($0) }))
    }
    #expect(words == ["e-tjänsten", "1,5", "veckor", "vd:n", "sa", "nej", "!", "uppsala", "företag", "?"])
    #expect(folded.words.map(\.kind).filter { $0 == .number }.count == 1)
    #expect(folded.words.map(\.kind).filter { $0 == .mark }.count == 2)
  }

  @Test func aWordAsUTF8LosesTheEndingOfAnAbbreviation() {
    let folded = FoldedText("VD:n går")
    var scratch = [UInt8]()
    let words = folded.words.map {
      folded.withUTF8(of: $0, scratch: &scratch) { String(decoding: $0, as: UTF8.self) }
    }
    #expect(words == ["vd", "går"])
  }

  @Test(arguments: [
    ("Vi fick vänta i fjorton veckor.", false), ("We had to wait for fourteen weeks.", true),
    ("Nobody answered the phone, although we called every day.", true), ("Krångligt!", false), ("", false),
    ("Bygglov 2024", false),
  ])
  func tellsEnglishFromSwedish(_ text: String, _ isEnglish: Bool) {
    let folded = FoldedText(text)
    #expect(LanguageGuess.isEnglish(folded, words: folded.words) == isEnglish)
  }

  @Test func hashesAreFixedForEver() {
    // Stored models name their features by these numbers.
    var hash = StableHash(kind: 16)
    for byte in "tid".utf8 { hash.add(byte) }
    #expect(hash.value == 0x9B4B0CA4FDE7A7B3)
  }
}
