/// Words that point at what lies below or beside: `Se nedan`, `Jag skickar vidare`, `Till mötesbrevlådan`.
enum Pointer {
  /// Bytes of a line in which they are looked for.
  private static let reach = 400

  /// Whether a sentence of a line begins with such words, or some that have no other meaning stand anywhere in it.
  ///
  /// `De skickar in blanketten` and `Här kommer kritiken: ingen svarar` are somebody's points and none of those.
  static func isIn(_ content: Range<Int>, of text: TextLines) -> Bool {
    let folded = text.folded
    let line = content.lowerBound..<min(content.upperBound, content.lowerBound + reach)
    if CoverNotes.unmistakable.search(in: folded, line) != nil { return true }
    var place = line.lowerBound
    var opens = true
    var previousIsWord = false
    while place < line.upperBound {
      let byte = folded[place]
      guard isWordByte(byte) else {
        if byte == Ascii.period || byte == 0x21 || byte == 0x3F { opens = true }
        previousIsWord = false
        place += 1
        continue
      }
      guard !previousIsWord else {
        place += 1
        continue
      }
      if opens, let found = CoverNotes.table.match(in: folded, at: place, before: line.upperBound) {
        return !leadsOn(from: found.end, before: line.upperBound, in: folded)
      }
      if let below = CoverNotes.below.match(in: folded, at: place, before: line.upperBound),
        below.end == content.upperBound || !isWordByte(folded[below.end]) && !isBlankByte(folded[below.end])
      {
        return true
      }
      // `Jag skickar vidare`, `Nu bifogar vi`
      if let before = CoverNotes.subjects.match(in: folded, at: place, before: line.upperBound) {
        place = before.end
      } else {
        opens = false
        place += 1
      }
      previousIsWord = true
    }
    return false
  }

  /// Whether a colon follows, and behind it more words than a remark has.
  private static func leadsOn(from start: Int, before end: Int, in folded: [UInt8]) -> Bool {
    guard let colon = folded[start..<end].firstIndex(of: Ascii.colon) else { return false }
    return folded[colon..<end].split(whereSeparator: { isBlankByte($0) }).count > 3
  }
}
