/// Puts the lines of pages together to paragraphs, by where they stand and how they end.
struct PDFParagraphs {
  /// How a line follows the one before.
  private enum Joint {
    /// In the same sentence.
    case space
    /// The line was broken within a word.
    case hyphen
    /// The line was broken behind a hyphen that belongs to the word.
    case keptHyphen
    /// The author began a new line.
    case line
    /// An item of a list begins.
    case item
    /// A row of cells begins.
    case row
    case block
  }

  private var collector: BlockCollector
  private let pages: [[PDFLine]]
  private let bodySize: Double
  /// Sizes of headings, the largest first.
  private let headingSizes: [Double]
  private let hyphenation: PDFHyphenation
  /// Where the items of the open levels of a list begin.
  private var indents = [Double]()

  init(_ collector: BlockCollector, pages: [[PDFLine]]) {
    self.collector = collector
    self.pages = pages
    hyphenation = PDFHyphenation(pages.joined().lazy.filter { !$0.isFurniture })
    var characters = [Int: Int]()
    for line in pages.joined() where !line.isFurniture {
      characters[Int((line.size * 2).rounded()), default: 0] += line.text.count
    }
    // Ties go to the smaller size, whatever order the dictionary has.
    let body = characters.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
    bodySize = Double(body) / 2
    headingSizes = characters.keys.filter { Double($0) >= Double(body) * 1.15 }.sorted(by: >).map {
      Double($0) / 2
    }
  }

  mutating func finish(warnings: [DocumentText.Warning]) throws(DocumentError) -> DocumentText {
    var above: PDFLine?
    var furniture = [PDFLine]()
    for page in pages {
      let text = page.filter { !$0.isFurniture }
      let edges = PDFColumns.rightEdges(text)
      let pitch = Self.usualPitch(text)
      for (index, line) in text.enumerated() {
        let joint =
          above.map { self.joint($0, line, edge: edges[index], pitch: pitch) } ?? beginning(of: line)
        if joint == .block || joint == .row || joint == .item {
          collector.endItem()
          // Headers and footers wait until the paragraph that runs over the page has ended.
          write(furniture: &furniture)
        }
        write(line, after: joint)
        above = line
      }
      furniture += page.filter(\.isFurniture)
      if collector.isFull { break }
    }
    collector.endBlock()
    write(furniture: &furniture)
    return try collector.finish(warnings: warnings)
  }

  // MARK: Writing

  private mutating func write(furniture: inout [PDFLine]) {
    collector.kind = .pageFurniture
    for line in furniture {
      collector.append(line.text)
      collector.endBlock()
    }
    furniture.removeAll()
  }

  private mutating func write(_ line: PDFLine, after joint: Joint) {
    var text = line.text[...]
    switch joint {
    case .block:
      indents.removeAll()
      collector.kind = headingLevel(line).map { .heading(level: $0) } ?? .paragraph
    case .row: collector.kind = .tableRow
    case .item:
      collector.kind = .paragraph
      if let bullet = BulletLines.bulletLength(text) {
        text = text.dropFirst(bullet)
        collector.beginItem(depth: depth(of: line))
      } else {
        collector.beginItem(depth: depth(of: line), marker: [])
      }
    case .line: collector.breakLine()
    case .space: collector.append(CollectionOfOne(UInt8(ascii: " ")))
    case .hyphen: collector.removeHyphen()
    case .keptHyphen: break
    }
    if joint == .row {
      for (index, cell) in text.split(separator: 0x09).enumerated() {
        if index > 0 { collector.appendTab() }
        collector.append(cell)
      }
    } else {
      collector.append(text)
    }
  }

  /// How deep an item is, by where it begins beside those above it.
  private mutating func depth(of line: PDFLine) -> Int {
    while let last = indents.last, last > line.left + 4 { indents.removeLast() }
    if indents.last.map({ line.left > $0 + 8 }) ?? true { indents.append(line.left) }
    return min(indents.count, 9)
  }

  private func headingLevel(_ line: PDFLine) -> Int? {
    guard line.text.count <= 200, line.size >= bodySize * 1.15,
      let rank = headingSizes.firstIndex(where: { line.size >= $0 - 0.5 })
    else { return nil }
    return min(rank + 1, 6)
  }

  // MARK: How lines follow each other

  /// How a line begins where nothing is above it.
  private func beginning(of line: PDFLine) -> Joint {
    Self.beginsItem(line.text) ? .item : line.text.contains(0x09) && headingLevel(line) == nil ? .row : .block
  }

  /// - Parameters:
  ///   - edge: How far the lines of its column reach.
  ///   - pitch: The usual distance of lines, in sizes of the font.
  private func joint(_ above: PDFLine, _ line: PDFLine, edge: Double, pitch: Double) -> Joint {
    let beginning = beginning(of: line)
    // Without geometry every line stands by itself.
    guard beginning == .block, above.right > above.left, line.right > line.left,
      above.text.contains(0x09) == false || Self.beginsItem(above.text)
    else { return beginning }
    let isHeading = headingLevel(line) != nil
    if (headingLevel(above) != nil) != isHeading { return .block }
    if isHeading, abs(above.size - line.size) > 0.15 * line.size { return .block }

    let isBeside = min(above.bottom, line.bottom) - max(above.top, line.top) > 0.5 * line.height
    if above.page == line.page, isBeside { return line.left >= above.right - 1 ? .space : .block }
    guard above.page == line.page, line.top > above.top else { return continuation(above, line) }
    if min(above.right, line.right) <= max(above.left, line.left) { return .block }
    if line.top - above.top > 1.25 * pitch * max(line.size, above.size, 1) { return .block }
    // Indented first lines part paragraphs.
    if line.left > above.left + 1.2 * line.size, !Self.beginsItem(above.text), Self.endsSentence(above.text) {
      return .block
    }
    // The first word would have fitted on the line above: it was not the margin that broke it.
    if line.firstWordWidth < edge - above.right - 0.35 * line.size {
      if isHeading { return .space }
      return Self.endsSentence(above.text) ? .block : .line
    }
    return hyphen(above, line) ?? .space
  }

  private func hyphen(_ above: PDFLine, _ line: PDFLine) -> Joint? {
    switch hyphenation.joint(above.text, line.text) {
    case .broken?: .hyphen
    case .kept?: .keptHyphen
    case nil: nil
    }
  }

  /// In the next column or on the next page: the same sentence goes on, or not.
  private func continuation(_ above: PDFLine, _ line: PDFLine) -> Joint {
    if let hyphen = hyphen(above, line) { return hyphen }
    guard !Self.endsSentence(above.text), let first = line.text.first(where: { $0 != 0x20 }) else {
      return .block
    }
    let isLower = first >= UInt8(ascii: "a") && first <= UInt8(ascii: "z")
    let isSwedishLower = line.text.count > 1 && first == 0xC3 && line.text[1] >= 0x9F
    return isLower || isSwedishLower ? .space : .block
  }

  /// The distance of lines within paragraphs, in sizes of the font: the smallest that is found several times.
  private static func usualPitch(_ lines: [PDFLine]) -> Double {
    var counts = [Int: Int]()
    for (above, line) in zip(lines, lines.dropFirst())
    where abs(above.size - line.size) < 0.5 && line.size > 0 {
      let ratio = (line.top - above.top) / line.size
      if ratio > 0.9, ratio < 3 { counts[Int((ratio * 20).rounded()), default: 0] += 1 }
    }
    let enough = max(2, lines.count / 20)
    let pitch = counts.filter { $0.value >= enough }.keys.min()
    return pitch.map { Double($0) / 20 } ?? 1.3
  }

  // MARK: Text

  private static func endsSentence(_ text: [UInt8]) -> Bool {
    guard let last = text.last(where: { $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "\"") }) else {
      return false
    }
    return last == UInt8(ascii: ".") || last == UInt8(ascii: "!") || last == UInt8(ascii: "?")
      || last == UInt8(ascii: ":")
  }

  /// A bullet, or a number with a full stop or parenthesis.
  private static func beginsItem(_ text: [UInt8]) -> Bool {
    let digits = text.prefix(3).prefix { isDigit($0) }.count
    if (1...2).contains(digits), text.count > digits + 1 {
      return (text[digits] == UInt8(ascii: ".") || text[digits] == UInt8(ascii: ")"))
        && isSpace(text[digits + 1])
    }
    return text.starts(with: "- ".utf8) || text.starts(with: "– ".utf8)
      || BulletLines.bulletLength(text[...]) != nil
  }
}
