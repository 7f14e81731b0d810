package import Feedback
import Foundation
import Testing

/// What every store does with judgements that change after the commit. Run each of ``clauses`` against a new, empty
/// store, as with ``FeedbackStoreContract``.
package enum JudgementStoreContract {
  /// One thing that holds.
  package struct Clause: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    private let body: @Sendable (any FeedbackStore & JudgementStore, SampleEntries) async throws -> Void

    init(
      _ description: String,
      _ body: @escaping @Sendable (any FeedbackStore & JudgementStore, SampleEntries) async throws -> Void
    ) {
      testDescription = description
      self.body = body
    }

    /// Runs it against an empty store, which must be consistent afterwards.
    package func run(on store: some FeedbackStore & JudgementStore) async throws {
      try await body(store, SampleEntries())
      let found = try await store.inconsistencies()
      #expect(found.isEmpty, "the store holds together afterwards")
    }
  }

  package static let clauses: [Clause] = corrections + replays + models

  static let corrections: [Clause] = [
    Clause("a correction is in force at once, in search, records and history") {
      store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(entry)
      let before = entry.notes[0].passages[1]
      let revision = try await store.correctionsRevision()
      let correction = Correction(
        id: samples.surroundings.identifier(), passage: before.id, author: "anna@ort.example",
        madeAt: SampleEntries.start, themes: [.accessibility], stance: .idea, serviceArea: "upphandling",
        evidence: [.accessibility: [3..<9]])
      let after = try await store.correct(correction, judging: judged)
      #expect(after?.tags == [officersTag])
      #expect(after?.stance == .idea)
      #expect(after?.serviceArea == "upphandling")
      #expect(try await store.passage(before.id) == after)
      #expect(try await store.entry(entry.id)?.notes[0].passages[1] == after)
      #expect(try await store.search("punkt", limit: 10).contains { $0.passage == after })
      #expect(try await store.correctionsRevision() != revision)
      let kept = try await store.correctedPassages()
      #expect(kept.map(\.passage.id) == [before.id])
      #expect(kept[0].corrections == [correction])
      let history = try await store.earlierJudgements(of: before.id)
      #expect(history.map(\.cause) == [.correction])
      #expect(history[0].judgement.tags == before.tags && history[0].judgement.stance == before.stance)
    },
    Clause("withdrawing takes all that was said of a passage back") { store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(entry)
      let passage = entry.notes[0].passages[1]
      for themes in [[ThemeName.accessibility], []] {
        _ = try await store.correct(
          Correction(
            id: samples.surroundings.identifier(), passage: passage.id, author: "anna@ort.example",
            madeAt: SampleEntries.start, themes: themes), judging: judged)
      }
      #expect(try await store.passage(passage.id)?.tags == [])
      let original = PassageJudgement(
        tags: passage.tags, stance: passage.stance, serviceArea: passage.serviceArea)
      let withdrawn = try await store.withdraw(
        correctionsOf: passage.id, by: "bo@ort.example", at: SampleEntries.start
      ) { _, corrections in
        #expect(corrections.isEmpty)
        return original
      }
      #expect(withdrawn?.count == 2)
      #expect(try await store.passage(passage.id) == passage)
      #expect(try await store.correctedPassages().isEmpty)
      #expect(
        try await store.earlierJudgements(of: passage.id).map(\.cause) == [
          .correction, .correction, .withdrawal,
        ])
      let again = try await store.withdraw(
        correctionsOf: passage.id, by: "bo@ort.example", at: SampleEntries.start
      ) { _, _ in original }
      #expect(again?.count == 0)
    },
    Clause("a passage that is not there is neither corrected nor withdrawn") { store, samples async throws in
      let id = samples.surroundings.identifier()
      let correction = Correction(
        id: samples.surroundings.identifier(), passage: id, author: "a", madeAt: SampleEntries.start,
        themes: [])
      #expect(try await store.correct(correction, judging: judged) == nil)
      #expect(
        try await store.withdraw(correctionsOf: id, by: "a", at: SampleEntries.start, judging: judged) == nil)
      #expect(try await store.passage(id) == nil)
    },
  ]

  static let replays: [Clause] = [
    Clause("a note that is read again keeps what it keeps, and search follows") {
      store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(entry)
      _ = try await store.index(atMost: 100)
      let other = samples.note(
        ["Kranbilen fick parkera.", SampleEntries.sentences(1)[2]], title: "Rättad rubrik")
      var note = other.note
      note.id = entry.notes[0].id
      note.passages[1].id = entry.notes[0].passages[2].id
      let revision = try await store.correctionsRevision()
      let replayed = ReplayedNote(note: note, parts: [other.part])
      for isTrial in [true, false] {
        let result = try await store.replace(
          replayed, at: SampleEntries.start, knowing: revision, isTrial: isTrial)
        #expect(result == .done)
        let kept = try await store.entry(entry.id)
        #expect(kept?.notes == (isTrial ? entry.notes : [note]))
        #expect(kept?.parts == (isTrial ? entry.parts : [other.part]))
        #expect(try await store.search("kranbil", limit: 5).count == (isTrial ? 0 : 1))
        #expect(try await store.search("\"punkt 1\"", limit: 5).count == (isTrial ? 1 : 0))
        #expect(try await store.search("\"punkt 3\"", limit: 5).count == 1)
        #expect(try await store.search("rättad", limit: 5).isEmpty == isTrial)
      }
    },
    Clause("a corrected passage is never lost to a replay, nor is a newer correction") {
      store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(entry)
      let revision = try await store.correctionsRevision()
      _ = try await store.correct(
        Correction(
          id: samples.surroundings.identifier(), passage: entry.notes[0].passages[0].id, author: "a",
          madeAt: SampleEntries.start, themes: [.accessibility]), judging: judged)
      let kept = try await store.entry(entry.id)
      var other = samples.note(["Kranbilen fick parkera."])
      other.note.id = entry.notes[0].id
      let replayed = ReplayedNote(note: other.note, parts: [other.part])
      #expect(
        try await store.replace(replayed, at: SampleEntries.start, knowing: revision, isTrial: false)
          == .correctionsChanged)
      #expect(
        try await store.replace(
          replayed, at: SampleEntries.start, knowing: store.correctionsRevision(), isTrial: false)
          == .losesHeldPassage)
      #expect(try await store.entry(entry.id) == kept)
    },
    Clause("a note cannot become the same as another one") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1))
      let second = samples.stored("2", SampleEntries.sentences(2))
      try await store.commit(first, second)
      var note = first.notes[0]
      note.id = second.notes[0].id
      let result = try await store.replace(
        ReplayedNote(note: note, parts: first.parts), at: SampleEntries.start,
        knowing: store.correctionsRevision(), isTrial: false)
      #expect(result == .sameAsAnother)
      note.id = samples.surroundings.identifier()
      #expect(
        try await store.replace(
          ReplayedNote(note: note, parts: nil), at: SampleEntries.start, knowing: store.correctionsRevision(),
          isTrial: false) == .gone)
    },
    Clause("notes in force come page by page") { store, samples async throws in
      let entries = (1...5).map { samples.stored("\($0)", SampleEntries.sentences($0)) }
      _ = try await store.commit(entries, from: "inlamning", at: nil)
      var notes = [Note]()
      while true {
        let page = try await store.notesInForce(after: notes.last?.id, limit: 2)
        if page.isEmpty { break }
        #expect(page.count <= 2)
        notes += page
      }
      #expect(notes == entries.flatMap(\.notes).sorted { $0.id < $1.id })
    },
  ]

  static let models: [Clause] = [
    Clause("earlier models are kept, so many, and can be gone back to") { store, _ async throws in
      for number in 1...4 {
        try await store.activate(
          StoredModel(
            version: "v\(number)", trainedAt: SampleEntries.start.addingTimeInterval(Double(number)),
            bytes: [UInt8(number)]), keeping: 2)
      }
      #expect(try await store.models().map(\.version) == ["v4", "v3", "v2"])
      #expect(try await store.models().map(\.isActive) == [true, false, false])
      #expect(try await store.activate(version: "v1") == false)
      #expect(try await store.activeModel()?.version == "v4")
      #expect(try await store.activate(version: "v2"))
      #expect(try await store.activeModel()?.bytes == [2])
      #expect(try await store.model(version: "v3")?.bytes == [3])
      #expect(try await store.activate(version: nil))
      #expect(try await store.activeModel() == nil)
      #expect(try await store.models().count == 3)
    }
  ]

  /// As an officer's latest themes say.
  private static let judged: @Sendable (Passage, [Correction]) -> PassageJudgement = { passage, corrections in
    let judgement = OfficersJudgement(corrections)
    return PassageJudgement(
      tags: judgement.themes == [.accessibility] ? [officersTag] : [], stance: judgement.stance,
      serviceArea: judgement.serviceArea ?? passage.serviceArea)
  }

  private static let officersTag = Tag(
    theme: .accessibility, score: 1, author: "anna@ort.example", model: nil, evidence: [3..<9])
}
