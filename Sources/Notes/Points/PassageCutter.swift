import Documents
import Feedback
import Language

/// A passage as it is cut: its place in the part's text in UTF-8 offsets, and what it stands under.
struct CutPassage: Hashable {
  var range: Range<Int>
  var context: String?
}

/// Cuts the content of a part into passages.
///
/// The unit is one point about the municipality's service, as a careful reader would cut it: an item of a list, a
/// row of a table, a speaker's turn, or the sentences of prose that go together (see ``ProseGrouping``). What
/// stands over a passage, the nearest heading or the words that lead a list in, is its context.
struct PassageCutter {
  /// Bytes of content that are read of one part, some 400 pages: a longer text is no meeting note.
  static let mostContent = 1_000_000
  /// Passages cut of one part.
  static let mostPassages = 4_000
  /// A sentence without an end is broken at a space after as many scalars.
  static let longestSentence = 1_000
  /// The scalars kept of a heading.
  static let longestContext = 120

  let document: DocumentText
  let text: UTF8Text
  let offsets: ScalarOffsets

  private(set) var passages = [CutPassage]()
  /// Whether the text went on where the limits ended.
  private(set) var isCutShort = false
  private var contentLeft = mostContent
  private var heading: String?
  /// A heading that ends in a colon: it leads in the list that follows, or else stands over what follows.
  private var ledIn: String?
  /// The words that lead in the lists around here, outermost first, each with the depth that it stands at.
  private(set) var leadIns = [(text: String, depth: Int)]()
  /// The sentences of prose that are yet to be grouped.
  private(set) var pending = [(range: Range<Int>, border: ProseGrouping.Border)]()
  private var lastItem: (depth: Int, passage: Int)?
  /// Whether the note is an interview: two questions at least stand over the answers below them.
  private(set) var isInterview = false

  init(document: DocumentText, text: UTF8Text, offsets: ScalarOffsets) {
    self.document = document
    self.text = text
    self.offsets = offsets
  }

  /// Cuts the content among the stretches, in order; their headings become contexts.
  mutating func cut(_ stretches: [SegmentedPart.Stretch]) {
    isInterview = stretches.reduce(0) { $0 + questions(over: $1) } >= 2
    for stretch in stretches {
      switch stretch.kind {
      case .heading:
        for block in text.blocks(of: document, in: stretch.range).suffix(3) {
          if endsInColon(block.range) { ledIn = title(of: block.range) } else { take(heading: block.range) }
        }
      case .content:
        content(stretch.range)
      default:
        break
      }
      if isCutShort { return }
    }
  }

  private mutating func content(_ range: Range<Int>) {
    var range = range
    if range.count > contentLeft {
      isCutShort = true
      var end = range.lowerBound + contentLeft
      while end > range.lowerBound, text.bytes[end] & 0xC0 == 0x80 { end -= 1 }
      range = range.lowerBound..<end
    }
    contentLeft -= range.count
    let blocks = text.blocks(of: document, in: range)
    if let words = ledIn, !words.isEmpty, Label(words) == nil {
      switch blocks.first?.kind {
      case .item, .row: leadIns = [(words, -1)]
      default: heading = words
      }
    }
    ledIn = nil
    for i in blocks.indices {
      if passages.count >= Self.mostPassages {
        isCutShort = true
        break
      }
      read(blocks[i], next: i + 1 < blocks.count ? blocks[i + 1] : nil, previous: i > 0 ? blocks[i - 1] : nil)
    }
    flush()
    leadIns = []
    lastItem = nil
  }

  // MARK: Blocks

  private mutating func read(_ block: TextBlock, next: TextBlock?, previous: TextBlock?) {
    if case .paragraph = block.kind {} else { flush() }
    switch block.kind {
    case .heading: take(heading: block.range)
    case .paragraph: paragraph(block, next: next, previous: previous)
    case .item(let depth): item(block, depth: depth, next: next, previous: previous)
    case .row: row(block, next: next, previous: previous)
    }
  }

  private mutating func take(heading range: Range<Int>) {
    flush()
    leadIns = []
    lastItem = nil
    let words = title(of: range)
    // Over a list of names stands no subject.
    if !words.isEmpty, Label(words) == nil { heading = words }
  }

  /// A heading's or lead-in's words, without the colon and the marks of emphasis around them.
  private func title(of range: Range<Int>) -> String {
    var words = Substring(text.singleSpaced(range))
    while let last = words.last, ":*_# ".contains(last) { words.removeLast() }
    while let first = words.first, "*_# ".contains(first) { words.removeFirst() }
    return String(String.UnicodeScalarView(words.unicodeScalars.prefix(Self.longestContext)))
  }

  private mutating func paragraph(_ block: TextBlock, next: TextBlock?, previous: TextBlock?) {
    lastItem = nil
    if case .item = previous?.kind { leadIns = [] }
    if isMetadata(block.range) {
      flush()
      return
    }
    // A lead-in over lines without bullets holds until the next empty line.
    if block.followsGap { leadIns = [] }
    if isHeading(block, next: next) || isQuestionHeading(block, next: next) || isSection(block, next: next)
      || (passages.isEmpty && pending.isEmpty && isTitle(block, next: next))
    {
      take(heading: block.range)
      return
    }
    var sentences = text.sentences(of: block)
    var leadIn: Range<Int>?
    if let last = sentences.last, isLeadIn(last, next: next) {
      leadIn = last
      // A long one makes a point itself.
      if text.words(in: last, limit: 13).count <= 12 { sentences.removeLast() }
    }
    // A line that ended without a full stop was a point, as in a list.
    if block.followsGap || !endsSentence || isSpeaker(block.range) { flush() }
    let isIntroduced = passages.isEmpty && pending.isEmpty && sentences.first.map(isIntroduction) == true
    let count = isIntroduced ? sentences.count - 1 : sentences.count
    add(sentences, as: isTurn(block.range) ? .item : .sentence(of: count), introduced: isIntroduced)
    if let leadIn {
      flush()
      leadIns = [(title(of: leadIn), -1)]
    }
  }

  /// Whether the prose so far ends with a mark.
  private var endsSentence: Bool {
    guard let last = pending.last.flatMap({ text.lastScalar(of: $0.range) }) else { return true }
    return !text.isLetter(at: last) && !text.isDigit(at: last)
  }

  private mutating func item(_ block: TextBlock, depth: Int, next: TextBlock?, previous: TextBlock?) {
    while let last = leadIns.last, last.depth >= depth { leadIns.removeLast() }
    if isMetadata(block.range) { return }
    if isNumberedHeading(block, next: next, previous: previous) {
      take(heading: block.range)
      return
    }
    if let next, case .item(let deeper) = next.kind, deeper > depth {
      if endsInColon(block.range) || text.words(in: block.range, limit: 5).count <= 4 {
        // `Kortare svarstider`, and below it `särskilt på fredagar`: a point with a detail.
        if !endsInColon(block.range), text.isLower(at: next.range.lowerBound) { emit(block.range) }
        leadIns.append((title(of: block.range), depth))
        lastItem = nil
        return
      }
    }
    if continuesItem(block.range, depth: depth), let last = lastItem {
      passages[last.passage].range = passages[last.passage].range.lowerBound..<block.range.upperBound
      return
    }
    let sentences = text.sentences(of: block)
    if sentences.count == 1 && offsets.scalars(block.range).count <= ProseGrouping.longest {
      emit(block.range)
    } else {
      add(sentences, as: .item)
      flush()
    }
    lastItem = passages.isEmpty ? nil : (depth, passages.count - 1)
  }

  /// One or two words in lower case, or a number, that only go on with the item before: `14 veckor`, `minst`.
  private func continuesItem(_ range: Range<Int>, depth: Int) -> Bool {
    guard let lastItem, lastItem.depth == depth, text.words(in: range, limit: 3).count <= 2 else {
      return false
    }
    let first = range.lowerBound
    guard text.isLower(at: first) || text.isDigit(at: first) else { return false }
    let before = passages[lastItem.passage].range
    return text.words(in: before, limit: 3).count > 2
      && offsets.scalars(before.lowerBound..<range.upperBound).count <= ProseGrouping.longest
  }

  private mutating func row(_ block: TextBlock, next: TextBlock?, previous: TextBlock?) {
    lastItem = nil
    if previous?.kind != .row || block.followsGap { leadIns.removeAll { $0.depth >= 0 } }
    // The names of the columns stand over the rows; they make no point.
    if let next, next.kind == .row, previous?.kind != .row || block.followsGap,
      isHeaderRow(block.range, over: next.range)
    {
      if heading == nil && leadIns.isEmpty { leadIns = [(columns(block.range), -1)] }
      return
    }
    if isMetadata(block.range) { return }
    emit(block.range)
  }

  private func columns(_ row: Range<Int>) -> String {
    title(of: row.lowerBound..<row.upperBound).replacing("|", with: "·")
  }

  // MARK: Prose

  /// Takes the sentences of one block; the first stands on a line of its own.
  private mutating func add(
    _ sentences: [Range<Int>], as border: ProseGrouping.Border, introduced: Bool = false
  ) {
    for (i, sentence) in sentences.enumerated() {
      let own = i == 0 ? .line : i == 1 && introduced ? .introduction : border
      for piece in pieces(of: sentence) { pending.append((piece, own)) }
    }
  }

  private mutating func flush() {
    guard !pending.isEmpty else { return }
    for point in ProseGrouping(text: text, offsets: offsets).points(of: pending) { emit(point) }
    pending.removeAll(keepingCapacity: true)
  }

  /// The sentence, or where it has no end within reason, stretches of it that end at a space.
  private func pieces(of sentence: Range<Int>) -> [Range<Int>] {
    guard sentence.count > Self.longestSentence else { return [sentence] }
    var pieces = [Range<Int>]()
    var rest = sentence
    while rest.count > Self.longestSentence, pieces.count < Self.mostPassages {
      let reach = rest.lowerBound + Self.longestSentence
      var end = reach
      while end > reach - 200, text.bytes[end] != 0x20, text.bytes[end] != 0x0A { end -= 1 }
      if end == reach - 200 { end = reach }
      while text.bytes[end] & 0xC0 == 0x80 { end -= 1 }
      pieces.append(text.trimmed(rest.lowerBound..<end))
      rest = text.trimmed(end..<rest.upperBound)
    }
    if pieces.count < Self.mostPassages { pieces.append(rest) }
    return pieces.filter { !$0.isEmpty }
  }

  // MARK: Passages

  private mutating func emit(_ range: Range<Int>) {
    let bare = bare(range)
    guard passages.count < Self.mostPassages else {
      isCutShort = true
      return
    }
    guard makesAPoint(bare) else { return }
    passages.append(CutPassage(range: bare, context: leadIns.last?.text ?? heading))
  }

  /// Without a bullet or dash before the first word.
  private func bare(_ range: Range<Int>) -> Range<Int> {
    var bare = text.trimmed(range)
    while !bare.isEmpty, let bullet = text.bulletLength(at: bare.lowerBound, before: bare.upperBound) {
      bare = text.trimmed(bare.lowerBound + bullet..<bare.upperBound)
    }
    return bare
  }
}
