/// What a mail's subject says of it by its prefix.
enum SubjectKind: Sendable, Hashable { case plain, reply, forward }

/// The prefixes that mail programs set before a subject.
enum SubjectPrefixes {
  static let table = PhraseTable<SubjectKind>([
    ("vb:", .forward), ("vb :", .forward), ("fwd:", .forward), ("fw:", .forward), ("vs:", .forward),
    ("vl:", .forward),
    ("wg:", .forward), ("vidarebefordrat:", .forward), ("vidarebefordran:", .forward), ("[fwd:", .forward),
    ("fwd :", .forward), ("fw :", .forward), ("videresendt:", .forward),
    ("tr:", .forward), ("rv:", .forward), ("enc:", .forward), ("pd:", .forward), ("doorst:", .forward),
    ("vidb:", .forward), ("vbf:", .forward), ("vidareb:", .forward), ("i:", .forward),
    ("antw:", .reply), ("ynt:", .reply), ("ref:", .reply), ("odp:", .reply), ("rép :", .reply),
    ("sv:", .reply), ("sv :", .reply), ("re:", .reply), ("re :", .reply), ("svar:", .reply), ("aw:", .reply),
  ])

  /// The kind of the outermost prefix; marks such as `[EXT]` before it do not count.
  static func kind(of subject: String?) -> SubjectKind {
    guard let subject else { return .plain }
    let folded = subject.utf8.prefix(200).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    return prefix(at: 0, before: folded.count, in: folded)?.kind ?? .plain
  }

  /// A subject without prefixes and marks.
  static func bare(_ subject: Range<Int>, in folded: [UInt8]) -> Range<Int> {
    var place = subject.lowerBound
    while let found = prefix(at: place, before: subject.upperBound, in: folded) { place = found.end }
    while place < subject.upperBound, isBlankByte(folded[place]) { place += 1 }
    return place..<subject.upperBound
  }

  private static func prefix(at start: Int, before end: Int, in folded: [UInt8]) -> (
    end: Int, kind: SubjectKind
  )? {
    var place = start
    while place < end {
      if isBlankByte(folded[place]) {
        place += 1
      } else if let found = table.match(in: folded, at: place, before: end) {
        return (found.end, found.value)
      } else if folded[place] == Ascii.openBracket,
        let close = folded[place..<end].firstIndex(of: Ascii.closeBracket)
      {
        place = close + 1
      } else {
        return nil
      }
    }
    return nil
  }
}
