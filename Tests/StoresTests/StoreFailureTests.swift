import Contracts
import Feedback
import Foundation
import GRDB
import Support
import Testing

@testable import Stores

/// What happens when the disk, the file or another process does not play along.
@Suite struct StoreFailureTests {
  private let samples = SampleEntries()

  /// Entries that take more room than a small disk has.
  private func many(_ start: Int = 0) -> [Entry] {
    (start..<(start + 40)).map { number in
      var noise = [UInt8]()
      for _ in 0..<30_000 { noise.append(UInt8(truncatingIfNeeded: samples.surroundings.random())) }
      var entry = samples.stored("\(number)", SampleEntries.sentences(number))
      entry.original = noise
      entry.sha256 = Digest(of: noise)
      return entry
    }
  }

  private func failure(_ body: () async throws -> Void) async throws -> StoreError {
    let error = await #expect(throws: StoreError.self) { try await body() }
    return try #require(error)
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "mounting a tmpfs takes root"))
  func aFullDiskIsSaidAndPassesWhenThereIsRoom() async throws {
    let disk = try SmallDisk(megabytes: 8)
    let store = try SQLiteStore(path: "\(disk.path)/lyssnad.db")
    let first = samples.stored("first", SampleEntries.sentences(100))
    _ = try await store.commit([first], from: "inlamning", at: Position(rawValue: "1"))
    let ballast = try disk.fill()
    let entries = many()
    let error = try await failure {
      _ = try await store.commit(entries, from: "inlamning", at: Position(rawValue: "2"))
    }
    #expect(error.kind == .full && error.isTemporary)
    #expect(error.description.contains(disk.path) && error.description.contains("make room"))
    // Nothing of the batch, and reading goes on.
    #expect(try await store.position(of: "inlamning")?.rawValue == "1")
    #expect(try await store.status().outcomes["stored"] == 1)
    #expect(try await store.original(of: first.id) == first.original)

    try FileManager.default.removeItem(at: ballast)
    let results = try await store.commit(entries, from: "inlamning", at: Position(rawValue: "2"))
    #expect(results.allSatisfy { $0.outcome == .stored && $0.isNew })
    #expect(try await store.inconsistencies().isEmpty)
  }

  @Test func aDatabaseThatMayNotGrowIsFullAndGoesOnWhenItMay() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: "\(folder.path)/lyssnad.db")
    try await store.database.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      try db.execute(sql: "PRAGMA max_page_count = \(pages + 10)")
    }
    let entries = many()
    for _ in 1...2 {
      let error = try await failure { _ = try await store.commit(entries, from: "inlamning", at: nil) }
      #expect(error.kind == .full)
    }
    try await store.database.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA max_page_count = 1000000")
    }
    #expect(
      try await store.commit(entries, from: "inlamning", at: nil).map(\.outcome) == entries.map(\.outcome))
    #expect(try await store.inconsistencies().isEmpty)
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "mounting a tmpfs takes root"))
  func aDiskThatTurnsReadOnlyIsSaid() async throws {
    let disk = try SmallDisk(megabytes: 8)
    let path = "\(disk.path)/lyssnad.db"
    try SQLiteStore(path: path).close()
    try disk.makeReadOnly()
    let error = try await failure { _ = try SQLiteStore(path: path) }
    #expect(error.kind == .readOnly)
    #expect(error.description.contains(path))
  }

  @Test func aFileThatMayNotBeWrittenIsReadOnly() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: "\(folder.path)/lyssnad.db")
    try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = ON") }
    let entry = samples.stored("1", SampleEntries.sentences(1))
    let error = try await failure { _ = try await store.commit([entry], from: "inlamning", at: nil) }
    #expect(error.kind == .readOnly && error.isTemporary)
    try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = OFF") }
    #expect(try await store.commit([entry], from: "inlamning", at: nil).map(\.isNew) == [true])
  }

  @Test func anotherProcessThatHoldsTheDatabaseMakesItBusyForAWhile() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/lyssnad.db"
    let store = try SQLiteStore(path: path)
    try await store.database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 50") }
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let entry = samples.stored("1", SampleEntries.sentences(1))
    let error = try await failure { _ = try await store.commit([entry], from: "inlamning", at: nil) }
    #expect(error.kind == .busy && error.isTemporary)
    // Whoever only reads is not held up, and search makes do with what is indexed.
    #expect(try await store.status().outcomes["stored"] == 0)
    #expect(try await store.search("bygglov", limit: 5).isEmpty)
    try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    #expect(try await store.commit([entry], from: "inlamning", at: nil).map(\.isNew) == [true])
  }

  @Test func aDamagedFileIsCorrupt() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/lyssnad.db"
    let store = try SQLiteStore(path: path)
    _ = try await store.commit(many(), from: "inlamning", at: nil)
    try store.close()
    // The header and the schema stay; the rest of the pages are overwritten.
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    let end = try file.seekToEnd()
    let start = end / 4
    try file.seek(toOffset: start)
    try file.write(contentsOf: Data(repeating: 0xA5, count: Int(end - start)))
    try file.close()

    let error = try await failure {
      let damaged = try SQLiteStore(path: path)
      var cursor: ULID?
      repeat {
        cursor = try await damaged.entries(after: cursor, since: nil, note: nil, limit: 10).last?.id
      } while cursor != nil
    }
    #expect(error.kind == .corrupt && !error.isTemporary)
    #expect(error.description.contains("restore"))
  }

  @Test func aValueThatWasNeverWrittenIsDamageToo() async throws {
    let store = try SQLiteStore.inMemory()
    let entry = samples.stored("1", SampleEntries.sentences(1))
    _ = try await store.commit([entry], from: "inlamning", at: nil)
    for sql in [
      "UPDATE tags SET evidence = '[[7,'", "UPDATE notes SET segments = '{}'",
      "UPDATE parts SET text = x'00'",
      "UPDATE messages SET attachments = '[[1]]'",
    ] {
      try await store.write { try $0.execute(sql: sql) }
      let error = try await failure { _ = try await store.entry(entry.id) }
      #expect(error.kind == .corrupt, "\(sql)")
    }
  }

  @Test func aStoreThatIsClosedFailsAndDoesNotCrash() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: "\(folder.path)/lyssnad.db")
    try store.close()
    let error = try await failure { _ = try await store.status() }
    #expect(error.kind == .fault)
  }
}
