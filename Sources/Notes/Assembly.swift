import Documents
import Feedback
import Foundation
import Language

/// Puts a note together from its source and the facts about it.
struct Assembly {
  let circumstances: Circumstances
  /// The mail's own texts that accompany its attachments.
  let bodies: [TakenPart]
  /// Whether the message holds a single note, which its subject then names.
  let isOnly: Bool

  /// The scalars kept of a comment.
  private static let longestComment = 4_000

  func note(from source: NoteSource, isFirstOfItsPart: Bool) -> NoteDraft {
    let part = source.part
    let stretches = source.section.stretches
    // What the officer wrote goes with an attached note; a note in the mail itself has it in its own stretches.
    let covers = part.isAround ? [] : part.isBody ? bodies.filter(\.isAround) : bodies
    let inner = part.isAround ? nil : circumstances.forwarded
    let forward = source.section.forward ?? covers.lazy.compactMap(\.segmented.forward).last ?? inner
    let comment = comment(
      covers: covers, own: isFirstOfItsPart || !part.segmented.beside.isEmpty ? source : nil)
    let title = title(of: source, forward: forward)
    let facts = FactSource(
      text: part.text, stretches: FactSource.without(part.segmented.boundaries, stretches),
      passages: source.section.passages,
      written: Day(
        forward?.date ?? inner?.date ?? circumstances.written, in: circumstances.timezone),
      title: title, fileName: part.fileName,
      subject: isOnly ? forward?.subject ?? inner?.subject ?? circumstances.subject : nil,
      comment: comment,
      sent: Day(circumstances.written, in: circumstances.timezone))
    let own = facts.ranges([.heading, .content, .attendance, .other])
    let content = source.section.passages.map(\.range)
    let companies = Companies.names(in: part.text, own, title: title ?? facts.subject)
    return NoteDraft(
      title: title,
      meetingDate: MeetingDate(source: facts).find(),
      place: Place(source: facts).find(),
      origin: (forward?.address ?? inner?.address).map { $0.lowercased() },
      comment: comment,
      companies: companies,
      voice: WhoseVoice(
        text: part.text, ranges: content, hasCompanies: !companies.isEmpty, title: title ?? facts.subject
      ).find(),
      language: LanguageGuess.isEnglish(content, of: part.text) ? .english : .swedish,
      segments: covers.flatMap { segments(covering: $0) } + part.segments(stretches),
      passages: part.passages(source.section.passages))
  }

  // MARK: Comment

  /// The segments of a covering text: what the segmenter held for content is the officer's comment.
  private func segments(covering body: TakenPart) -> [Segment] {
    body.segments(
      body.segmented.stretches.map { .init(kind: $0.kind == .content ? .comment : $0.kind, range: $0.range) })
  }

  /// The officer's own words: greeting and comment above a forward, or the text that covers the attachments.
  private func comment(covers: [TakenPart], own: NoteSource?) -> String? {
    var words = [String]()
    for body in covers {
      words += comment(of: body.segmented.stretches, in: body, kinds: [.comment, .content])
    }
    if let own {
      // What stands above messages forwarded beside each other goes with each of them.
      let isBeside = !own.part.segmented.beside.isEmpty
      let stretches = isBeside ? own.part.segmented.stretches : own.section.stretches
      words += comment(of: stretches, in: own.part, kinds: [.comment])
    }
    guard !words.isEmpty else { return nil }
    let text = words.joined(separator: " ")
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.longestComment)))
  }

  private func comment(
    of stretches: [SegmentedPart.Stretch], in part: TakenPart, kinds: Set<Segment.Kind>
  ) -> [String] {
    var words = [String]()
    var greeting: String?
    for stretch in stretches {
      if stretch.kind == .greeting && words.isEmpty {
        greeting = part.text.singleSpaced(stretch.range)
      } else if kinds.contains(stretch.kind) {
        if let opening = greeting { words.append(opening) }
        greeting = nil
        // Quoted as a whole, it begins with the mail program's marks.
        let range = part.text.trimmed(stretch.range)
        let start = part.text.afterQuoteMarks(range.lowerBound, before: range.upperBound)
        words.append(part.text.singleSpaced(start..<range.upperBound))
      }
    }
    return words.filter { !$0.isEmpty }
  }

  // MARK: Title

  private func title(of source: NoteSource, forward: Forward?) -> String? {
    // A message that was forwarded beside others is named by its own subject.
    if !source.part.segmented.beside.isEmpty, let own = Title.fromSubject(source.section.forward?.subject) {
      return own
    }
    let subjects = [forward?.subject, circumstances.forwarded?.subject, circumstances.subject]
    let subject = subjects.lazy.compactMap { Title.fromSubject($0) }.first
    let heading = headings(of: source).lazy.compactMap { Title.fromHeading($0) }.first
    let file = Title.fromFileName(source.part.fileName)
    // One subject cannot name several notes.
    return isOnly ? subject ?? heading ?? file : heading ?? file ?? subject
  }

  /// The headings of the note in order, the first few of them.
  private func headings(of source: NoteSource) -> [String] {
    let text = source.part.text
    let document = source.part.document.content
    var headings = [String]()
    for stretch in source.section.stretches where headings.count < 3 {
      let blocks: [TextBlock]
      switch stretch.kind {
      case .heading: blocks = text.blocks(of: document, in: stretch.range)
      case .content:
        // Only what stands over the first passage can name the note.
        let first = source.section.passages.first?.range.lowerBound ?? stretch.range.lowerBound
        guard first >= stretch.range.lowerBound else { return headings }
        blocks = text.blocks(
          of: document, in: stretch.range.lowerBound..<min(first, stretch.range.upperBound)
        )
        .filter { $0.kind == .heading }
      default: continue
      }
      for block in blocks where text.label(ofLine: block.range) == nil {
        let words = text.singleSpaced(block.range)
        if Label(words) == nil { headings.append(words) }
      }
    }
    return headings
  }
}
