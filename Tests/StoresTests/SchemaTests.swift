import Contracts
import Feedback
import GRDB
import Testing

@testable import Stores

@Suite struct SchemaTests {
  private func columns(_ sql: String) async throws -> [String] {
    try await SQLiteStore.inMemory().read { try String.fetchAll($0, sql: sql) }
  }

  @Test func everyForeignKeyHasAnIndexOnTheReferringSide() async throws {
    let bare = try await columns(
      """
      SELECT tables.name || '.' || keys."from" FROM sqlite_master AS tables
      JOIN pragma_foreign_key_list(tables.name) AS keys
      WHERE tables.type = 'table' AND NOT EXISTS (
        SELECT 1 FROM pragma_index_list(tables.name) AS indexes JOIN pragma_index_info(indexes.name) AS columns
        WHERE columns.seqno = 0 AND columns.name = keys."from")
      AND NOT EXISTS (
        SELECT 1 FROM pragma_table_info(tables.name) AS columns WHERE columns.name = keys."from" AND columns.pk = 1)
      """)
    #expect(bare.isEmpty)
  }

  @Test func everyTableOfOursIsStrict() async throws {
    let lax = try await columns(
      """
      SELECT name FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
      """)
    #expect(lax.isEmpty)
  }

  @Test func theTablesOfLaterWorkAreThere() async throws {
    let tables = try await columns("SELECT name FROM sqlite_master WHERE type = 'table'")
    for name in [
      "corrections", "revisions", "activities", "activity_passages", "nki_figures", "outbox", "audit",
      "tombstones",
      "holds", "models",
    ] {
      #expect(tables.contains(name))
    }
  }

  @Test(arguments: [
    ("'stored'", "'no_text'"), ("'stored'", "''"), ("'duplicate'", "NULL"), ("'ignored'", "'same_note'"),
    ("'quarantined'", "'bounce'"), ("'lost'", "NULL"),
  ])
  func anOutcomeAndAReasonThatDoNotFitAreRefused(_ outcome: String, _ reason: String) async throws {
    let store = try SQLiteStore.inMemory()
    await #expect(throws: StoreError.self) {
      try await store.write { db in
        try db.execute(
          sql: """
            INSERT INTO messages (id, source, key, received_at, outcome, reason, size, warnings, attachments, imported)
            VALUES (zeroblob(16), 's', 'k', 0, \(outcome), \(reason), 0, '[]', '[]', 0)
            """)
      }
    }
  }

  /// Each note that comes in looks up twelve of its passages: a look that read the whole table, or sorted all notes that
  /// have a passage, would make intake slower with each note stored.
  @Test(arguments: ["latest_passage_keys", "passage_keys"])
  func aPassageIsLookedUpWithoutReadingAllOthers(_ table: String) async throws {
    let plan = try await SQLiteStore.inMemory().read { db in
      try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(PassageKeys.notes(in: table))", arguments: [1])
        .map { $0["detail"] as String }
    }
    #expect(plan == ["SEARCH \(table) USING PRIMARY KEY (key=?)"])
  }

  @Test func theNumberCountsMigrations() async throws {
    #expect(try await SQLiteStore.inMemory().status().schema == Schema.current)
    #expect(Schema.current == 4)
  }

  @Test func theSearchIndexAgreesWithWhatItIndexes() async throws {
    let store = try SQLiteStore.inMemory()
    let samples = SampleEntries()
    let entries = (0..<20).map { samples.stored("\($0)", SampleEntries.sentences($0)) }
    _ = try await store.commit(entries, from: "a", at: nil)
    while try await store.index(atMost: 7) > 0 {}
    // As after a change of the tokenizer.
    for command in ["'integrity-check', 1", "'rebuild', NULL", "'integrity-check', 1"] {
      try await store.write {
        try $0.execute(sql: "INSERT INTO passage_index (passage_index, rank) VALUES (\(command))")
      }
    }
    #expect(try await store.search("handläggningstid", limit: 500).count == 80)
  }
}
