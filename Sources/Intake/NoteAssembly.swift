import Feedback
import Notes

/// Step 6 of the straight line: a draft's passages are tagged, and the note is put together.
struct NoteAssembly {
  let tagger: any Tagger
  let surroundings: Surroundings
  let policy: SourcePolicy
  let reporter: String?

  func note(from draft: NoteDraft) -> Note {
    let id = surroundings.identifier()
    var passages = [Passage]()
    passages.reserveCapacity(draft.passages.count)
    for (index, part) in draft.passages.enumerated() {
      let judgement = tagger.judge(part.text, context: part.context).asStored(version: tagger.version)
      passages.append(
        Passage(
          id: surroundings.identifier(), ordinal: index + 1, part: part.part, range: part.range,
          text: part.text, context: part.context, stance: judgement.stance,
          serviceArea: judgement.serviceArea, tags: judgement.tags))
    }
    return Note(
      id: id, title: draft.title, meetingDate: draft.meetingDate, place: draft.place,
      reporters: reporter.map { [$0] } ?? [], origin: draft.origin, comment: draft.comment,
      companies: draft.companies, voice: draft.voice,
      serviceArea: NoteArea.of(title: draft.title, passages, by: tagger, else: policy.serviceArea),
      language: draft.language, segments: draft.segments, passages: passages,
      fingerprint: Note.fingerprint(of: passages, title: draft.title, meetingDate: draft.meetingDate))
  }
}

/// Finds a note's service area.
enum NoteArea {
  /// The area that the title names; else the one that most passages with an area speak of, at least half of them;
  /// else the given one.
  static func of(
    title: String?, _ passages: [Passage], by tagger: any Tagger, else given: ServiceArea?
  ) -> ServiceArea {
    if let title {
      let named = tagger.judge(title, context: nil).serviceArea
      if named != .none, named != .other { return named }
    }
    var counts = [ServiceArea: Int]()
    for passage in passages where passage.serviceArea != .none {
      counts[passage.serviceArea, default: 0] += 1
    }
    let total = counts.values.reduce(0, +)
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let most, most.value * 2 >= total { return most.key }
    return given ?? .none
  }
}
