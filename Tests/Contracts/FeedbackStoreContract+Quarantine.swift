import Support
import Feedback
import Foundation
import Testing

extension FeedbackStoreContract {
  static let quarantine: [Clause] = [
    Clause("what is in quarantine is listed, oldest first, without its bytes") {
      store, samples async throws in
      let first = samples.other("1", .quarantined(.encrypted))
      let second = samples.other("2", .quarantined(.noText))
      try await store.commit(samples.stored("0", SampleEntries.sentences(0)), second, first)
      #expect(try await store.quarantined() == [first.withoutBytes, second.withoutBytes])
    },
    Clause("a released message keeps its identifier, and is then as if committed so") {
      store, samples async throws in
      let set = samples.other("1", .quarantined(.extractionFailed))
      try await store.commit(set)
      var released = samples.stored("1", SampleEntries.sentences(1))
      released.id = set.id
      let result = try await store.release(released, by: "drift@ort.example", at: SampleEntries.start)
      #expect(
        result
          == CommitResult(message: set.id, outcome: .stored, notes: released.notes.map(\.id), isNew: true))
      #expect(try await store.entry(set.id) == released.withoutBytes)
      #expect(try await store.original(of: set.id) == released.original)
      #expect(try await store.quarantined().isEmpty)
      #expect(try await store.release(released, by: "drift@ort.example", at: SampleEntries.start) == nil)
      // What comes later is measured against it.
      let sameBytes = samples.stored(
        "2", SampleEntries.sentences(2), bytes: String(decoding: released.original ?? [], as: UTF8.self))
      let sameNote = samples.stored("3", SampleEntries.sentences(1), bytes: "y")
      #expect(
        try await store.commit(sameBytes, sameNote).map(\.outcome)
          == [.duplicate(.sameMessage), .duplicate(.sameNote)])
    },
    Clause("a message released without its bytes keeps those it has") { store, samples async throws in
      let set = samples.other("1", .quarantined(.extractionFailed))
      try await store.commit(set)
      var released = samples.stored("1", SampleEntries.sentences(1))
      (released.id, released.original, released.sha256) = (set.id, nil, nil)
      _ = try await store.release(released, by: "drift", at: SampleEntries.start)
      #expect(try await store.original(of: set.id) == set.original)
      #expect(try await store.entry(set.id)?.sha256 == set.sha256)
    },
    Clause("a released message can turn out to be a duplicate, or stay in quarantine") {
      store, samples async throws in
      try await store.commit(samples.stored("0", SampleEntries.sentences(1), bytes: "x"))
      let set = ["1", "2", "3"].map { samples.other($0, .quarantined(.extractionFailed)) }
      _ = try await store.commit(set, from: "inlamning", at: nil)
      var sameBytes = samples.stored("1", SampleEntries.sentences(2), bytes: "x")
      sameBytes.id = set[0].id
      var sameNote = samples.stored("2", SampleEntries.sentences(1), bytes: "y")
      sameNote.id = set[1].id
      let again = Entry(
        id: set[2].id, source: set[2].source, key: set[2].key, path: nil, sha256: set[2].sha256,
        receivedAt: SampleEntries.start, outcome: .quarantined(.encrypted), size: 3)
      var outcomes = [Outcome?]()
      for entry in [sameBytes, sameNote, again] {
        outcomes.append(try await store.release(entry, by: "drift", at: SampleEntries.start)?.outcome)
      }
      #expect(outcomes == [.duplicate(.sameMessage), .duplicate(.sameNote), .quarantined(.encrypted)])
      #expect(try await store.quarantined().map(\.id) == [set[2].id])
    },
    Clause("a release that cannot be held leaves the message in quarantine") { store, samples async throws in
      let set = samples.other("1", .quarantined(.extractionFailed))
      try await store.commit(set)
      var released = samples.stored("1", SampleEntries.sentences(1))
      released.id = set.id
      released.notes[0].passages[0].ordinal = 2
      let result = try await store.release(released, by: "drift", at: SampleEntries.start)
      #expect(result?.outcome == .quarantined(.storeRefused))
      #expect(result?.message == set.id)
      #expect(try await store.quarantined().map(\.id) == [set.id])
    },
    Clause("nothing but what is in quarantine can be released or discarded") { store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(entry)
      let unknown = samples.other("2", .quarantined(.noText))
      for entry in [entry, unknown] {
        #expect(try await store.release(entry, by: "drift", at: SampleEntries.start) == nil)
        #expect(try await store.discard(entry.id, by: "drift", at: SampleEntries.start) == false)
      }
      #expect(try await store.all(limit: 2) == [entry.withoutBytes])
    },
    Clause(
      "a discarded message keeps its outcome and loses bytes and texts, others with the same bytes do not"
    ) {
      store, samples async throws in
      let first = samples.other("1", .quarantined(.noText), bytes: "x")
      let second = samples.other("2", .quarantined(.noText), bytes: "x")
      try await store.commit(first, second)
      #expect(try await store.discard(first.id, by: "drift", at: SampleEntries.start))
      let back = try #require(try await store.entry(first.id))
      #expect(back.outcome == first.outcome && back.sha256 == first.sha256)
      #expect(back.parts.isEmpty && back.headers == nil)
      #expect(try await store.original(of: first.id) == nil)
      #expect(try await store.original(of: second.id) == second.original)
      #expect(try await store.quarantined().map(\.id) == [second.id])
      #expect(try await store.discard(first.id, by: "drift", at: SampleEntries.start) == false)
      #expect(try await store.release(first, by: "drift", at: SampleEntries.start) == nil)
      #expect(try await store.discard(second.id, by: "drift", at: SampleEntries.start))
      #expect(try await store.original(of: second.id) == nil)
    },
  ]
}
