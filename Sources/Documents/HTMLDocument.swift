/// HTML as a reader sees it (WHATWG HTML, section 3.2.7, innerText): blocks begin lines, paragraphs are parted by
/// empty lines, links are their text, and what is hidden is not there.
struct HTMLDocument {
  /// An element that is open.
  private struct Open {
    var element: HTMLElement
    /// Nothing within is text.
    var isHidden: Bool
    /// The inherited size of the font is 0.
    var hasNoFontSize: Bool
    var isListMarker: Bool
    var color = HTMLColor.black
    var background = HTMLColor.white
    /// Its words have the colour of what is behind them.
    var isUnseen: Bool { color.isUnseen(on: background) }
    /// The item's depth, for a paragraph whose class says that its writer made it an item of a list.
    var looseDepth: Int?
    /// What the collector's kind was outside.
    var outerKind: DocumentText.Block.Kind
    var isQuotation = false
    /// The next number of an ordered list.
    var ordinal: Int?
  }

  /// Elements deeper than this still part lines, but leave no trace of their own: no mail by a person gets near.
  private static let depthLimit = 512

  private var tokenizer: HTMLTokenizer
  private var stack = [Open]()
  private var collector: BlockCollector
  private var tables = TableTracker()
  private var sheet = HTMLStyleSheet()
  /// Whether white on white is hidden.
  private let heedsColors: Bool
  private var seen = 0
  private var unseen = 0
  private var quotes = 0
  private var lists = 0
  private var preformatted = 0
  /// The marker of a list item of Word, as it was drawn.
  private var marker = [UInt8]()
  private var wordLevel: Int?

  /// Reads a document in any encoding; see ``CharacterDecoding`` for how it is found.
  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    let text = CharacterDecoding.utf8(bytes, declared: declaredEncoding(bytes))
    var document = HTMLDocument(text, textLimit: textLimit, heedsColors: true)
    document.run()
    // Mostly unseen: written on a telephone with a dark screen, whose black background stayed behind.
    if document.unseen > document.seen {
      document = HTMLDocument(text, textLimit: textLimit, heedsColors: false)
      document.run()
    }
    return try document.collector.finish()
  }

  private init(_ text: [UInt8], textLimit: Int, heedsColors: Bool) {
    tokenizer = HTMLTokenizer(text)
    collector = BlockCollector(limit: textLimit)
    self.heedsColors = heedsColors
  }

  /// WHATWG HTML, section 13.2.3.2: `charset=` within the first bytes, in a meta element or an XML declaration.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(4096).map(lowercase)
    guard
      let place = find(Array("charset=".utf8), in: head[...]) ?? find(Array("encoding=".utf8), in: head[...]),
      let equals = head[place...].firstIndex(of: UInt8(ascii: "="))
    else { return nil }
    let value = head[(equals + 1)...].drop {
      isSpace($0) || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'")
    }
    return String(
      decoding: value.prefix {
        isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      },
      as: UTF8.self)
  }

  private mutating func run() {
    while !collector.isFull, let token = tokenizer.next() {
      switch token {
      case .text(let range): addText(range)
      case .start(let element, let attributes): begin(element, attributes)
      case .end(let element): end(element)
      }
    }
    while !stack.isEmpty { pop() }
  }

  // MARK: Text

  private mutating func addText(_ range: Range<Int>) {
    if let top = stack.last {
      if top.isHidden || top.hasNoFontSize { return }
      if top.isListMarker {
        if marker.count < 32 { marker += tokenizer.bytes[range].prefix(32) }
        return
      }
      if heedsColors, !sheet.paintsElements, top.isUnseen {
        unseen += range.count
        return
      }
    }
    seen += range.count
    beginWordItem(over: range)
    let bytes = tokenizer.bytes
    var start = range.lowerBound
    var place = start
    while place < range.upperBound {
      if bytes[place] == UInt8(ascii: "&"), let reference = HTMLEntities.decode(bytes[range], at: place) {
        collector.append(bytes[start..<place], keepingSpace: preformatted > 0)
        var character = [UInt8]()
        appendUTF8(of: reference.scalar, to: &character)
        collector.append(character, keepingSpace: preformatted > 0)
        place += reference.length
        start = place
      } else {
        place += 1
      }
    }
    collector.append(bytes[start..<range.upperBound], keepingSpace: preformatted > 0)
  }

  /// The first text of a paragraph that Word made a list item: it begins once its marker is known.
  private mutating func beginWordItem(over range: Range<Int>) {
    guard let level = wordLevel, tokenizer.bytes[range].contains(where: { !isSpace($0) }) else { return }
    wordLevel = nil
    let drawn = marker.drop { isSpace($0) }.prefix { isDigit($0) || isLetter($0) }
    let isNumber = !drawn.isEmpty && drawn.count <= 4 && drawn != [UInt8(ascii: "o")]
    let sign = drawn.endIndex < marker.endIndex ? marker[drawn.endIndex] : 0
    let isOrdered = isNumber && (sign == UInt8(ascii: ".") || sign == UInt8(ascii: ")"))
    collector.beginItem(
      depth: level, marker: isOrdered ? drawn + [sign, UInt8(ascii: " ")] : Array("- ".utf8))
  }

  // MARK: Tags

  private mutating func begin(_ element: HTMLElement, _ attributes: HTMLAttributes) {
    let isSeen = !(stack.last?.isHidden ?? false)
    switch element {
    case .rawText: if let rules = tokenizer.skipRawText() { sheet.read(tokenizer.bytes[rules]) }
    case .br: if isSeen { collector.breakLine() }
    case .hr: if isSeen { collector.endBlock() }
    case .empty, .wbr: break
    default:
      closeImplied(before: element)
      let style = attributes.style.map { HTMLStyle(tokenizer.bytes[$0]) }
      push(element, attributes, style)
    }
  }

  /// WHATWG HTML, section 13.1.2.4: end tags that authors may leave out.
  private mutating func closeImplied(before element: HTMLElement) {
    if element.isBlock { close(.p, within: [.td, .table, .blockquote, .li, .div]) }
    switch element {
    case .li: close(.li, within: [.ul, .ol, .table])
    case .dt, .dd:
      close(.dt, within: [.dl, .table])
      close(.dd, within: [.dl, .table])
    case .td: close(.td, within: [.tr, .table])
    case .tr: close(.tr, within: [.table])
    case .tableSection:
      close(.tableSection, within: [.table])
    default: break
    }
  }

  private mutating func close(_ element: HTMLElement, within edges: [HTMLElement]) {
    guard let index = stack.lastIndex(where: { $0.element == element || edges.contains($0.element) }),
      stack[index].element == element
    else { return }
    while stack.count > index { pop() }
  }

  private mutating func push(_ element: HTMLElement, _ attributes: HTMLAttributes, _ style: HTMLStyle?) {
    let outer = stack.last
    var open = Open(
      element: element,
      isHidden: outer?.isHidden ?? false || element == .hidden || attributes.isHidden
        || style?.isHidden ?? false || isHiddenBySheet(attributes),
      hasNoFontSize: style?.hasNoFontSize ?? outer?.hasNoFontSize ?? false,
      isListMarker: outer?.isListMarker ?? false || style?.isListMarker ?? false, outerKind: collector.kind)
    open.color = color(style?.color, attributes.color) ?? outer?.color ?? .black
    open.background = color(style?.background, attributes.background) ?? outer?.background ?? .white
    if attributes.hasPicture || style?.background == nil && sheet.paints(classes: classes(attributes)) {
      open.background = .unknown
    }
    // A transparent background shows the one around it.
    if open.background == .transparent { open.background = outer?.background ?? .white }
    let isTracked = stack.count < Self.depthLimit
    guard !open.isHidden else {
      if isTracked { stack.append(open) }
      return
    }
    part(at: element)
    guard isTracked else { return }

    switch element {
    case .heading1, .heading2, .heading3, .heading4, .heading5, .heading6:
      if !collector.kind.isQuote, let level = element.headingLevel {
        collector.kind = .heading(level: level)
      }
    case .blockquote:
      if isQuotation(attributes, style) {
        quotes += 1
        open.isQuotation = true
        collector.kind = .quote(depth: min(quotes, 100))
      }
    case .ul: lists += 1
    case .ol:
      lists += 1
      open.ordinal = attributes.start.flatMap { number(tokenizer.bytes[$0], atMost: 100_000) } ?? 1
    case .li: beginItem(attributes)
    case .pre: preformatted += 1
    case .p, .div:
      if style?.isListMarker != true, let level = style?.listLevel {
        wordLevel = level
        marker.removeAll(keepingCapacity: true)
      } else if element == .p, isWordItem(attributes) {
        // Half an inch, 36 points, a level.
        open.looseDepth = min(max(1, (style?.leftMargin ?? 36) / 36), 9)
      }
      collector.itemDepth = open.looseDepth
    case .table: tables.beginTable(&collector)
    case .tr: tables.beginRow(&collector)
    case .td: tables.beginCell(&collector)
    default: break
    }
    stack.append(open)
  }

  private func isHiddenBySheet(_ attributes: HTMLAttributes) -> Bool {
    guard !sheet.isEmpty else { return false }
    return sheet.hides(
      classes: classes(attributes),
      identifier: attributes.identifier.map { tokenizer.bytes[$0] })
  }

  private func classes(_ attributes: HTMLAttributes) -> ArraySlice<UInt8>? {
    attributes.classes.map { tokenizer.bytes[$0] }
  }

  private func color(_ styled: HTMLColor?, _ attribute: Range<Int>?) -> HTMLColor? {
    if let styled { return styled }
    guard let attribute else { return nil }
    return HTMLColor(tokenizer.bytes[attribute].prefix(32).filter { !isSpace($0) }.map(lowercase)[...])
  }

  /// Mail programs indent by a block quote without a line beside it.
  private func isQuotation(_ attributes: HTMLAttributes, _ style: HTMLStyle?) -> Bool {
    guard style?.hasNoBorder == true, attributes.type == nil else { return true }
    return attributes.classes.map { tokenizer.bytes[$0].prefix(11).elementsEqual("gmail_quote".utf8) }
      ?? false
  }

  /// `MsoListParagraph`, `MsoListParagraphCxSpFirst`, of which another program took the style that says the level.
  private func isWordItem(_ attributes: HTMLAttributes) -> Bool {
    guard let classes = attributes.classes else { return false }
    return tokenizer.bytes[classes].prefix(16).elementsEqual("MsoListParagraph".utf8)
  }

  private mutating func beginItem(_ attributes: HTMLAttributes) {
    var marker = Array("- ".utf8)
    if let list = stack.lastIndex(where: { $0.element == .ol || $0.element == .ul }),
      let next = stack[list].ordinal
    {
      let ordinal = attributes.value.flatMap { number(tokenizer.bytes[$0], atMost: 100_000) } ?? next
      stack[list].ordinal = ordinal + 1
      marker = Array("\(ordinal). ".utf8)
    }
    collector.beginItem(depth: max(1, lists), marker: marker)
  }

  private mutating func end(_ element: HTMLElement) {
    switch element {
    case .br: collector.breakLine()  // </br> is read as <br>
    case .rawText, .empty, .wbr, .hr: break
    // What stands after </body> is shown all the same.
    case .body, .html: break
    default:
      // An end tag closes nothing outside its table cell, unless it is the table's.
      let isOfTable = element == .table || element == .tr || element == .td || element == .tableSection
      let edges: [HTMLElement] = isOfTable ? (element == .table ? [] : [.table]) : [.td, .table]
      let index = stack.lastIndex { $0.element == element || edges.contains($0.element) }
      if let index, stack[index].element == element {
        // Inline elements that are closed by a misplaced tag do not end the blocks around them.
        if element == .inline, index != stack.count - 1,
          stack[index...].contains(where: { $0.element.isBlock })
        {
          return
        }
        while stack.count > index { pop() }
      } else if !(stack.last?.isHidden ?? false) {
        part(at: element)
      }
    }
  }

  private mutating func pop() {
    guard let open = stack.popLast(), !open.isHidden else { return }
    part(at: open.element)
    switch open.element {
    case .ul, .ol: lists -= 1
    case .li: collector.endItem()
    case .pre: preformatted -= 1
    case .table: tables.endTable(&collector)
    case .tr: tables.endRow(&collector)
    case .td: tables.endCell(&collector)
    case .p:
      wordLevel = nil
      collector.itemDepth = nil
    case .blockquote: if open.isQuotation { quotes -= 1 }
    default: break
    }
    collector.kind = open.outerKind
  }

  private mutating func part(at element: HTMLElement) {
    if element.isParagraphLike {
      collector.endBlock()
    } else if element.isBlock {
      collector.beginLine()
    }
  }
}
