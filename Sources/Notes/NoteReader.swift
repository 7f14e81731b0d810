package import Feedback
import Documents
import Language

/// Reads the notes out of a message's text: which parts are notes, what stands around them, what is known about
/// each, and its passages.
///
/// A pure function of the parts and circumstances, in time linear in the length of the text.
package struct NoteReader: Sendable {
  private let segmenter: any PartSegmenter

  package init(segmenter: any PartSegmenter = Segmenter()) { self.segmenter = segmenter }

  /// The notes in the order of the parts, and what could not be read: of the documents, of the segmentation and
  /// of the reading itself. Parts without content give no note.
  ///
  /// Words around an attached message are the comment of its note, as those above a quoted one are.
  /// A mail that only covers what is attached (`Se bifogat`) is the comment of each attached note. A mail that is a note
  /// itself, beside an attached one, gives two, unless both say the same. Minutes of several meetings in one part give
  /// a note each.
  package func drafts(
    of parts: [ReadPart], in circumstances: Circumstances
  ) -> (notes: [NoteDraft], warnings: [ReadingWarning]) {
    let taken = parts.map { TakenPart($0, segmented: segmenter.segments(of: $0, in: circumstances)) }
    let plan = Plan(taken, hasUnreadAttachment: circumstances.hasUnreadAttachment)
    let sources = plan.notes.map {
      NoteSource(part: taken[$0.part], section: taken[$0.part].sections[$0.section])
    }
    let assembly = Assembly(
      circumstances: circumstances, bodies: plan.covers.map { taken[$0] }, isOnly: sources.count < 2)
    let notes = sources.enumerated().map { i, source in
      assembly.note(from: source, isFirstOfItsPart: i == 0 || plan.notes[i - 1].part != plan.notes[i].part)
    }
    return (notes, taken.flatMap { warnings(of: $0) })
  }

  private func warnings(of part: TakenPart) -> [ReadingWarning] {
    var warnings = part.document.content.warnings.map {
      ReadingWarning(code: $0.code, part: part.number, detail: $0.detail)
    }
    warnings += part.segmented.warnings
    if part.sections.contains(where: \.isCutShort) {
      warnings.append(
        ReadingWarning(
          code: "cut_short", part: part.number,
          detail: "Texten är längre än vad som läses av en mötesanteckning; slutet är inte med."))
    }
    return warnings
  }
}

/// Where a note stands.
struct NoteSource {
  var part: TakenPart
  var section: Section
}

/// Which parts make a note, and which only accompany it.
private struct Plan {
  var notes = [(part: Int, section: Int)]()
  /// The parts whose comment, greeting and signature go with each attached note.
  var covers = [Int]()

  /// Bytes of content from which words around an attached message may be a note of their own.
  private static let ownNote = 400

  init(_ parts: [TakenPart], hasUnreadAttachment: Bool) {
    let attached = parts.reduce(0) { $1.isBody ? $0 : $0 + $1.contentSize }
    let hasAttachedNote = parts.contains { !$0.isBody && $0.hasContent }
    let within = parts.reduce(0) { $1.role == .body ? $0 + $1.contentSize : $0 }
    for (i, part) in parts.enumerated() {
      // Words above a message that is attached are a comment, as those above one that is quoted are.
      if part.isAround, within > 0, part.contentSize < max(Self.ownNote, within * 3) {
        covers.append(i)
        continue
      }
      if part.isBody {
        if !part.hasContent {
          covers.append(i)
          continue
        }
        if hasAttachedNote, part.sections.count == 1,
          Covering.covers(part.sections[0], of: part, beside: attached)
        {
          covers.append(i)
          continue
        }
        // `Se bifogat`, and what was attached could not be read: there is no note.
        if hasUnreadAttachment, !hasAttachedNote, part.sections.count == 1, part.segmented.forward == nil,
          Covering.onlyPoints(part.sections[0], of: part)
        {
          covers.append(i)
          continue
        }
      }
      for (j, section) in part.sections.enumerated() where !section.passages.isEmpty { notes.append((i, j)) }
    }
    dropRepeated(parts)
  }

  /// Of the notes that say the same, the longest stays, or the first where they are as long. A mail that was left out
  /// for its attachment accompanies it.
  private mutating func dropRepeated(_ parts: [TakenPart]) {
    // Most messages have one part that is a note; what a part says twice is its writer's own business.
    guard let first = notes.first, notes.contains(where: { $0.part != first.part }) else { return }
    let texts = notes.map { SameText(parts[$0.part].sections[$0.section], of: parts[$0.part]) }
    var kept = [Int]()
    // A message has few parts; of those with hundreds, only the first are compared.
    for i in notes.indices {
      if let same = kept.prefix(64).firstIndex(where: {
        notes[$0].part != notes[i].part && texts[$0].isSame(as: texts[i])
      }) {
        let (winner, loser) = texts[i].length > texts[kept[same]].length ? (i, kept[same]) : (kept[same], i)
        kept[same] = winner
        if parts[notes[loser].part].isBody { covers.append(notes[loser].part) }
      } else {
        kept.append(i)
      }
    }
    notes = kept.sorted().map { notes[$0] }
    covers.sort()
  }
}
