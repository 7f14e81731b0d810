import Support
import Feedback
import Foundation
import Testing

extension FeedbackStoreContract {
  static let reading: [Clause] = [
    Clause("messages are read in the order of intake, page by page, with all that belongs to them") {
      store, samples async throws in
      #expect(try await store.entries(after: nil, since: nil, note: nil, limit: 10).isEmpty)
      var entries = (0..<7).map {
        samples.stored("\($0)", SampleEntries.sentences($0), SampleEntries.sentences(100 + $0))
      }
      entries[3].receivedAt = SampleEntries.start.addingTimeInterval(3600)
      entries[5].receivedAt = SampleEntries.start.addingTimeInterval(3600)
      _ = try await store.commit(entries, from: "inlamning", at: nil)
      for limit in [1, 3, 7, 100] {
        #expect(try await store.all(limit: limit) == entries.map(\.withoutBytes))
      }
      let late = try await store.entries(
        after: nil, since: SampleEntries.start.addingTimeInterval(3600), note: nil, limit: 10)
      #expect(late.map(\.id) == [entries[3].id, entries[5].id])
    },
    Clause("a note leads to the message that brought it") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1))
      let second = samples.stored("2", SampleEntries.sentences(2), SampleEntries.sentences(3))
      let same = samples.stored("3", SampleEntries.sentences(3), bytes: "y")
      try await store.commit(first, second, same)
      let note = second.notes[1].id
      let found = try await store.entries(after: nil, since: nil, note: note, limit: 10)
      #expect(found == [second.withoutBytes])
      #expect(try await store.entries(after: second.id, since: nil, note: note, limit: 10).isEmpty)
      #expect(try await store.entries(after: nil, since: nil, note: first.id, limit: 10).isEmpty)
    },
    Clause("status counts, and names each source that has reported") { store, samples async throws in
      let empty = try await store.status()
      #expect(empty.outcomes == ["stored": 0, "duplicate": 0, "ignored": 0, "quarantined": 0])
      #expect(empty.notes == 0 && empty.passages == 0 && empty.sources.isEmpty && empty.outboxWaiting == 0)
      #expect(empty.schema >= 1)

      _ = try await store.commit(
        [
          samples.stored("1", SampleEntries.sentences(1)), samples.stored("2", SampleEntries.sentences(1)),
          samples.other("3", .ignored(.bounce)), samples.other("4", .quarantined(.noText)),
        ], from: "inlamning", at: Position(rawValue: "4"))
      let mailbox = SourceStatus(
        name: "uppsala-mots", kind: .mailbox, state: .waiting, lastSuccess: SampleEntries.start,
        oldestWaiting: SampleEntries.start, backlog: 3, error: "the connection was closed")
      try await store.report(mailbox)
      try await store.report(SourceStatus(name: "inlamning", kind: .drop, state: .starting))
      let drop = SourceStatus(name: "inlamning", kind: .drop, state: .idle)
      try await store.report(drop)

      let status = try await store.status()
      #expect(status.outcomes == ["stored": 1, "duplicate": 1, "ignored": 1, "quarantined": 1])
      #expect(status.notes == 1 && status.passages == 4)
      #expect(status.sources == [drop, mailbox])
      #expect(status.bytes > 0)
      // A report does not move the source.
      #expect(try await store.position(of: "inlamning")?.rawValue == "4")
    },
    Clause("one model is in use, the last that was activated") { store, samples async throws in
      #expect(try await store.activeModel() == nil)
      let first = StoredModel(
        version: "1", trainedAt: SampleEntries.start, bytes: [UInt8](repeating: 1, count: 10_000))
      let second = StoredModel(version: "2", trainedAt: SampleEntries.start.addingTimeInterval(1), bytes: [])
      for model in [first, second, first] {
        try await store.activate(model)
        #expect(try await store.activeModel() == model)
      }
    },
  ]

  static let searching: [Clause] = [
    Clause("forms of a Swedish word find each other, and the place is shown") { store, samples async throws in
      let text = "Det tar lång tid, sa hon. Handläggningstiden är för lång."
      let entry = samples.stored("1", [text, "Ett annat stycke om parkering."])
      try await store.commit(entry)
      for query in [
        "handläggningstid", "HANDLÄGGNINGSTIDERNA", "handläggningstidens", "handla\u{308}ggningstid",
      ] {
        let hits = try await store.search(query, limit: 10)
        #expect(hits.map(\.passage) == [entry.notes[0].passages[0]], "\(query)")
        let hit = try #require(hits.first)
        #expect(hit.note == entry.notes[0].id && hit.noteTitle == "Frukostmöte")
        #expect(hit.meetingDate == entry.notes[0].meetingDate)
        #expect(hit.matches.map { Self.text(of: $0, in: text) } == ["Handläggningstiden"])
      }
      #expect(try await store.search("handling", limit: 10).isEmpty)
    },
    Clause("words must all occur, quotation marks keep them together, an asterisk opens the end") {
      store, samples async throws in
      let texts = [
        "Snabba besked är bra besked.", "Bra och snabba svar ger besked.", "Besluten är svårbegripliga.",
      ]
      let entry = samples.stored("1", texts)
      try await store.commit(entry)
      func found(_ query: String) async throws -> [Int] {
        try await store.search(query, limit: 10).map(\.passage.ordinal).sorted()
      }
      #expect(try await found("besked snabb") == [1, 2])
      #expect(try await found("\"snabba besked\"") == [1])
      #expect(try await found("”snabb besked”") == [1])
      #expect(try await found("\"besked snabba\"") == [])
      #expect(try await found("svårbegripliga*") == [3])
      #expect(try await found("bes*") == [1, 2, 3])
      #expect(try await found("svårbegripl*") == [3])
      #expect(try await found("beskeden*") == [1, 2])
      #expect(try await found("besked saknas") == [])
      #expect(try await store.search("bes*", limit: 2).count == 2)
      #expect(try await store.search("bes*", limit: 0).isEmpty)
      let hit = try #require(try await store.search("\"snabba besked\" bra", limit: 1).first)
      #expect(hit.matches.map { Self.text(of: $0, in: texts[0]) } == ["Snabba besked", "bra"])
    },
    Clause("no query is an error") { store, samples async throws in
      try await store.commit(samples.stored("1", ["Frågan AND svaret, OR inte: NEAR(allt)."]))
      for query in [
        "", " ", "*", "\"", "\"\"", "a\" OR \"b", "AND", "NOT", "NEAR(", "text:svar", "-", "^svar",
        "svar + (", "'; --",
        "{text}: svar", "\u{0}", "*svar", "sv*r", "…", String(repeating: "ord ", count: 3000),
      ] {
        _ = try await store.search(query, limit: 10)
      }
      #expect(try await store.search("AND", limit: 10).count == 1)
      #expect(try await store.search("svaret, (OR)", limit: 10).count == 1)
      #expect(try await store.search("^svar", limit: 10).count == 1)
    },
    Clause("a note is found by its title, place and companies, after passages that say it themselves") {
      store, samples async throws in
      let first = samples.stored("1", ["Det är trångt."])
      let second = samples.stored("2", ["I Boländerna är det gott om plats."])
      try await store.commit(first, second)
      let hits = try await store.search("boländerna", limit: 10)
      #expect(hits.map(\.note) == [second.notes[0].id, first.notes[0].id])
      #expect(hits.map(\.matches.count) == [1, 0])
      #expect(try await store.search("exempelbageriet trångt", limit: 10).map(\.note) == [first.notes[0].id])
    },
    Clause("the index follows the commit, as much at a time as it is asked") { store, samples async throws in
      try await store.commit(samples.stored("1", SampleEntries.sentences(1, count: 5)))
      #expect(try await store.index(atMost: 0) == 0)
      #expect(try await store.index(atMost: 3) == 3)
      #expect(try await store.index(atMost: 3) == 2)
      #expect(try await store.index(atMost: 3) == 0)
      try await store.commit(samples.stored("2", SampleEntries.sentences(2, count: 1)))
      #expect(try await store.search("bygglov", limit: 100).count == 6)
      #expect(try await store.index(atMost: 3) == 0)
    },
  ]

  private static func text(of range: Range<Int>, in text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(range.lowerBound).prefix(range.count)))
  }
}
