import Feedback
import Foundation
import Support
import Testing

@testable import Stores

/// A store that the first complete version made, opened by this one.
@Suite struct UpgradeTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/lyssnad.db" }
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      try Data(contentsOf: Self.fixtures.appendingPathComponent("schema1.db")), to: "lyssnad.db")
  }

  /// Every record, in order, as this version exports it.
  private func records(_ store: SQLiteStore) async throws -> [JSON] {
    var records = [JSON]()
    var cursor: ULID?
    while true {
      let page = try await store.entries(after: cursor, since: nil, note: nil, limit: 5)
      guard let last = page.last else { return records }
      cursor = last.id
      records += page.map(\.record)
    }
  }

  @Test func everythingIsThereAsTheEarlierVersionExportedIt() async throws {
    let store = try SQLiteStore(path: path)
    #expect(store.migratedFrom == 1)
    #expect(try await store.status().schema == Schema.current)
    #expect(try await store.inconsistencies() == [])
    let text = try String(
      contentsOf: Self.fixtures.appendingPathComponent("schema1.jsonl"), encoding: .utf8)
    let exported = text.split(separator: "\n").map(String.init)
    #expect(exported.count == 17)
    #expect(try await records(store).map(\.line) == exported)

    // The bytes as received, under the digest that the record names.
    for entry in try await store.entries(after: nil, since: nil, note: nil, limit: 100) {
      guard let original = try await store.original(of: entry.id) else { continue }
      #expect(Digest(of: original) == entry.sha256)
    }
    #expect(try await !store.search("handläggningstid", limit: 50).isEmpty)
    try store.close()
    #expect(try SQLiteStore(path: path).migratedFrom == nil)
  }

  /// What is taken in afterwards meets what was there before: the same bytes are known.
  @Test func aMessageFromBeforeIsKnownAfterwards() async throws {
    let store = try SQLiteStore(path: path)
    let entries = try await store.entries(after: nil, since: nil, note: nil, limit: 100)
    var known = try #require(entries.first { $0.outcome == .stored })
    let again = try await store.commit([known], from: known.source, at: nil)
    #expect(again.map(\.isNew) == [false])
    known.key = ArrivalKey(rawValue: "elsewhere")
    known.id = Surroundings.system.identifier()
    known.original = try await store.original(of: entries[0].id)
    let copy = try await store.commit([known], from: "annan", at: nil)
    #expect(copy.first?.outcome == .duplicate(.sameMessage))
    #expect(try await store.inconsistencies() == [])
  }

  /// The keys of passages, which the earlier version did not have, are made of what is there.
  @Test func aCorrectedVersionFindsTheNoteFromBefore() async throws {
    let store = try SQLiteStore(path: path)
    let entries = try await store.entries(after: nil, since: nil, note: nil, limit: 100)
    var corrected = try #require(
      entries.first { $0.outcome == .stored && $0.notes.count == 1 && $0.notes[0].passages.count > 2 })
    let earlier = corrected.notes[0]
    corrected.id = Surroundings.system.identifier()
    corrected.key = ArrivalKey(rawValue: "rättad")
    corrected.sha256 = nil
    corrected.notes[0].id = Surroundings.system.identifier()
    for index in corrected.notes[0].passages.indices {
      corrected.notes[0].passages[index].id = Surroundings.system.identifier()
    }
    corrected.notes[0].fingerprint = Digest(of: [1])
    let results = try await store.commit([corrected], from: corrected.source, at: nil)
    #expect(results.map(\.isRevision) == [true])
    #expect(try await store.entry(corrected.id)?.notes.map(\.revises) == [earlier.id])
  }

  @Test func aReaderDoesNotChangeIt() throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path, access: .read) }
    #expect(error?.description.contains("schema 1") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }
}
