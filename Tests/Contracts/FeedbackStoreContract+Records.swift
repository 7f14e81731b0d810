import Support
import Feedback
import Foundation
import Testing

extension FeedbackStoreContract {
  static let records: [Clause] = [
    Clause("a record that is read is kept, once, and written out the same") { store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1), SampleEntries.sentences(2))
      let line = entry.record.line
      let read = try Entry(record: Data(line.utf8))
      #expect(try await store.commit(read).map(\.isNew) == [true])
      #expect(try await store.commit(read).map(\.isNew) == [false])
      #expect(try await store.all(limit: 2).map(\.record.line) == [line])
      #expect(try await store.original(of: entry.id) == nil)
    },
    Clause("a record of a message that came in here is not written again") { store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(entry)
      let results = try await store.commit(try Entry(record: Data(entry.record.line.utf8)))
      #expect(
        results == [
          CommitResult(message: entry.id, outcome: .stored, notes: entry.notes.map(\.id), isNew: false)
        ])
      #expect(try await store.all(limit: 2) == [entry.withoutBytes])
    },
    Clause("records of duplicates belong to the note they name, whichever is read first") {
      store, samples async throws in
      let first = samples.stored(
        "1", SampleEntries.sentences(1), reporters: ["anna@ort.example", "bo@ort.example"])
      var second = samples.stored("2", SampleEntries.sentences(1), bytes: "y")
      second.outcome = .duplicate(.sameNote)
      second.notes = first.notes
      var third = samples.stored("3", SampleEntries.sentences(1), bytes: "y")
      third.outcome = .duplicate(.sameMessage)
      third.notes = first.notes
      let lines = [first, second, third].map(\.record.line)
      for line in lines.reversed() {
        #expect(try await store.commit(try Entry(record: Data(line.utf8))).map(\.isNew) == [true])
      }
      #expect(try await store.all(limit: 2).map(\.record.line) == lines)
      #expect(try await store.status().notes == 1)
      // The note leads to the message that was stored with it.
      #expect(
        try await store.entries(after: nil, since: nil, note: first.notes[0].id, limit: 9).map(\.id) == [
          first.id
        ])
    },
    Clause("what arrives later is measured against what was read from records") {
      store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1), bytes: "x")
      try await store.commit(try Entry(record: Data(entry.record.line.utf8)))
      let sameBytes = samples.stored("2", SampleEntries.sentences(2), bytes: "x")
      let sameNote = samples.stored("3", SampleEntries.sentences(1), bytes: "y")
      let results = try await store.commit(sameBytes, sameNote)
      #expect(results.map(\.outcome) == [.duplicate(.sameMessage), .duplicate(.sameNote)])
      #expect(results.allSatisfy { $0.notes == entry.notes.map(\.id) })
    },
    Clause("a record of a note that is known here under another identifier is a duplicate") {
      store, samples async throws in
      let here = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(here)
      let there = samples.stored("9", SampleEntries.sentences(1), bytes: "z", reporters: ["bo@ort.example"])
      let results = try await store.commit(try Entry(record: Data(there.record.line.utf8)))
      #expect(results.map(\.outcome) == [.duplicate(.sameNote)])
      #expect(results.map(\.notes) == [here.notes.map(\.id)])
    },
  ]
}
