/// Gathers a document's text in reading order, block by block, and gives it the one form that ``DocumentText``
/// describes: white space folded, bullets as `- `, rows with tabs.
///
/// Work grows with the text, never faster; what goes beyond `limit` is left out.
struct BlockCollector {
  private struct Piece {
    var kind: DocumentText.Block.Kind
    var text: [UInt8]
  }

  /// What the blocks that begin from now on are, unless an item is pending.
  var kind = DocumentText.Block.Kind.paragraph
  /// How deep the paragraphs that begin from now on are as items, if they begin as items do.
  var itemDepth: Int?
  /// Whether the limit was reached: what comes now is lost.
  private(set) var isFull = false
  /// Whether no block was gathered.
  var isEmpty: Bool { pieces.isEmpty && open.isEmpty }
  /// How many blocks are complete.
  var count: Int { pieces.count }

  private let limit: Int
  private var size = 0
  private var pieces = [Piece]()
  /// The block that is being written, its white space folded.
  private var open = [UInt8]()
  private var openKind = DocumentText.Block.Kind.paragraph
  /// The item that the next text begins: its depth and its marker.
  private var pendingItem: (depth: Int, marker: [UInt8])?
  private var owesSpace = false
  /// A no-break space alone on a line makes the line visibly empty.
  private var sawHardSpace = false

  init(limit: Int) { self.limit = limit }

  // MARK: Writing

  /// Whether the open block is empty or ends in a line end.
  private var isAtLineStart: Bool { open.isEmpty || open.last == 0x0A }

  /// Appends valid UTF-8; runs of white space become one space, as HTML shows them.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>, keepingSpace: Bool = false) {
    if isFull { return }
    var place = 0
    while place < text.count {
      let byte = text[place]
      if byte < 0x80 {
        place += 1
        if byte > 0x20, byte != 0x7F {
          write(byte)
        } else if !isSpace(byte) {
          continue
        } else if !keepingSpace {
          owesSpace = true
        } else if byte == 0x0A {
          breakLine()
        } else if byte != 0x0D {
          guard size < limit else {
            isFull = true
            return
          }
          if isAtLineStart { owesSpace = false }
          open.append(byte == 0x09 ? 0x09 : 0x20)
          size += 1
        }
        continue
      }
      switch Typography.reading(text, at: place) {
      case .plain(let length):
        write(byte, length: length)
        // A character is whole or not there.
        if isFull { return }
        for following in (place + 1)..<(place + length) { open.append(text[following]) }
        place += length
      case .space(let length):
        if isAtLineStart { sawHardSpace = true }
        owesSpace = true
        place += length
      case .nothing(let length): place += length
      case .lineEnd(let length):
        breakLine()
        place += length
      case .ascii(let spelling, let length):
        for byte in spelling.utf8 { write(byte) }
        place += length
      case .sign(let scalar, let length):
        var sign = [UInt8]()
        appendUTF8(of: scalar, to: &sign)
        write(sign[0], length: sign.count)
        if isFull { return }
        open += sign.dropFirst()
        place += length
      case .accent(let accent, let length):
        Typography.compose(accent, onto: &open)
        place += length
      }
    }
  }

  mutating func append(_ text: some Collection<UInt8>, keepingSpace: Bool = false) {
    if text.withContiguousStorageIfAvailable({ append($0, keepingSpace: keepingSpace) }) == nil {
      Array(text).withUnsafeBufferPointer { append($0, keepingSpace: keepingSpace) }
    }
  }

  /// A tab within a line, kept.
  mutating func appendTab() {
    guard !isAtLineStart, !isFull else { return }
    owesSpace = false
    while open.last == 0x20 { open.removeLast() }
    if open.last != 0x09 { open.append(0x09) }
  }

  /// Writes the first byte of a character that has `length` bytes.
  private mutating func write(_ byte: UInt8, length: Int = 1) {
    guard size + length + (owesSpace ? 1 : 0) <= limit else {
      isFull = true
      return
    }
    if open.isEmpty {
      if let item = pendingItem {
        openKind = kind.isQuote ? kind : .listItem(depth: item.depth)
        open += item.marker
        size += item.marker.count
        pendingItem = nil
      } else {
        openKind = kind
      }
      owesSpace = false
    }
    if owesSpace {
      if let last = open.last, last != 0x0A, last != 0x09, last != 0x20 {
        open.append(0x20)
        size += 1
      }
      owesSpace = false
    }
    sawHardSpace = false
    open.append(byte)
    size += length
  }

  /// Takes back the hyphen at the end of the open block, where a word was broken.
  mutating func removeHyphen() {
    owesSpace = false
    if open.last == UInt8(ascii: "-") {
      open.removeLast()
    } else if open.suffix(3).elementsEqual([0xE2, 0x80, 0x90]) {
      open.removeLast(3)
    }
  }

  // MARK: Lines and blocks

  /// A line end that the author set: on an empty line it makes a visibly empty line, which parts blocks.
  mutating func breakLine() {
    owesSpace = false
    sawHardSpace = false
    guard !open.isEmpty else { return }
    if isAtLineStart { endBlock() } else { endLine() }
  }

  /// Makes sure that what follows begins a line, as at the edge of a `div`.
  mutating func beginLine() {
    owesSpace = false
    guard !open.isEmpty else { return }
    if !isAtLineStart {
      endLine()
    } else if sawHardSpace {
      endBlock()
    }
    sawHardSpace = false
  }

  private mutating func endLine() {
    while open.last == 0x20 || open.last == 0x09 { open.removeLast() }
    open.append(0x0A)
    size += 1
  }

  /// Ends the open block, if it has text.
  mutating func endBlock() {
    owesSpace = false
    sawHardSpace = false
    guard !open.isEmpty else { return }
    while let last = open.last, isSpace(last) { open.removeLast() }
    let block = open
    open.removeAll(keepingCapacity: true)
    guard !block.isEmpty else { return }
    size += 2
    if openKind == .paragraph, let depth = itemDepth, let item = BulletLines.looseItem(block) {
      pieces.append(Piece(kind: .listItem(depth: depth), text: item))
    } else if openKind == .paragraph || openKind == .pageFurniture, let items = BulletLines.items(of: block) {
      for item in items {
        pieces.append(Piece(kind: item.isItem ? .listItem(depth: 1) : openKind, text: item.text))
      }
    } else {
      pieces.append(Piece(kind: openKind, text: block))
    }
  }

  /// The next text is a list item; `marker` is `- ` or a number with its full stop and space.
  mutating func beginItem(depth: Int, marker: [UInt8] = Array("- ".utf8)) {
    endBlock()
    pendingItem = (depth, marker)
  }

  /// The item that was announced holds no text of its own.
  mutating func endItem() {
    endBlock()
    pendingItem = nil
  }

  /// Takes back the blocks from `first` on, as where a row turns out to be deleted.
  mutating func removeBlocks(from first: Int) {
    endBlock()
    pieces.removeSubrange(min(first, pieces.count)...)
  }

  /// Sets a heading before the block of that number.
  mutating func insertHeading(_ text: [UInt8], at index: Int) {
    endBlock()
    guard index <= pieces.count, size + text.count + 2 <= limit else { return }
    size += text.count + 2
    pieces.insert(Piece(kind: .heading(level: 1), text: text.map { isSpace($0) ? 0x20 : $0 }), at: index)
  }

  /// Makes one row of the cells' blocks (ranges into the blocks, in order, the last ones of all), if they look like
  /// the cells of a table of data: several with text, each a short paragraph. Cells that lay out a page stay as they are.
  mutating func joinRow(_ cells: [Range<Int>]) {
    guard let first = cells.first?.lowerBound, cells.last?.upperBound == pieces.count,
      cells.count(where: { !$0.isEmpty }) >= 2, cells.allSatisfy({ $0.count <= 1 })
    else { return }
    let joined = pieces[first...]
    guard joined.allSatisfy({ ($0.kind == .paragraph || $0.kind.isQuote) && $0.text.count <= 400 }),
      let kind = joined.first?.kind
    else { return }
    var row = [UInt8]()
    for (index, cell) in cells.enumerated() {
      if index > 0 { row.append(0x09) }
      for piece in pieces[cell] { row += piece.text.map { $0 == 0x0A || $0 == 0x09 ? 0x20 : $0 } }
    }
    while row.last == 0x09 { row.removeLast() }
    pieces.removeSubrange(first...)
    pieces.append(Piece(kind: kind == .paragraph ? .tableRow : kind, text: row))
  }

  /// Appends the blocks of another collector, as far as there is room.
  /// - Parameter kind: What they are here, where that is not what they were there.
  mutating func append(_ other: consuming BlockCollector, as kind: DocumentText.Block.Kind? = nil) {
    other.endBlock()
    endBlock()
    for var piece in other.pieces {
      guard size + piece.text.count + 2 <= limit else {
        isFull = true
        return
      }
      if let kind { piece.kind = kind }
      size += piece.text.count + 2
      pieces.append(piece)
    }
    isFull = isFull || other.isFull
  }

  /// Appends the blocks of a document that was read by itself.
  mutating func append(_ document: DocumentText) {
    var other = BlockCollector(limit: limit)
    let text = Array(document.text.utf8)
    other.pieces = document.blocks.map { Piece(kind: $0.kind, text: Array(text[$0.range])) }
    append(other)
  }

  /// Takes out all that was gathered, to be set elsewhere.
  mutating func removeAll() -> BlockCollector {
    endBlock()
    var taken = BlockCollector(limit: limit)
    swap(&taken, &self)
    return taken
  }

  /// The text of its blocks, to know by whether two say the same.
  var fingerprint: [[UInt8]] { pieces.map(\.text) + [open] }

  /// An empty collector for text that is read now and stands elsewhere; it has the room that is left here.
  func aside() -> BlockCollector { BlockCollector(limit: max(0, limit - size)) }

  // MARK: The result

  /// The whole text; throws `noText` where nothing was gathered.
  consuming func finish(warnings: [DocumentText.Warning] = []) throws(DocumentError) -> DocumentText {
    endBlock()
    var text = [UInt8]()
    text.reserveCapacity(size + 2 * pieces.count)
    var blocks = [DocumentText.Block]()
    blocks.reserveCapacity(pieces.count)
    for piece in pieces {
      if let last = blocks.last {
        text.append(0x0A)
        if !Self.standTogether(last.kind, piece.kind) { text.append(0x0A) }
      }
      blocks.append(.init(kind: piece.kind, range: text.count..<(text.count + piece.text.count)))
      text += piece.text
    }
    guard !blocks.isEmpty else { throw .noText }
    return DocumentText(
      text: String(decoding: text, as: UTF8.self), blocks: blocks,
      warnings: isFull ? warnings + [.cutShort] : warnings)
  }

  /// Items of a list, and rows of a table, are parted by a line end alone.
  private static func standTogether(_ a: DocumentText.Block.Kind, _ b: DocumentText.Block.Kind) -> Bool {
    switch (a, b) {
    case (.listItem, .listItem), (.tableRow, .tableRow): true
    default: false
    }
  }
}

extension DocumentText.Block.Kind {
  /// Whether it is a block quote, however deep.
  var isQuote: Bool { if case .quote = self { true } else { false } }
}

extension DocumentText.Warning {
  /// The text was longer than the limit.
  static let cutShort = Self(
    code: "cut_short", detail: "Dokumentet är ovanligt långt, och bara dess början kunde läsas.")
  /// The document ends in the middle, or a part of it is damaged.
  static let damaged = Self(
    code: "damaged", detail: "Dokumentet är skadat, och bara en del av det kunde läsas.")
}
