/// A stretch of lines that belong together: a paragraph, an item of a list, a row of a table or a heading.
package struct TextBlock: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case paragraph
    case heading
    /// An item of a list; depth counts from 0 by indentation.
    case item(depth: Int)
    /// A row of a table, its cells separated by tabs or by bars.
    case row
  }
  package var kind: Kind
  /// UTF-8 offsets of its words: without the bullet, the number, the heading's marks and white space.
  package var range: Range<Int>
  /// Whether an empty line, or the beginning of the text, stands before it.
  package var followsGap: Bool

  package init(kind: Kind, range: Range<Int>, followsGap: Bool) {
    self.kind = kind
    self.range = range
    self.followsGap = followsGap
  }
}

extension UTF8Text {
  /// Reads the structure of plain text from its lines, in one pass.
  ///
  /// A line continues the one before it where that was broken for its length alone: the next word had not fitted
  /// within the width of the lines around it, or goes on in lower case. An empty line, a bullet, a number, a row
  /// of cells, a speaker's name and a line that ended early begin a block.
  package func blocks(in range: Range<Int>) -> [TextBlock] {
    var reader = BlockReader(text: self, end: range.upperBound)
    return reader.read(from: range.lowerBound)
  }
}

/// How the lines of a stretch of text are broken: at a width, or where a point ended.
private struct Wrap {
  /// The widths of the two widest lines.
  var width = 0
  var second = 0
  /// How many lines more this holds for.
  var lines = 0
  /// Borders between lines; those where the next word had not fitted; and of these, those before a small letter.
  var breaks = 0
  var full = 0
  var small = 0

  mutating func count(_ width: Int) {
    if width > self.width {
      (self.width, second) = (width, self.width)
    } else {
      second = max(second, width)
    }
  }

  /// Whether the lines are broken at a width: most of them are full, and no single line is wider than a mail program
  /// makes them.
  var isAtWidth: Bool {
    (width <= BlockReader.widest || second + 15 >= width) && full * 2 >= breaks
  }
}

private struct BlockReader {
  let text: UTF8Text
  let end: Int
  var blocks = [TextBlock]()
  /// The block that is being read, and its last line.
  var open: (block: TextBlock, indentation: Int, last: TextLine)?
  /// The indentations of the list's levels so far.
  var levels = [Int]()
  var gap = true
  /// How the lines around here are broken.
  var wrap = Wrap()

  /// Lines that are narrower than this are held to be broken on purpose.
  static let narrowest = 55
  /// The narrowest width at which mail programs break lines of themselves.
  static let plain = 62
  /// Mail programs and editors break lines at this width at most.
  static let widest = 90
  /// Lines looked at for the width at which a paragraph is broken.
  static let sampled = 100

  init(text: UTF8Text, end: Int) {
    self.text = text
    self.end = end
  }

  mutating func read(from start: Int) -> [TextBlock] {
    var position = start
    while position < end {
      let line = text.line(at: position, before: end)
      position = line.next
      switch line.mark {
      case .empty:
        close()
        gap = true
        wrap = Wrap()
      case .underline:
        underline()
      case .heading:
        begin(.heading, line)
        close()
        levels = []
      case .row:
        begin(.row, line)
        close()
      case .item:
        begin(.item(depth: depth(of: line.indentation)), line)
      case .speaker:
        begin(.paragraph, line)
      case .none:
        measure(line)
        if var current = open, continues(line) {
          current.block.range = current.block.range.lowerBound..<line.range.upperBound
          current.last = line
          open = current
        } else {
          if line.indentation == 0 { levels = [] }
          begin(.paragraph, line)
        }
      }
    }
    close()
    return blocks
  }

  private mutating func begin(_ kind: TextBlock.Kind, _ line: TextLine) {
    close()
    open = (TextBlock(kind: kind, range: line.range, followsGap: gap), line.indentation, line)
    gap = false
  }

  private mutating func close() {
    if let block = open?.block, !block.range.isEmpty { blocks.append(block) }
    open = nil
  }

  /// A row of `===` or `---` makes the single line above it a heading, and is a rule otherwise.
  private mutating func underline() {
    if var current = open, current.block.range == current.last.range, case .paragraph = current.block.kind {
      current.block.kind = .heading
      open = current
    }
    close()
    gap = true
    wrap = Wrap()
  }

  private mutating func depth(of indentation: Int) -> Int {
    while let last = levels.last, last > indentation { levels.removeLast() }
    if levels.last != indentation { levels.append(indentation) }
    return levels.count - 1
  }

  /// Finds how the lines from here on are broken, once for many lines.
  private mutating func measure(_ line: TextLine) {
    if wrap.lines > 0 {
      wrap.lines -= 1
      return
    }
    wrap = Wrap()
    var group = [line]
    if let last = open?.last { group.insert(last, at: 0) }
    var ahead = line
    while group.count < Self.sampled, ahead.next < end {
      ahead = text.line(at: ahead.next, before: end)
      // How the other items of a list are broken tells of this one too.
      guard ahead.mark == .none || ahead.mark == .item else { break }
      group.append(ahead)
      if ahead.mark == .none { wrap.lines += 1 }
    }
    for line in group { wrap.count(line.width) }
    for (line, next) in zip(group, group.dropFirst()) where next.mark == .none {
      wrap.breaks += 1
      if isFull(line, before: next) {
        wrap.full += 1
        if text.isLower(at: next.range.lowerBound) { wrap.small += 1 }
      }
    }
  }

  /// Whether the first word of the next line had not fitted behind a line.
  private func isFull(_ line: TextLine, before next: TextLine) -> Bool {
    let word = text.token(from: next.range.lowerBound, before: next.range.upperBound)
    return line.width + 1 + word.count > max(wrap.width, Self.narrowest)
  }

  private func continues(_ line: TextLine) -> Bool {
    guard let open else { return false }
    // Words under an item's words, to the right of its bullet, belong to it.
    if case .item = open.block.kind, line.indentation > open.indentation { return true }
    guard let last = text.lastScalar(of: open.last.range) else { return true }
    if text.bytes[last] == UInt8(ascii: ":") && open.last.width < Self.narrowest { return false }
    let isSmall = text.isLower(at: line.range.lowerBound)
    if wrap.isAtWidth, isFull(open.last, before: line) {
      // A capital begins a point, unless other lines show that they are broken anywhere.
      if isSmall ? wrap.width >= Self.plain || text.isUpper(at: open.block.range.lowerBound) : wrap.small > 0
      {
        return true
      }
    }
    // The line ended early. A small letter goes on with it, unless a sentence had ended there or the writer
    // begins lines with small letters.
    return isSmall && !".!?".utf8.contains(text.bytes[last])
      && !text.isLower(at: open.block.range.lowerBound)
  }
}
