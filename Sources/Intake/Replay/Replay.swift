package import Feedback
import Foundation

/// Reads and tags again what is stored, with today's code, model and configuration.
///
/// Note by note, each in one transaction: identifiers, corrections and reporters stay, and what a passage was judged to be
/// before is kept in its history. Where the original is gone, or the new reading cannot take the old one's place, a note is
/// tagged again and not read.
package struct Replay: Sendable {
  /// Entries that are held in memory at a time.
  private static let page = 8
  /// How often a note is tried while officers keep correcting.
  private static let mostTries = 20

  package let store: any FeedbackStore & JudgementStore
  package var reader: Reader
  /// The form of a message's bytes.
  package let form: @Sendable (Entry, [UInt8]) -> Arrival.Form
  /// What a source says of its messages.
  package let policy: @Sendable (SourceName) -> SourcePolicy
  /// Everything is tried and nothing kept.
  package let isTrial: Bool
  /// Told of each note that was looked at, with how its passages changed.
  package let replayed: @Sendable (ReplayedChange) async -> Void

  package init(
    store: any FeedbackStore & JudgementStore, reader: Reader,
    form: @escaping @Sendable (Entry, [UInt8]) -> Arrival.Form,
    policy: @escaping @Sendable (SourceName) -> SourcePolicy, isTrial: Bool,
    replayed: @escaping @Sendable (ReplayedChange) async -> Void
  ) {
    self.store = store
    self.reader = reader
    self.form = form
    self.policy = policy
    self.isTrial = isTrial
    self.replayed = replayed
  }

  /// Goes through the whole store, oldest message first.
  /// - Throws: `StoreError`; what was done until then stays done.
  package func run() async throws {
    var known = try await corrections()
    var cursor: ULID?
    while true {
      let page = try await store.entries(after: cursor, since: nil, note: nil, limit: Self.page)
      guard let last = page.last else { return }
      cursor = last.id
      for entry in page where entry.outcome == .stored {
        let fresh = try await reading(of: entry)
        for note in try await owned(by: entry) {
          try Task.checkCancellation()
          try await replay(note, of: entry, fresh, &known)
        }
      }
    }
  }

  /// The corrections in force, by passage, and what tells whether there are others by now.
  private struct Corrections {
    var revision: String
    var byPassage: [ULID: [Correction]]
  }

  private func corrections() async throws -> Corrections {
    let revision = try await store.correctionsRevision()
    let corrected = try await store.correctedPassages()
    return Corrections(
      revision: revision,
      byPassage: Dictionary(
        corrected.map { ($0.passage.id, $0.corrections) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The notes whose ranges lie in the entry's own texts.
  private func owned(by entry: Entry) async throws -> [Note] {
    guard entry.notes.count > 1 else { return entry.notes }
    var owned = [Note]()
    for note in entry.notes {
      let owner = try await store.entries(after: nil, since: nil, note: note.id, limit: 1).first
      if owner?.id == entry.id { owned.append(note) }
    }
    return owned
  }

  /// The message as it is read today; nil where its bytes are gone, or come to no note any more.
  private func reading(of entry: Entry) async throws -> Entry? {
    guard let bytes = try await store.original(of: entry.id) else { return nil }
    var fresh = entry
    fresh.notes = []
    fresh.parts = []
    try await reader.read(
      bytes, of: form(entry, bytes), into: &fresh, under: policy(entry.source), admitted: true)
    return fresh.outcome == .stored ? fresh : nil
  }

  private func replay(
    _ note: Note, of entry: Entry, _ fresh: Entry?, _ known: inout Corrections
  ) async throws {
    var reread = fresh.flatMap { ReplayMatching.note(for: note, of: entry, in: $0) }
    for _ in 0..<Self.mostTries {
      let parts = fresh.flatMap { fresh in reread == nil ? nil : fresh.parts }
      let next = judged(reread ?? note, entry.source, known)
      let isSameText = parts.map { $0 == entry.parts } ?? true
      let result: ReplaceResult
      if next == note, isSameText {
        result = .done
      } else {
        result = try await store.replace(
          ReplayedNote(note: next, parts: parts), at: reader.surroundings.now(), knowing: known.revision,
          isTrial: isTrial)
      }
      switch result {
      case .done:
        await replayed(
          ReplayedChange(
            before: note, after: next, wasRead: parts != nil, isRefused: reread == nil && fresh != nil))
        return
      case .gone: return
      case .correctionsChanged: known = try await corrections()
      case .sameAsAnother, .losesHeldPassage: reread = nil
      }
    }
    throw StoreError(.busy, "corrections keep coming in; run the replay again when they have ceased")
  }

  /// The note with every passage judged anew, and its area, which is the tagger's to find, as when the note came in: an
  /// officer's word on a passage is about that passage.
  private func judged(_ note: Note, _ source: SourceName, _ known: Corrections) -> Note {
    var next = note
    var unaided = note.passages
    for index in note.passages.indices {
      let passage = note.passages[index]
      let corrections = known.byPassage[passage.id] ?? []
      next.passages[index].take(reader.tagger.judge(passage, under: corrections))
      unaided[index] = next.passages[index]
      if !corrections.isEmpty { unaided[index].take(reader.tagger.judge(passage, under: [])) }
    }
    next.serviceArea = NoteArea.of(
      title: next.title, unaided, by: reader.tagger, else: policy(source).serviceArea)
    return next
  }
}

extension Passage {
  fileprivate mutating func take(_ judgement: PassageJudgement) {
    (tags, stance, serviceArea) = (judgement.tags, judgement.stance, judgement.serviceArea)
  }
}

/// What a replay made of a note.
package struct ReplayedChange: Sendable {
  package var before: Note
  package var after: Note
  /// It was read again, not only tagged again.
  package var wasRead: Bool
  /// Its original is there, and is read so differently today that the note was only tagged again.
  package var isRefused: Bool

  /// The passages that were there before and are now, each with what it was.
  package var kept: [(before: Passage, after: Passage)] {
    let earlier = Dictionary(before.passages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return after.passages.compactMap { passage in earlier[passage.id].map { ($0, passage) } }
  }

  /// The number of passages that are new, and of those that are gone.
  package var recut: (new: Int, gone: Int) {
    let same = kept.count
    return (after.passages.count - same, before.passages.count - same)
  }
}
