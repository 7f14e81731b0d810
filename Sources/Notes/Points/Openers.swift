import Language

/// What a sentence begins with, where that tells whom or what it is of: a company or person by name, a thing that was
/// not spoken of before, or a demand.
struct Openers {
  let text: UTF8Text

  /// Words that join the parts of a name.
  private static let joining = WordTable(["i", "på", "och", "av", "of", "the", "and"])

  /// Whether it begins with the name of a company or person: `Skinande Golv HB avstod`, `Lena Öst tycker`.
  func namesSomebody(_ sentence: ReadSentence) -> Bool {
    var capitals = 0
    var end = 0
    for (place, word) in sentence.words.prefix(7).enumerated() {
      if place > 0, !isSpace(end, word.lowerBound) { break }
      end = word.upperBound
      if isLegalForm(word) { return true }
      if text.isUpper(at: word.lowerBound) {
        capitals += 1
      } else if place == 0 || !Self.joining.contains(word, of: text) {
        // One capital is how every sentence begins, and a joining word may be none of a name.
        return capitals > 1 && text.isUpper(at: sentence.words[place - 1].lowerBound)
          && text.isUpper(at: sentence.words[1].lowerBound)
      }
    }
    return false
  }

  /// Whether a name's first word stands in another sentence.
  func isNamed(_ word: Range<Int>, in sentence: ReadSentence) -> Bool {
    sentence.words.contains { $0.count == word.count && isSame($0, word, letters: word.count) }
  }

  private func isLegalForm(_ word: Range<Int>) -> Bool {
    guard word.count == 2 else { return false }
    let second = text.bytes[word.lowerBound + 1]
    return second == UInt8(ascii: "B") && "AHK".utf8.contains(text.bytes[word.lowerBound])
  }

  /// Whether nothing but spaces and an ampersand lies between two words.
  private func isSpace(_ from: Int, _ to: Int) -> Bool {
    text.bytes[from..<to].allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == UInt8(ascii: "&") }
  }

  /// Whether it is a demand, or tells what would help: `Bjud in till tidig dialog`, `En karta skulle spara alla tid`.
  func asks(_ sentence: ReadSentence) -> Bool {
    guard sentence.words.count > 2 else { return false }
    if CohesionWords.asking.contains(sentence.opening.0, of: text) { return true }
    return CohesionWords.articles.contains(sentence.opening.0, of: text)
      && sentence.words.prefix(14).contains { CohesionWords.conditional.contains($0, of: text) }
  }

  /// Whether it begins with a thing in the definite form that the sentence before did not name: `Avgiften …`
  func isFresh(_ next: ReadSentence, after last: ReadSentence) -> Bool {
    // `Eva på bygglov`, `Personalen i receptionen`
    isFresh(next.words.first, after: last)
      || ["på", "från", "hos"].contains(text.word(next.opening.1)) && !isNamed(next.opening.0, in: last)
  }

  func isFresh(_ word: Range<Int>?, after last: ReadSentence) -> Bool {
    guard let word, isDefinite(word) else { return false }
    return !last.words.contains { $0.count >= 5 && isSame($0, word, letters: 5) }
  }

  private func isDefinite(_ word: Range<Int>) -> Bool {
    guard word.count >= 6, !CohesionWords.noNouns.contains(word, of: text) else { return false }
    let (before, last) = (text.folded[word.upperBound - 2], text.folded[word.upperBound - 1])
    switch last {
    case UInt8(ascii: "n"): return before == UInt8(ascii: "e") || before == UInt8(ascii: "a")
    case UInt8(ascii: "t"): return before == UInt8(ascii: "e")
    case UInt8(ascii: "a"): return before == UInt8(ascii: "n")
    default: return false
    }
  }

  /// Whether it tells of one whom it happened to, behind a sentence that told how it is for all: `Blanketterna finns
  /// bara på svenska. En kock fyllde i fel.`
  func isInstance(_ next: ReadSentence, of last: ReadSentence) -> Bool {
    let (first, second, third) = next.opening
    return CohesionWords.instances.contains(first, of: text)
      && !CohesionWords.instances.contains(last.opening.0, of: text) && !next.subjects.isWishing
      && (last.subjects.isComplaining || !next.subjects.isPraising)
      && (last.subjects.topics & next.subjects.topics != 0 || next.subjects.topics == 0)
      && ![second, third].contains { CohesionWords.namingAgain.contains($0, of: text) }
      && !next.words.prefix(5).contains { CohesionWords.saying.contains($0, of: text) }
  }

  private func isSame(_ a: Range<Int>, _ b: Range<Int>, letters: Int) -> Bool {
    guard a.count >= letters, b.count >= letters else { return false }
    return text.folded[a.lowerBound..<a.lowerBound + letters]
      .elementsEqual(text.folded[b.lowerBound..<b.lowerBound + letters])
  }

  /// Whether it speaks of somebody as `han` or `hon` already.
  func hasThirdPerson(_ sentence: ReadSentence) -> Bool {
    sentence.words.contains {
      ["han", "hon", "he", "she", "hennes", "hans", "henne", "honom"].contains(text.word($0))
    }
  }

  /// Whether it speaks of one of the municipality's people, whom a pronoun then means.
  func namesAPerson(_ sentence: ReadSentence) -> Bool {
    sentence.words.contains { word in
      CohesionWords.people.contains { person in
        word.count >= person.utf8.count
          && text.folded[word.upperBound - person.utf8.count..<word.upperBound].elementsEqual(person.utf8)
      }
    }
  }
}
