import Contracts
import Feedback
import Foundation
import GRDB
import Support
import Testing

@testable import Stores

@Suite struct BackupTests {
  private let folder: TemporaryFolder
  private let samples = SampleEntries()
  private var store: String { "\(folder.path)/lyssnad.db" }
  private var backup: String { "\(folder.path)/kopior/lyssnad.db" }
  private let now = Date(timeIntervalSince1970: 1_741_900_000)

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/kopior", withIntermediateDirectories: true)
  }

  private func commit(_ numbers: Range<Int>) async throws {
    let store = try SQLiteStore(path: store)
    let entries = numbers.map { samples.stored("\($0)", SampleEntries.sentences($0)) }
    _ = try await store.commit(entries, from: "a", at: Position(rawValue: "\(numbers.upperBound)"))
    try store.close()
  }

  private func restore(_ file: String? = nil) throws(StoreError) -> Restoration.Done {
    let descriptor = open(file ?? backup, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    return try Restoration.restore(descriptor, named: file ?? backup, to: store, at: now, by: "drift")
  }

  private func stored() async throws -> Int {
    let store = try SQLiteStore(path: store)
    #expect(try await store.inconsistencies() == [])
    return try await store.status().outcomes["stored"] ?? 0
  }

  private func failure(_ body: () throws -> Void) throws -> StoreError {
    try #require(#expect(throws: StoreError.self) { try body() })
  }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test func aBackupIsOneFileOfItsOwnersAlone() async throws {
    try await commit(0..<30)
    let writer = try SQLiteStore(path: store)
    let made = try StoreBackup.make(of: store, at: backup)
    #expect(made.contents.messages == 30 && made.contents.notes == 30)
    #expect(try names(folder.path + "/kopior") == ["lyssnad.db"])
    let attributes = try FileManager.default.attributesOfItem(atPath: backup)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(attributes[.size] as? Int == made.bytes)
    // The one beside which it was made goes on.
    _ = try await writer.commit([samples.stored("x", SampleEntries.sentences(99))], from: "a", at: nil)
    let copy = try SQLiteStore(path: backup)
    #expect(try await copy.status().outcomes["stored"] == 30)
    #expect(try await copy.inconsistencies() == [])
  }

  @Test func nothingIsOverwritten() async throws {
    try await commit(0..<1)
    try folder.write("annat", to: "kopior/lyssnad.db")
    let error = try failure { _ = try StoreBackup.make(of: store, at: backup) }
    #expect(error.kind == .cannotCreate && error.description.contains("is not overwritten"))
    #expect(try String(contentsOfFile: backup, encoding: .utf8) == "annat")
    // A link that leads nowhere is something that stands there, too.
    #expect(symlink("nowhere", backup + "2") == 0)
    #expect(try failure { _ = try StoreBackup.make(of: store, at: backup + "2") }.kind == .cannotCreate)
    #expect(try failure { _ = try StoreBackup.make(of: store, at: "/nowhere/b") }.kind == .cannotCreate)
    #expect(try failure { _ = try StoreBackup.make(of: backup + "3", at: backup + "4") }.kind == .cannotOpen)
    #expect(try names(folder.path + "/kopior") == ["lyssnad.db", "lyssnad.db2"])
  }

  /// The name beside could have been laid out by somebody else.
  @Test func aLinkInTheWayIsNotFollowed() async throws {
    try await commit(0..<1)
    try folder.write("annat", to: "other")
    #expect(symlink(folder.path + "/other", backup + ".part") == 0)
    #expect(try failure { _ = try StoreBackup.make(of: store, at: backup) }.kind == .cannotCreate)
    unlink(backup + ".part")
    #expect(link(folder.path + "/other", backup + ".part") == 0)
    #expect(try failure { _ = try StoreBackup.make(of: store, at: backup) }.kind == .cannotCreate)
    #expect(try String(contentsOfFile: folder.path + "/other", encoding: .utf8) == "annat")
  }

  @Test func aDamagedStoreGivesNoBackup() async throws {
    try await commit(0..<3)
    let writer = try SQLiteStore(path: store)
    try await writer.write {
      try $0.execute(sql: "UPDATE passages SET range_start = range_start + 1 WHERE number = 2")
    }
    let error = try failure { _ = try StoreBackup.make(of: store, at: backup) }
    #expect(error.kind == .corrupt && error.description.contains("passages:"), "\(error)")
    #expect(try names(folder.path + "/kopior") == [])
  }

  @Test func aStoreOfAnOlderSchemaIsCopiedAsItIs() throws {
    let old = UpgradeTests.fixtures.appendingPathComponent("schema1.db")
    try folder.write(try Data(contentsOf: old), to: "lyssnad.db")
    let made = try StoreBackup.make(of: store, at: backup)
    #expect(made.contents.schema == 1 && made.contents.messages == 17)
    let done = try restore()
    #expect(done.contents.schema == 1)
    #expect(try SQLiteStore(path: store).migratedFrom == nil)
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "mounting a tmpfs takes root"))
  func aFullDiskLeavesNothingBehind() async throws {
    try await commit(0..<3)
    let disk = try SmallDisk(megabytes: 2)
    let place = disk.path + "/b.db"
    let ballast = try disk.fill()
    let error = try failure { _ = try StoreBackup.make(of: store, at: place) }
    #expect(error.kind == .full && error.description.contains("the backup \(place)"), "\(error)")
    #expect(try names(disk.path) == ["ballast"])
    try FileManager.default.removeItem(at: ballast)
    _ = try StoreBackup.make(of: store, at: place)
    // And no room to restore it: what stands there stays.
    let full = disk.path + "/lyssnad.db"
    try FileManager.default.copyItem(atPath: place, toPath: full)
    _ = try disk.fill()
    let descriptor = open(place, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let second = try failure {
      _ = try Restoration.restore(descriptor, named: place, to: full, at: now, by: "drift")
    }
    #expect(second.kind == .full)
    #expect(try names(disk.path) == ["b.db", "ballast", "lyssnad.db"])
  }

  @Test func aRestoredStoreIsTheOneOfThenAndTheReplacedOneIsKept() async throws {
    try await commit(0..<20)
    _ = try StoreBackup.make(of: store, at: backup)
    try await commit(20..<50)
    let done = try restore()
    #expect(done.contents.messages == 20 && done.damage == nil && done.erasuresSince == 0)
    #expect(try await stored() == 20)
    #expect(try await SQLiteStore(path: store).position(of: "a")?.rawValue == "20")
    let kept = try #require(done.kept)
    #expect(kept == store + ".replaced-20250313T210640Z")
    #expect(try await SQLiteStore(path: kept).status().outcomes["stored"] == 50)
    #expect(try FileManager.default.attributesOfItem(atPath: store)[.posixPermissions] as? Int == 0o600)
    // What came after is taken in again, once.
    try await commit(20..<50)
    #expect(try await stored() == 50)
    let row = try await SQLiteStore(path: store).read {
      try String.fetchAll($0, sql: "SELECT action || ' ' || actor FROM audit")
    }
    #expect(row == ["store.restored drift"])
  }

  @Test func aStoreIsRestoredWhereThereIsNone() async throws {
    try await commit(0..<5)
    _ = try StoreBackup.make(of: store, at: backup)
    unlink(store)
    #expect(try restore().kept == nil)
    #expect(try await stored() == 5)
  }

  /// The reason for which one restores: its pages are garbage, and a log lies beside it that belongs to them.
  @Test func aDamagedStoreGivesWayWithItsLog() async throws {
    try await commit(0..<20)
    _ = try StoreBackup.make(of: store, at: backup)
    try Data(repeating: 0x55, count: 60_000).write(to: URL(fileURLWithPath: store))
    try Data(repeating: 0x66, count: 9000).write(to: URL(fileURLWithPath: store + "-wal"))
    let done = try restore()
    #expect(done.damage != nil)
    #expect(try await stored() == 20)
    let kept = try #require(done.kept)
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept)).count == 60_000)
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept + "-wal")).count == 9000)
  }

  /// An erasure that was made after the backup holds after its restore.
  @Test func tombstonesOutliveARestore() async throws {
    try await commit(0..<5)
    let stone = "INSERT INTO tombstones VALUES (randomblob(32), 'message', 'k1', 1)"
    try await SQLiteStore(path: store).write { try $0.execute(sql: stone) }
    _ = try StoreBackup.make(of: store, at: backup)
    try await SQLiteStore(path: store).write { try $0.execute(sql: "\(stone); \(stone)") }
    #expect(try restore().erasuresSince == 2)
    let count = try await SQLiteStore(path: store).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM tombstones")
    }
    #expect(count == 3)
  }

  @Test func whatIsNoBackupIsRefusedAndNothingIsTouched() async throws {
    try await commit(0..<5)
    _ = try StoreBackup.make(of: store, at: backup)
    let before = try names(folder.path)

    try folder.write("Det här är en anteckning.", to: "kopior/text")
    #expect(try failure { _ = try restore(folder.path + "/kopior/text") }.kind == .notOurs)
    try folder.write("", to: "kopior/empty")
    #expect(try failure { _ = try restore(folder.path + "/kopior/empty") }.kind == .notOurs)
    #expect(try failure { _ = try restore(folder.path + "/kopior") }.kind == .notOurs)
    #expect(try failure { _ = try restore(store) }.description.contains("is the store itself"))

    // Cut short, as by a full disk elsewhere.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: backup))
    try folder.write(bytes.prefix(bytes.count / 2), to: "kopior/half")
    #expect(try failure { _ = try restore(folder.path + "/kopior/half") }.kind == .corrupt)

    let later = try SQLiteStore(path: backup)
    try await later.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    #expect(try failure { _ = try restore() }.description.contains("write-ahead log"))
    try later.close()
    let error = try failure { _ = try restore() }
    #expect(error.kind == .notOurs && error.description.contains("later version"), "\(error)")

    #expect(try names(folder.path) == before)
    #expect(try await stored() == 5)
  }

  @Test func aStoreThatIsOpenElsewhereIsNotReplaced() async throws {
    try await commit(0..<5)
    _ = try StoreBackup.make(of: store, at: backup)
    let other = try SQLiteStore(path: store)
    _ = try await other.status()
    let error = try failure { _ = try restore() }
    #expect(error.kind == .busy && error.description.contains("another process"), "\(error)")
    _ = try await other.commit([samples.stored("x", SampleEntries.sentences(99))], from: "a", at: nil)
    #expect(try await other.status().outcomes["stored"] == 6)
  }
}
