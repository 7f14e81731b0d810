import Language

/// Finds the companies that a note names: by their legal form (`Kvarnens Bageri AB`), or behind a label
/// (`Firma: Kvarnens Bageri`), each once, with its organisation number where it stands beside the name.
struct Companies {
  /// Found companies beyond this are left out.
  static let most = 50
  /// In lower case; in a text they count in capitals, or written out.
  static let legalForms: Set<String> = [
    "ab", "hb", "kb", "aktiebolag", "handelsbolag", "kommanditbolag", "ltd", "inc", "gmbh", "aktiebolaget",
  ]

  let text: UTF8Text
  private var found = [(name: String, key: String, number: String?)]()

  init(text: UTF8Text) { self.text = text }

  /// The names in order of appearance: `Kvarnens Bageri AB`, or `Kvarnens Bageri AB (556123-4567)`.
  static func names(in text: UTF8Text, _ ranges: [Range<Int>]) -> [String] {
    var companies = Companies(text: text)
    for range in ranges {
      for line in text.lines(in: range) { companies.read(line) }
    }
    companies.readLabels(in: ranges)
    return companies.found.map { company in
      company.number.map { "\(company.name) (\($0))" } ?? company.name
    }
  }

  // MARK: By label

  private mutating func readLabels(in ranges: [Range<Int>]) {
    var last: String?
    for line in text.labelledLines(in: ranges) {
      switch line.label {
      case .company:
        for name in listed(line.value) {
          add(name, number: number(after: name.upperBound, before: line.value.upperBound))
          last = key(of: text.string(name))
        }
      case .organisationNumber:
        if let last, let number = number(after: line.value.lowerBound, before: line.value.upperBound),
          let i = found.firstIndex(where: { $0.key == last }), found[i].number == nil
        {
          found[i].number = number
        }
      default: break
      }
    }
  }

  /// `X, Y och Z`: names with a capital or digit at their beginning, of six words at most.
  private func listed(_ value: Range<Int>) -> [Range<Int>] {
    var names = [Range<Int>]()
    var start = value.lowerBound
    var i = start
    func take(_ end: Int) {
      let name = text.trimmed(start..<end)
      let count = text.words(in: name, limit: 7).count
      guard (1...6).contains(count), name.count <= 80,
        text.isUpper(at: name.lowerBound) || text.isDigit(at: name.lowerBound),
        text.words(in: name).contains(where: { text.isLetter(at: $0.lowerBound) }),
        number(after: name.lowerBound, before: name.upperBound) == nil
      else { return }
      names.append(name)
    }
    while i < value.upperBound {
      switch text.bytes[i] {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"):
        take(i)
        start = i + 1
      default: break
      }
      i += 1
    }
    take(value.upperBound)
    return names
  }

  // MARK: By legal form

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

  private mutating func read(_ line: Range<Int>) {
    // Cheap for the many lines without any: all forms hold a B, an L or a G next to others, seldom in capitals.
    guard mayName(line) else { return }
    let tokens = tokens(of: line)
    for i in tokens.indices where found.count < Self.most {
      guard let end = formEnd(tokens, i) else { continue }
      if let first = nameStart(tokens, before: i) {
        let name = tokens[first].core.lowerBound..<end
        add(name, number: number(after: end, before: line.upperBound))
      } else if text.bytes[tokens[i].core] == [0x41, 0x42][...], let last = nameEnd(tokens, after: i) {
        let name = tokens[i].core.lowerBound..<tokens[last].core.upperBound
        add(name, number: number(after: name.upperBound, before: line.upperBound))
      }
    }
  }

  private func mayName(_ line: Range<Int>) -> Bool {
    var before: UInt8 = 0
    for byte in text.bytes[line] {
      if byte == UInt8(ascii: "B")
        && (before == UInt8(ascii: "A") || before == UInt8(ascii: "H") || before == UInt8(ascii: "K"))
      {
        return true
      }
      let folded = byte | 0x20
      let isPair = folded == UInt8(ascii: "k") && before | 0x20 == UInt8(ascii: "e")  // ekonomisk, ek. för.
      if isPair || (before == UInt8(ascii: "b") && folded == UInt8(ascii: "o"))  // bolag
        || (before == UInt8(ascii: "L") && folded == UInt8(ascii: "t"))
        || (before == UInt8(ascii: "I") && folded == UInt8(ascii: "n"))
        || (before == UInt8(ascii: "G") && folded == UInt8(ascii: "m"))
      {
        return true
      }
      before = byte
    }
    return false
  }

  /// Where the legal form ends that a token is, or begins; nil where it is none.
  private func formEnd(_ tokens: [Token], _ i: Int) -> Int? {
    let core = tokens[i].core
    guard core.count >= 2, core.count <= 20 else { return nil }
    var word = core
    // AB:s, ABs
    if text.hasPrefix(":s", at: word.upperBound - 2) {
      word = word.lowerBound..<word.upperBound - 2
    } else if word.count == 3, text.bytes[word.upperBound - 1] == UInt8(ascii: "s") {
      word = word.lowerBound..<word.upperBound - 1
    }
    let folded = text.word(word)
    if folded.utf8.count == 2 {
      // AB, HB and KB in capitals alone: `ab` is a syllable.
      guard Self.legalForms.contains(folded), text.bytes[word].allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) else {
        return nil
      }
      return word.upperBound
    }
    if Self.legalForms.contains(folded) && folded != "aktiebolaget" { return word.upperBound }
    if folded == "ekonomisk" || folded == "ek", i + 1 < tokens.count,
      ["förening", "för", "fören"].contains(text.word(tokens[i + 1].core))
    {
      return tokens[i + 1].core.upperBound
    }
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
    "även",
  ]

  /// The first token of the name that ends before a legal form.
  private func nameStart(_ tokens: [Token], before form: Int) -> Int? {
    guard !tokens[form].opens else { return nil }
    var first: Int?
    var i = form - 1
    while i >= 0, form - i <= 6 {
      let token = tokens[i]
      if token.closes && !(i < form - 1 && isBrand(token)) && !endsInQuote(token) { break }
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
      start += 1
    }
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

  // MARK: Numbers and names

  /// An organisation number within a few words: `, org.nr 556123-4567`, `(556123-4567)`.
  private func number(after start: Int, before end: Int) -> String? {
    let limit = min(end, start + 40)
    var i = start
    while i < limit {
      if text.isDigit(at: i) {
        var digits = [UInt8]()
        var j = i
        while j < end, digits.count < 11 {
          if text.isDigit(at: j) {
            digits.append(text.bytes[j] - 0x30)
          } else if !(digits.count == 6 && text.bytes[j] == UInt8(ascii: "-")) {
            break
          }
          j += 1
        }
        guard IdentityNumbers.isOrganisationNumber(digits) else { return nil }
        let text = digits.map { String($0) }.joined()
        return "\(text.prefix(6))-\(text.suffix(4))"
      }
      // Another name begins.
      if text.bytes[i] == UInt8(ascii: ";") { return nil }
      i += 1
    }
    return nil
  }

  private mutating func add(_ range: Range<Int>, number: String?) {
    guard range.count <= 100 else { return }
    let name = text.singleSpaced(range).filter { $0 != "*" && $0 != "\"" && $0 != "”" && $0 != "“" }
    let key = key(of: name)
    guard !key.isEmpty else { return }
    if let i = found.firstIndex(where: { $0.key == key }) {
      if found[i].number == nil { found[i].number = number }
      // The full name, with its legal form, is the better one to show.
      if !hasForm(found[i].name), hasForm(name) { found[i].name = name }
    } else if found.count < Self.most {
      found.append((name, key, number))
    }
  }

  private func hasForm(_ name: String) -> Bool {
    let text = UTF8Text(name)
    return text.words(in: text.all).contains { Self.legalForms.contains(text.word($0)) }
  }

  /// The letters and digits of a name in lower case, without the legal form.
  private func key(of name: String) -> String {
    let text = UTF8Text(name)
    var key = ""
    for word in text.words(in: text.all) {
      let folded = text.word(word)
      if !Self.legalForms.contains(folded) && !["ekonomisk", "förening", "ek", "för"].contains(folded) {
        key += folded
      }
    }
    return key
  }
}
