import Contracts
import Feedback
import GRDB
import Testing

@testable import Stores

/// Each invariant is broken by hand, and must be named.
@Suite struct InconsistencyTests {
  private let samples = SampleEntries()

  /// A sound store with two stored messages, a duplicate and a quarantined one.
  private func store() async throws -> SQLiteStore {
    let store = try SQLiteStore.inMemory()
    let entries = [
      samples.stored("1", SampleEntries.sentences(1), SampleEntries.sentences(2)),
      samples.stored("2", SampleEntries.sentences(3)),
      samples.stored("3", SampleEntries.sentences(3), bytes: "y"), samples.other("4", .quarantined(.noText)),
    ]
    _ = try await store.commit(entries, from: "inlamning", at: nil)
    #expect(try await store.inconsistencies().isEmpty)
    return store
  }

  private static let breakages: [(String, String, String)] = [
    ("outcome", "UPDATE messages SET reason = NULL WHERE key = '4'", "quarantined"),
    ("outcome", "UPDATE messages SET outcome = 'lost' WHERE key = '1'", "lost"),
    (
      "bytes", "UPDATE originals SET bytes = x'00', size = 1, encoding = 'identity' WHERE number = 1",
      "SHA-256"
    ),
    ("bytes", "UPDATE originals SET encoding = 'identity' WHERE number = 1", "unpacked"),
    ("bytes", "UPDATE messages SET sha256 = zeroblob(32) WHERE key = '1'", "SHA-256"),
    ("bytes", "DELETE FROM originals WHERE number = 1", "they are not"),
    ("notes", "DELETE FROM message_notes WHERE message = 2", "belongs to 0 notes"),
    ("notes", "INSERT INTO message_notes VALUES (4, 1, 0)", "quarantined and belongs to 1"),
    ("passages", "UPDATE passages SET ordinal = 9 WHERE number = 2", "goes from passage"),
    ("passages", "UPDATE passages SET text = text || ' mer' WHERE number = 2", "not the text"),
    ("passages", "UPDATE passages SET range_end = range_end + 1000 WHERE number = 4", "does not lie"),
    ("passages", "UPDATE passages SET part = '7' WHERE number = 4", "part 7"),
    ("passages", "UPDATE parts SET text = zeroblob(9) WHERE number = 1", "does not lie"),
    (
      "evidence", "UPDATE tags SET evidence = '[[0,9999]]' WHERE passage = 2 AND position = 0",
      "fast_decisions"
    ),
    ("evidence", "UPDATE tags SET evidence = 'nej' WHERE passage = 2 AND position = 0", "fast_decisions"),
    (
      "fingerprint",
      "DROP INDEX notes_in_force; UPDATE notes SET fingerprint = (SELECT fingerprint FROM notes WHERE number = 1)",
      "same fingerprint"
    ),
    ("keys", "DELETE FROM latest_passage_keys WHERE note = 2", "have no key"),
    ("keys", "INSERT INTO passage_keys VALUES (1, 4711)", "that are gone"),
    ("attempts", "INSERT INTO attempts VALUES ('inlamning', '1', 1)", "still counts"),
    ("references", "UPDATE tags SET passage = 4711 WHERE passage = 2", "tags"),
    ("references", "DELETE FROM notes WHERE number = 3", "notes"),
  ]

  @Test(arguments: breakages)
  func aBrokenInvariantIsNamed(_ invariant: String, _ sql: String, _ words: String) async throws {
    let store = try await store()
    try await store.database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
      try db.execute(sql: sql)
    }
    let found = try await store.inconsistencies()
    #expect(found.contains { $0.invariant == invariant && $0.detail.contains(words) }, "\(found)")
  }

  @Test func anIndexThatDisagreesWithItsTableIsNamed() async throws {
    let store = try await store()
    try await store.database.writeWithoutTransaction { db in
      try db.execute(
        sql: """
          PRAGMA writable_schema = ON;
          UPDATE sqlite_master SET sql = replace(sql, 'sha256)', 'outcome)') WHERE name = 'messages_by_sha256';
          PRAGMA writable_schema = RESET;
          """)
    }
    #expect(try await store.inconsistencies().contains { $0.invariant == "references" })
  }

  @Test func whatCameFromRecordsIsNotAskedForItsBytesAndTexts() async throws {
    let store = try SQLiteStore.inMemory()
    let entry = samples.stored("1", SampleEntries.sentences(1))
    _ = try await store.commit([try Entry(record: .init(entry.record.line.utf8))], from: "inlamning", at: nil)
    #expect(try await store.inconsistencies().isEmpty)
    // But it is, for what a record does hold.
    try await store.write { try $0.execute(sql: "UPDATE tags SET evidence = '[[0,9999]]'") }
    #expect(try await store.inconsistencies().map(\.invariant).contains("evidence"))
  }

  @Test func theListIsBounded() async throws {
    let store = try SQLiteStore.inMemory()
    let entries = (0..<300).map { samples.stored("\($0)", SampleEntries.sentences($0)) }
    _ = try await store.commit(entries, from: "inlamning", at: nil)
    try await store.write { try $0.execute(sql: "UPDATE passages SET text = text || '!'") }
    let found = try await store.inconsistencies()
    #expect(found.count == Consistency.most)
    #expect(found.last?.detail.contains("more") == true)
  }
}
