import Contracts
import Feedback
import GRDB
import Testing

@testable import Stores

@Suite struct PassageKeysTests {
  private let samples = SampleEntries()

  private func rows(_ store: SQLiteStore, _ table: String) async throws -> Int {
    try await store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
  }

  /// The keys of the first notes are moved meanwhile into the large table, and are found there as in the small one.
  @Test func aCorrectedVersionIsFoundAmongTheLatestAndTheEarlier() async throws {
    let store = try SQLiteStore.inMemory()
    let entries = (1...600).map { samples.stored("\($0)", SampleEntries.sentences($0)) }
    for start in stride(from: 0, to: entries.count, by: 100) {
      _ = try await store.commit(Array(entries[start..<start + 100]), from: "inlamning", at: nil)
    }
    #expect(try await rows(store, "passage_keys") == 512 * 4)
    #expect(try await rows(store, "latest_passage_keys") == 88 * 4)
    for number in [1, 512, 513, 600] {
      var said = SampleEntries.sentences(number)
      said[0] = said[0].replacing("punkt 1", with: "punkt ett")
      let corrected = samples.stored("rättad \(number)", said)
      #expect(try await store.commit([corrected], from: "annan", at: nil).map(\.isRevision) == [true])
      #expect(
        try await store.entry(corrected.id)?.notes.map(\.revises) == [entries[number - 1].notes[0].id])
    }
    #expect(try await store.inconsistencies() == [])
  }

  /// What everybody writes does not make each look as long as the store.
  @Test func ofManyNotesWithOnePassageTheLatestAreNamed() async throws {
    let store = try SQLiteStore.inMemory()
    let found = try await store.write { db in
      for table in ["passage_keys", "latest_passage_keys"] {
        try db.execute(
          sql: """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
            INSERT INTO \(table) SELECT \(PassageKeys.function)('Inget att tillägga.'),
              i + \(table == "passage_keys" ? 0 : 95) FROM n
            """)
      }
      try db.execute(sql: "DELETE FROM latest_passage_keys WHERE note > 100")
      return try PassageKeys(db).notes(with: "Inget att tillägga.")
    }
    #expect(found == [100, 99, 98, 97, 96, 95, 94, 93])
  }

  @Test func aNoteThatIsReadAgainIsFoundByWhatItSaysNow() async throws {
    let store = try SQLiteStore.inMemory()
    let entry = samples.stored("1", SampleEntries.sentences(1))
    _ = try await store.commit([entry], from: "inlamning", at: nil)
    let other = samples.note(["Kranbilen fick parkera.", SampleEntries.sentences(1)[2]], title: "Rättad")
    var note = other.note
    note.id = entry.notes[0].id
    note.passages[1].id = entry.notes[0].passages[2].id
    let result = try await store.replace(
      ReplayedNote(note: note, parts: [other.part]), at: SampleEntries.start,
      knowing: store.correctionsRevision(), isTrial: false)
    #expect(result == .done)
    let found = try await store.write { db in
      let keys = try PassageKeys(db)
      return try (SampleEntries.sentences(1) + ["Kranbilen fick parkera."]).map { try keys.notes(with: $0) }
    }
    #expect(found == [[], [], [1], [], [1]])
    #expect(try await store.inconsistencies() == [])
  }

  /// The key is stored: it may never change.
  @Test func aKeyIsTheSameOnAnyMachine() throws {
    let keys = ["", "Det tog för lång tid."].map { text in
      var text = text
      return text.withUTF8 { PassageKeys.key(of: $0) }
    }
    #expect(keys == [-948_910_317, -1_317_895_989])
  }
}
