import Contracts
import Feedback
import Foundation
import Stores
import Testing

/// What is written out of one store and read into another is written out the same.
@Suite struct ExportImportTests {
  private let samples = SampleEntries()

  private func lines(of store: SQLiteStore) async throws -> [String] {
    var lines = [String]()
    var cursor: ULID?
    while true {
      let page = try await store.entries(after: cursor, since: nil, note: nil, limit: 3)
      guard let last = page.last else { return lines }
      lines += page.map(\.record.line)
      cursor = last.id
    }
  }

  /// A store with a message of each kind, and one that was released into being a duplicate of a later one.
  private func full() async throws -> SQLiteStore {
    let store = try SQLiteStore.inMemory()
    let early = samples.other("0", .quarantined(.extractionFailed))
    let entries = [
      early, samples.stored("1", SampleEntries.sentences(1), SampleEntries.sentences(2)),
      samples.stored("2", SampleEntries.sentences(3), bytes: "x"),
      samples.stored("3", SampleEntries.sentences(9), bytes: "x"),
      samples.stored("4", SampleEntries.sentences(3), reporters: ["bo@ort.example", "cecilia@ort.example"]),
      samples.stored("5", SampleEntries.sentences(4), SampleEntries.sentences(1)),
      samples.other("6", .ignored(.autoReply)), samples.other("7", .quarantined(.senderNotAllowed)),
    ]
    _ = try await store.commit(entries, from: "inlamning", at: nil)
    var released = samples.stored(
      "0", SampleEntries.sentences(3), bytes: "z", reporters: ["david@ort.example"])
    released.id = early.id
    #expect(
      try await store.release(released, by: "drift", at: SampleEntries.start)?.outcome
        == .duplicate(.sameNote))
    var corrected = samples.stored("8", SampleEntries.sentences(5))
    corrected.notes[0].revises = entries[1].notes[0].id
    _ = try await store.commit([corrected], from: "inlamning", at: nil)
    return store
  }

  @Test(arguments: [1, 2, 100]) func isTheSameLineByLine(_ batch: Int) async throws {
    let written = try await lines(of: full())
    #expect(written.count == 9)
    let store = try SQLiteStore.inMemory()
    for start in stride(from: 0, to: written.count, by: batch) {
      let entries = try written[start..<min(start + batch, written.count)].map {
        try Entry(record: Data($0.utf8))
      }
      #expect(try await store.commit(entries, from: "inlamning", at: nil).allSatisfy { $0.isNew })
    }
    #expect(try await lines(of: store) == written)
    #expect(try await store.inconsistencies().isEmpty)
    #expect(try await store.status().notes == full().status().notes)
  }

  @Test func readIntoTheStoreItCameFromItChangesNothing() async throws {
    let store = try await full()
    let written = try await lines(of: store)
    let before = try await store.status()
    for line in written {
      #expect(
        try await store.commit([Entry(record: Data(line.utf8))], from: "inlamning", at: nil).map(\.isNew) == [
          false
        ])
    }
    #expect(try await lines(of: store) == written)
    #expect(try await store.status().outcomes == before.outcomes)
  }
}
