/// The fields that a mail program printed above a forwarded or quoted message.
struct MailHeaderBlock: Sendable {
  struct Entry: Sendable {
    var field: MailField
    /// The value's lines, without quote marks; the first may be empty.
    var values: [Range<Int>]
    var line: Int
    var lastLine: Int
  }

  var entries: [Entry]
  /// From its first field's line to the line after its last.
  var lines: Range<Int>

  func value(of field: MailField) -> [Range<Int>]? { entries.first { $0.field == field }?.values }
}

/// Reads header blocks of quoted mail, in any order of fields, folded lines included.
///
/// A block is told from a note's own heading (`Datum:`, `Plats:`, `Till:`) by what only mail has: an address, a name
/// such as `Skickat`, a time of day, a mail program's line above it.
struct MailHeaderReader {
  let text: TextLines
  /// Lines that one folded value may take.
  private static let foldedLines = 60
  /// Fields that one block may have.
  private static let fields = 40
  /// Marks needed for a block to count; see `weight(of:)`.
  private static let enough = 4

  init(_ text: TextLines) { self.text = text }

  /// The field that a line begins with, and where its value begins.
  ///
  /// - Parameter isNamed: a mail program's line stands above, below which some programs set no colons
  ///   (`Från "Anna Ek" <anna.ek@x.example>`).
  func field(at line: Int, isNamed: Bool = false) -> (field: MailField, value: Range<Int>)? {
    let content = text.lines[line].content
    return field(at: content.lowerBound, before: content.upperBound, isNamed: isNamed)
  }

  func field(at start: Int, before end: Int, isNamed: Bool = false) -> (
    field: MailField, value: Range<Int>
  )? {
    var place = skipMarks(from: start, before: end)
    guard place < end, let name = MailFieldNames.table.match(in: text.folded, at: place, before: end) else {
      return nil
    }
    let marked = skipMarks(from: name.end, before: end)
    place = marked
    guard place < end else { return nil }
    if text.folded[place] == Ascii.colon {
      place += 1
    } else {
      guard isNamed, isBlankByte(text.folded[name.end]), name.value != .aside else { return nil }
    }
    return (name.value, skipMarks(from: place, before: end)..<end)
  }

  private func skipMarks(from start: Int, before end: Int) -> Int {
    var place = start
    while place < end, isBlankByte(text.folded[place]) || text.folded[place] == Ascii.asterisk { place += 1 }
    return place
  }

  /// The block whose first field stands at `start`, or the line from which to look again.
  ///
  /// - Parameter credit: what stands above it is worth: a mail program's line says nearly all.
  func block(at start: Int, credit: Int) -> (block: MailHeaderBlock?, next: Int) {
    var entries: [MailHeaderBlock.Entry] = []
    var spaced: Bool?
    var line = start
    // Where the first field has no colon, none has: else `Till sist` below the block would be a field.
    let isNamed = credit >= 2 && field(at: start) == nil
    let depth = text.lines[start].quoteDepth
    while line < text.lines.count {
      if text.lines[line].isBlank {
        // Fields are set apart by an empty line where each was a paragraph of HTML; then all of them are.
        guard spaced != false || entries.isEmpty,
          let next = text.nextWritten(from: line, reach: 1), field(at: next, isNamed: isNamed) != nil,
          spaced == true || entries.count == 1
        else { break }
        spaced = true
        line = next
        continue
      }
      guard text.lines[line].quoteDepth == depth, entries.count < Self.fields else { break }
      if let found = field(at: line, isNamed: isNamed) {
        if !entries.isEmpty, spaced == nil { spaced = false }
        if let earlier = entries.firstIndex(where: { $0.field == found.field && found.field != .aside }) {
          if weight(of: entries) + credit >= Self.enough { break }
          entries.removeFirst(earlier + 1)
        }
        entries.append(contentsOf: split(found, at: line))
      } else if let last = entries.indices.last, continues(entries[last], at: line) {
        entries[last].values.append(text.lines[line].content)
        entries[last].lastLine = line
      } else {
        break
      }
      line += 1
    }
    guard let first = entries.first, let last = entries.last, weight(of: entries) + credit >= Self.enough
    else {
      return (nil, max(line, start + 1))
    }
    return (MailHeaderBlock(entries: entries, lines: first.line..<last.lastLine + 1), max(line, start + 1))
  }

  /// Fields that stand on one line, as `Från: Anna Ek Skickat: den 12 mars 2025 10:02 Till: Bo`.
  ///
  /// - Parameter isRunOn: whether fields may follow each other without any blank, as Yahoo writes them.
  func split(
    _ first: (field: MailField, value: Range<Int>), at line: Int, isRunOn: Bool = false
  ) -> [MailHeaderBlock.Entry] {
    var entries = [
      MailHeaderBlock.Entry(field: first.field, values: [first.value], line: line, lastLine: line)
    ]
    guard first.field == .from, first.value.count <= 2_000 else { return entries }
    var place = first.value.lowerBound
    var previousIsWord = false
    while place < first.value.upperBound {
      let byte = text.folded[place]
      if !previousIsWord || isRunOn && LineShape.isUpper(text, place), isLetter(byte),
        let found = field(at: place, before: first.value.upperBound),
        found.field != .aside, !entries.contains(where: { $0.field == found.field })
      {
        let last = entries.count - 1
        entries[last].values = [entries[last].values[0].lowerBound..<place]
        entries.append(
          MailHeaderBlock.Entry(field: found.field, values: [found.value], line: line, lastLine: line))
        place = found.value.lowerBound
        previousIsWord = false
        continue
      }
      previousIsWord = isWordByte(byte)
      place += 1
    }
    return entries
  }

  /// Whether a line goes on with the value above it.
  private func continues(_ entry: MailHeaderBlock.Entry, at line: Int) -> Bool {
    guard line == entry.lastLine + 1, entry.values.count < Self.foldedLines, let previous = entry.values.last
    else {
      return false
    }
    let content = text.lines[line].content
    guard let lastByte = text.folded[previous].last(where: { !isBlankByte($0) }) else {
      return entry.values.count == 1
    }
    switch entry.field {
    case .from, .to, .copy:
      if lastByte == Ascii.semicolon || lastByte == Ascii.comma { return true }
      let isOpen = text.folded[previous].lastIndex(of: Ascii.less).map {
        text.folded[$0..<previous.upperBound].firstIndex(of: Ascii.greater) == nil
      }
      if isOpen == true { return true }
      let first = text.folded[content.lowerBound]
      return first == Ascii.less || first == Ascii.openBracket
        || isIndented(line) && text.folded[content].contains(Ascii.at)
        || text.folded[content].last == Ascii.semicolon && text.folded[content].contains(Ascii.at)
    case .subject, .aside:
      if isIndented(line) { return true }
      // Programs wrap text at some 76 bytes; what is wrapped goes on up to the empty line or the next field.
      guard previous.count >= 55, entry.values.count < 3, content.count < 80 else { return false }
      guard line + 1 < text.lines.count else { return true }
      return text.lines[line + 1].isBlank || field(at: line + 1) != nil
    case .sent, .date:
      return false
    }
  }

  private func isIndented(_ line: Int) -> Bool {
    let place = text.lines[line].content.lowerBound
    return place > text.lines[line].range.lowerBound && isBlankByte(text.folded[place - 1])
      && text.lines[line].quoteDepth == 0
  }

  func weight(of entries: [MailHeaderBlock.Entry]) -> Int {
    var weight = 0
    var hasFrom = false
    for entry in entries {
      switch entry.field {
      case .from:
        hasFrom = true
        if entry.values.contains(where: { text.folded[$0].contains(Ascii.at) }) { weight += 2 }
      case .sent: weight += 2 + (entry.values.contains { text.folded[$0].contains(where: isDigit) } ? 1 : 0)
      case .date: weight += holdsTime(entry) ? 1 : 0
      case .to, .subject: weight += 1
      case .copy, .aside: break
      }
    }
    return hasFrom && entries.count >= 2 ? weight : 0
  }

  private func holdsTime(_ entry: MailHeaderBlock.Entry) -> Bool {
    entry.values.contains { MailDate.holdsTime(text.folded[$0.prefix(120)]) }
  }
}
