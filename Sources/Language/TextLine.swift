/// A line as its marks tell it.
struct TextLine {
  enum Mark: Equatable { case none, item, row, heading, underline, speaker, empty }
  var mark: Mark
  /// Without bullet and white space.
  var range: Range<Int>
  /// Columns of white space before the first mark.
  var indentation: Int
  /// Scalars from the margin to the last of the line.
  var width: Int
  /// Where the following line begins.
  var next: Int
}

extension UTF8Text {
  /// The last scalar's start; nil in an empty range.
  package func lastScalar(of range: Range<Int>) -> Int? { range.isEmpty ? nil : previous(range.upperBound) }

  /// The run of anything but white space that begins at `i`.
  func token(from i: Int, before end: Int) -> Range<Int> {
    var j = i
    while j < end, spaceLength(at: j, before: end) == 0 { j = next(j) }
    return i..<min(j, end)
  }

  /// Reads the line that begins at `start`.
  func line(at start: Int, before end: Int) -> TextLine {
    var stop = start
    var width = 0
    while stop < end, bytes[stop] != 0x0A {
      if bytes[stop] & 0xC0 != 0x80 { width += 1 }
      stop += 1
    }
    let next = stop < end ? stop + 1 : end
    let start = afterQuoteMarks(start, before: stop)
    let whole = trimmed(start..<stop)
    var line = TextLine(mark: .none, range: whole, indentation: 0, width: width, next: next)
    guard !whole.isEmpty else {
      line.mark = .empty
      return line
    }
    for byte in bytes[start..<whole.lowerBound] where byte & 0xC0 != 0x80 {
      line.indentation += byte == 0x09 ? 4 : 1
    }
    mark(&line)
    return line
  }

  private func mark(_ line: inout TextLine) {
    let whole = line.range
    let first = bytes[whole.lowerBound]
    if isRule(whole) {
      line.mark = .underline
    } else if first == UInt8(ascii: "#"), let words = words(afterHeadingMarks: whole) {
      line.mark = .heading
      line.range = words
    } else if let bullet = bulletLength(at: whole.lowerBound, before: whole.upperBound) {
      line.range = trimmed(whole.lowerBound + bullet..<whole.upperBound)
      line.mark = line.range.isEmpty ? .empty : .item
    } else if first == UInt8(ascii: "|") && bytes[whole.upperBound - 1] == UInt8(ascii: "|") {
      line.mark = .row
      var inner = whole.lowerBound + 1..<max(whole.lowerBound + 1, whole.upperBound - 1)
      inner = trimmed(inner)
      line.range = inner
      if inner.isEmpty { line.mark = .empty }
    } else if bytes[whole].contains(0x09) {
      line.mark = .row
    } else if speakerLength(in: whole) != nil {
      line.mark = .speaker
    }
  }

  /// Whether a line is drawn and not written: `---`, `=====`, `***`, or a table's `|---|---|`.
  private func isRule(_ range: Range<Int>) -> Bool {
    guard range.count >= 3 else { return false }
    return bytes[range].allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "*"), UInt8(ascii: "|"),
        UInt8(ascii: ":"), UInt8(ascii: "~"), 0x20:
        true
      default: false
      }
    }
  }

  private func words(afterHeadingMarks range: Range<Int>) -> Range<Int>? {
    var i = range.lowerBound
    while i < range.upperBound, bytes[i] == UInt8(ascii: "#") { i += 1 }
    guard i - range.lowerBound <= 6, spaceLength(at: i, before: range.upperBound) > 0 else { return nil }
    var end = range.upperBound
    while end > i, bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
    let words = trimmed(i..<end)
    return words.isEmpty ? nil : words
  }

  /// The length of a bullet or number that opens an item, without the space that must follow it.
  package func bulletLength(at start: Int, before end: Int) -> Int? {
    var length = 0
    switch bytes[start] {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): length = 1
    case UInt8(ascii: "o") where start + 1 < end && bytes[start + 1] != 0x2E: length = 1
    case 0xC2 where start + 1 < end && bytes[start + 1] == 0xB7: length = 2  // ·
    case 0xE2 where start + 2 < end:
      switch (bytes[start + 1], bytes[start + 2]) {
      // – — • ‣ ⁃ ∙ ■ □ ▪ ▫ ► ▶ ● ○ ◦ ✓ ✔ ➢ ➤ →
      case (0x80, 0x93), (0x80, 0x94), (0x80, 0xA2), (0x80, 0xA3), (0x81, 0x83), (0x88, 0x99),
        (0x96, 0xA0...0xAB), (0x96, 0xB6...0xBA), (0x97, 0x8B...0x8F), (0x97, 0xA6), (0x9C, 0x93...0x94),
        (0x9E, 0xA2...0xA4), (0x86, 0x92):
        length = 3
      default: return nil
      }
    // The private-use bullet that word processors leave behind (U+F0B7, U+F0A7).
    case 0xEF where start + 2 < end && bytes[start + 1] == 0x82 && (bytes[start + 2] & 0xEF) == 0xA7:
      length = 3
    default: return numberLength(at: start, before: end)
    }
    return spaceLength(at: start + length, before: end) > 0 ? length : nil
  }

  /// `1.`, `1)`, `(1)`, `a)`, `3.2`, `3.2.`; a year, an amount and a day with its month are none.
  private func numberLength(at start: Int, before end: Int) -> Int? {
    var i = start
    let bracketed = bytes[i] == UInt8(ascii: "(")
    if bracketed { i += 1 }
    guard i < end else { return nil }
    if isDigit(at: i) {
      let digits = digits(from: i, before: end)
      guard digits - i <= 2 else { return nil }
      i = digits
      var levels = 1
      while i + 1 < end, bytes[i] == 0x2E, isDigit(at: i + 1), levels < 4 {
        let more = self.digits(from: i + 1, before: end)
        guard more - i <= 3 else { return nil }
        i = more
        levels += 1
      }
      if i < end, bytes[i] == UInt8(ascii: ")") || (bytes[i] == 0x2E && !bracketed) {
        i += 1
      } else {
        return nil
      }
    } else if isLower(at: i), i + 1 < end, bytes[i + 1] == UInt8(ascii: ")") {
      i += 2
    } else {
      return nil
    }
    let space = spaceLength(at: i, before: end)
    guard space > 0 else { return nil }
    let word = letters(from: i + space, before: end)
    return MonthName.month(self.word(i + space..<word)) == nil ? i - start : nil
  }

  /// The length of a speaker's name and its colon at the beginning: `Erik:`, `Caféägaren:`, `Anna K.:`.
  ///
  /// One to three words, the first with a capital, then words.
  package func speakerLength(in range: Range<Int>) -> Int? {
    var i = range.lowerBound
    guard isUpper(at: i) else { return nil }
    var words = 0
    while i < range.upperBound, i - range.lowerBound <= 40 {
      if bytes[i] == UInt8(ascii: ":") {
        let space = spaceLength(at: i + 1, before: range.upperBound)
        return space > 0 && words > 0 ? i + 1 - range.lowerBound : nil
      }
      if isLetter(at: i) {
        words += 1
        guard words <= 3 else { return nil }
        i = letters(from: i, before: range.upperBound)
      } else {
        switch bytes[i] {
        case 0x20, UInt8(ascii: "-"), 0x2E: i += 1
        default: return nil
        }
      }
    }
    return nil
  }
}
