import Support
import Feedback
import Foundation
import Testing

extension FeedbackStoreContract {
  static let commits: [Clause] = [
    Clause("a source has no position before its first commit, and then the last one it was given") {
      store, samples async throws in
      #expect(try await store.position(of: "inlamning") == nil)
      _ = try await store.commit(
        [samples.stored("1", SampleEntries.sentences(1))], from: "inlamning", at: Position(rawValue: "a"))
      #expect(try await store.position(of: "inlamning")?.rawValue == "a")
      _ = try await store.commit([], from: "inlamning", at: Position(rawValue: "b"))
      try await store.commit(samples.stored("2", SampleEntries.sentences(2)))
      #expect(try await store.position(of: "inlamning")?.rawValue == "b")
      #expect(try await store.position(of: "annan") == nil)
    },
    Clause("a stored message is given back as it was, and its bytes too") { store, samples async throws in
      let entry = samples.stored("1", SampleEntries.sentences(1), SampleEntries.sentences(2))
      let results = try await store.commit(entry)
      #expect(
        results == [
          CommitResult(message: entry.id, outcome: .stored, notes: entry.notes.map(\.id), isNew: true)
        ])
      #expect(try await store.entry(entry.id) == entry.withoutBytes)
      #expect(try await store.original(of: entry.id) == entry.original)
      #expect(try await store.entry(samples.surroundings.identifier()) == nil)
      #expect(try await store.original(of: samples.surroundings.identifier()) == nil)
    },
    Clause("what is unknown or empty stays so") { store, samples async throws in
      var entry = samples.stored("1", ["En rad."])
      entry.path = nil
      entry.messageID = nil
      entry.warnings = []
      entry.attachments = [Attachment(name: nil, type: "", outcome: .logo, characters: 0)]
      entry.original = nil
      entry.notes[0].title = nil
      entry.notes[0].meetingDate = nil
      entry.notes[0].place = nil
      entry.notes[0].reporters = []
      entry.notes[0].origin = nil
      entry.notes[0].comment = nil
      entry.notes[0].companies = []
      try await store.commit(entry)
      #expect(try await store.entry(entry.id) == entry)
      #expect(try await store.original(of: entry.id) == nil)
    },
    Clause(
      "texts of every kind come back: quotes, marks, other scripts, and offsets stay right beside U+0000"
    ) {
      store, samples async throws in
      let texts = [
        #"Han sa "nej"; DROP TABLE notes --"#, "a\u{30A}r på o\u{308}n", "日本 👩‍👩‍👧 \u{1F1F8}\u{1F1EA}",
        "\\u0000 \u{1}",
      ]
      let entry = samples.stored("1", texts)
      try await store.commit(entry)
      #expect(try await store.entry(entry.id) == entry.withoutBytes)

      let odd = samples.stored("2", ["före\u{0}efter och en rad till"])
      try await store.commit(odd)
      let back = try #require(try await store.entry(odd.id))
      #expect(
        back.notes[0].passages[0].text.unicodeScalars.elementsEqual(
          "före\u{FFFD}efter och en rad till".unicodeScalars))
      #expect(back.notes[0].passages[0].range == odd.notes[0].passages[0].range)
    },
    Clause("bytes that do not compress, many bytes and no bytes come back") { store, samples async throws in
      var noise = [UInt8]()
      for _ in 0..<40_000 { noise.append(UInt8(truncatingIfNeeded: samples.surroundings.random())) }
      for (index, bytes) in [noise, [UInt8](repeating: 7, count: 3_000_000), []].enumerated() {
        var entry = samples.stored("\(index)", SampleEntries.sentences(index))
        entry.original = bytes
        entry.sha256 = Digest(of: bytes)
        try await store.commit(entry)
        #expect(try await store.original(of: entry.id) == bytes)
      }
    },
    Clause("an arrival that is committed already is not written again") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1))
      let again = samples.stored("1", SampleEntries.sentences(2))
      try await store.commit(first)
      let results = try await store.commit(again)
      #expect(
        results == [
          CommitResult(message: first.id, outcome: .stored, notes: first.notes.map(\.id), isNew: false)
        ])
      #expect(try await store.all(limit: 2) == [first.withoutBytes])
    },
    Clause("the same key at another source is another arrival") { store, samples async throws in
      let first = samples.stored("1", from: "a", SampleEntries.sentences(1))
      let second = samples.stored("1", from: "b", SampleEntries.sentences(2))
      _ = try await store.commit([first], from: "a", at: nil)
      #expect(try await store.commit([second], from: "b", at: nil).map(\.isNew) == [true])
    },
    Clause("every outcome can be committed and comes back with its reason") { store, samples async throws in
      let outcomes =
        IgnoredReason.allCases.map(Outcome.ignored) + QuarantineReason.allCases.map(Outcome.quarantined)
      let entries = outcomes.enumerated().map { samples.other("\($0)", $1) }
      #expect(try await store.commit(entries, from: "inlamning", at: nil).map(\.outcome) == outcomes)
      #expect(try await store.all(limit: 7).map(\.outcome) == outcomes)
    },
    Clause("of mail refused for its sender or size the bytes are not kept") { store, samples async throws in
      for reason in QuarantineReason.allCases {
        let entry = samples.other(reason.rawValue, .quarantined(reason))
        try await store.commit(entry)
        #expect(try await store.original(of: entry.id) == (reason.keepsNoBytes ? nil : entry.original))
      }
    },
    Clause("an entry that cannot be held is set aside, and the rest of its batch goes on") {
      store, samples async throws in
      let good = samples.stored("1", SampleEntries.sentences(1))
      var badOrdinal = samples.stored("2", SampleEntries.sentences(2))
      badOrdinal.notes[0].passages[1].ordinal = 1
      var noNote = samples.stored("3", SampleEntries.sentences(3))
      noNote.notes = []
      var otherBytes = samples.stored("4", SampleEntries.sentences(4))
      otherBytes.sha256 = Digest(of: [1])
      var sameID = samples.stored("5", SampleEntries.sentences(5))
      sameID.id = good.id
      let last = samples.stored("6", SampleEntries.sentences(6))

      let results = try await store.commit(good, badOrdinal, noNote, otherBytes, sameID, last)
      let refused = Outcome.quarantined(.storeRefused)
      #expect(results.map(\.outcome) == [.stored, refused, refused, refused, refused, .stored])
      #expect(results.allSatisfy { $0.isNew })
      #expect(Set(results.map(\.message)).count == 6)
      #expect(try await store.entry(good.id) == good.withoutBytes)
      #expect(try await store.entry(last.id) == last.withoutBytes)
      let kept = try #require(try await store.entry(badOrdinal.id))
      #expect(kept.warnings.map(\.code) == ["store_refused"])
      #expect(kept.notes.isEmpty && kept.key == badOrdinal.key && kept.path == badOrdinal.path)
      #expect(try await store.original(of: badOrdinal.id) == badOrdinal.original)
      #expect(try await store.commit(badOrdinal).map(\.isNew) == [false])
    },
    Clause("a corrected version takes the place of the note that it revises") { store, samples async throws in
      let first = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(first)
      var corrected = samples.stored("2", SampleEntries.sentences(2))
      corrected.notes[0].revises = first.notes[0].id
      try await store.commit(corrected)
      #expect(try await store.entry(corrected.id) == corrected.withoutBytes)
      // The earlier text, sent again, is new: it is no longer in force.
      var back = samples.stored("3", SampleEntries.sentences(1), bytes: "tillbaka")
      back.notes[0].revises = corrected.notes[0].id
      #expect(try await store.commit(back).map(\.outcome) == [.stored])
      let hits = try await store.search("bygglov", limit: 50)
      #expect(Set(hits.map(\.note)) == [back.notes[0].id])
    },
    Clause(
      "a corrected version is linked by what it shares; a late copy of the earlier one is a duplicate of that"
    ) {
      store, samples async throws in
      let said = [
        "Wiklunds väntade fjorton veckor på startbesked för ett skärmtak.",
        "Växeln kopplar runt, och ingen kunde säga när det skulle bli klart.",
        "Tillsynen var snabb och inspektören tydlig med vad som gäller.",
      ]
      let first = samples.stored("1", said)
      #expect(try await store.commit(first).map(\.isRevision) == [false])
      let mended = samples.stored("2", [said[0].replacing("fjorton", with: "fyra"), said[1], said[2]])
      #expect(try await store.commit(mended).map(\.isRevision) == [true])
      #expect(try await store.entry(mended.id)?.notes.map(\.revises) == [first.notes[0].id])
      let late = samples.stored("3", said, bytes: "sent", reporters: ["bo@ort.example"])
      let result = try await store.commit(late)
      #expect(result.map(\.outcome) == [.duplicate(.sameNote)])
      #expect(result.map(\.notes) == [[first.notes[0].id]])
      // Two other notes that share a sentence are none of each other's.
      let other = samples.stored(
        "4", [said[2], "Avgiften för markupplåtelse höjdes utan att någon sade det i förväg."])
      #expect(try await store.commit(other).map(\.isRevision) == [false])
    },
  ]

  static let attempts: [Clause] = [
    Clause("attempts are counted until the commit, for each source and key apart") {
      store, samples async throws in
      let keys = ["1", "2"].map(ArrivalKey.init(rawValue:))
      #expect(try await store.standings(of: keys, from: "inlamning").isEmpty)
      try await store.beginAttempt(at: keys, from: "inlamning")
      try await store.beginAttempt(at: [keys[0]], from: "inlamning")
      try await store.beginAttempt(at: [], from: "inlamning")
      #expect(
        try await store.standings(of: keys, from: "inlamning") == [
          keys[0]: .attempted(2), keys[1]: .attempted(1),
        ])
      #expect(try await store.standings(of: keys, from: "annan").isEmpty)

      let entry = samples.other("1", .ignored(.bounce))
      try await store.commit(entry)
      #expect(
        try await store.standings(of: keys, from: "inlamning") == [
          keys[0]: .decided(.ignored(.bounce), entry.id), keys[1]: .attempted(1),
        ])
      // A source that offers it again counts nothing.
      try await store.beginAttempt(at: keys, from: "inlamning")
      #expect(
        try await store.standings(of: keys, from: "inlamning") == [
          keys[0]: .decided(.ignored(.bounce), entry.id), keys[1]: .attempted(2),
        ])
    }
  ]
}
