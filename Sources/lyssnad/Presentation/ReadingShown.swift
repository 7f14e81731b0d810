import Feedback

/// Shows a person how a message was read: the text of each part line by line, what each stretch was taken for in the
/// margin, and each passage under its number; and what became of each attachment.
struct ReadingShown: Sendable {
  let terminal: Terminal
  let wording: Wording

  /// Lines shown of a stretch that is no part of the note; of longer ones the rest is counted.
  private static let most = 4
  /// Columns of text beside the margin, on a terminal and in a pipe alike.
  private static let columns = 96

  func show(_ entry: Entry) {
    for part in entry.parts { show(part, of: entry) }
    for attachment in entry.attachments { show(attachment) }
  }

  // MARK: Parts

  private struct Stretch {
    var range: Range<Int>
    var label: String
    var style: Terminal.Style?
    var isWhole: Bool
  }

  private func show(_ part: PartText, of entry: Entry) {
    let scalars = Array(part.text.unicodeScalars)
    let stretches = stretches(of: part.part, in: entry, count: scalars.count)
    guard !stretches.isEmpty else { return }
    let margin = stretches.map(\.label.count).max() ?? 0
    terminal.line("  " + terminal.styled("\(wording.part) \(Terminal.harmless(part.part))", .bold))
    var end = 0
    for stretch in stretches where stretch.range.lowerBound >= end {
      end = stretch.range.upperBound
      let lines = Self.lines(String(String.UnicodeScalarView(scalars[stretch.range])))
      let shown = stretch.isWhole || lines.count <= Self.most + 1 ? lines : Array(lines.prefix(Self.most))
      for (index, line) in shown.enumerated() {
        write(index == 0 ? stretch.label : "", margin, Terminal.harmless(line), stretch.style)
      }
      if shown.count < lines.count {
        write("", margin, wording.further(lines.count - shown.count), .dim)
      }
    }
    terminal.line("")
  }

  private func write(_ label: String, _ margin: Int, _ line: String, _ style: Terminal.Style?) {
    let label = String(repeating: " ", count: margin - label.count) + label
    let text = style.map { terminal.styled(line, $0) } ?? line
    terminal.line("  \(terminal.styled(label, style ?? .bold)) │ \(text)")
  }

  /// The passages, and the segments but for their content, in the order of the text. What stands between passages in
  /// the content, such as words that lead a list in, is shown as content.
  private func stretches(of part: String, in entry: Entry, count: Int) -> [Stretch] {
    var all = [Stretch]()
    for (index, note) in entry.notes.enumerated() {
      let prefix = entry.notes.count > 1 ? "\(index + 1)." : ""
      let passages = note.passages.filter { $0.part == part }.map { passage in
        Stretch(
          range: passage.range.clamped(to: 0..<count), label: "\(prefix)\(passage.ordinal)", style: nil,
          isWhole: true)
      }
      all += passages
      for segment in note.segments where segment.part == part {
        let range = segment.range.clamped(to: 0..<count)
        let label = wording.name(of: segment.kind)
        guard segment.kind == .content || segment.kind == .heading else {
          all.append(Stretch(range: range, label: label, style: style(of: segment.kind), isWhole: false))
          continue
        }
        // What of the content no passage covers.
        var start = range.lowerBound
        let style: Terminal.Style? = segment.kind == .heading ? .bold : .dim
        for passage in passages.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
        where passage.range.overlaps(range) {
          if start < passage.range.lowerBound {
            all.append(
              Stretch(range: start..<passage.range.lowerBound, label: label, style: style, isWhole: true))
          }
          start = max(start, passage.range.upperBound)
        }
        if start < range.upperBound {
          all.append(Stretch(range: start..<range.upperBound, label: label, style: style, isWhole: true))
        }
      }
    }
    // Where several notes have the same segment, as words above two attachments, it is shown once.
    return all.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
  }

  private func style(of kind: Segment.Kind) -> Terminal.Style {
    switch kind {
    case .comment: .cyan
    case .banner, .disclaimer, .history: .dim
    case .attendance, .agenda: .blue
    default: .dim
    }
  }

  /// The written lines of a text, folded at blanks to the width that is shown.
  private static func lines(_ text: String) -> [String] {
    var lines = [String]()
    for line in text.split(whereSeparator: \.isNewline) {
      var current = ""
      for word in line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }) {
        if current.isEmpty {
          current = String(word)
        } else if current.count + 1 + word.count <= columns {
          current += " " + word
        } else {
          lines.append(current)
          current = String(word)
        }
      }
      // A bullet alone is what is left before a passage.
      if !current.isEmpty, current.contains(where: { $0.isLetter || $0.isNumber }) { lines.append(current) }
    }
    return lines
  }

  // MARK: Attachments

  private func show(_ attachment: Attachment) {
    let name = Terminal.harmless(attachment.name ?? wording.nameless)
    var said = [wording.name(of: attachment.outcome)]
    if attachment.outcome == .read { said.append(wording.characters(attachment.characters)) }
    // A name tells what a file is, unless it has no ending.
    let type = name.contains(".") ? "" : " (\(Terminal.harmless(attachment.type)))"
    terminal.line(
      "  \(wording.attachment) \(terminal.styled(name, .bold))\(type): " + said.joined(separator: ", "))
  }
}
