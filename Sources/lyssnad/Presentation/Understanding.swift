import Feedback

/// Shows a person what was understood of a message: notes, passages, and each theme with the words that decided, in
/// the theme's colour on a terminal and in guillemets elsewhere.
struct Understanding: Sendable {
  let terminal: Terminal
  let wording: Wording
  /// Whether to show the message line by line, as it was read, and where each passage stands.
  var showsReading = false

  /// - Parameter reading: the message as it was read now, where the store holds it as a duplicate.
  func show(_ entry: Entry, reading: Entry? = nil) {
    let mark: String
    switch entry.outcome {
    case .stored: mark = terminal.styled("✓", .green)
    case .duplicate: mark = terminal.styled("=", .blue)
    case .ignored: mark = terminal.styled("–", .dim)
    case .quarantined: mark = terminal.styled("!", .red)
    }
    let name = entry.path ?? entry.messageID ?? entry.id.description
    terminal.line(
      "\(mark) \(terminal.styled(Terminal.harmless(name), .bold))  \(wording.name(of: entry.outcome))")
    if showsReading {
      ReadingShown(terminal: terminal, wording: wording).show(reading ?? entry)
    } else {
      for attachment in entry.attachments where attachment.outcome != .logo {
        let shown = Terminal.harmless(attachment.name ?? attachment.type)
        terminal.line("  \(wording.attachment): \(shown) (\(wording.name(of: attachment.outcome)))")
      }
    }
    for warning in entry.warnings {
      terminal.line("  \(terminal.styled("⚠", .yellow)) \(Terminal.harmless(warning.detail))")
    }
    guard entry.outcome == .stored else {
      for note in entry.notes { terminal.line("  → \(note.id) \(Terminal.harmless(note.title ?? ""))") }
      return
    }
    for (index, note) in entry.notes.enumerated() {
      if entry.notes.count > 1 {
        terminal.line("  " + terminal.styled("\(wording.note) \(index + 1)", .bold))
      }
      show(note, of: entry)
    }
    terminal.line("")
  }

  private func show(_ note: Note, of entry: Entry) {
    let facts = [
      note.title.map { terminal.styled(Terminal.harmless($0), .bold) }, note.meetingDate?.description,
      note.place.map(Terminal.harmless), note.serviceArea == .none ? nil : wording.name(of: note.serviceArea),
      wording.name(of: note.voice),
    ]
    let known = facts.compactMap { $0 }
    if !known.isEmpty { terminal.line("  " + known.joined(separator: " · ")) }
    var people = [String]()
    if let origin = note.origin { people.append("\(wording.writtenBy) \(origin)") }
    if !note.reporters.isEmpty {
      people.append("\(wording.reportedBy) \(note.reporters.joined(separator: ", "))")
    }
    if !people.isEmpty { terminal.line("  " + Terminal.harmless(people.joined(separator: ", "))) }
    if let earlier = note.revises { terminal.line("  \(wording.revises) \(earlier)") }
    if !note.companies.isEmpty {
      terminal.line("  \(wording.companies): " + Terminal.harmless(note.companies.joined(separator: ", ")))
    }
    if let comment = note.comment {
      terminal.line("  \(wording.comment): " + terminal.styled(Terminal.harmless(comment), .dim))
    }
    let others = note.segments.filter { $0.kind != .content && $0.kind != .comment && $0.kind != .heading }
    if !others.isEmpty, !showsReading {
      var counts = [String]()
      for kind in Segment.Kind.allCases {
        let count = others.count { $0.kind == kind }
        if count > 0 {
          counts.append(count == 1 ? wording.name(of: kind) : "\(wording.name(of: kind)) ×\(count)")
        }
      }
      terminal.line("  \(wording.otherText): " + terminal.styled(counts.joined(separator: ", "), .dim))
    }
    for passage in note.passages { show(passage) }
  }

  /// The passage with its deciding words marked, then its themes.
  func show(_ passage: Passage) {
    let number = String(passage.ordinal)
    let indent = String(repeating: " ", count: max(0, 4 - number.count))
    let context = passage.context.map { terminal.styled("[\(Terminal.harmless($0))] ", .dim) } ?? ""
    terminal.line("\(indent)\(number). \(context)\(marked(passage))")
    if showsReading {
      terminal.line(
        "      " + terminal.styled(Terminal.harmless(wording.place(passage.part, passage.range)), .dim))
    }
    guard !passage.tags.isEmpty else {
      let area = passage.serviceArea == .none ? "" : " · \(wording.name(of: passage.serviceArea))"
      terminal.line("      " + terminal.styled(wording.noTheme + area, .dim))
      return
    }
    var said = passage.tags.map { tag in
      "\(terminal.styled(wording.name(of: tag.theme), colour(of: tag.theme))) \(percent(tag.score))"
    }
    if let stance = passage.stance { said.append(wording.name(of: stance)) }
    if passage.serviceArea != .none { said.append(wording.name(of: passage.serviceArea)) }
    if let author = passage.tags.first(where: { $0.author != "model" })?.author {
      said.append(wording.judged(by: Terminal.harmless(author)))
    }
    terminal.line("      " + said.joined(separator: " · "))
  }

  private func marked(_ passage: Passage) -> String {
    let scalars = Array(passage.text.unicodeScalars)
    var colours = [ThemeName?](repeating: nil, count: scalars.count)
    // Where words decided for several themes, the strongest theme's colour shows.
    for tag in passage.tags.reversed() {
      for range in tag.evidence {
        for index in range.clamped(to: 0..<scalars.count) { colours[index] = tag.theme }
      }
    }
    var text = ""
    var index = 0
    while index < scalars.count {
      let theme = colours[index]
      var end = index
      var run = String.UnicodeScalarView()
      // Without colours, all that decided is marked alike.
      while end < scalars.count,
        terminal.hasColours ? colours[end] == theme : (colours[end] == nil) == (theme == nil)
      {
        run.append(scalars[end])
        end += 1
      }
      let words = Terminal.harmless(String(run))
      if let theme {
        text += terminal.hasColours ? terminal.styled(words, colour(of: theme)) : "«\(words)»"
      } else {
        text += words
      }
      index = end
    }
    return text
  }

  private func percent(_ score: Double) -> String { "\(Int((score * 100).rounded())) %" }

  private func colour(of theme: ThemeName) -> Terminal.Style {
    switch theme {
    case .simplicity: .green
    case .efficiency: .cyan
    case .fastDecisions: .yellow
    case .accessibility: .magenta
    case .personalMeetings: .blue
    default: .bold
    }
  }
}
