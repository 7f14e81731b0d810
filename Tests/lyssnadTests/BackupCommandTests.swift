import Feedback
import Foundation
import Stores
import Support
import Testing

/// `lyssnad backup` and `lyssnad restore` as they are run, beside a daemon at work, and killed on the way.
@Suite(.serialized)
struct BackupCommandTests {
  /// The system calls that change what stands on the disk.
  private static let steps = "fsync,fdatasync,?rename,?renameat,renameat2,?link,linkat,?unlink,ftruncate"

  private func names(_ house: House) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: house.folder.path).filter {
      $0.hasPrefix("lyssnad.db")
    }
    .sorted()
  }

  /// Runs a command and kills it at the Nth of the steps; whether it got there.
  private func run(_ house: House, killedAt step: Int, _ arguments: String...) throws -> Bool {
    let process = try house.program.start(
      arguments + ["--config", house.configuration], output: house.folder.path + "/log",
      through: [
        "strace", "-f", "-o", "/dev/null", "-e", "trace=\(Self.steps)", "-e",
        "inject=\(Self.steps):signal=KILL:when=\(step)",
      ])
    process.waitUntilExit()
    return process.terminationStatus != 0 || process.terminationReason == .uncaughtSignal
  }

  @Test func besideADaemonAtWork() async throws {
    let house = try House()
    let count = FaultScale.count(300, full: 2000)
    try FaultTests.fill(house, count)
    let daemon = try Daemon(house.configuration)
    #expect(try eventually { try daemon.notes > 0 }, "\(daemon.log)")
    var backups = [Int]()
    repeat {
      let file = house.folder.path + "/backup-\(backups.count)"
      let result = try house.lyssnad("backup", file)
      #expect(result.status == 0, "\(result.messages)")
      #expect(result.messages.contains("backup.made") && result.messages.contains("verified"))
      let copy = try SQLiteStore(path: file)
      #expect(try await copy.inconsistencies() == [])
      backups.append(try await copy.status().outcomes["stored"] ?? 0)
      // A restore is refused meanwhile, and harms nothing.
      let refused = try house.lyssnad("restore", file)
      #expect(refused.status == 75 && refused.messages.contains("stop it first"), "\(refused.messages)")
    } while try FaultTests.waiting(house) > 0 && backups.count < 20
    #expect(backups == backups.sorted() && !backups.isEmpty)
    #expect(try eventually(300) { try daemon.notes == count }, "\(daemon.log.suffix(2000))")
    daemon.stop()
    try await FaultTests.verify(house, count)

    // Back to the first one: what has come since is moved back, and taken in again, each once.
    let restored = try house.lyssnad("restore", house.folder.path + "/backup-0")
    #expect(restored.status == 0, "\(restored.messages)")
    #expect(restored.messages.contains("is kept as"))
    let missing = try #require(try house.records("reconcile", "--json").first?["missing"] as? [String])
    #expect(missing.count == count - backups[0])
    for place in missing {
      let name = URL(fileURLWithPath: place).lastPathComponent
      try FileManager.default.moveItem(atPath: house.drop + "/done/" + name, toPath: house.drop + "/" + name)
    }
    try FaultTests.finish(house)
    try await FaultTests.verify(house, count)
  }

  @Test func exitCodesSayWhatIsWrong() throws {
    let house = try House()
    #expect(try house.lyssnad("backup", house.folder.path + "/b").status == 69)
    _ = try house.lyssnad("ingest", House.samples + "/04-fran-telefonen.eml")
    #expect(try house.lyssnad("backup", house.folder.path + "/b").status == 0)
    #expect(try house.lyssnad("backup", house.folder.path + "/b").status == 73)
    #expect(try house.lyssnad("backup", house.folder.path + "/nowhere/b").status == 73)
    #expect(try house.lyssnad("restore", house.folder.path + "/none").status == 65)
    #expect(try house.lyssnad("restore", house.configuration).status == 65)
    #expect(try house.lyssnad("restore").status == 64)
    #expect(try house.lyssnad("check", "--connect").status == 0)
  }

  /// Run as root, both act as the store's owner, who cannot read where root keeps the backup.
  @Test(.enabled(if: geteuid() == 0, "needs root"))
  func rootLeavesNoFileOfRoots() throws {
    let house = try House()
    _ = try house.lyssnad("ingest", House.samples + "/04-fran-telefonen.eml")
    for name in try names(house) { chown(house.folder.path + "/" + name, 65534, 65534) }
    chown(house.folder.path, 65534, 65534)
    #expect(try house.lyssnad("backup", house.folder.path + "/b").status == 0)
    let elsewhere = try TemporaryFolder()
    chmod(elsewhere.path, 0o700)
    try FileManager.default.moveItem(atPath: house.folder.path + "/b", toPath: elsewhere.path + "/b")
    chown(elsewhere.path + "/b", 0, 0)
    let result = try house.lyssnad("restore", elsewhere.path + "/b")
    #expect(result.status == 0, "\(result.messages)")
    for name in try names(house) {
      let attributes = try FileManager.default.attributesOfItem(atPath: house.folder.path + "/" + name)
      #expect(attributes[.ownerAccountID] as? Int == 65534, "\(name)")
    }
    let refused = try house.lyssnad("backup", elsewhere.path + "/c")
    #expect(refused.status == 73 && refused.messages.contains("user 65534"), "\(refused.messages)")
  }

  @Test func aBackupKilledAtEveryStepLeavesAWholeOneOrNone() async throws {
    let house = try House()
    _ = try house.lyssnad("ingest", House.samples)
    let file = house.folder.path + "/backup"
    var step = 1
    while try run(house, killedAt: step, "backup", file), step < 200 {
      if FileManager.default.fileExists(atPath: file) {
        #expect(try await SQLiteStore(path: file).inconsistencies() == [])
        try FileManager.default.removeItem(atPath: file)
      }
      step += FaultScale.count(3, full: 1)
    }
    #expect(step > 3, "strace killed nothing")
    let copy = try SQLiteStore(path: file)
    #expect(try await copy.inconsistencies() == [])
    #expect(try await copy.status().notes > 10)
    try copy.close()
    let rest = try FileManager.default.contentsOfDirectory(atPath: house.folder.path).filter {
      $0.hasPrefix("backup.part")
    }
    #expect(rest == [])
  }

  @Test func aRestoreKilledAtEveryStepLeavesTheOldStoreOrTheNew() async throws {
    let house = try House()
    let file = house.folder.path + "/backup"
    _ = try house.lyssnad("ingest", House.samples + "/04-fran-telefonen.eml")
    #expect(try house.lyssnad("backup", file).status == 0)
    _ = try house.lyssnad("ingest", House.samples)
    var (step, seen) = (1, Set<Int>())
    while try run(house, killedAt: step, "restore", file), step < 200 {
      let store = try SQLiteStore(path: house.store)
      #expect(try await store.inconsistencies() == [])
      seen.insert(try await store.status().notes)
      try store.close()
      step += FaultScale.count(3, full: 1)
    }
    #expect(step > 3, "strace killed nothing")
    // Nothing of what was replaced is gone.
    let kept = try names(house).filter {
      $0.contains(".replaced-") && !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
    }
    var most = 0
    for name in kept {
      let store = try SQLiteStore(path: house.folder.path + "/" + name)
      most = max(most, try await store.status().notes)
    }
    #expect(most > 10)
    #expect(seen.isSubset(of: [1, most]), "\(seen)")
    #expect(try names(house).filter { $0.contains(".part") } == [])
  }
}
