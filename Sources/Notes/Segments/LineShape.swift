/// How a line looks: what its first bytes tell about words, marks and numbers, in a few bytes of memory.
struct LineShape: Sendable {
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt16
    static let endsSentence = Traits(rawValue: 1 << 0)
    static let endsColon = Traits(rawValue: 1 << 1)
    static let endsComma = Traits(rawValue: 1 << 2)
    static let bulleted = Traits(rawValue: 1 << 3)
    static let numbered = Traits(rawValue: 1 << 4)
    /// Only marks that draw a line.
    static let rule = Traits(rawValue: 1 << 5)
    static let address = Traits(rawValue: 1 << 6)
    static let link = Traits(rawValue: 1 << 7)
    /// Seven digits or more in one run with the marks of telephone numbers.
    static let phone = Traits(rawValue: 1 << 8)
    static let markdownHeading = Traits(rawValue: 1 << 9)
    static let beginsUpper = Traits(rawValue: 1 << 10)
    /// A word that makes it a sentence: a finite verb, a pronoun, a conjunction.
    static let sentenceWord = Traits(rawValue: 1 << 12)
  }

  /// Bytes read of a line; what follows cannot change what it is.
  private static let reach = 400

  var traits: Traits = []
  /// Bytes of the text after a bullet or number, 65,535 at most.
  var length: UInt16 = 0
  /// Words of letters; counts stop at 255.
  var words: UInt8 = 0
  var upperWords: UInt8 = 0
  var lowerWords: UInt8 = 0
  var digits: UInt8 = 0
  /// The number of a numbered item; 0 where there is none.
  var number: UInt8 = 0
  /// Where the text begins, from the content's beginning.
  var bodyOffset: UInt8 = 0

  init(of line: TextLine, in text: TextLines) {
    let content = line.content
    readBullet(content, text)
    let body = content.lowerBound + Int(bodyOffset)..<content.upperBound
    length = UInt16(clamping: body.count)
    guard !body.isEmpty else {
      if traits.contains(.bulleted) { traits = .rule }
      return
    }
    if isRule(content, text) { traits.insert(.rule) }
    readWords(body.lowerBound..<min(body.upperBound, body.lowerBound + Self.reach), text)
    readEnd(body, text)
  }

  func has(_ trait: Traits) -> Bool { traits.contains(trait) }
  /// Whether it carries what a person is reached by.
  var isContact: Bool { !traits.isDisjoint(with: [.address, .link, .phone]) }

  private mutating func readBullet(_ content: Range<Int>, _ text: TextLines) {
    let folded = text.folded
    var place = content.lowerBound
    let end = content.upperBound
    guard place < end else { return }
    func isBreak(_ index: Int) -> Bool { index >= end || isBlankByte(folded[index]) }
    let first = folded[place]
    var found: Traits = []
    if first == Ascii.hash {
      while place < end, folded[place] == Ascii.hash { place += 1 }
      if place - content.lowerBound <= 6, !isBreak(place) || place < end { found = .markdownHeading }
      if !isBreak(place) { found = [] }
    } else if first == Ascii.hyphen || first == Ascii.asterisk || first == Ascii.plus {
      place += 1
      if isBreak(place) { found = .bulleted }
    } else if let width = Self.bulletWidth(folded, at: place, before: end) {
      place += width
      found = .bulleted
    } else if first == 0x6F, place + 1 < end,
      folded[place + 1] == Ascii.tab || isBreak(place + 1) && isBreak(place + 2)
    {
      place += 1
      found = .bulleted
    } else if isDigit(first) {
      var value = 0
      var width = 0
      while place < end, isDigit(folded[place]), width < 3 {
        value = value * 10 + Int(folded[place] - 0x30)
        place += 1
        width += 1
      }
      if place < end, width < 3, folded[place] == Ascii.period || folded[place] == Ascii.closeParenthesis,
        isBreak(place + 1) && place + 1 < end
      {
        place += 1
        found = .numbered
        number = UInt8(clamping: value)
      }
    } else if isLetter(first), first < 0x80, place + 2 < end, folded[place + 1] == Ascii.closeParenthesis,
      isBreak(place + 2)
    {
      place += 2
      found = .numbered
      number = first - 0x60
    }
    guard !found.isEmpty else { return }
    traits.insert(found)
    while place < end, isBlankByte(folded[place]) { place += 1 }
    let offset = place - content.lowerBound
    if offset <= 250 { bodyOffset = UInt8(offset) }
  }

  /// The width of a bullet of Unicode or of Word's symbol font; nil where none stands.
  private static func bulletWidth(_ folded: [UInt8], at place: Int, before end: Int) -> Int? {
    guard place + 1 < end else { return nil }
    let second = folded[place + 1]
    if folded[place] == 0xC2, second == 0xB7 || second == 0xA7 {
      // A middle dot; a section sign only as the bullet Wingdings makes of it, that is before no number.
      guard second == 0xB7 || place + 2 < end && folded[place + 2] == Ascii.tab else { return nil }
      return 2
    }
    guard place + 2 < end else { return nil }
    let third = folded[place + 2]
    switch (folded[place], second, third) {
    // – and — need a blank after them; of the rest ‣ • ⁃ ∙, ■ ▪ ▫ ▶ ►, ○ ● ◦ ➢ ✓, Symbol's and Wingdings' bullets.
    case (0xE2, 0x80, 0x93), (0xE2, 0x80, 0x94):
      return place + 3 < end && isBlankByte(folded[place + 3]) ? 3 : nil
    case (0xE2, 0x80, 0xA2), (0xE2, 0x80, 0xA3), (0xE2, 0x81, 0x83), (0xE2, 0x88, 0x99),
      (0xE2, 0x96, 0xA0), (0xE2, 0x96, 0xAA), (0xE2, 0x96, 0xAB), (0xE2, 0x96, 0xB6), (0xE2, 0x96, 0xBA),
      (0xE2, 0x97, 0x8B), (0xE2, 0x97, 0x8F), (0xE2, 0x97, 0xA6), (0xE2, 0x9E, 0xA2), (0xE2, 0x9C, 0x93),
      (0xEF, 0x82, 0xB7), (0xEF, 0x82, 0xA7), (0xEF, 0x83, 0x98):
      return 3
    default: return nil
    }
  }

  private func isRule(_ content: Range<Int>, _ text: TextLines) -> Bool {
    guard content.count >= 3 else { return false }
    for place in content.prefix(120) {
      switch text.folded[place] {
      case Ascii.hyphen, Ascii.underscore, Ascii.equals, Ascii.asterisk, Ascii.tilde, Ascii.space, Ascii.hash,
        0xE2, 0x80, 0x81, 0x90, 0x93, 0x94, 0x95:  // and the bytes of – — ― ─ ━ ═
        continue
      default: return false
      }
    }
    return true
  }

  private mutating func readWords(_ body: Range<Int>, _ text: TextLines) {
    let folded = text.folded
    var place = body.lowerBound
    if let first = body.first, Self.isUpper(text, first) { traits.insert(.beginsUpper) }
    var run = 0
    while place < body.upperBound {
      let byte = folded[place]
      if byte == 0xE2 || byte >= 0xF0 {
        // A mark of the block U+2000 or a picture: no word.
        place += byte == 0xE2 ? 3 : 4
        continue
      }
      if isLetter(byte) {
        run = 0
        // "Att nå rätt person" is how headings begin; later in a line the word joins clauses.
        let opensInfinitive = place == body.lowerBound && folded[place...].starts(with: "att ".utf8)
        if !has(.sentenceWord), !opensInfinitive, Self.beginsWord(folded, at: place, from: body.lowerBound),
          SentenceWords.table.matches(in: folded, at: place, before: body.upperBound)
        {
          traits.insert(.sentenceWord)
        }
        if byte == 0x68 || byte == 0x77,
          LinkPrefixes.table.matches(in: folded, at: place, before: body.upperBound)
        {
          traits.insert(.link)
        }
        let upper = Self.isUpper(text, place)
        words = words &+ (words < 255 ? 1 : 0)
        if upper { upperWords += upperWords < 255 ? 1 : 0 } else { lowerWords += lowerWords < 255 ? 1 : 0 }
        while place < body.upperBound, isWordByte(folded[place]) { place += 1 }
        continue
      }
      if isDigit(byte) {
        digits += digits < 255 ? 1 : 0
        // A telephone number begins with a zero or a plus sign; a date, an amount or a number of a company does not.
        if run > 0 || byte == 0x30 || place > body.lowerBound && folded[place - 1] == Ascii.plus { run += 1 }
        if run >= 7 { traits.insert(.phone) }
      } else {
        switch byte {
        case Ascii.space, Ascii.tab, Ascii.hyphen, Ascii.plus, Ascii.openParenthesis, Ascii.closeParenthesis,
          Ascii.slash:
          break
        case Ascii.at:
          if place > body.lowerBound, isWordByte(folded[place - 1]), place + 1 < body.upperBound,
            isWordByte(folded[place + 1])
          {
            traits.insert(.address)
          }
          run = 0
        default:
          run = 0
        }
      }
      place += 1
    }
  }

  /// Whether a word of a sentence begins here, and no part of a name or address does.
  private static func beginsWord(_ folded: [UInt8], at place: Int, from start: Int) -> Bool {
    guard place > start else { return true }
    let before = folded[place - 1]
    return isBlankByte(before) || before == Ascii.openParenthesis || before == Ascii.quotation
      || before >= 0x80
  }

  private mutating func readEnd(_ body: Range<Int>, _ text: TextLines) {
    let folded = text.folded
    var last = body.upperBound - 1
    // Closing marks after the sentence's own: `"`, `)`, `*` and ”.
    while last > body.lowerBound {
      let byte = folded[last]
      if byte == Ascii.quotation || byte == Ascii.closeParenthesis || byte == Ascii.asterisk
        || byte == Ascii.apostrophe
      {
        last -= 1
      } else if byte == 0x9D, last - 2 > body.lowerBound, folded[last - 1] == 0x80, folded[last - 2] == 0xE2 {
        last -= 3
      } else {
        break
      }
    }
    switch folded[last] {
    case Ascii.period, 0x21, 0x3F: traits.insert(.endsSentence)
    case 0xA6 where last >= 2 && folded[last - 1] == 0x80 && folded[last - 2] == 0xE2:
      traits.insert(.endsSentence)  // …
    case Ascii.colon: traits.insert(.endsColon)
    case Ascii.comma, Ascii.semicolon: traits.insert(.endsComma)
    default: break
    }
  }

  static func isUpper(_ text: TextLines, _ place: Int) -> Bool {
    let byte = text.bytes[place]
    if byte < 0x80 { return byte &- 0x41 < 26 }
    guard byte == 0xC3, place + 1 < text.bytes.count else { return false }
    return (0x80...0x9E).contains(text.bytes[place + 1])
  }
}
