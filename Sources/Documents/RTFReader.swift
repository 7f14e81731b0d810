/// Reads the text of an RTF document, changes as if all were accepted.
///
/// Everything is decided by what the open groups say; nothing is looked for forward or back, so the time is
/// proportional to the bytes.
struct RTFReader {
  private enum Destination { case content, nothing, fonts, styles, marker }

  /// What holds in a group, and ends with it.
  private struct State {
    var destination = Destination.content
    /// What the group that was begun here is, where it stands apart from the text.
    var aside: DocumentAsides.Place?
    var isStyle = false
    /// How many characters after a `\u` are its stand-in for older readers.
    var unicodeSkip = 1
    var font: Int?
    var isHidden = false
    var isDeleted = false
    var style = 0
    var outlineLevel: Int?
    var isListed = false
    var listLevel = 0
    var tableDepth = 0
    /// In twentieths of a point.
    var leftIndent = 0
    var firstIndent = 0
  }

  /// A run of text of its own: the body, a note, a text box.
  private struct Run {
    var flow: TextFlow
    var isBegun = false
    /// The marker of the list item that begins, as the writer drew it.
    var marker: [UInt8]?
    var tables = RTFTables()
  }

  /// Groups deeper than this have no state of their own: no writer gets near.
  private static let depthLimit = 512

  private var tokenizer: RTFTokenizer
  private var state = State()
  private var stack = [State]()
  private var excess = 0
  private var fonts = RTFFonts()
  private var styles = RTFStyles()
  private var unicode = RTFUnicode()
  /// Characters still to be passed over after a `\u`.
  private var skip = 0
  /// Behind `\*`: whoever does not know the next word passes over its group.
  private var mayIgnore = false
  /// Bytes of `\'hh` that follow each other.
  private var pending = [UInt8]()
  private var run: Run
  private var outer = [Run]()
  private var asides: DocumentAsides

  init(_ bytes: [UInt8], textLimit: Int) {
    tokenizer = RTFTokenizer(bytes)
    run = Run(flow: TextFlow(BlockCollector(limit: textLimit)))
    asides = DocumentAsides(limit: textLimit)
  }

  /// Whether all groups were closed.
  private(set) var isWhole = false

  mutating func read() {
    while !run.flow.collector.isFull, let token = tokenizer.next() {
      if case .byte(let byte) = token {
        if skip > 0 { skip -= 1 } else { pending.append(byte) }
        continue
      }
      if !pending.isEmpty { flush() }
      switch token {
      case .groupStart: push()
      case .groupEnd: pop()
      case .word(let word, let number): take(word, number)
      case .symbol(let sign): take(symbol: sign)
      case .text(let range): add(tokenizer.bytes[range])
      case .byte: break
      }
    }
    flush()
    while !outer.isEmpty { endAside(.box) }
    endRun()
  }

  consuming func finish(warnings: [DocumentText.Warning]) throws(DocumentError) -> DocumentText {
    asides.finish(&run.flow.collector)
    return try run.flow.collector.finish(warnings: warnings)
  }

  // MARK: Groups

  private mutating func push() {
    skip = 0
    guard stack.count < Self.depthLimit else {
      excess += 1
      return
    }
    stack.append(state)
    state.aside = nil
    state.isStyle = false
    mayIgnore = false
    // What stands in braces within a style's description is part of it.
    if state.destination == .styles { state.isStyle = styles.begin() }
  }

  private mutating func pop() {
    skip = 0
    mayIgnore = false
    guard excess == 0 else {
      excess -= 1
      return
    }
    if state.isStyle { styles.end() }
    if state.destination == .fonts { fonts.endEntry() }
    let ended = state
    // A bracket too many closes nothing.
    guard let around = stack.popLast() else { return }
    state = around
    if let place = ended.aside { endAside(place) }
    if stack.isEmpty { isWhole = true }
  }

  private mutating func beginAside(_ place: DocumentAsides.Place) {
    guard state.destination == .content, state.aside == nil, outer.count < 16 else { return }
    state.aside = place
    // What stands in a hidden place is not hidden by that alone, but by what it says itself.
    state.tableDepth = 0
    outer.append(run)
    run = Run(flow: run.flow.nested())
  }

  private mutating func endAside(_ place: DocumentAsides.Place) {
    guard let around = outer.popLast() else { return }
    endRun()
    let text = run.flow.collector
    run = around
    if place == .box { run.flow.place(text, isAnchored: true) } else { asides.append(text, to: place) }
  }

  private mutating func endRun() {
    endParagraph()
    run.tables.setDepth(0, &run.flow)
  }

  // MARK: Words

  private mutating func take(_ word: String, _ number: Int?) {
    let meaning = RTFWord.meaning(word)
    if mayIgnore {
      mayIgnore = false
      if meaning == nil { state.destination = .nothing }
    }
    guard state.destination != .nothing else { return }
    if state.destination == .fonts { fonts.read(word: word, number) }
    guard let meaning else { return }
    if state.destination == .styles {
      styles.read(meaning, number)
      return
    }
    switch meaning {
    case .nothing: state.destination = .nothing
    case .fonts: state.destination = .fonts
    case .styles: state.destination = .styles
    case .marker:
      state.destination = .marker
      run.marker = []
    case .content: break
    case .aside(let place): beginAside(place)
    case .unicodeSkip: state.unicodeSkip = min(max(0, number ?? 1), 255)
    case .unicode: add(unicode: number ?? 0)
    case .font: state.font = number
    case .codePage: fonts.codePage = number ?? 1252
    case .macintosh: fonts.codePage = 10000
    case .hidden: state.isHidden = number != 0
    case .deleted: state.isDeleted = number != 0
    case .resetCharacters:
      state.isHidden = false
      state.isDeleted = false
      state.font = nil
    default: takeInContent(meaning, number)
    }
  }

  /// What belongs to a paragraph; within the marker of a list item it says nothing.
  private mutating func takeInContent(_ meaning: RTFWord.Meaning, _ number: Int?) {
    guard state.destination == .content else { return }
    switch meaning {
    case .character(let scalar): add(scalar: scalar)
    case .tab: if isShown, run.isBegun { run.flow.collector.appendTab() }
    case .line: if isShown, run.isBegun { run.flow.collector.breakLine() }
    case .paragraph: if !state.isDeleted { endParagraph() }
    case .cell:
      endParagraph()
      run.tables.endCell(depth: 1, &run.flow)
    case .row:
      endParagraph()
      run.tables.endRow(depth: 1, &run.flow)
    case .nestedCell:
      endParagraph()
      run.tables.endCell(depth: max(2, state.tableDepth), &run.flow)
    case .nestedRow:
      endParagraph()
      run.tables.endRow(depth: max(2, state.tableDepth), &run.flow)
    case .resetParagraph:
      state.style = 0
      state.outlineLevel = nil
      state.isListed = false
      state.listLevel = 0
      state.tableDepth = 0
      state.leftIndent = 0
      state.firstIndent = 0
    case .style: state.style = number ?? 0
    case .outlineLevel: state.outlineLevel = number
    case .list: state.isListed = true
    case .listLevel: state.listLevel = min(max(0, number ?? 0), 8)
    case .leftIndent: state.leftIndent = number ?? 0
    case .firstIndent: state.firstIndent = number ?? 0
    case .isInTable: state.tableDepth = max(1, state.tableDepth)
    case .tableDepth: state.tableDepth = min(max(0, number ?? 1), RTFTables.depthLimit)
    default: break
    }
  }

  private mutating func take(symbol: UInt8) {
    switch symbol {
    case UInt8(ascii: "*"): mayIgnore = true
    case UInt8(ascii: "~"): add(scalar: 0xA0)
    case UInt8(ascii: "_"): add(scalar: 0x2D)
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"): add(CollectionOfOne(symbol))
    // A soft hyphen, and signs of indexes and formulas.
    default: break
    }
  }

  // MARK: Text

  private var isShown: Bool { !state.isHidden && !state.isDeleted }

  private mutating func flush() {
    let bytes = pending
    pending.removeAll(keepingCapacity: true)
    write(bytes, isDecoded: false)
  }

  private mutating func add(_ text: some Collection<UInt8>) {
    let passed = min(skip, text.count)
    skip -= passed
    write(text.dropFirst(passed), isDecoded: false)
  }

  private mutating func add(unicode number: Int) {
    if let scalar = unicode.scalar(number) { add(scalar: fonts.scalar(scalar, font: state.font)) }
    skip = state.unicodeSkip
  }

  private mutating func add(scalar: UInt32) {
    var character = [UInt8]()
    appendUTF8(of: scalar, to: &character)
    write(character, isDecoded: true)
  }

  private mutating func write(_ text: some Collection<UInt8>, isDecoded: Bool) {
    guard !text.isEmpty else { return }
    switch state.destination {
    case .nothing: return
    case .fonts: fonts.read(text: Array(text)[...])
    case .styles: styles.read(text: Array(text)[...])
    case .marker:
      let drawn = isDecoded ? Array(text) : decoded(text)
      if let marker = run.marker, marker.count < 32 { run.marker = marker + drawn }
    case .content:
      guard isShown else { return }
      beginText()
      if isDecoded || fonts.isPlain(state.font) && text.allSatisfy({ $0 < 0x80 }) {
        run.flow.collector.append(text)
      } else {
        run.flow.collector.append(decoded(text))
      }
    }
  }

  private func decoded(_ text: some Collection<UInt8>) -> [UInt8] { fonts.decode(text, font: state.font) }

  // MARK: Paragraphs

  private mutating func beginText() {
    guard !run.isBegun else { return }
    run.isBegun = true
    run.flow.paragraphs += 1
    run.tables.setDepth(state.tableDepth, &run.flow)
    run.flow.collector.kind = .paragraph
    // A line that hangs: half an inch, 720, a level.
    run.flow.collector.itemDepth =
      state.firstIndent < 0 ? min(max(1, (state.leftIndent + state.firstIndent) / 720 + 1), 9) : nil
    let heading =
      state.outlineLevel.map { $0 < 9 ? $0 + 1 : nil } ?? styles.headingLevel(state.style)
    if let heading {
      run.flow.collector.kind = .heading(level: max(1, heading))
    } else if run.marker != nil || state.isListed {
      run.flow.collector.beginItem(depth: state.listLevel + 1, marker: Self.marker(run.marker ?? []))
    }
  }

  /// `1. ` or `a) ` as it was drawn, or a bullet.
  private static func marker(_ drawn: [UInt8]) -> [UInt8] {
    let marker = drawn.split(whereSeparator: { isSpace($0) }).first ?? []
    guard let last = marker.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ")"), marker.count <= 10,
      marker.contains(where: { isDigit($0) || isLetter($0) })
    else { return Array("- ".utf8) }
    return Array(marker) + [0x20]
  }

  private mutating func endParagraph() {
    if run.isBegun { run.flow.paragraphs -= 1 }
    run.flow.endParagraph()
    run.isBegun = false
    run.marker = nil
  }
}
