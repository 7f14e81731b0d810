/// What a mail's subject says of it by its prefix.
enum SubjectKind: Sendable, Hashable { case plain, reply, forward }

/// The prefixes that mail programs set before a subject.
enum SubjectPrefixes {
  static let table = PhraseTable<SubjectKind>([
    ("vb:", .forward), ("vb :", .forward), ("fwd:", .forward), ("fw:", .forward), ("vs:", .forward),
    ("vl:", .forward),
    ("wg:", .forward), ("vidarebefordrat:", .forward), ("vidarebefordran:", .forward), ("[fwd:", .forward),
    ("fwd :", .forward), ("fw :", .forward), ("videresendt:", .forward),
    ("sv:", .reply), ("sv :", .reply), ("re:", .reply), ("re :", .reply), ("svar:", .reply), ("aw:", .reply),
  ])

  /// The kind of the outermost prefix; marks such as `[EXT]` before it do not count.
  static func kind(of subject: String?) -> SubjectKind {
    guard let subject else { return .plain }
    let folded = subject.utf8.prefix(200).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    var place = 0
    while place < folded.count {
      if isBlankByte(folded[place]) {
        place += 1
      } else if let found = table.match(in: folded, at: place, before: folded.count) {
        return found.value
      } else if folded[place] == Ascii.openBracket,
        let close = folded[place...].firstIndex(of: Ascii.closeBracket)
      {
        place = close + 1
      } else {
        return .plain
      }
    }
    return .plain
  }
}
