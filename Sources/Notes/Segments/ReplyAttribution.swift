/// The line that a mail program sets above a quotation, on one line or wrapped: `Den 12 mars 2025 kl. 10:02 skrev
/// Anna Ek <anna.ek@x.example>:`, `On Wed, Mar 12, 2025 at 10:02 AM Anna Ek wrote:`, `Anna Ek skrev den 12 mars:`.
struct ReplyAttribution: Sendable {
  /// Its lines.
  var lines: Range<Int>
  /// All of it.
  var range: Range<Int>
  /// Where the writer's name and address stand.
  var person: Range<Int>

  private static let wrappedLines = 3
  private static let reach = 400

  /// The attribution that begins at a line, if one does.
  init?(at line: Int, in text: TextLines) {
    let folded = text.folded
    let first = text.lines[line]
    let start = first.content.lowerBound
    if let person = Self.angled(first.content, in: folded) {
      self.person = person
      lines = line..<line + 1
      range = first.content
      return
    }
    if let lead = AttributionLeads.table.match(in: folded, at: start, before: first.content.upperBound),
      folded[first.content.upperBound - 1] == Ascii.colon, folded[first.content].contains(Ascii.at)
    {
      person = lead.end..<first.content.upperBound - 1
      lines = line..<line + 1
      range = first.content
      return
    }
    var last = line
    while true {
      let content = text.lines[last].content
      guard content.upperBound - start <= Self.reach else { return nil }
      if folded[content.upperBound - 1] == Ascii.colon || Self.opensQuote(below: last, in: text) { break }
      last += 1
      guard last < text.lines.count, last < line + Self.wrappedLines, !text.lines[last].isBlank,
        text.lines[last].quoteDepth == first.quoteDepth
      else { return nil }
    }
    let upper = text.lines[last].content.upperBound
    let end = folded[upper - 1] == Ascii.colon ? upper - 1 : upper
    guard let verb = AttributionVerbs.table.search(in: folded, start..<upper)?.range, start < end else {
      return nil
    }
    let hasAddress = folded[start..<end].contains(Ascii.at)
    let quoteFollows =
      text.nextWritten(from: last + 1, reach: 2).map { text.lines[$0].quoteDepth > first.quoteDepth } ?? false
    guard hasAddress || quoteFollows || MailDate.holdsTime(folded[start..<end]) else { return nil }

    var after = verb.upperBound
    while after < end, isBlankByte(folded[after]) || folded[after] == Ascii.lineFeed { after += 1 }
    let datedFirst =
      isDigit(folded[start]) || AttributionOpenings.table.matches(in: folded, at: start, before: end)
    let namedFirst = LineShape.isUpper(text, start) || folded[start] == Ascii.quotation || hasAddress
    let hasDigit = folded[start..<end].contains(where: isDigit)
    if datedFirst, hasDigit, after < end {
      // `skrev Anna Ek:`, and not a sentence that goes on.
      let rest = after..<end
      let words = folded[rest].split(whereSeparator: { isBlankByte($0) || $0 == Ascii.lineFeed }).count
      let isName = LineShape.isUpper(text, after) || folded[after] == Ascii.quotation
      guard folded[rest].contains(Ascii.at) || isName && words <= 5 || quoteFollows && words <= 8 else {
        return nil
      }
      person = rest
    } else if datedFirst, hasDigit, after >= end {
      person = Self.nameBefore(verb.lowerBound, from: start, in: folded)
    } else if namedFirst, hasAddress, Self.isDateInParentheses(after..<end, in: folded) {
      person = start..<verb.lowerBound
    } else if namedFirst, hasAddress || hasDigit || quoteFollows,
      after >= end || AttributionOpenings.table.matches(in: folded, at: after, before: end)
        || isDigit(folded[after])
    {
      // A sentence that ends in `skrev:` has more words than a name.
      let words = folded[start..<verb.lowerBound].split(whereSeparator: { isBlankByte($0) }).count
      guard words <= 6 else { return nil }
      person = start..<verb.lowerBound
    } else {
      return nil
    }
    lines = line..<last + 1
    range = start..<end
  }

  /// Whether quoted lines begin right below a line that holds an address: some programs end theirs without a colon.
  private static func opensQuote(below line: Int, in text: TextLines) -> Bool {
    guard let next = text.nextWritten(from: line + 1, reach: 1) else { return false }
    return text.lines[next].quoteDepth > text.lines[line].quoteDepth
      && text.folded[text.lines[line].content].contains(Ascii.at)
  }

  /// `: (12 mars 2025 10:14)` after the verb.
  private static func isDateInParentheses(_ range: Range<Int>, in folded: [UInt8]) -> Bool {
    let marks = folded[range].drop { isBlankByte($0) || $0 == Ascii.colon }
    return marks.first == Ascii.openParenthesis && marks.last == Ascii.closeParenthesis
      && marks.contains(where: isDigit)
  }

  /// The name and address of GroupWise's line, `>>> Anna Ek <anna.ek@x.example> 2025-03-12 10:14 >>>`.
  private static func angled(_ content: Range<Int>, in folded: [UInt8]) -> Range<Int>? {
    guard content.count > 8, content.lowerBound >= 3,
      folded[content.suffix(3)].allSatisfy({ $0 == Ascii.greater }),
      folded[content].contains(Ascii.at), folded[content].contains(where: isDigit)
    else { return nil }
    return content.lowerBound..<content.upperBound - 3
  }

  /// The name between a date and the verb: what follows the last digit, with `AM`, `PM` and commas passed over.
  private static func nameBefore(_ verb: Int, from start: Int, in folded: [UInt8]) -> Range<Int> {
    var nameEnd = verb
    if let mark = folded[start..<verb].lastIndex(of: Ascii.less) { nameEnd = mark }
    var place = nameEnd
    while place > start, !isDigit(folded[place - 1]) { place -= 1 }
    while place < nameEnd, isBlankByte(folded[place]) || folded[place] == Ascii.comma { place += 1 }
    if place + 2 < nameEnd, folded[place] == 0x61 || folded[place] == 0x70, folded[place + 1] == 0x6D,
      !isWordByte(folded[place + 2])
    {
      place += 3
    }
    return place..<verb
  }
}
