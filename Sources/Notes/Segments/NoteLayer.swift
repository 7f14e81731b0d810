import Feedback

/// Decides whose words the note is, among the messages that a part's text holds.
///
/// From the sender's own message inwards: a forward's note is the message below, unless that only points further on;
/// a reply's note is the reply, unless that only points at what follows.
struct NoteLayer {
  let text: TextLines
  let layers: [QuotedLayers.Layer]
  /// Whether the text is a mail's own; what lies deeper is a mail in any case.
  let isMail: Bool
  /// The kind of each line of a message, once somebody has asked: most of a long mail is history, of which nobody does.
  private var known: [[Segment.Kind]?]
  /// Bytes of own text of each message, where it is known.
  private var sizes: [Int?]
  /// Bytes of own text of all messages after each, once they have been added up.
  private var below: [Int]?

  /// Bytes of text up to which words above a message may be a comment that points at it.
  private static let comment = 350
  /// Bytes up to which words that say nothing much above a long message are one (`Tack!`).
  private static let remark = 45
  /// Messages beside each other from which they are a list of mail and no list of notes.
  private static let mostBeside = 20
  /// Messages around the note beside which others are looked for.
  private static let levels = 3
  /// Bytes from which the message of somebody in between is a note of its own.
  private static let substantial = 400
  /// Messages that are looked at one by one before all are added up.
  private static let nearest = 8

  init(text: TextLines, layers: [QuotedLayers.Layer], isMail: Bool) {
    self.text = text
    self.layers = layers
    self.isMail = isMail
    known = Array(repeating: nil, count: layers.count)
    sizes = Array(repeating: nil, count: layers.count)
  }

  // MARK: What is asked of a message

  /// What each line of a message is.
  mutating func kinds(of layer: Int) -> [Segment.Kind] {
    if let kinds = known[layer] { return kinds }
    let kinds = LayerClassifier.kinds(of: layers[layer].lines, in: text, isMail: isMail || layer > 0)
    known[layer] = kinds
    return kinds
  }

  /// Bytes of a message's own text: content and headings.
  private mutating func size(of layer: Int) -> Int {
    if let size = sizes[layer] { return size }
    let size = zip(layers[layer].lines, kinds(of: layer)).reduce(0) { sum, pair in
      pair.1 == .content || pair.1 == .heading || pair.1 == .agenda || pair.1 == .attendance
        ? sum + text.lines[pair.0].content.count : sum
    }
    sizes[layer] = size
    return size
  }

  /// Whether the messages after one have so many bytes of text of their own. Mostly the next one tells.
  private mutating func textFollows(_ layer: Int, atLeast least: Int = 1) -> Bool {
    if let below { return below[layer] >= least }
    var sum = 0
    for next in layers.indices[(layer + 1)...].prefix(Self.nearest) {
      sum += size(of: next)
      if sum >= least { return true }
    }
    if layer + Self.nearest >= layers.count - 1 { return false }
    var below = [Int](repeating: 0, count: layers.count)
    for index in layers.indices.dropLast().reversed() {
      below[index] = below[index + 1] + size(of: index + 1)
    }
    self.below = below
    return below[layer] >= least
  }

  /// A message that is a note, and the outermost one around it that was forwarded with it.
  struct Found {
    var note: Int
    var start: Int
  }

  /// The note's message; the messages it lies in are those of who passed it on. Several where messages were forwarded
  /// beside each other.
  ///
  /// - Parameter subject: what the subject of the outermost message says.
  mutating func find(subject: SubjectKind) -> [Found] {
    var children = [Int?](repeating: nil, count: layers.count)
    for index in layers.indices.reversed() where layers[index].parent >= 0 {
      children[layers[index].parent] = index
    }
    let first = Found(note: descend(from: 0, subject, children), start: 0)
    guard first.note > 0 else { return [first] }
    var beside: [Found] = []
    // Beside the note, or beside a message around it.
    var around = first.note
    for _ in 0..<Self.levels where around > 0 {
      let parent = layers[around].parent
      var siblings = 0
      for index in layers.indices[(around + 1)...] where layers[index].parent == parent {
        siblings += 1
        if siblings > Self.mostBeside { break }
        guard isForwardedBeside(index, around), size(of: index) > 0 || textFollows(index) else { continue }
        beside.append(Found(note: descend(from: index, kind(of: index), children), start: index))
      }
      around = parent
    }
    return beside.count < Self.mostBeside ? [first] + beside.sorted { $0.start < $1.start } : [first]
  }

  /// Whether a message was forwarded beside the first: by its mark, or under a subject of its own.
  private func isForwardedBeside(_ index: Int, _ first: Int) -> Bool {
    guard let boundary = layers[index].boundary, let header = boundary.header else { return false }
    if boundary.kind == .forwarded { return true }
    guard let earlier = layers[first].boundary?.header, !Exchange.joins(earlier, header, in: text) else {
      return false
    }
    guard let subject = header.value(of: .subject)?.first,
      let other = layers[first].boundary?.header?.value(of: .subject)?.first
    else { return false }
    return !text.folded[SubjectPrefixes.bare(subject, in: text.folded)].elementsEqual(
      text.folded[SubjectPrefixes.bare(other, in: text.folded)])
  }

  private func kind(of layer: Int) -> SubjectKind {
    let subject = layers[layer].boundary?.header?.value(of: .subject)?.first
    return SubjectPrefixes.kind(of: subject.map { text.decoded($0) })
  }

  private mutating func descend(from start: Int, _ subject: SubjectKind, _ children: [Int?]) -> Int {
    var current = start
    var kind = subject
    while let child = children[current], let boundary = layers[child].boundary,
      passesOn(current, kind, to: child, boundary)
    {
      current = child
      kind = self.kind(of: child)
    }
    return current
  }

  /// Whether a message only hands the next one on. What lies below is read where that decides, and not before.
  private mutating func passesOn(
    _ layer: Int, _ subject: SubjectKind, to child: Int, _ boundary: MessageBoundary
  ) -> Bool {
    let own = size(of: layer)
    if own == 0 { return textFollows(layer) }
    if boundary.kind == .appointment {
      return own <= Self.comment && pointsOn(layer) && textFollows(layer, atLeast: own * 2)
    }
    if layer == 0, subject == .forward || boundary.kind == .forwarded && subject != .reply {
      // Notes written above an invitation that was forwarded along are three times as long, and more than a comment.
      return textFollows(layer, atLeast: own < Self.substantial ? 1 : own / 3 + 1)
    }
    let points = own <= Self.comment && pointsOn(layer)
    if layer > 0 {
      // Somebody in between: short words passed it on, a text of their own is the note.
      if subject != .reply, subject == .forward || boundary.kind == .forwarded {
        return own < Self.substantial && textFollows(layer)
      }
      return points && textFollows(layer, atLeast: own)
    }
    if points, subject != .reply || !answersBetween(layer, child), textFollows(layer, atLeast: own) {
      return true
    }
    switch subject {
    case .reply where answersBetween(layer, child): return false
    case .reply where own <= Self.remark * 2 && holdsForward(below: layer): return textFollows(layer)
    case .reply: return own <= Self.remark && !holdsNumber(layer) && textFollows(layer, atLeast: 300)
    case .plain where boundary.kind == .attribution: return false
    default: return textFollows(layer, atLeast: own < Self.substantial ? 1 : own + 1)
    }
  }

  /// Whether a message's own words say that the note lies below.
  private mutating func pointsOn(_ layer: Int) -> Bool {
    zip(layers[layer].lines, kinds(of: layer)).contains { line, kind in
      (kind == .content || kind == .heading) && Pointer.isIn(text.lines[line].content, of: text)
    }
  }

  /// Whether a message has words of its own below what it quotes.
  private mutating func answersBetween(_ layer: Int, _ child: Int) -> Bool {
    guard let boundary = layers[child].boundary else { return false }
    return zip(layers[layer].lines, kinds(of: layer)).contains {
      $0.0 > boundary.lines.lowerBound && $0.1 == .content
    }
  }

  /// Whether a message further in was forwarded, by the mark of the program that did.
  private func holdsForward(below layer: Int) -> Bool {
    layers[(layer + 1)...].contains { $0.boundary?.kind == .forwarded }
  }

  private mutating func holdsNumber(_ layer: Int) -> Bool {
    zip(layers[layer].lines, kinds(of: layer)).contains { line, kind in
      kind == .content && text.folded[text.lines[line].content].contains(where: isDigit)
    }
  }
}
