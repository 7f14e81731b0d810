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
    var last = line
    while true {
      let content = text.lines[last].content
      guard content.upperBound - start <= Self.reach else { return nil }
      if folded[content.upperBound - 1] == Ascii.colon { break }
      last += 1
      guard last < text.lines.count, last < line + Self.wrappedLines, !text.lines[last].isBlank,
        text.lines[last].quoteDepth == first.quoteDepth
      else { return nil }
    }
    let end = text.lines[last].content.upperBound - 1
    guard let verb = AttributionVerbs.table.search(in: folded, start..<end + 1)?.range, start < end else {
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
