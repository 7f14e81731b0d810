import Contracts
import Feedback
import Foundation
import GRDB
import Support
import Testing

@testable import Stores

@Suite struct StoreOpeningTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/lyssnad.db" }

  init() throws { folder = try TemporaryFolder() }

  private func failure(_ body: () throws -> Void) throws -> StoreError {
    try #require(#expect(throws: StoreError.self) { try body() })
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func aNewStoreIsItsOwnersAlone() async throws {
    let store = try SQLiteStore(path: path)
    _ = try await store.commit([SampleEntries().stored("1", SampleEntries.sentences(1))], from: "a", at: nil)
    for suffix in ["", "-wal", "-shm"] { #expect(try mode(path + suffix) == 0o600) }
  }

  @Test func aFolderIsMadeOnlyWhenAskedFor() throws {
    let path = "\(folder.path)/a/b/lyssnad.db"
    let error = try failure { _ = try SQLiteStore(path: path) }
    #expect(error.kind == .cannotOpen && error.description.contains("\(folder.path)/a/b"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/a"))
    _ = try SQLiteStore(path: path, access: .write(makingFolder: true))
    #expect(try mode("\(folder.path)/a/b") == 0o700)
  }

  @Test func aFolderIsNoStore() throws {
    let error = try failure { _ = try SQLiteStore(path: folder.path) }
    #expect(error.kind == .cannotOpen && error.description.contains("is a folder"))
  }

  @Test func aReaderMakesNothing() throws {
    let error = try failure { _ = try SQLiteStore(path: path, access: .read) }
    #expect(error.kind == .cannotOpen && error.description.contains("no store at \(path)"))
    #expect(!FileManager.default.fileExists(atPath: path))
    try folder.write("", to: "lyssnad.db")
    #expect(try failure { _ = try SQLiteStore(path: path, access: .read) }.description.contains("is empty"))
  }

  @Test func aReaderSeesWhatIsCommittedBesideIt() async throws {
    let writer = try SQLiteStore(path: path)
    let reader = try SQLiteStore(path: path, access: .read)
    let entry = SampleEntries().stored("1", SampleEntries.sentences(1))
    _ = try await writer.commit([entry], from: "a", at: nil)
    #expect(try await reader.status().outcomes["stored"] == 1)
    #expect(try await reader.search("bygglov", limit: 9).isEmpty)
    _ = try await writer.index(atMost: 100)
    #expect(try await reader.search("bygglov", limit: 9).count == 4)
    #expect(try await reader.inconsistencies().isEmpty)
    let error = await #expect(throws: StoreError.self) {
      try await reader.commit([entry], from: "a", at: nil)
    }
    #expect(error?.kind == .readOnly)
  }

  @Test func anotherProgramsDatabaseIsLeftAsItIs() throws {
    let other = try DatabaseQueue(path: path)
    try other.write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
    try other.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    for access in [SQLiteStore.Access.write(), .read] {
      let error = try failure { _ = try SQLiteStore(path: path, access: access) }
      #expect(error.kind == .notOurs && error.description.contains("another program"))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
  }

  @Test func aFileThatIsNoDatabaseIsLeftAsItIs() throws {
    let text = String(repeating: "Det här är en anteckning. ", count: 50)
    try folder.write(text, to: "lyssnad.db")
    let error = try failure { _ = try SQLiteStore(path: path) }
    #expect(error.kind == .notOurs)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func aLaterVersionsStoreIsRefused() async throws {
    let store = try SQLiteStore(path: path)
    try await store.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    try store.close()
    let error = try failure { _ = try SQLiteStore(path: path) }
    #expect(error.kind == .notOurs && error.description.contains("later version"))
  }

  @Test func aCommitWaitsForTheDiskAndAnAttemptDoesNot() async throws {
    let store = try SQLiteStore(path: path)
    let full = try await store.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    let relaxed = try await store.write(.relaxed) { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    let after = try await store.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect([full, relaxed, after] == [2, 1, 2])
    _ = await #expect(throws: StoreError.self) {
      try await store.write(.relaxed) { try $0.execute(sql: "INSERT INTO attempts VALUES ('a', 'b', 0)") }
    }
    #expect(try await store.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try await store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try await store.read { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") } == 1)
  }

  @Test func closingLeavesOneFile() async throws {
    let store = try SQLiteStore(path: path)
    let entry = SampleEntries().stored("1", SampleEntries.sentences(1))
    _ = try await store.commit([entry], from: "a", at: nil)
    _ = try await store.status()
    try store.close()
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    #expect((log?[.size] as? Int ?? 0) == 0)
    #expect(try await SQLiteStore(path: path).original(of: entry.id) == entry.original)
  }

  @Test func theLogStaysBounded() async throws {
    let store = try SQLiteStore(path: path)
    let samples = SampleEntries()
    var longest = 0
    for batch in 0..<40 {
      let entries = (0..<20).map { index in
        var entry = samples.stored("\(batch).\(index)", SampleEntries.sentences(batch * 20 + index))
        var noise = [UInt8]()
        noise.reserveCapacity(100_000)
        for _ in 0..<12_500 { withUnsafeBytes(of: samples.surroundings.random()) { noise += $0 } }
        entry.original = noise
        entry.sha256 = nil
        return entry
      }
      _ = try await store.commit(entries, from: "a", at: nil)
      let attributes = try FileManager.default.attributesOfItem(atPath: path + "-wal")
      longest = max(longest, attributes[.size] as? Int ?? 0)
    }
    // 80 MB went through it.
    #expect(longest < 32 << 20)
  }

  @Test(arguments: [
    ("sqlite:///var/lib/lyssnad/lyssnad.db", "/var/lib/lyssnad/lyssnad.db"),
    ("sqlite:///en%20mapp/%C3%A5.db", "/en mapp/å.db"),
  ])
  func aURLNamesAFile(_ url: String, _ path: String) throws {
    let location = try StoreLocation(url: url)
    #expect(location.path == path)
    #expect(location.description == url)
  }

  @Test(arguments: [
    "/var/lib/lyssnad.db", "postgresql://db.example/lyssnad", "sqlite://lyssnad.db", "sqlite:///",
    "sqlite:///a?mode=ro",
    "sqlite:///a%zz", "",
  ])
  func anotherURLDoesNot(_ url: String) throws {
    #expect(try failure { _ = try StoreLocation(url: url) }.kind == .cannotOpen)
  }
}
