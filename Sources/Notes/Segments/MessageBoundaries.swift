/// A place where another message begins within the text.
struct MessageBoundary: Sendable {
  enum Kind: Sendable, Hashable {
    /// The mail program says that it forwards.
    case forwarded
    /// An invitation: what stands above is seldom a comment on it.
    case appointment
    /// A header block that stands above a forwarded as well as a quoted message.
    case header
    /// `Anna Ek skrev:`
    case attribution
  }

  var kind: Kind
  /// The lines of the boundary itself: line drawn, header block, attribution.
  var lines: Range<Int>
  var header: MailHeaderBlock?
  var attribution: ReplyAttribution?
}

/// Finds the boundaries of messages in a part's lines, in one pass.
struct MessageBoundaryScanner {
  private let text: TextLines
  private let headers: MailHeaderReader

  private(set) var boundaries: [MessageBoundary] = []
  /// Lines that say that a message is forwarded, without any header below.
  private(set) var lostMarkers: [Int] = []
  /// Lines by which mail programs say that a forwarded message has ended, in order.
  private(set) var ends: [Int] = []
  /// Lines that mail programs draw between a header block and its message.
  private(set) var drawn: [Int] = []

  init(_ text: TextLines) {
    self.text = text
    headers = MailHeaderReader(text)
  }

  /// - Parameter isForward: the subject says that this is a forward, which speaks for a doubtful header block.
  mutating func scan(isForward: Bool) {
    let trust = isForward ? 1 : 0
    var line = 0
    while line < text.lines.count {
      if text.lines[line].isBlank {
        line += 1
      } else if let mark = MessageEndMarks.read(text.lines[line].content, of: text.folded) {
        if mark == .end { ends.append(line) } else { drawn.append(line) }
        line += 1
      } else if let marker = marker(at: line) {
        if let block = blockBelow(line, credit: marker == .forwarded ? 3 : 2) {
          let kind: MessageBoundary.Kind =
            switch marker {
            case .forwarded: .forwarded
            case .original: .header
            case .appointment: .appointment
            }
          add(kind, line..<block.lines.upperBound, block)
          line = block.lines.upperBound
        } else {
          if marker == .forwarded { lostMarkers.append(line) }
          line += 1
        }
      } else if let block = runOnBlock(at: line) {
        add(.forwarded, block.lines, block)
        line = block.lines.upperBound
      } else if isRule(line), let block = blockBelow(line, credit: 1 + trust) {
        add(.header, line..<block.lines.upperBound, block)
        line = block.lines.upperBound
      } else if headers.field(at: line) != nil {
        let found = headers.block(at: line, credit: trust)
        if let block = found.block {
          add(.header, block.lines, block)
          line = block.lines.upperBound
        } else {
          line = found.next
        }
      } else if let attribution = ReplyAttribution(at: line, in: text) {
        boundaries.append(
          MessageBoundary(kind: .attribution, lines: attribution.lines, header: nil, attribution: attribution)
        )
        line = attribution.lines.upperBound
      } else {
        line += 1
      }
    }
  }

  private mutating func add(_ kind: MessageBoundary.Kind, _ lines: Range<Int>, _ block: MailHeaderBlock) {
    boundaries.append(MessageBoundary(kind: kind, lines: lines, header: block, attribution: nil))
  }

  private func blockBelow(_ line: Int, credit: Int) -> MailHeaderBlock? {
    guard let next = text.nextWritten(from: line + 1, reach: 2),
      headers.field(at: next, isNamed: credit >= 2) != nil,
      let block = headers.block(at: next, credit: credit).block, block.lines.lowerBound == next
    else { return nil }
    return block
  }

  /// A block that a mail program ran together with its own line, as Yahoo does:
  /// `----- Vidarebefordrat meddelande -----Från: "Anna Ek" <anna.ek@x.example>Till: …`.
  private func runOnBlock(at line: Int) -> MailHeaderBlock? {
    let content = text.lines[line].content
    let start = skipDashes(content.lowerBound, before: content.upperBound)
    guard start > content.lowerBound, content.count <= 2_000,
      let marker = ForwardMarkers.table.match(in: text.folded, at: start, before: content.upperBound)
    else { return nil }
    let end = skipDashes(marker.end, before: content.upperBound)
    guard end > marker.end, let first = headers.field(at: end, before: content.upperBound) else { return nil }
    let entries = headers.split(first, at: line, isRunOn: true)
    guard headers.weight(of: entries) >= 2 else { return nil }
    return MailHeaderBlock(entries: entries, lines: line..<line + 1)
  }

  /// The phrase of a mail program between dashes, before a colon, or alone on its line; `Vidarebefordrat av Anna Ek`
  /// between dashes.
  private func marker(at line: Int) -> ForwardMarker? {
    let content = text.lines[line].content
    guard content.count <= 160 else { return nil }
    let start = skipDashes(content.lowerBound, before: content.upperBound)
    guard let found = ForwardMarkers.table.match(in: text.folded, at: start, before: content.upperBound)
    else { return signedMarker(content, from: start) }
    let end = skipDashes(found.end, before: content.upperBound)
    if end == content.upperBound { return found.value }
    // `----- Vidarebefordrat av Anna Ek den 13 mars -----`, `----- Message from Anna Ek -----`
    let closes = text.folded[content].suffix(3).elementsEqual([Ascii.hyphen, Ascii.hyphen, Ascii.hyphen])
    return closes && start >= content.lowerBound + 3 ? found.value : nil
  }

  /// `-----Anna Ek/Uppsala vidarebefordrade: -----`: the line of Notes, who did what between dashes.
  private func signedMarker(_ content: Range<Int>, from start: Int) -> ForwardMarker? {
    guard start >= content.lowerBound + 3, content.count >= 12,
      text.folded[content.suffix(3)].allSatisfy({ $0 == Ascii.hyphen }),
      let verb = SignedMarkers.table.search(in: text.folded, start..<content.upperBound),
      skipDashes(verb.range.upperBound, before: content.upperBound) == content.upperBound
    else { return nil }
    return verb.value
  }

  private func skipDashes(_ start: Int, before end: Int) -> Int {
    var place = start
    while place < end {
      switch text.folded[place] {
      case Ascii.hyphen, Ascii.asterisk, Ascii.underscore, Ascii.equals, Ascii.colon, Ascii.space, Ascii.tab:
        place += 1
      case 0xE2 where place + 2 < end && text.folded[place + 1] != 0x80: place += 3  // box drawing
      case 0xE2 where place + 2 < end && (0x90...0x95).contains(text.folded[place + 2]): place += 3  // dashes
      default: return place
      }
    }
    return place
  }

  /// A line drawn over the whole width, as Outlook sets one above a quoted message.
  private func isRule(_ line: Int) -> Bool {
    let content = text.lines[line].content
    return content.count >= 5 && content.count <= 300
      && skipDashes(content.lowerBound, before: content.upperBound) == content.upperBound
  }
}
