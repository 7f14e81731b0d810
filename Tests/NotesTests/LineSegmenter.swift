import Documents
import Feedback
import Foundation
import Notes

/// A segmenter that is real enough for these tests: it tells lines apart by their first words.
///
/// A line that opens a list of people is attendance up to the next empty line, `Hej` is a greeting, all from `Mvh` on
/// a signature, a line of `Från:` with what follows up to an empty line a forward's header (what stands above is the
/// comment), and a marked or document heading is a heading.
struct LineSegmenter: PartSegmenter {
  func segments(of part: ReadPart, in circumstances: Circumstances) -> SegmentedPart {
    var stretches = [SegmentedPart.Stretch]()
    var forward: Forward?
    var state = Segment.Kind.content
    var position = 0
    for line in part.content.text.split(separator: "\n", omittingEmptySubsequences: false) {
      let range = position..<position + line.utf8.count
      position = range.upperBound + 1
      let words = line.trimmingCharacters(in: .whitespaces)
      if words.isEmpty {
        if state == .attendance || state == .other || state == .greeting { state = .content }
        continue
      }
      var kind = state
      if state != .signature {
        if words.hasPrefix("Hej") {
          kind = .greeting
        } else if words.hasPrefix("Mvh") || words.hasPrefix("Hälsningar") {
          (kind, state) = (.signature, .signature)
        } else if words.hasPrefix("Närvarande") || words.hasPrefix("Deltagare") || words.hasPrefix("Present:")
        {
          (kind, state) = (.attendance, .attendance)
        } else if words.hasPrefix("Från:") {
          for i in stretches.indices where stretches[i].kind == .content { stretches[i].kind = .comment }
          (kind, state) = (.other, .other)
          forward = Forward(name: nil, address: address(in: words), subject: nil, date: nil)
        } else if words.hasPrefix("Ämne:"), state == .other {
          forward?.subject = String(words.dropFirst(5)).trimmingCharacters(in: .whitespaces)
        } else if words.hasPrefix("# ") || isHeading(range, in: part) {
          kind = .heading
        }
      } else if words.hasPrefix("Från:") {
        for i in stretches.indices where stretches[i].kind == .content { stretches[i].kind = .comment }
        (kind, state) = (.other, .other)
        forward = Forward(name: nil, address: address(in: words), subject: nil, date: nil)
      }
      if let last = stretches.last, last.kind == kind {
        stretches[stretches.count - 1].range = last.range.lowerBound..<range.upperBound
      } else {
        stretches.append(.init(kind: kind, range: range))
      }
    }
    return SegmentedPart(stretches: stretches, forward: forward, warnings: [])
  }

  private func isHeading(_ line: Range<Int>, in part: ReadPart) -> Bool {
    part.content.blocks.contains { block in
      if case .heading = block.kind { block.range.overlaps(line) } else { false }
    }
  }

  private func address(in line: String) -> String? {
    guard let open = line.firstIndex(of: "<"), let close = line.firstIndex(of: ">") else { return nil }
    return String(line[line.index(after: open)..<close])
  }
}

/// What the tests read notes from.
enum Given {
  /// Wednesday 19 March 2025 at noon.
  static let written = Date(timeIntervalSince1970: 1_742_385_600)

  static func circumstances(
    subject: String? = nil, written: Date = Given.written, forwarded: Forward? = nil
  ) -> Circumstances {
    Circumstances(
      subject: subject, written: written, sender: "anna.k@uppsala.example", forwarded: forwarded,
      timezone: TimeZone(identifier: "Europe/Stockholm") ?? .gmt)
  }

  static func body(_ text: String, part: String = "1") -> ReadPart {
    ReadPart(part: part, role: .body, content: DocumentText(text: text))
  }

  static func file(_ text: String, name: String?, part: String = "2") -> ReadPart {
    ReadPart(part: part, role: .attachment(name: name), content: DocumentText(text: text))
  }

  static func read(
    _ parts: [ReadPart], _ circumstances: Circumstances = Given.circumstances()
  ) -> (notes: [NoteDraft], warnings: [ReadingWarning]) {
    NoteReader(segmenter: LineSegmenter()).drafts(of: parts, in: circumstances)
  }

  /// The passages of a mail with this text, as `context | text` or `text`.
  static func passages(of text: String) -> [String] {
    read([body(text)]).notes.flatMap(\.passages).map { passage in
      passage.context.map { "\($0) | \(passage.text)" } ?? passage.text
    }
  }
}
