import Feedback
import Foundation
import Intake
import Stores
import Support
import Testing

@Suite struct IntakeTests {
  static let note = """
    From: Karin <karin@uppsala.example>
    Subject: Besök
    Date: Thu, 13 Mar 2025 09:02:09 +0100

    Företaget väntade fjorton veckor på sitt bygglov och fick aldrig veta varför.
    """

  private func intake(
    _ store: any FeedbackStore, _ log: CollectedEvents, reader: Reader = .test()
  ) -> Intake {
    Intake(
      store: store, reader: reader, log: log, surroundings: reader.surroundings,
      pulse: Pulse(now: { Date() }), width: 2)
  }

  @Test func aMailBecomesAnEntryWithItsNoteTagged() async throws {
    let store = try SQLiteStore.inMemory()
    let log = CollectedEvents()
    let source = GivenSource([[.mail("a.eml", Self.note)]])
    try await intake(store, log).takeIn(from: source, under: SourcePolicy(trust: .folder))

    let entry = try #require(try await store.entries(after: nil, since: nil, note: nil, limit: 10).first)
    #expect(entry.outcome == .stored)
    let note = try #require(entry.notes.first)
    #expect(note.reporters == ["karin@uppsala.example"])
    #expect(note.serviceArea == "bygglov")
    let passage = try #require(note.passages.first)
    #expect(passage.tags.first?.theme == .fastDecisions)
    #expect(passage.tags.first?.model == "test.1")
    #expect(try await store.original(of: entry.id) == Array(Self.note.utf8))
    #expect(source.settled.map(\.outcome) == [.stored])
    #expect(log.named(.messageStored).first?.message == entry.id)
    #expect(try await store.inconsistencies() == [])
  }

  @Test func acknowledgedOnlyAfterTheCommit() async throws {
    let store = FailingStore(
      base: try SQLiteStore.inMemory(), failures: .init([StoreError(.corrupt, "the database is damaged")]))
    let source = GivenSource([[.mail("a.eml", Self.note)]])
    await #expect(throws: StoreError.self) {
      try await intake(store, CollectedEvents()).takeIn(from: source, under: SourcePolicy(trust: .folder))
    }
    #expect(source.settled.isEmpty)
  }

  @Test func aBusyStoreIsWaitedForWithOneLine() async throws {
    let full = StoreError(.full, "no space left")
    let store = FailingStore(base: try SQLiteStore.inMemory(), failures: .init([full, full]))
    let log = CollectedEvents()
    let source = GivenSource([[.mail("a.eml", Self.note)]])
    try await intake(store, log).takeIn(from: source, under: SourcePolicy(trust: .folder))
    #expect(source.settled.map(\.outcome) == [.stored])
    #expect(log.named(.storeFailed).count == 1)
    #expect(log.named(.storeRecovered).count == 1)
  }

  @Test(arguments: [1, 2]) func aStoreThatStaysFullKeepsNobodyFromStopping(batches: Int) async throws {
    // It would work again after 7.5 seconds: a line that is held up by it fails here, and does not hang.
    let store = FailingStore(
      base: try SQLiteStore.inMemory(),
      failures: .init(Array(repeating: StoreError(.full, "no space left"), count: 4)))
    let log = CollectedEvents()
    let source = GivenSource(
      (0..<batches).map { [.mail("\($0).eml", Self.note.replacing("fjorton", with: "\(20 + $0)"))] },
      thenWaits: true)
    let line = Task { try await intake(store, log).takeIn(from: source, under: SourcePolicy(trust: .folder)) }
    while log.named(.storeFailed).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    try await Task.sleep(for: .milliseconds(100))
    line.cancel()
    await #expect(throws: CancellationError.self) { try await line.value }
    #expect(log.named(.storeRecovered).isEmpty)
    #expect(source.settled.isEmpty)
  }

  @Test func aLineThatHasTakenInAllIsIdle() async throws {
    let pulse = Pulse(now: { Date() })
    var intake = intake(try SQLiteStore.inMemory(), CollectedEvents())
    intake.pulse = pulse
    let source = GivenSource([[.mail("a.eml", Self.note)]], thenWaits: true)
    let line = Task { [intake] in try await intake.takeIn(from: source, under: SourcePolicy(trust: .folder)) }
    while source.settled.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    try await Task.sleep(for: .milliseconds(100))
    #expect(pulse.sources[source.name]?.state == .idle)
    #expect(pulse.stalled(longerThan: 0) == [])
    line.cancel()
    _ = try? await line.value
  }

  @Test func whatWasCommittedBeforeACrashIsOnlyAcknowledged() async throws {
    let store = try SQLiteStore.inMemory()
    let first = GivenSource([[.mail("a.eml", Self.note)]])
    try await intake(store, CollectedEvents()).takeIn(from: first, under: SourcePolicy(trust: .folder))
    // The process died before the file was moved: it is handed out again under its key.
    let log = CollectedEvents()
    let again = GivenSource([[.mail("a.eml", Self.note)]])
    try await intake(store, log).takeIn(from: again, under: SourcePolicy(trust: .folder))
    #expect(again.settled.map(\.outcome) == [.stored])
    #expect(log.named(.messageStored).isEmpty)
    #expect(try await store.status().notes == 1)
    #expect(try await store.entries(after: nil, since: nil, note: nil, limit: 10).count == 1)
  }

  @Test func whatKillsTheProcessIsQuarantinedAndItsNeighboursAreNot() async throws {
    let store = try SQLiteStore.inMemory()
    let keys = ["a.eml", "poison.eml", "b.eml"].map { ArrivalKey(rawValue: $0) }
    // Three processes died while these were read together or alone; only the poison was there each time.
    try await store.beginAttempt(at: keys, from: "given")
    for _ in 0..<2 { try await store.beginAttempt(at: [keys[1]], from: "given") }
    let source = GivenSource([
      [
        .mail("a.eml", Self.note), .mail("poison.eml", Self.note + "\nMed vänlig hälsning"),
        .mail("b.eml", Self.note.replacing("fjorton", with: "femton")),
      ]
    ])
    try await intake(store, CollectedEvents()).takeIn(from: source, under: SourcePolicy(trust: .folder))
    let outcomes = Dictionary(
      source.settled.map { ($0.arrival.path ?? "", $0.outcome) }, uniquingKeysWith: { a, _ in a })
    #expect(outcomes["a.eml"] == .stored)
    #expect(outcomes["b.eml"] == .stored)
    #expect(outcomes["poison.eml"] == .quarantined(.extractionFailed))
    #expect(try await store.standings(of: keys, from: "given").values.allSatisfy { $0.attempts == nil })
    #expect(try await store.inconsistencies() == [])
  }

  @Test func aFailureThatPassesIsTriedAgain() async throws {
    let documents = FailingDocuments(failures: 2)
    let store = try SQLiteStore.inMemory()
    let source = GivenSource([[.file("a.html", "<p>Företaget väntade elva veckor.</p>")]])
    try await intake(store, CollectedEvents(), reader: .test(documents: documents)).takeIn(
      from: source, under: SourcePolicy(trust: .folder, reporter: "registrator@uppsala.example"))
    #expect(documents.attempts == 3)
    #expect(source.settled.map(\.outcome) == [.stored])
    let entry = try #require(try await store.entries(after: nil, since: nil, note: nil, limit: 1).first)
    #expect(entry.notes.first?.reporters == ["registrator@uppsala.example"])
  }

  @Test func aFailureThatStaysEndsInQuarantineAndTheNextGoesOn() async throws {
    let store = try SQLiteStore.inMemory()
    let source = GivenSource([[.file("a.html", "<p>x</p>"), .mail("b.eml", Self.note)]])
    try await intake(store, CollectedEvents(), reader: .test(documents: FailingDocuments(failures: 1000)))
      .takeIn(
        from: source, under: SourcePolicy(trust: .folder))
    #expect(source.settled.map(\.outcome) == [.quarantined(.extractionFailed), .stored])
  }

  @Test func aFileInADropMayBeAsLargeAsAMessage() async throws {
    var reader = Reader.test()
    reader.limits.attachment = 100
    let source = GivenSource([
      [.file("a.txt", String(repeating: "Företaget väntade elva veckor på svar. ", count: 10))]
    ])
    try await intake(try SQLiteStore.inMemory(), CollectedEvents(), reader: reader)
      .takeIn(from: source, under: SourcePolicy(trust: .folder))
    #expect(source.settled.map(\.outcome) == [.stored])
  }

  @Test func longWordsAboveManyMessagesAreJudgedOnce() async throws {
    let paragraphs = 2000
    let words = (0..<paragraphs).map {
      "Företag \($0) väntade fjorton veckor på sitt bygglov utan att få svar."
    }
    let inner = (0..<40).map {
      "--b\nContent-Type: message/rfc822\n\n" + Self.note.replacing("fjorton", with: "\($0 + 20)") + "\n"
    }
    let mail = """
      From: karin@uppsala.example
      Subject: Flera
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain; charset=utf-8

      \(words.joined(separator: "\n\n"))
      \(inner.joined())--b--

      """
    var reader = Reader.test()
    let tagger = CountingTagger()
    reader.tagger = tagger
    let source = GivenSource([[.mail("a.eml", mail)]])
    try await intake(try SQLiteStore.inMemory(), CollectedEvents(), reader: reader)
      .takeIn(from: source, under: SourcePolicy(trust: .folder))
    #expect(source.settled.map(\.outcome) == [.stored])
    #expect((paragraphs..<paragraphs * 2).contains(tagger.judged))
  }

  @Test func manyBatchesKeepTheirOrder() async throws {
    let store = try SQLiteStore.inMemory()
    let batches = (0..<10).map { batch in
      (0..<7).map {
        Arrival.mail("\(batch)-\($0).eml", Self.note.replacing("fjorton", with: "\(batch * 7 + $0 + 20)"))
      }
    }
    let source = GivenSource(batches)
    try await intake(store, CollectedEvents()).takeIn(from: source, under: SourcePolicy(trust: .folder))
    #expect(source.settled.map { $0.arrival.path } == batches.flatMap { $0 }.map(\.path))
    #expect(try await store.status().notes == 70)
  }

  /// A mailbox's position must not pass what was set aside to be read last.
  @Test func thePositionPassesABatchOnlyWithAllOfIt() async throws {
    let base = try SQLiteStore.inMemory()
    let store = FailingStore(
      base: base, failures: .init([nil, StoreError(.corrupt, "the database is damaged")]))
    var suspect = Arrival.mail("1", Self.note)
    suspect.position = Position(rawValue: "7:1")
    var fresh = Arrival.mail("2", Self.note.replacing("fjorton", with: "femton"))
    fresh.position = Position(rawValue: "7:2")
    try await base.beginAttempt(at: [suspect.key], from: "given")
    await #expect(throws: StoreError.self) {
      try await intake(store, CollectedEvents()).takeIn(
        from: GivenSource([[suspect, fresh]]), under: SourcePolicy(trust: .folder))
    }
    #expect(try await base.entries(after: nil, since: nil, note: nil, limit: 9).map(\.key) == [fresh.key])
    #expect(try await base.position(of: "given") == nil)
    // The next process: the one is only acknowledged, the other read, and then the position passes both.
    let again = GivenSource([[suspect, fresh]])
    try await intake(base, CollectedEvents()).takeIn(from: again, under: SourcePolicy(trust: .folder))
    #expect(Set(again.settled.map(\.arrival.key)) == [suspect.key, fresh.key])
    #expect(try await base.position(of: "given") == fresh.position)
  }
}
