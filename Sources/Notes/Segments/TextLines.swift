import Documents
import Foundation
import Language

/// The bytes that the line rules name.
enum Ascii {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let space: UInt8 = 0x20
  static let quotation: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let apostrophe: UInt8 = 0x27
  static let openParenthesis: UInt8 = 0x28
  static let closeParenthesis: UInt8 = 0x29
  static let asterisk: UInt8 = 0x2A
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let hyphen: UInt8 = 0x2D
  static let period: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let less: UInt8 = 0x3C
  static let equals: UInt8 = 0x3D
  static let greater: UInt8 = 0x3E
  static let at: UInt8 = 0x40
  static let openBracket: UInt8 = 0x5B
  static let closeBracket: UInt8 = 0x5D
  static let underscore: UInt8 = 0x5F
  static let tilde: UInt8 = 0x7E
}

/// A space or tab of folded text, in which the other blanks of Unicode have become spaces.
func isBlankByte(_ byte: UInt8) -> Bool { byte <= Ascii.space && byte != Ascii.lineFeed }
func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 && byte != 0xE2 }
/// A byte of a word. Dashes, quotation marks and bullets of the block U+2000 begin with E2 and are not.
func isWordByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

/// A line of a part's text.
struct TextLine: Sendable {
  /// What the document says of the block the line lies in.
  enum Block: UInt8, Sendable {
    case none, paragraph, heading, listItem, tableRow, pageFurniture, annotation, quote
  }

  private var first: UInt32
  private var afterLast: UInt32
  private var contentFirst: UInt32
  private var contentAfterLast: UInt32
  /// The number of `>` before it, and of the block quotes around it; 255 at most.
  var quoteDepth: UInt8
  var block: Block = .none

  init(range: Range<Int>, content: Range<Int>, quoteDepth: UInt8) {
    first = UInt32(clamping: range.lowerBound)
    afterLast = UInt32(clamping: range.upperBound)
    contentFirst = UInt32(clamping: content.lowerBound)
    contentAfterLast = UInt32(clamping: content.upperBound)
    self.quoteDepth = quoteDepth
  }

  /// Without its line end.
  var range: Range<Int> { Int(first)..<Int(afterLast) }
  /// Without quote marks and the blanks around.
  var content: Range<Int> { Int(contentFirst)..<Int(contentAfterLast) }
  var isBlank: Bool { contentFirst == contentAfterLast }
}

/// A part's text in lines, with a copy in lower case whose offsets are the same.
struct TextLines: Sendable {
  let bytes: [UInt8]
  /// Lower case for ASCII and Latin-1; no-break, narrow and zero-width blanks as spaces. As long as `bytes`.
  let folded: [UInt8]
  let lines: [TextLine]

  init(_ document: DocumentText) {
    bytes = Array(document.text.utf8)
    folded = Self.fold(bytes)
    var lines = Self.split(folded)
    Self.mark(&lines, with: document.blocks)
    self.lines = lines
  }

  private static func fold(_ bytes: [UInt8]) -> [UInt8] {
    var folded = UTF8Text.fold(bytes)
    folded.withUnsafeMutableBufferPointer { folded in
      Self.blank(folded, startingWith: 0xC2, count: 2) { second, _ in second == 0xA0 }
      Self.blank(folded, startingWith: 0xE2, count: 3) { second, third in
        second == 0x80 && (0x80...0x8F ~= third || third == 0xAF) || second == 0x81 && third == 0xA0
      }
      Self.blank(folded, startingWith: 0xEF, count: 3) { second, third in second == 0xBB && third == 0xBF }
    }
    return folded
  }

  /// Makes spaces of the blanks of Unicode that begin with a byte. Most texts have few, so they are searched for.
  private static func blank(
    _ folded: UnsafeMutableBufferPointer<UInt8>, startingWith lead: UInt8, count: Int,
    where isBlank: (UInt8, UInt8) -> Bool
  ) {
    guard let base = folded.baseAddress else { return }
    var place = 0
    while place < folded.count, let found = memchr(base + place, Int32(lead), folded.count - place) {
      place = UnsafeMutableRawPointer(base).distance(to: found)
      let second = place + 1 < folded.count ? folded[place + 1] : 0
      let third = place + 2 < folded.count ? folded[place + 2] : 0
      if place + count <= folded.count, isBlank(second, third) {
        for offset in 0..<count { folded[place + offset] = Ascii.space }
      }
      place += 1
    }
  }

  private static func split(_ folded: [UInt8]) -> [TextLine] {
    folded.withUnsafeBufferPointer { split($0) }
  }

  private static func split(_ folded: UnsafeBufferPointer<UInt8>) -> [TextLine] {
    var lines: [TextLine] = []
    lines.reserveCapacity(folded.count / 40)
    guard let base = folded.baseAddress else { return lines }
    var start = 0
    while start < folded.count {
      let found = memchr(base + start, Int32(Ascii.lineFeed), folded.count - start)
      let end = found.map { UnsafeRawPointer(base).distance(to: UnsafeRawPointer($0)) } ?? folded.count
      var first = start
      var last = end
      while first < last, isBlankByte(folded[first]) { first += 1 }
      var depth: UInt8 = 0
      while first < last, folded[first] == Ascii.greater {
        if depth < 254 { depth += 1 }
        first += 1
        while first < last, isBlankByte(folded[first]) { first += 1 }
      }
      while last > first, isBlankByte(folded[last - 1]) { last -= 1 }
      // `>>> Anna Ek <anna.ek@x.example> 2025-03-12 10:14 >>>`: GroupWise's line above older mail quotes nothing.
      if depth == 3, last - first > 3,
        folded[last - 3..<last].elementsEqual(repeatElement(Ascii.greater, count: 3))
      {
        depth = 0
      }
      lines.append(TextLine(range: start..<end, content: first..<last, quoteDepth: depth))
      start = end + 1
    }
    return lines
  }

  /// Tells each line what its block is. Blocks come in order; a line belongs to the block its content begins in.
  private static func mark(_ lines: inout [TextLine], with blocks: [DocumentText.Block]) {
    var next = 0
    for index in lines.indices where !lines[index].isBlank {
      let start = lines[index].content.lowerBound
      while next < blocks.count, blocks[next].range.upperBound <= start { next += 1 }
      guard next < blocks.count, blocks[next].range.contains(start) else { continue }
      switch blocks[next].kind {
      case .paragraph: lines[index].block = .paragraph
      case .heading: lines[index].block = .heading
      case .listItem: lines[index].block = .listItem
      case .tableRow: lines[index].block = .tableRow
      case .pageFurniture: lines[index].block = .pageFurniture
      case .annotation: lines[index].block = .annotation
      case .quote(let depth):
        lines[index].block = .quote
        lines[index].quoteDepth = UInt8(clamping: Int(lines[index].quoteDepth) + depth)
      }
    }
  }

  func decoded(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The next line at or after `index` that is not blank, at most `reach` lines further on.
  func nextWritten(from index: Int, reach: Int = .max) -> Int? {
    var line = index
    let end = reach < lines.count - index ? index + reach + 1 : lines.count
    while line < end {
      if !lines[line].isBlank { return line }
      line += 1
    }
    return nil
  }
}
