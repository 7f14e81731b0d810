import Language

/// How much a sentence goes on with the one before it: a sum of what the words at their border tell.
///
/// The weights are small whole numbers. Strong signs (a pronoun that looks back, a phrase that turns to another
/// matter) outweigh weak ones (length, a shared word); nothing but an open quotation decides alone.
struct Cohesion {
  let text: UTF8Text

  /// - Parameter subjects: what the prose speaks of up to and with `last`, for `last` may name nothing itself.
  func between(
    _ last: ReadSentence, _ next: ReadSentence, border: ProseGrouping.Border, subjects: Subjects
  ) -> Int {
    if isSpeaker(next) { return -100 }
    if isOpen(last.range) { return 100 }
    var sum =
      switch border {
      case .sentence(let sentences): sentences < 3 ? 3 : sentences < 5 ? 1 : 0
      case .item: 4
      case .introduction: -4
      case .line: -4
      }
    let turn = opening(of: next, after: last)
    sum += turn
    // What has just turned to a matter goes on about it.
    if turn > -3, announces(last) { sum += 3 }
    sum += length(of: next, after: last)
    sum += marks(last, next)
    sum += matter(of: next, after: subjects)
    if sharesRareWord(last, next) { sum += 3 }
    return sum
  }

  // MARK: Openings

  private func opening(of next: ReadSentence, after last: ReadSentence) -> Int {
    let (first, second, third) = next.opening
    if CohesionWords.turningPhrases.contains(first, second, third, of: text)
      || CohesionWords.turningPairs.contains(first, second, of: text)
      || CohesionWords.turning.contains(first, of: text)
    {
      return -6
    }
    // `Han frågade om man inte kunde få en påminnelse` is a wish, and a point of its own.
    if next.words.count > 6, CohesionWords.askingWhether.contains(second, third, of: text) { return -4 }
    // `Sämre har det gått med skylten.`
    if CohesionWords.verdicts.contains(first, of: text) { return -4 }
    let openers = Openers(text: text)
    if openers.namesSomebody(next), !openers.isNamed(first, in: last) { return -6 }
    var sum = 0
    // `Handläggaren var däremot …`, `Handläggaren som till slut tog över var däremot …`, `Hon nämnde också …`
    for (place, word) in next.words.dropFirst().prefix(9).enumerated() {
      if CohesionWords.contrasting.contains(word, of: text) {
        sum -= 4
        break
      }
      guard place < 4 else { continue }
      if CohesionWords.turningWithin.contains(word, of: text) {
        sum -= 4
        break
      }
      if CohesionWords.leaningWithin.contains(word, of: text) {
        sum -= 3
        break
      }
    }
    for (word, after) in zip(next.words.prefix(7), next.words.prefix(8).dropFirst())
    where CohesionWords.turningPairsWithin.contains(word, after, of: text)
      || CohesionWords.anotherMatter.contains(word, after, of: text)
    {
      sum -= 4
    }
    if CohesionWords.labels.contains(first, of: text), text.hasPrefix(":", at: next.words[0].upperBound) {
      return sum + 2
    }
    if CohesionWords.goingOnPairs.contains(first, second, of: text) { return sum + 5 }
    if let last = next.words.last, next.words.count < 15, CohesionWords.lookingBack.contains(last, of: text) {
      return sum + 5
    }
    // `Mest handlade det om uteserveringarna.`
    if CohesionWords.concerning.contains(second, third, of: text) { return sum + 5 }
    if openers.asks(next) { return sum - 4 }
    // `Ärendet hade fastnat hos en annan myndighet.`
    if CohesionWords.steps.contains(first, of: text), !next.subjects.isPraising { return sum + 2 }
    if CohesionWords.goingOn.contains(first, of: text) { return sum + lookingBack(next, after: last) }
    if openers.isInstance(next, of: last) { return sum + 3 }
    if CohesionWords.telling.contains(first, of: text) {
      // `Vi vill`, `I dag vill`, `Vi som handlägger`
      let namesAgain =
        text.word(second) == "som"
        || [second, third].contains { CohesionWords.namingAgain.contains($0, of: text) }
      return sum + (namesAgain ? 0 : 2)
    }
    if openers.isFresh(next, after: last) {
      // A case's next step goes on with it; what somebody did well is another matter.
      // So is what somebody thinks of another thing: `Avgiften tycker de är för hög`.
      if CohesionWords.namingAgain.contains(second, of: text) { return sum - 5 }
      if next.subjects.isPraising, !last.subjects.isPraising { sum -= 3 }
    }
    if last.subjects.topics & next.subjects.topics == 0 {
      if CohesionWords.namingAnew.contains(first, of: text) { return sum - 2 }
      if text.word(first) == "the", CohesionWords.namingAnewBehindThe.contains(second, of: text) {
        return sum - 2
      }
      if ["företaget", "bolaget"].contains(text.word(first)) { return sum - 1 }
    }
    return sum
  }

  /// What an opening pronoun is worth: `Det var för länge` looks back, `Det finns ingen att ringa` does not.
  private func lookingBack(_ next: ReadSentence, after last: ReadSentence) -> Int {
    let (opening, second, _) = next.opening
    let first = text.word(opening)
    if ["han", "hon", "he", "she"].contains(first) {
      if CohesionWords.namingAgain.contains(second, of: text) || text.word(second) == "som" { return 0 }
      // Who was not spoken of just before is the one who speaks, and says the next thing.
      return Openers(text: text).namesAPerson(last) ? 3 : Openers(text: text).hasThirdPerson(last) ? 1 : -2
    }
    // `De andra enheterna`: an article, and whom it names is somebody else.
    if first == "de", CohesionWords.describingSeveral.contains(second, of: text) { return -2 }
    if ["man", "de", "they", "båda", "bägge", "both"].contains(first) {
      return CohesionWords.namingAgain.contains(second, of: text) ? 0 : 3
    }
    // `Men startbeskedet dröjde`: the other side of it, where the verdict is another.
    if first == "men" || first == "but" {
      let (a, b) = (last.subjects, next.subjects)
      if a.isPraising && b.isComplaining || a.isComplaining && b.isPraising { return -5 }
      let isFresh = Openers(text: text).isFresh(next.words.dropFirst().first, after: last)
      return a.isPraising != b.isPraising || isFresh ? -2 : 5
    }
    // `Sedan vore det bra om …` is one wish more.
    if ["sedan", "sen"].contains(first), CohesionWords.wishing.contains(second, of: text) { return -4 }
    // `Svaret på kompletteringen dröjde` is another answer than `Svaret blev nej`.
    if first == "svaret", text.word(second) == "på" { return -1 }
    if first == "det" || first == "it" {
      if CohesionWords.presenting.contains(second, of: text) { return -2 }
      if CohesionWords.impersonal.contains(second, of: text),
        next.words.dropFirst(2).prefix(8).contains(where: { ["att", "to"].contains(text.word($0)) })
      {
        return -1
      }
    }
    if ["den", "de", "det"].contains(first), CohesionWords.describing.contains(second, of: text) { return 0 }
    return 5
  }

  /// Whether a sentence only names the matter that is to come: `En annan sak var webbplatsen.`, `Även avgifterna
  /// diskuterades.`
  private func announces(_ sentence: ReadSentence) -> Bool {
    let (first, second, third) = sentence.opening
    guard sentence.words.count <= 12 else { return false }
    // `Slutbeskedet blev en annan historia.`
    let turnsWithin = zip(sentence.words, sentence.words.dropFirst()).contains {
      CohesionWords.anotherMatter.contains($0, $1, of: text)
    }
    if turnsWithin || CohesionWords.verdicts.contains(first, of: text)
      || CohesionWords.turningPhrases.contains(first, second, third, of: text)
      || CohesionWords.turningPairs.contains(first, second, of: text)
    {
      return true
    }
    guard sentence.words.count <= 10 else { return false }
    return sentence.words.prefix(4).contains { CohesionWords.matters.contains($0, of: text) }
      || sentence.words.suffix(2).contains { CohesionWords.discussing.contains($0, of: text) }
  }

  // MARK: Length and marks

  private func length(of next: ReadSentence, after last: ReadSentence) -> Int {
    // `Ja.`, `Långsam.`
    if last.words.count <= 2 { return 5 }
    switch next.words.count {
    case ...2: return 6
    case 3: return next.words.contains { CohesionWords.verbs.contains($0, of: text) } ? 2 : 5
    case 4...6: return 1
    case 7...18: return 0
    default: return -1
    }
  }

  private func marks(_ last: ReadSentence, _ next: ReadSentence) -> Int {
    var sum = 0
    if let mark = text.lastScalar(of: last.range), text.bytes[mark] == 0x3A || text.bytes[mark] == 0x3F {
      sum += 6
    }
    // A quotation that speaks for what was just said.
    if isQuote(at: next.range.lowerBound), !isQuote(at: last.range.lowerBound) { sum += 3 }
    return sum
  }

  private func isQuote(at i: Int) -> Bool {
    text.bytes[i] == UInt8(ascii: "\"") || text.hasPrefix("\u{201C}", at: i)
      || text.hasPrefix("\u{201D}", at: i)
  }

  /// Words before a colon that carry the point on, where another word would be a speaker's: `Förslag: …`
  private func isSpeaker(_ sentence: ReadSentence) -> Bool {
    text.speakerLength(in: sentence.range) != nil
      && !CohesionWords.labels.contains(sentence.opening.0, of: text)
  }

  /// Whether a quotation or bracket has not closed.
  private func isOpen(_ range: Range<Int>) -> Bool {
    var brackets = 0
    var straight = 0
    var curly = 0
    var i = range.lowerBound
    while i < range.upperBound {
      switch text.bytes[i] {
      case UInt8(ascii: "("): brackets += 1
      case UInt8(ascii: ")"): brackets -= 1
      case UInt8(ascii: "\""): straight += 1
      case 0xE2 where text.hasPrefix("\u{201C}", at: i) || text.hasPrefix("\u{201D}", at: i): curly += 1
      default: break
      }
      i = text.next(i)
    }
    return brackets > 0 || straight % 2 == 1 || curly % 2 == 1
  }

  // MARK: Subjects

  private func matter(of next: ReadSentence, after a: Subjects) -> Int {
    var sum = 0
    let b = next.subjects
    if a.topics & b.topics != 0 {
      if a.topics & ~b.topics == 0 || b.topics & ~a.topics == 0 { sum += 1 }
    } else if a.topics != 0 && b.topics != 0 {
      // A service beside a means (the switchboard, a form) can be one matter; two of a kind are two.
      let isSameKind = [Subjects.services, Subjects.means].contains {
        a.topics & $0 != 0 && b.topics & $0 != 0
      }
      sum -= isSameKind ? 3 : 1
    }
    // From what was bad to what was good, or the reverse.
    if a.isComplaining && !a.isPraising && b.isPraising && !b.isComplaining { sum -= 3 }
    if a.isPraising && !a.isComplaining && b.isComplaining && !b.isPraising { sum -= 3 }
    // From how it is to how it should be.
    if b.isWishing && !a.isWishing { sum -= 2 }
    // From what is wished for to what is good already.
    if a.isWishing && !b.isWishing && b.isPraising && !a.isPraising { sum -= 3 }
    return sum
  }

  /// Whether both sentences speak of the same long word: its first eight letters tell, whatever its ending.
  private func sharesRareWord(_ last: ReadSentence, _ next: ReadSentence) -> Bool {
    next.rare.contains { word in
      last.rare.contains { other in
        text.folded[word.lowerBound..<word.lowerBound + 8]
          .elementsEqual(text.folded[other.lowerBound..<other.lowerBound + 8])
      }
    }
  }
}
