import Feedback
import Testing

extension FeedbackStoreContract {
  static let duplicates: [Clause] = [
    Clause("the same bytes under another key are the same message, with the notes of the first") {
      store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1), SampleEntries.sentences(2), bytes: "x")
      // Even where they were read differently: a later version may see other notes in them.
      let second = samples.stored("2", SampleEntries.sentences(3), bytes: "x")
      try await store.commit(first)
      let results = try await store.commit(second)
      #expect(
        results == [
          CommitResult(
            message: second.id, outcome: .duplicate(.sameMessage), notes: first.notes.map(\.id), isNew: true)
        ])
      let back = try #require(try await store.entry(second.id))
      #expect(back.notes == first.notes)
      #expect(back.parts.isEmpty)
      #expect(try await store.original(of: second.id) == first.original)
      #expect(try await store.status().notes == 2)
    },
    Clause("duplicates are seen within one batch too") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1), bytes: "x")
      let sameBytes = samples.stored("2", SampleEntries.sentences(1), bytes: "x")
      let sameNote = samples.stored(
        "3", SampleEntries.sentences(1), bytes: "y", reporters: ["bo@ort.example"])
      let results = try await store.commit(first, sameBytes, sameNote)
      #expect(results.map(\.outcome) == [.stored, .duplicate(.sameMessage), .duplicate(.sameNote)])
      #expect(results.allSatisfy { $0.notes == first.notes.map(\.id) && $0.isNew })
      #expect(try await store.status().passages == 4)
    },
    Clause("the same note sent by two officers is one note with two reporters") {
      store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1), reporters: ["anna@ort.example"])
      let second = samples.stored(
        "2", SampleEntries.sentences(1), reporters: ["bo@ort.example", "anna@ort.example"])
      try await store.commit(first)
      let results = try await store.commit(second)
      #expect(
        results == [
          CommitResult(
            message: second.id, outcome: .duplicate(.sameNote), notes: first.notes.map(\.id), isNew: true)
        ])
      for id in [first.id, second.id] {
        let notes = try #require(try await store.entry(id)).notes
        #expect(notes.map(\.id) == first.notes.map(\.id))
        #expect(notes.map(\.reporters) == [["anna@ort.example", "bo@ort.example"]])
        #expect(notes.map(\.passages) == first.notes.map(\.passages))
      }
      #expect(try await store.original(of: second.id) == second.original)
    },
    Clause("the same bytes from two officers' folders name both") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1), bytes: "x", reporters: ["anna@ort.example"])
      let second = samples.stored("2", SampleEntries.sentences(1), bytes: "x", reporters: ["bo@ort.example"])
      try await store.commit(first, second)
      let notes = try #require(try await store.entry(second.id)).notes
      #expect(notes.map(\.reporters) == [["anna@ort.example", "bo@ort.example"]])
    },
    Clause("a message with one known and one new note is stored, and belongs to both in its order") {
      store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1))
      let second = samples.stored("2", SampleEntries.sentences(2), SampleEntries.sentences(1))
      try await store.commit(first)
      let results = try await store.commit(second)
      #expect(
        results == [
          CommitResult(
            message: second.id, outcome: .stored, notes: [second.notes[0].id, first.notes[0].id], isNew: true)
        ])
      #expect(try await store.entry(second.id)?.parts == second.parts)
    },
    Clause("the same note twice in one message is one") { store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1), SampleEntries.sentences(1))
      let results = try await store.commit(entry)
      #expect(results.map(\.outcome) == [.stored])
      #expect(results.map(\.notes) == [[entry.notes[0].id]])
    },
    Clause("the bytes of a duplicate are recognised as well") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1), bytes: "x")
      let second = samples.stored("2", SampleEntries.sentences(1), bytes: "y")
      let third = samples.stored("3", SampleEntries.sentences(3), bytes: "y")
      let results = try await store.commit(first, second, third)
      #expect(results.map(\.outcome) == [.stored, .duplicate(.sameNote), .duplicate(.sameMessage)])
      #expect(results[2].notes == first.notes.map(\.id))
    },
    Clause("only what comes in as stored becomes a duplicate, and only of what holds notes") {
      store, samples async throws in
      let quarantined = samples.other("1", .quarantined(.unsupportedType), bytes: "x")
      let stored = samples.stored("2", SampleEntries.sentences(1), bytes: "x")
      let ignored = samples.other("3", .ignored(.autoReply), bytes: "x")
      let results = try await store.commit(quarantined, stored, ignored)
      #expect(results.map(\.outcome) == [quarantined.outcome, .stored, ignored.outcome])
    },
    Clause("a Message-ID decides nothing") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1))
      var second = samples.stored("2", SampleEntries.sentences(2))
      second.messageID = first.messageID
      #expect(try await store.commit(first, second).map(\.outcome) == [.stored, .stored])
    },
    Clause("short notes with the same words from two meetings are two") { store, samples async throws in
      let words = ["Bygglov tar för lång tid."]
      let first = samples.stored("1", words)
      var second = samples.stored("2", words, bytes: "annat")
      let note = second.notes[0]
      second.notes[0].title = "Lunchmöte"
      second.notes[0].fingerprint = Note.fingerprint(
        of: note.passages, title: "Lunchmöte", meetingDate: note.meetingDate)
      #expect(try await store.commit(first, second).map(\.outcome) == [.stored, .stored])
    },
  ]
}
