/// Markdown (CommonMark 0.31): the text stays as it is written; headings, list items, table rows, quotes and
/// paragraphs are found by their first signs.
enum Markdown {
  static func read(_ bytes: [UInt8]) throws(DocumentError) -> DocumentText {
    let text = PlainText.lines(CharacterDecoding.utf8(bytes))
    guard text.contains(where: { !isSpace($0) }) else { throw .noText }
    return DocumentText(text: String(decoding: text, as: UTF8.self), blocks: blocks(of: text))
  }

  static func blocks(of text: [UInt8]) -> [DocumentText.Block] {
    var blocks = [DocumentText.Block]()
    var open: DocumentText.Block?
    var fence: UInt8?
    func close() {
      if let block = open { blocks.append(block) }
      open = nil
    }
    func extend(_ kind: DocumentText.Block.Kind, _ line: Range<Int>) {
      if let block = open, block.kind == kind {
        open = .init(kind: kind, range: block.range.lowerBound..<line.upperBound)
      } else {
        close()
        open = .init(kind: kind, range: line)
      }
    }

    for line in lines(of: text) {
      let indent = text[line].prefix { $0 == 0x20 || $0 == 0x09 }.count
      let content = trimmed(line, in: text)
      if let mark = fenceMark(text[content]), fence == nil || fence == mark {
        close()
        fence = fence == nil ? mark : nil
      } else if content.isEmpty {
        close()
      } else if fence != nil {
        extend(.paragraph, content)
      } else if let level = headingLevel(text[content]) {
        close()
        blocks.append(.init(kind: .heading(level: level), range: content))
      } else if let level = underlineLevel(text[content]), let block = open, block.kind == .paragraph {
        // A setext heading: its text is the paragraph above.
        blocks.append(.init(kind: .heading(level: level), range: block.range))
        open = nil
      } else if isListItem(text[content]) {
        close()
        open = .init(kind: .listItem(depth: indent / 2 + 1), range: content)
      } else if text[content.lowerBound] == UInt8(ascii: ">") {
        extend(.quote(depth: 1), content)
      } else if text[content.lowerBound] == UInt8(ascii: "|") {
        close()
        blocks.append(.init(kind: .tableRow, range: content))
      } else if let block = open, !block.kind.isQuote {
        // A lazy continuation line belongs to the paragraph or list item above.
        open = .init(kind: block.kind, range: block.range.lowerBound..<content.upperBound)
      } else {
        extend(.paragraph, content)
      }
    }
    close()
    return blocks
  }

  private static func lines(of text: [UInt8]) -> [Range<Int>] {
    var lines = [Range<Int>]()
    var start = 0
    for (place, byte) in text.enumerated() where byte == 0x0A {
      lines.append(start..<place)
      start = place + 1
    }
    if start < text.count { lines.append(start..<text.count) }
    return lines
  }

  private static func trimmed(_ line: Range<Int>, in text: [UInt8]) -> Range<Int> {
    var range = line
    while let first = range.first, isSpace(text[first]) { range.removeFirst() }
    while let last = range.last, isSpace(text[last]) { range.removeLast() }
    return range
  }

  /// Section 4.2: one to six number signs, then a space.
  private static func headingLevel(_ line: ArraySlice<UInt8>) -> Int? {
    let signs = line.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(signs), line.count > signs, isSpace(line[line.startIndex + signs]) else {
      return nil
    }
    return signs
  }

  /// Section 4.3: a line of equals signs, or of hyphens.
  private static func underlineLevel(_ line: ArraySlice<UInt8>) -> Int? {
    guard line.count >= 2, let first = line.first, line.allSatisfy({ $0 == first }) else { return nil }
    return first == UInt8(ascii: "=") ? 1 : first == UInt8(ascii: "-") ? 2 : nil
  }

  /// Section 5.2: a bullet, or up to nine digits and a full stop or parenthesis, then a space.
  private static func isListItem(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    var marker = line
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "*") || first == UInt8(ascii: "+") {
      marker = marker.dropFirst()
    } else {
      let digits = line.prefix(10).prefix { isDigit($0) }.count
      guard (1...9).contains(digits) else { return false }
      marker = marker.dropFirst(digits)
      guard marker.first == UInt8(ascii: ".") || marker.first == UInt8(ascii: ")") else { return false }
      marker = marker.dropFirst()
    }
    return marker.first.map { $0 == 0x20 || $0 == 0x09 } ?? false
  }

  /// Section 4.5: three or more backticks or tildes.
  private static func fenceMark(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard let first = line.first, first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return nil }
    return line.prefix { $0 == first }.count >= 3 ? first : nil
  }
}
