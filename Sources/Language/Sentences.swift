extension UTF8Text {
  /// The sentences of a text, as its lines group them; see ``blocks(in:)``. In order, without white space at
  /// their ends.
  package func sentences(in range: Range<Int>) -> [Range<Int>] {
    blocks(in: range).flatMap { sentences(of: $0) }
  }

  /// The sentences of one block, Swedish or English.
  ///
  /// A sentence ends after a full stop, a question or exclamation mark or an ellipsis, with the quotes and
  /// brackets that close after it, where white space and the beginning of a sentence follow: a capital or a digit,
  /// behind an opening quote, bracket or dash. No sentence ends after an abbreviation, an initial, an ordinal or
  /// a section number. Where a block itself begins in lower case, its writer uses no capitals, and a small
  /// letter can begin a sentence.
  package func sentences(of block: TextBlock) -> [Range<Int>] {
    if case .row = block.kind { return [block.range] }
    if case .heading = block.kind { return [block.range] }
    let first = firstWord(in: block.range)?.lowerBound ?? block.range.lowerBound
    let sentences = sentences(of: block.range, lowerCase: isLower(at: first))
    if isLower(at: first) || sentences.count > 3 { return sentences }
    // Begun with a capital by a writer who then uses none: small letters begin most of the sentences.
    let more = self.sentences(of: block.range, lowerCase: true)
    return more.count >= 3 && more.count - sentences.count >= sentences.count ? more : sentences
  }

  private func sentences(of block: Range<Int>, lowerCase: Bool) -> [Range<Int>] {
    var sentences = [Range<Int>]()
    let end = block.upperBound
    var start = block.lowerBound
    var i = start
    while i < end {
      guard isTerminator(at: i) else {
        i = next(i)
        continue
      }
      let marks = i
      while i < end, isTerminator(at: i) { i = next(i) }
      let afterMarks = i
      while i < end, let length = closerLength(at: i, before: end) { i += length }
      let rest = trimmed(i..<end)
      if rest.isEmpty { break }
      let stop = SentenceEnd(
        text: self, marks: marks..<afterMarks, end: i, rest: rest, start: start, block: block,
        lowerCase: lowerCase)
      if stop.isReal {
        sentences.append(start..<i)
        let isNewLine = bytes[i..<rest.lowerBound].contains(0x0A)
        start =
          trimmed((isNewLine ? afterQuoteMarks(rest.lowerBound, before: end) : rest.lowerBound)..<end)
          .lowerBound
        i = start
      }
    }
    let last = trimmed(start..<end)
    if !last.isEmpty { sentences.append(last) }
    return sentences
  }

  /// `.`, `!`, `?` or `…`
  private func isTerminator(at i: Int) -> Bool {
    switch bytes[i] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): true
    case 0xE2: i + 2 < bytes.count && bytes[i + 1] == 0x80 && bytes[i + 2] == 0xA6
    default: false
    }
  }

  /// The length of a quote or bracket that closes: `"`, `'`, `)`, `]`, `*`, `”`, `’`, `»`, `›`.
  private func closerLength(at i: Int, before end: Int) -> Int? {
    switch bytes[i] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "*"):
      return 1
    case 0xC2 where i + 1 < end && bytes[i + 1] == 0xBB: return 2
    case 0xE2 where i + 2 < end && bytes[i + 1] == 0x80:
      switch bytes[i + 2] {
      case 0x99, 0x9D, 0xBA: return 3
      default: return nil
      }
    default: return nil
    }
  }
}

/// A place where a sentence may end.
private struct SentenceEnd {
  let text: UTF8Text
  let marks: Range<Int>
  /// After the quotes and brackets that follow the marks.
  let end: Int
  /// What follows, without white space at its beginning.
  let rest: Range<Int>
  /// Where the sentence began.
  let start: Int
  let block: Range<Int>
  let lowerCase: Bool

  var isReal: Bool {
    let bytes = text.bytes
    let isSingleStop = marks.count == 1 && bytes[marks.lowerBound] == UInt8(ascii: ".")
    guard end < rest.lowerBound else { return isSingleStop && end == marks.upperBound && isMissingSpace }
    let opening = self.opening
    guard let opening else { return false }
    if isSingleStop {
      // A bracket or quote between the stop and the space shows that the stop is none of an abbreviation.
      if end == marks.upperBound, let verdict = verdictOfWord(before: opening) { return verdict }
    }
    return text.isUpper(at: opening) || text.isDigit(at: opening)
      || (lowerCase && !(marks.count > 1 && isEllipsis) && text.isLetter(at: opening))
  }

  private var isEllipsis: Bool {
    let first = text.bytes[marks.lowerBound]
    return first == 0xE2 || (first == UInt8(ascii: ".") && marks.count > 1)
  }

  /// The first letter or digit of what follows, behind opening quotes, brackets, dashes and bullets.
  private var opening: Int? {
    var i = rest.lowerBound
    var passed = 0
    while i < rest.upperBound, passed < 8 {
      if text.isLetter(at: i) || text.isDigit(at: i) { return i }
      i = text.next(i)
      passed += 1
    }
    return nil
  }

  /// `slut.Nästa`: a small word, a stop and a capitalised word with nothing between; not within an address.
  private var isMissingSpace: Bool {
    let next = marks.upperBound
    guard text.isUpper(at: next), text.isLower(at: text.next(next)) else { return false }
    var i = marks.lowerBound
    var letters = 0
    while i > start {
      let before = text.previous(i)
      if text.spaceLength(at: before, before: i) > 0 { break }
      guard text.isLower(at: before) || (text.isUpper(at: before) && letters >= 3) else { return false }
      letters += 1
      i = before
    }
    let after = text.letters(from: next, before: rest.upperBound)
    guard letters >= 4, after - next >= 2 else { return false }
    return after >= rest.upperBound || text.spaceLength(at: after, before: rest.upperBound) > 0
      || text.bytes[after] == UInt8(ascii: ",")
  }

  /// What the word before a single full stop says; nil where it is an ordinary word.
  private func verdictOfWord(before opening: Int) -> Bool? {
    let token = tokenBeforeStop
    guard !token.isEmpty else { return nil }
    let isCapitalNext = text.isUpper(at: opening)
    if text.bytes[token].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }) {
      return verdictOfNumber(token, before: opening)
    }
    let word = text.word(token)
    if Abbreviations.neverLast.contains(word) { return false }
    if Abbreviations.maybeLast.contains(word) { return isCapitalNext }
    if let first = Abbreviations.second[word] {
      let before = text.trimmed(start..<token.lowerBound)
      if text.hasPrefix("\(first).", at: before.upperBound - first.utf8.count - 1) { return isCapitalNext }
    }
    // `s. k.`, `p. g. a.`
    if token.count == 1, text.isLower(at: token.lowerBound) { return isCapitalNext }
    if isInitial(token) {
      let before = text.trimmed(start..<token.lowerBound)
      let previous = text.tokenBack(from: before.upperBound, after: start)
      return Abbreviations.lettered.contains(text.word(previous)) ? isCapitalNext : false
    }
    return nil
  }

  /// `1.` at the beginning numbers an item, `12. mars` is a day, `10. 30` a time; else a number can end a sentence.
  private func verdictOfNumber(_ token: Range<Int>, before opening: Int) -> Bool? {
    if text.trimmed(block.lowerBound..<token.lowerBound).isEmpty { return false }
    let word = opening..<text.letters(from: opening, before: rest.upperBound)
    if MonthName.month(text.word(word)) != nil { return false }
    if text.isDigit(at: opening) && token.count <= 2 { return false }
    return nil
  }

  /// Letters, digits and inner stops before the mark, from the last white space or bracket on.
  private var tokenBeforeStop: Range<Int> { text.tokenBack(from: marks.lowerBound, after: start) }

  /// `A` or `J.E`: single capitals between stops.
  private func isInitial(_ token: Range<Int>) -> Bool {
    var i = token.lowerBound
    while i < token.upperBound {
      guard text.isUpper(at: i) else { return false }
      i = text.next(i)
      guard i < token.upperBound else { return true }
      guard text.bytes[i] == 0x2E else { return false }
      i += 1
    }
    return false
  }
}

extension UTF8Text {
  /// The run of letters, digits, stops and colons that ends at `end`; at most 40 bytes, for no abbreviation is longer.
  fileprivate func tokenBack(from end: Int, after start: Int) -> Range<Int> {
    var i = end
    while i > start, end - i < 40 {
      let before = previous(i)
      guard isLetter(at: before) || isDigit(at: before) || bytes[before] == 0x2E || bytes[before] == 0x3A
      else { break }
      i = before
    }
    return max(i, start)..<end
  }
}
