import Feedback

/// Decides whose words the note is, among the messages that a part's text holds.
///
/// From the sender's own message inwards: a forward's note is the message below, unless that only points further on;
/// a reply's note is the reply, unless that only points at what follows.
struct NoteLayer {
  let text: TextLines
  let layers: [QuotedLayers.Layer]
  let kinds: [[Segment.Kind]]
  /// Bytes of own text of each message: content and headings.
  private let sizes: [Int]
  /// Bytes of own text of all messages after each.
  private let below: [Int]

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

  init(text: TextLines, layers: [QuotedLayers.Layer], kinds: [[Segment.Kind]]) {
    self.text = text
    self.layers = layers
    self.kinds = kinds
    sizes = zip(layers, kinds).map { layer, kinds in
      zip(layer.lines, kinds).reduce(0) { sum, pair in
        pair.1 == .content || pair.1 == .heading || pair.1 == .agenda || pair.1 == .attendance
          ? sum + text.lines[pair.0].content.count : sum
      }
    }
    var below = [Int](repeating: 0, count: sizes.count)
    for index in sizes.indices.dropLast().reversed() { below[index] = below[index + 1] + sizes[index + 1] }
    self.below = below
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
  func find(subject: SubjectKind) -> [Found] {
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
      let siblings = layers.indices.lazy.filter { $0 > around && layers[$0].parent == parent }
      for index in siblings.prefix(Self.mostBeside)
      where sizes[index] + below[index] > 0 && isForwardedBeside(index, around) {
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

  private func descend(from start: Int, _ subject: SubjectKind, _ children: [Int?]) -> Int {
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

  private func passesOn(_ layer: Int, _ subject: SubjectKind, to child: Int, _ boundary: MessageBoundary)
    -> Bool
  {
    let own = sizes[layer]
    let rest = below[layer]
    guard rest > 0 else { return false }
    if own == 0 { return true }
    if boundary.kind == .appointment { return own <= Self.comment && pointsOn(layer) && rest >= own * 2 }
    // Notes written above an invitation that was forwarded along.
    if layer == 0, own >= Self.substantial, own >= rest * 3 { return false }
    if layer == 0, subject == .forward || boundary.kind == .forwarded && subject != .reply { return true }
    let points = own <= Self.comment && pointsOn(layer)
    if layer > 0 {
      // Somebody in between: short words passed it on, a text of their own is the note.
      if subject == .reply { return points && rest >= own }
      if subject == .forward || boundary.kind == .forwarded {
        return own < Self.substantial || own * 2 < rest && points
      }
      return points && rest >= own
    }
    if points, rest >= own, subject != .reply || !answersBetween(layer, child) { return true }
    switch subject {
    case .reply where answersBetween(layer, child): return false
    case .reply where own <= Self.remark * 2 && holdsForward(below: layer): return true
    case .reply: return own <= Self.remark && rest >= 300 && !holdsNumber(layer)
    case .plain where boundary.kind == .attribution: return false
    default: return own < Self.substantial || own < rest
    }
  }

  /// Whether a message's own words say that the note lies below.
  private func pointsOn(_ layer: Int) -> Bool {
    zip(layers[layer].lines, kinds[layer]).contains { line, kind in
      (kind == .content || kind == .heading) && Pointer.isIn(text.lines[line].content, of: text)
    }
  }

  /// Whether a message has words of its own below what it quotes.
  private func answersBetween(_ layer: Int, _ child: Int) -> Bool {
    guard let boundary = layers[child].boundary else { return false }
    return zip(layers[layer].lines, kinds[layer]).contains {
      $0.0 > boundary.lines.lowerBound && $0.1 == .content
    }
  }

  /// Whether a message further in was forwarded, by the mark of the program that did.
  private func holdsForward(below layer: Int) -> Bool {
    layers[(layer + 1)...].contains { $0.boundary?.kind == .forwarded }
  }

  private func holdsNumber(_ layer: Int) -> Bool {
    zip(layers[layer].lines, kinds[layer]).contains { line, kind in
      kind == .content && text.folded[text.lines[line].content].contains(where: isDigit)
    }
  }
}
