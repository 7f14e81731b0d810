import Language

/// Companies by their legal form: the words with capitals before `AB`, `HB`, `KB`, `Ltd` …, or behind `AB`.
extension Companies {
  /// A word between spaces, and what stands around it.
  private struct Token {
    var range: Range<Int>
    /// Without the marks around it.
    var core: Range<Int>
    var opens: Bool { core.lowerBound > range.lowerBound }
    var closes: Bool { core.upperBound < range.upperBound }
  }

  private func tokens(of line: Range<Int>) -> [Token] {
    var tokens = [Token]()
    var i = line.lowerBound
    while i < line.upperBound {
      let space = text.spaceLength(at: i, before: line.upperBound)
      if space > 0 {
        i += space
        continue
      }
      let start = i
      while i < line.upperBound, text.spaceLength(at: i, before: line.upperBound) == 0 { i = text.next(i) }
      tokens.append(Token(range: start..<i, core: core(start..<i)))
    }
    return tokens
  }

  private func core(_ token: Range<Int>) -> Range<Int> {
    var lower = token.lowerBound
    while lower < token.upperBound, !text.isLetter(at: lower), !text.isDigit(at: lower),
      text.bytes[lower] != 0x26
    {
      lower = text.next(lower)
    }
    var upper = token.upperBound
    while upper > lower {
      let before = text.previous(upper)
      if text.isLetter(at: before) || text.isDigit(at: before) || text.bytes[before] == 0x26 { break }
      upper = before
    }
    return lower..<upper
  }

  /// Adds the companies of one line.
  mutating func read(_ line: Range<Int>) {
    let tokens = tokens(of: line)
    for i in tokens.indices where found.count < Self.most {
      guard let end = formEnd(tokens, i) else { continue }
      if let first = nameStart(tokens, before: i) {
        var name = start(tokens, first, before: i, in: line)..<end
        // `Fastighets AB Ringen`
        if i - first == 1, isTradeBefore(tokens[first]), let last = nameEnd(tokens, after: i) {
          name = name.lowerBound..<tokens[last].core.upperBound
        }
        let isAtStart = first == 0 && line.lowerBound == name.lowerBound
        if isAtStart, isEndOfFound(name) { continue }
        add(name, number: number(after: name.upperBound, before: line.upperBound))
      } else if isFormBefore(tokens[i]), let last = nameEnd(tokens, after: i) {
        let name = tokens[i].core.lowerBound..<tokens[last].core.upperBound
        add(name, number: number(after: name.upperBound, before: line.upperBound))
      }
    }
  }

  /// Where a name begins whose first token is known: in the line above, where that broke within it.
  private func start(_ tokens: [Token], _ first: Int, before form: Int, in line: Range<Int>) -> Int {
    let own = tokens[first].core.lowerBound
    guard first == 0, own == line.lowerBound, let above = lineAbove(line) else { return own }
    let before = self.tokens(of: above)
    guard let last = before.last, !last.closes,
      text.isUpper(at: last.core.lowerBound) || Self.connecting.contains(text.word(last.core))
    else { return own }
    let joined = before + tokens[...form]
    guard let start = nameStart(joined, before: before.count + form), start < before.count else { return own }
    return joined[start].core.lowerBound
  }

  /// The line right above, where it is so long that a mail program broke it.
  private func lineAbove(_ line: Range<Int>) -> Range<Int>? {
    guard line.lowerBound > 0, text.bytes[line.lowerBound - 1] == 0x0A else { return nil }
    var start = line.lowerBound - 1
    while start > 0, text.bytes[start - 1] != 0x0A, line.lowerBound - start < 200 { start -= 1 }
    let above = text.trimmed(start..<line.lowerBound - 1)
    return above.count >= 40 ? above : nil
  }

  /// `AB`, `Aktiebolaget`: forms that stand before a name.
  private func isFormBefore(_ token: Token) -> Bool {
    text.bytes[token.core] == [0x41, 0x42][...]
      || ["aktiebolaget", "handelsbolaget"].contains(text.word(token.core))
  }

  /// Whether a word is a trade that stands before `AB` and the name: `Fastighets`, `Byggnads`.
  private func isTradeBefore(_ token: Token) -> Bool {
    token.core.count >= 6 && text.bytes[token.core.upperBound - 1] == UInt8(ascii: "s")
      && Self.tradesBefore.contains { text.hasPrefix($0, at: token.core.lowerBound) }
  }

  private static let tradesBefore = [
    "fastighet", "byggnad", "förvaltning", "handel", "rederi", "skog", "industri", "drift", "livsmedel",
    "transport",
    "åkeri", "bostad", "utveckling", "trafik", "hotell", "restaurang", "verkstad", "entreprenad",
    "konstruktion",
  ]

  /// Whether a name is the end of one that was found already: the line before broke within it.
  private func isEndOfFound(_ name: Range<Int>) -> Bool {
    let words = text.singleSpaced(name)
    return found.contains { $0.name != words && $0.name.hasSuffix(" " + words) }
  }

  /// Where the legal form ends that a token is, or begins; nil where it is none.
  private func formEnd(_ tokens: [Token], _ i: Int) -> Int? {
    let core = tokens[i].core
    // Most words are told apart by their first letter.
    guard core.count >= 2, core.count <= 20, "ahkelig".utf8.contains(text.folded[core.lowerBound]) else {
      return nil
    }
    var word = core
    // AB:s, ABs
    if text.hasPrefix(":s", at: word.upperBound - 2) {
      word = word.lowerBound..<word.upperBound - 2
    } else if word.count == 3, text.bytes[word.upperBound - 1] == UInt8(ascii: "s") {
      word = word.lowerBound..<word.upperBound - 1
    }
    let folded = text.word(word)
    if folded == "ekonomisk" || folded == "ek", i + 1 < tokens.count,
      ["förening", "för", "fören"].contains(text.word(tokens[i + 1].core))
    {
      let end = tokens[i + 1].core.upperBound
      // The full stop of `ek. för.` belongs to it.
      return folded == "ek" && text.hasPrefix(".", at: end) ? end + 1 : end
    }
    if folded.utf8.count == 2 {
      // AB, HB and KB in capitals alone: `ab` is a syllable.
      guard Self.legalForms.contains(folded), text.bytes[word].allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else {
        return nil
      }
      return word.upperBound
    }
    if Self.legalForms.contains(folded) { return word.upperBound }
    if folded == "ek.för" { return word.upperBound }
    return nil
  }

  private static let connecting: Set<String> = ["&", "och", "i", "på", "of", "and", "för", "the"]
  /// Words with a capital that stand before a name at the beginning of a sentence.
  private static let leading: Set<String> = [
    "hos", "på", "vi", "besök", "besökte", "möte", "med", "från", "till", "företaget", "firman", "bolaget",
    "ägaren",
    "vd", "på", "i", "av", "för", "den", "det", "att", "samtal", "träff", "frukostmöte", "företagsbesök",
    "deltagare", "närvarande", "dialogmöte", "studiebesök", "platsbesök", "enligt", "även", "men", "och",
    "när", "om",
    "hos", "at", "with", "visit", "meeting", "the", "company", "owner", "idag", "igår", "sedan", "då", "hej",
    "anteckningar", "representanter", "samt", "som", "ett", "mitt", "vårt", "deras", "är", "detta", "både",
    "även", "ringde", "ringt", "träffade", "träffat", "mötte", "pratade", "talade", "mejlade", "kontaktade",
    "besökt", "telefonsamtal", "tfn", "tel", "workshop", "intervju", "avstämning", "uppföljning", "called",
    "phoned",
    "met", "visited", "spoke", "today", "hade", "fick", "att", "tack", "bland", "tillsammans", "inför",
    "efter",
  ]

  /// The first token of the name that ends before a legal form.
  private func nameStart(_ tokens: [Token], before form: Int) -> Int? {
    guard !tokens[form].opens else { return nil }
    var first: Int?
    var i = form - 1
    while i >= 0, form - i <= 6 {
      let token = tokens[i]
      if token.closes && !(i < form - 1 && isBrand(token)) && !endsInQuote(token) { break }
      // `1. Krogen Hörnet AB`, `2) …`
      if token.closes, text.bytes[token.core].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { break }
      let word = text.word(token.core)
      // Another company's name ends there.
      if Self.legalForms.contains(word) { break }
      let isName = text.isUpper(at: token.core.lowerBound) || text.isDigit(at: token.core.lowerBound)
      if isName && !token.core.isEmpty {
        first = i
      } else if !(first != nil && Self.connecting.contains(word) && i > 0) && !token.core.isEmpty {
        break
      }
      if token.opens { break }
      i -= 1
    }
    guard var start = first else {
      // A name without a capital: `cykelverkstan AB`.
      let before = form - 1
      guard before >= 0, !tokens[before].closes, !tokens[before].core.isEmpty, tokens[before].core.count >= 4,
        !Self.leading.contains(text.word(tokens[before].core))
      else { return nil }
      return before
    }
    while start < form,
      Self.leading.contains(text.word(tokens[start].core))
        || Self.connecting.contains(text.word(tokens[start].core))
    {
      // `…, The Oak Pub HB`: a capital that no sentence's beginning asks for.
      if text.word(tokens[start].core) == "the", start > 0, start + 1 < form,
        text.isUpper(at: tokens[start].core.lowerBound),
        ",:;(".utf8.contains(text.bytes[tokens[start - 1].range.upperBound - 1])
      {
        break
      }
      start += 1
    }
    // `Lennart på Tallens Möbler AB`: whom one met, and where; `Taco på Hjul AB` is one name.
    if form - start > 3, ["på", "från"].contains(text.word(tokens[start + 1].core)) { start += 2 }
    return start < form ? start : nil
  }

  /// `J.` within a name.
  private func isBrand(_ token: Token) -> Bool {
    token.core.count == 1 && text.bytes[token.range.upperBound - 1] == 0x2E
  }

  private func endsInQuote(_ token: Token) -> Bool {
    let last = text.bytes[token.range.upperBound - 1]
    return last == UInt8(ascii: "\"") || last == 0x9D
  }

  /// The last token of the name that follows `AB`.
  private func nameEnd(_ tokens: [Token], after form: Int) -> Int? {
    guard !tokens[form].closes else { return nil }
    var last: Int?
    for i in tokens.indices[(form + 1)...].prefix(4) {
      let token = tokens[i]
      guard !token.opens, text.isUpper(at: token.core.lowerBound) || text.word(token.core) == "&" else {
        break
      }
      if text.word(token.core) != "&" { last = i }
      if token.closes { break }
    }
    return last
  }
}
