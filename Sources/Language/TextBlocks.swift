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

private struct BlockReader {
  let text: UTF8Text
  let end: Int
  var blocks = [TextBlock]()
  /// The block that is being read, and its last line.
  var open: (block: TextBlock, indentation: Int, last: TextLine)?
  /// The indentations of the list's levels so far.
  var levels = [Int]()
  var gap = true
  /// The widths of the two widest lines around here, and how many lines more that holds for.
  var wrap = (width: 0, second: 0, lines: 0)

  /// Lines that are narrower than this are held to be broken on purpose.
  static let narrowest = 55
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
        wrap = (0, 0, 0)
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
    wrap = (0, 0, 0)
  }

  private mutating func depth(of indentation: Int) -> Int {
    while let last = levels.last, last > indentation { levels.removeLast() }
    if levels.last != indentation { levels.append(indentation) }
    return levels.count - 1
  }

  /// Finds how wide the lines from here on are, once for many lines.
  private mutating func measure(_ line: TextLine) {
    if wrap.lines > 0 {
      wrap.lines -= 1
      return
    }
    wrap.lines = 0
    for width in [line.width, open?.last.width ?? 0] { count(width) }
    var ahead = line
    while wrap.lines < Self.sampled, ahead.next < end {
      ahead = text.line(at: ahead.next, before: end)
      if ahead.mark != .none { break }
      count(ahead.width)
      wrap.lines += 1
    }
  }

  private mutating func count(_ width: Int) {
    if width > wrap.width {
      (wrap.width, wrap.second) = (width, wrap.width)
    } else {
      wrap.second = max(wrap.second, width)
    }
  }

  /// Whether the lines around here are broken at a width. A single line that is wider than a mail program makes
  /// them says that they are not.
  private var isWrapped: Bool { wrap.width <= Self.widest || wrap.second + 15 >= wrap.width }

  private func continues(_ line: TextLine) -> Bool {
    guard let open else { return false }
    // Words under an item's words, to the right of its bullet, belong to it.
    if case .item = open.block.kind, line.indentation > open.indentation { return true }
    guard let last = text.lastScalar(of: open.last.range) else { return true }
    if text.bytes[last] == UInt8(ascii: ":") && open.last.width < Self.narrowest { return false }
    let word = text.token(from: line.range.lowerBound, before: line.range.upperBound)
    if isWrapped, open.last.width + 1 + word.count > max(wrap.width, Self.narrowest) { return true }
    // The line ended early. A small letter goes on with it, unless a sentence had ended there or the writer
    // begins lines with small letters.
    return text.isLower(at: line.range.lowerBound) && !".!?".utf8.contains(text.bytes[last])
      && !text.isLower(at: open.block.range.lowerBound)
  }
}
