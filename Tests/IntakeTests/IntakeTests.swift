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
}
