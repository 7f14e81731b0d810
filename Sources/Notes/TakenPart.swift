import Documents
import Feedback
import Language

/// A part with its segments, its passages and all that is needed to point into it.
struct TakenPart {
  let number: String
  let role: ReadPart.Role
  let document: ReadPart
  let text: UTF8Text
  let offsets: ScalarOffsets
  let segmented: SegmentedPart
  /// One for each meeting that the part tells of; a part without content has one, without passages.
  var sections: [Section]

  init(_ part: ReadPart, segmented: SegmentedPart) {
    number = part.part
    role = part.role
    document = part
    text = UTF8Text(part.content.text)
    offsets = ScalarOffsets(text.bytes)
    self.segmented = segmented
    sections = []
    sections = Sections.split(self)
  }

  var hasContent: Bool { sections.contains { !$0.passages.isEmpty } }

  /// The bytes of its passages.
  var contentSize: Int { sections.reduce(0) { $1.passages.reduce($0) { $0 + $1.range.count } } }

  var fileName: String? { if case .attachment(let name) = role { name } else { nil } }

  /// Words of a mail itself, and no file beside it.
  var isBody: Bool { role == .body || role == .around }

  var isAround: Bool { role == .around }

  /// Cuts the content of some stretches.
  func cut(_ stretches: [SegmentedPart.Stretch]) -> Section {
    var cutter = PassageCutter(document: document.content, text: text, offsets: offsets)
    cutter.cut(stretches)
    return Section(
      stretches: stretches, passages: cutter.passages, isCutShort: cutter.isCutShort,
      forward: segmented.forward)
  }

  func segments(_ stretches: [SegmentedPart.Stretch]) -> [Segment] {
    stretches.map { Segment(kind: $0.kind, part: number, range: offsets.scalars($0.range)) }
  }

  func passages(_ cut: [CutPassage]) -> [NoteDraft.Passage] {
    cut.map {
      NoteDraft.Passage(
        part: number, range: offsets.scalars($0.range), text: text.singleSpaced($0.range), context: $0.context
      )
    }
  }
}

/// What a part tells of one meeting.
struct Section {
  var stretches: [SegmentedPart.Stretch]
  var passages: [CutPassage]
  var isCutShort: Bool
  /// The forward whose words they are.
  var forward: Forward?
}

/// Parts a text that holds several notes: messages that were forwarded beside each other, and the minutes of several
/// meetings, blocks under a heading of their own with its line `Datum: …`, or with the date in the heading.
enum Sections {
  /// A text with more dates is a list of dates and not of meetings.
  private static let most = 50

  static func split(_ part: TakenPart) -> [Section] {
    let beside = part.segmented.beside
    guard !beside.isEmpty else { return split(part, within: 0..<part.text.bytes.count) }
    // Messages that were forwarded beside each other, each of which may tell of several meetings.
    let bounds = [0] + beside.map(\.start) + [part.text.bytes.count]
    var sections = [Section]()
    for (lower, upper) in zip(bounds, bounds.dropFirst()) where lower < upper {
      var own = split(part, within: lower..<upper)
      if let forward = beside.last(where: { $0.start == lower })?.forward {
        for index in own.indices { own[index].forward = forward }
      }
      sections += own
    }
    return sections
  }

  private static func split(_ part: TakenPart, within range: Range<Int>) -> [Section] {
    let all = part.segmented.stretches
    let stretches = range.count == part.text.bytes.count ? all : clip(all, to: range, of: part.text)
    let whole = part.cut(stretches)
    let starts = starts(in: part.text, of: stretches)
    guard starts.count > 1 else { return [whole] }
    var sections = [Section]()
    for (i, start) in starts.enumerated() {
      let lower = i == 0 ? range.lowerBound : start.lowerBound
      let upper = i + 1 < starts.count ? starts[i + 1].lowerBound : range.upperBound
      let own = clip(stretches, to: lower..<upper, of: part.text)
      sections.append(part.cut(own.flatMap { named($0, by: start, in: part.text) }))
    }
    // A block without a point of its own is no meeting's: then the text is one note.
    return sections.allSatisfy { !$0.passages.isEmpty } ? sections : [whole]
  }

  private static func clip(
    _ stretches: [SegmentedPart.Stretch], to range: Range<Int>, of text: UTF8Text
  ) -> [SegmentedPart.Stretch] {
    stretches.compactMap { stretch in
      let clipped = text.trimmed(stretch.range.clamped(to: range))
      if clipped.isEmpty { return nil }
      return .init(kind: stretch.kind, range: stretch.range.clamped(to: range))
    }
  }

  /// A stretch, of which what stands over the block's date is its heading.
  private static func named(
    _ stretch: SegmentedPart.Stretch, by heading: Range<Int>, in text: UTF8Text
  ) -> [SegmentedPart.Stretch] {
    let over = stretch.range.clamped(to: heading)
    guard stretch.kind == .content, !text.trimmed(over).isEmpty else { return [stretch] }
    let pieces: [(Segment.Kind, Range<Int>)] = [
      (.content, stretch.range.lowerBound..<over.lowerBound), (.heading, over),
      (.content, over.upperBound..<stretch.range.upperBound),
    ]
    return pieces.filter { !text.trimmed($0.1).isEmpty }.map { .init(kind: $0.0, range: $0.1) }
  }

  /// The headings over the lines that date a block, from where the block begins up to its date; where no lines do,
  /// headings that name a meeting and its date.
  private static func starts(in text: UTF8Text, of stretches: [SegmentedPart.Stretch]) -> [Range<Int>] {
    let own = stretches.filter { FactSource.ownWords.contains($0.kind) }
    guard let today = Day(year: 2000, month: 1, day: 1) else { return [] }
    let dated = text.labelledLines(in: own.map(\.range)).filter {
      ($0.label == .date || $0.label == .timeAndPlace) && !text.dates(in: $0.value, relativeTo: today).isEmpty
    }
    if dated.isEmpty {
      let headings = own.filter { $0.kind == .heading }.map(\.range).filter {
        $0.count <= 120 && MeetingHeading.isOne($0, in: text)
          && !text.dates(in: $0, relativeTo: today).isEmpty
      }
      return headings.count > most ? [] : headings
    }
    guard (2...most).contains(dated.count) else { return [] }
    var starts = [Range<Int>]()
    var floor = 0
    for line in dated {
      guard let heading = heading(over: line.line.lowerBound, from: floor, in: text) else { continue }
      // Two dates in one block (of the meeting and of the next) stand without a heading between.
      starts.append(heading..<line.line.lowerBound)
      floor = line.line.upperBound
    }
    return starts
  }

  /// The beginning of the heading over a line: the topmost of up to four short lines without a full stop that
  /// stand directly over it; nil where there is none.
  private static func heading(over offset: Int, from floor: Int, in text: UTF8Text) -> Int? {
    var end = offset
    var found: Int?
    for _ in 0..<4 {
      var upper = end
      while upper > floor, text.bytes[upper - 1] <= 0x20 { upper -= 1 }
      guard upper > floor else { break }
      var lower = upper
      while lower > floor, text.bytes[lower - 1] != 0x0A { lower -= 1 }
      let line = text.trimmed(lower..<upper)
      guard !line.isEmpty, line.count <= 80, !".!?,;".utf8.contains(text.bytes[line.upperBound - 1]),
        !isItem(line, in: text)
      else { break }
      found = lower
      end = lower
    }
    return found
  }

  private static func isItem(_ line: Range<Int>, in text: UTF8Text) -> Bool {
    text.bytes[line.lowerBound] == UInt8(ascii: "-")
      || text.bulletLength(at: line.lowerBound, before: line.upperBound) != nil
        && !text.isDigit(at: line.lowerBound)
  }
}

/// A heading that names a meeting: `Frukostmöte Librobäck 12 mars`.
enum MeetingHeading {
  private static let kinds = [
    "möte", "besök", "frukost", "lunch", "samtal", "träff", "dialog", "rundabord", "rundvandring", "visit",
    "meeting",
    "breakfast", "workshop", "seminarium", "mingel",
  ]
  /// How headings begin that only tell of another meeting.
  private static let others = [
    "nästa", "kommande", "förra", "föregående", "uppföljning av", "inför", "sedan", "från förra", "next",
    "previous",
  ]

  static func isOne(_ heading: Range<Int>, in text: UTF8Text) -> Bool {
    var start = heading.lowerBound
    while start < heading.upperBound, !text.isLetter(at: start), !text.isDigit(at: start) { start += 1 }
    if others.contains(where: { text.hasPrefix($0, at: start) }) { return false }
    return (start..<heading.upperBound).contains { place in kinds.contains { text.hasPrefix($0, at: place) } }
  }
}
