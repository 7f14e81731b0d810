import Documents
import Feedback
import Foundation
import Language

/// Tells what each stretch of a part's text is: the note's own words, and what mail and minutes put around them.
///
/// Lines are read one by one as UTF-8 bytes, in time that grows with their number only. First the places are found
/// where another message begins (header blocks, `Anna Ek skrev:`); then each message's lines are told apart; then it
/// is decided which message is the note, which passed it on, and which are history.
///
/// A stretch runs from a line's beginning to a line's end and may hold blank lines. Quote marks (`>`) of a forward
/// that is quoted as a whole stay in the text.
package struct Segmenter: PartSegmenter {
  package init() {}

  /// The segments of one part.
  ///
  /// A mail whose subject says that it is a forward, but in which no forwarded message is found, is kept whole, with
  /// the warning `forward_not_unwrapped`.
  package func segments(of part: ReadPart, in circumstances: Circumstances) -> SegmentedPart {
    let text = TextLines(part.content)
    let isBody = part.role == .body || part.role == .around
    let inner = part.role == .body ? circumstances.forwarded : nil
    let subject = isBody ? SubjectPrefixes.kind(of: inner?.subject ?? circumstances.subject) : .plain
    var scanner = MessageBoundaryScanner(text)
    scanner.scan(isForward: subject == .forward)
    var layers = QuotedLayers(text, scanner.boundaries, ends: scanner.ends, drawn: scanner.drawn).layers
    let quoted = isBody ? Self.takeLooseQuotes(from: &layers, in: text, isReply: subject == .reply) : []
    var noteLayer = NoteLayer(text: text, layers: layers, isMail: isBody)
    let found = noteLayer.find(subject: subject)
    let notes = found.map(\.note)

    var named = [Segment.Kind?](repeating: nil, count: text.lines.count)
    for line in quoted { named[line] = .history }
    for line in scanner.ends + scanner.drawn { named[line] = .other }
    let outer = notes.reduce(into: Set<Int>()) { $0.formUnion(Self.outer(of: $1, in: layers)) }
    for (index, layer) in layers.enumerated() {
      let role: Role = notes.contains(index) ? .note : outer.contains(index) ? .passing : .history
      if let boundary = layer.boundary {
        let kind: Segment.Kind = role == .history ? .history : .other
        for line in boundary.lines where !text.lines[line].isBlank { named[line] = kind }
      }
      if role == .history {
        for line in layer.lines { named[line] = .history }
        continue
      }
      for (line, kind) in zip(layer.lines, noteLayer.kinds(of: index)) { named[line] = role.kind(of: kind) }
      if role == .passing || part.role == .around && index == 0 {
        Self.markOffers(layer.lines, &named, in: text)
      }
    }

    func markTitle(of one: NoteLayer.Found) {
      let subjects =
        [layers[one.note].boundary?.header?.value(of: .subject)?.first.map { text.decoded($0) }]
        + (one.note == found.first?.note ? [inner?.subject, circumstances.subject] : [])
      Self.markTitle(layers[one.note].lines, &named, in: text, of: subjects.compactMap { $0 })
    }
    for one in found { markTitle(of: one) }
    if isBody, let first = found.first {
      let covering: Segment.Kind = first.note == 0 && inner == nil ? .comment : .other
      // The title is the first line below the words that hand the note over.
      if Self.markCovering(layers[first.note].lines, &named, in: text, as: covering) { markTitle(of: first) }
    }
    var forward = inner
    var beside: [SegmentedPart.Beside] = []
    for (place, one) in found.enumerated() where one.note > 0 {
      guard let boundary = layers[one.note].boundary else { continue }
      let own = Self.forward(boundary, in: text, timezone: circumstances.timezone)
      if place == 0 {
        forward = own
      } else {
        let line = layers[one.start].boundary?.lines.lowerBound ?? boundary.lines.lowerBound
        beside.append(SegmentedPart.Beside(start: text.lines[line].range.lowerBound, forward: own))
      }
    }
    let isLost =
      part.role == .body && scanner.boundaries.isEmpty && inner == nil
      && (subject == .forward || !scanner.lostMarkers.isEmpty && subject != .reply)
      && !Self.standsBeside(layers[0].lines, noteLayer.kinds(of: 0), in: text)
    let warnings = isLost ? [Self.notUnwrapped(part.part)] : []
    var segmented = SegmentedPart(
      stretches: Self.stretches(of: named, in: text), forward: forward, beside: beside, warnings: warnings)
    segmented.boundaries = scanner.boundaries.map {
      text.lines[$0.lines.lowerBound].range.lowerBound..<text.lines[$0.lines.upperBound - 1].range.upperBound
    }
    return segmented
  }

  /// An offer above a closing (`Säg till om ni vill ha kontaktuppgifter`) is the officer's word beside a note that
  /// somebody else wrote.
  private static func markOffers(_ lines: [Int], _ named: inout [Segment.Kind?], in text: TextLines) {
    for line in lines where named[line] == .signature {
      let content = text.lines[line].content
      if content.count >= 25,
        ClosingOffers.table.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
      {
        named[line] = .comment
      }
    }
  }

  /// The note's first line where the mail's subject says the same: its title.
  private static func markTitle(
    _ lines: [Int], _ named: inout [Segment.Kind?], in text: TextLines, of subjects: [String]
  ) {
    guard let first = lines.first(where: { named[$0] == .content || named[$0] == .heading }),
      named[first] == .content, text.lines[first].content.count <= 200
    else { return }
    let title = letters(text.folded[text.lines[first].content])
    guard title.count >= 6 else { return }
    for subject in subjects {
      let folded = UTF8Text(subject).folded
      if letters(folded[SubjectPrefixes.bare(folded.indices, in: folded)]) == title {
        named[first] = .heading
        return
      }
    }
  }

  private static func letters(_ folded: ArraySlice<UInt8>) -> [UInt8] { folded.filter(isWordByte) }

  /// Words of who sends the note that hand it over, in a paragraph of their own above it. Whether there were any.
  private static func markCovering(
    _ lines: [Int], _ named: inout [Segment.Kind?], in text: TextLines, as kind: Segment.Kind
  ) -> Bool {
    guard let first = lines.firstIndex(where: { named[$0] == .content || named[$0] == .heading }),
      first + 1 < lines.count
    else { return false }
    var end = first + 1
    while end < lines.count, lines[end] == lines[end - 1] + 1, named[lines[end]] == .content { end += 1 }
    let size = lines[first..<end].reduce(0) { $0 + text.lines[$1].content.count }
    let rest = lines[end...].reduce(0) { named[$1] == .content ? $0 + text.lines[$1].content.count : $0 }
    let content = text.lines[lines[first]].content
    guard size <= 160, end - first <= 3, rest >= max(60, size), text.lines[lines[first]].block != .heading,
      CoverOpenings.table.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
    else { return false }
    for line in lines[first..<end] { named[line] = kind }
    return true
  }

  /// What a message is to the note.
  private enum Role {
    case note
    /// It lies around the note: who wrote it passed the note on.
    case passing
    case history

    func kind(of kind: Segment.Kind) -> Segment.Kind {
      switch (self, kind) {
      case (.note, _): kind
      case (.history, _): .history  // whatever it was there
      case (.passing, .content), (.passing, .heading), (.passing, .attendance), (.passing, .agenda): .comment
      case (.passing, _): kind
      }
    }
  }

  /// Quoted lines for which nobody is named: history in a reply, in a message that was passed on, and below a mail
  /// that says more itself.
  private static func takeLooseQuotes(
    from layers: inout [QuotedLayers.Layer], in text: TextLines, isReply: Bool
  ) -> [Int] {
    var taken: [Int] = []
    for index in layers.indices {
      guard index > 0 || isReply || quotesAtEnd(layers[index], in: text) else { continue }
      let depth = layers[index].depth
      guard layers[index].lines.contains(where: { text.lines[$0].quoteDepth > depth }),
        layers[index].lines.contains(where: { text.lines[$0].quoteDepth <= depth })
      else { continue }
      taken += layers[index].lines.filter { text.lines[$0].quoteDepth > depth }
      layers[index].lines.removeAll { text.lines[$0].quoteDepth > depth }
    }
    return taken
  }

  /// Whether a message ends in quoted lines and says more itself than it quotes.
  private static func quotesAtEnd(_ layer: QuotedLayers.Layer, in text: TextLines) -> Bool {
    guard let first = layer.lines.firstIndex(where: { text.lines[$0].quoteDepth > layer.depth }),
      layer.lines[first...].allSatisfy({ text.lines[$0].quoteDepth > layer.depth })
    else { return false }
    func size(_ lines: ArraySlice<Int>) -> Int { lines.reduce(0) { $0 + text.lines[$1].content.count } }
    let own = size(layer.lines[..<first])
    let pointsOn = layer.lines[..<first].contains {
      CoverNotes.table.search(in: text.folded, text.lines[$0].content) != nil
    }
    return own >= 80 && own > size(layer.lines[first...]) && !(pointsOn && own <= 350)
  }

  private static func outer(of note: Int, in layers: [QuotedLayers.Layer]) -> Set<Int> {
    var outer: Set<Int> = []
    var layer = layers[note].parent
    while layer >= 0 {
      outer.insert(layer)
      layer = layers[layer].parent
    }
    return outer
  }

  /// Whether a short mail only says that the note is attached.
  private static func standsBeside(_ lines: [Int], _ kinds: [Segment.Kind], in text: TextLines) -> Bool {
    let own = zip(lines, kinds).filter { $0.1 == .content }.map { text.lines[$0.0].content }
    let size = own.reduce(0) { $0 + $1.count }
    return size <= 300
      && (size == 0 || own.contains { CoverNotes.attached.search(in: text.folded, $0) != nil })
  }

  private static func notUnwrapped(_ part: String) -> ReadingWarning {
    ReadingWarning(
      code: "forward_not_unwrapped", part: part,
      detail:
        "Mejlet ser ut att vara vidarebefordrat, men det gick inte att se var den ursprungliga texten börjar "
        + "eller vem som skrev den; hela texten har tagits med.")
  }

  private static func forward(_ boundary: MessageBoundary, in text: TextLines, timezone: TimeZone) -> Forward
  {
    if let header = boundary.header {
      let from = header.value(of: .from) ?? []
      let joined = join(from, in: text.bytes)
      let person = MailPerson.read(joined, folded: join(from, in: text.folded))
      let subject = header.value(of: .subject).map {
        String(decoding: join($0, in: text.bytes), as: UTF8.self)
      }
      let date = (header.value(of: .sent) ?? header.value(of: .date)).flatMap {
        MailDate.read(join($0, in: text.folded), in: timezone)
      }
      return Forward(
        name: person.name, address: person.address, subject: subject.flatMap { $0.isEmpty ? nil : $0 },
        date: date)
    }
    guard let attribution = boundary.attribution else {
      return Forward(name: nil, address: nil, subject: nil, date: nil)
    }
    let person = MailPerson.read(
      Array(text.bytes[attribution.person]), folded: Array(text.folded[attribution.person]))
    let date = MailDate.read(Array(text.folded[attribution.range]), in: timezone)
    return Forward(name: person.name, address: person.address, subject: nil, date: date)
  }

  /// The lines of a value as one, a space between.
  private static func join(_ values: [Range<Int>], in bytes: [UInt8]) -> [UInt8] {
    var joined: [UInt8] = []
    for value in values where !value.isEmpty {
      if !joined.isEmpty { joined.append(Ascii.space) }
      joined += bytes[value]
    }
    return joined
  }

  /// Runs of lines of one kind; each heading is one of its own.
  private static func stretches(of named: [Segment.Kind?], in text: TextLines) -> [SegmentedPart.Stretch] {
    var stretches: [SegmentedPart.Stretch] = []
    var previous = -1
    for (line, kind) in named.enumerated() {
      guard let kind else { continue }
      let range = text.lines[line].range
      let underlines =
        kind == .heading && previous == line - 1 && LineShape(of: text.lines[line], in: text).has(.rule)
      if let last = stretches.last, last.kind == kind, kind != .heading || underlines {
        stretches[stretches.count - 1].range = last.range.lowerBound..<range.upperBound
      } else {
        stretches.append(SegmentedPart.Stretch(kind: kind, range: range))
      }
      previous = line
    }
    return stretches
  }
}
