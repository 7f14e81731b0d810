import Foundation
import Support
import Testing

/// The daemon as systemd and those who drop files meet it.
@Suite(.serialized)
struct DaemonTests {
  /// A running daemon; stopped in order at the end of a test.
  final class Daemon {
    let house: House
    let process: RunningProgram
    let notify: NotifySocket
    var log: String { (try? String(contentsOfFile: house.folder.path + "/log", encoding: .utf8)) ?? "" }

    init(_ house: House, environment: [String: String] = [:]) throws {
      self.house = house
      notify = try NotifySocket(in: house.folder)
      process = try house.program.start(
        ["run", "--config", house.configuration], output: house.folder.path + "/log",
        environment: ["NOTIFY_SOCKET": notify.path, "JOURNAL_STREAM": ""].merging(environment) { $1 })
      #expect(notify.waits(for: "READY=1"), "\(log)")
    }

    func stop() -> Int32 {
      process.terminate()
      process.waitUntilExit()
      return process.terminationStatus
    }
  }

  private func eventually(_ seconds: Double = 90, _ holds: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if try holds() { return true }
      usleep(20_000)
    }
    return try holds()
  }

  private func exists(_ house: House, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: house.drop + "/" + name)
  }

  @Test func eachKindOfTroubleHasItsOutcomeAndTheRestGoesOn() throws {
    let house = try House()
    let outside = try house.folder.write("Hemligt.", to: "outside.txt")
    try FileManager.default.createSymbolicLink(atPath: house.drop + "/link.txt", withDestinationPath: outside)
    try house.folder.write("", to: "in/huge.txt")
    let huge = try FileHandle(forWritingTo: URL(fileURLWithPath: house.drop + "/huge.txt"))
    try huge.truncate(atOffset: 60_000_000)
    try huge.close()
    try house.folder.write(
      Data([0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 7, count: 500)), to: "in/broken.docx")
    try house.folder.write(Data("MZ\u{0}\u{1}".utf8), to: "in/program.exe")
    try house.folder.write(
      "Subject: Utan det mesta\n\nCaféägaren fick vänta elva veckor på besked om sin uteservering.\n",
      to: "in/bare.eml")
    try house.folder.write(try House.sample("04-fran-telefonen.eml"), to: "in/good.eml")

    let daemon = try Daemon(house)
    #expect(
      eventually {
        ["done/good.eml", "done/bare.eml", "refused/huge.txt", "refused/broken.docx", "refused/program.exe"]
          .allSatisfy { exists(house, $0) }
      }, "\(daemon.log)")
    #expect(daemon.stop() == 0)

    let records = try house.records("export", "--format", "jsonl")
    func record(_ name: String) -> [String: Any]? { records.first { ($0["path"] as? String) == name } }
    #expect(record("huge.txt")?["reason"] as? String == "too_large")
    #expect(record("huge.txt")?["sha256"] is NSNull)
    #expect(record("broken.docx")?["reason"] as? String == "malformed")
    #expect(record("program.exe")?["reason"] as? String == "unsupported_type")
    #expect(record("good.eml")?["outcome"] as? String == "stored")
    let bare = record("bare.eml")
    #expect(bare?["outcome"] as? String == "stored")
    #expect(bare?["message_id"] is NSNull)
    #expect(
      ((bare?["notes"] as? [[String: Any]])?.first?["reporters"] as? [String]) == [
        "registrator@uppsala.example"
      ])

    // The reason stands beside what was refused, with the identifier to ask by.
    let reason = try String(contentsOfFile: house.drop + "/refused/huge.txt.reason.txt", encoding: .utf8)
    #expect(reason.contains("too_large"))
    #expect(reason.contains(try #require(record("huge.txt")?["id"] as? String)))
    // The link was followed by nobody and stays where it is.
    #expect(record("link.txt") == nil)
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: house.drop + "/link.txt")) == outside)
    #expect(daemon.log.contains("link"))
  }

  @Test func whatWasRefusedUnderATakenNameIsReleasedToo() throws {
    let house = try House()
    let daemon = try Daemon(house)
    let mail = String(decoding: try House.sample("14-okand-avsandare.eml"), as: UTF8.self)
    try house.folder.write(mail, to: "in/x.eml")
    #expect(eventually { exists(house, "refused/x.eml") }, "\(daemon.log)")
    try house.folder.write(mail.replacing("annonsplats", with: "mässplats"), to: "in/x.eml")
    #expect(eventually { (try? house.lyssnad("quarantine").lines.count) == 2 && !exists(house, "x.eml") })
    #expect(daemon.stop() == 0)
    for line in try house.lyssnad("quarantine").lines {
      let released = try house.lyssnad("quarantine", "release", String(line.prefix { $0 != " " }))
      #expect(released.status == 0, "\(released.messages)")
    }
    #expect(try house.records("status", "--json").first?["notes"] as? Int == 2)
  }

  @Test func reloadIsAllOrNothing() throws {
    let house = try House()
    let daemon = try Daemon(house)
    let good = try String(contentsOfFile: house.configuration, encoding: .utf8)
    try house.folder.write(good + "nonsense: true\n", to: "lyssnad.yaml")
    kill(daemon.process.processIdentifier, SIGHUP)
    #expect(daemon.notify.waits(for: "RELOADING=1"))
    #expect(eventually { daemon.log.contains("service.reload_refused") }, "\(daemon.log)")
    // The old configuration is in force.
    try house.folder.write(try House.sample("04-fran-telefonen.eml"), to: "in/first.eml")
    #expect(eventually { exists(house, "done/first.eml") }, "\(daemon.log)")

    let second = house.folder.path + "/in2"
    try FileManager.default.createDirectory(atPath: second, withIntermediateDirectories: true)
    try house.folder.write(
      good.replacing("file://\(house.drop)", with: "file://\(second)"), to: "lyssnad.yaml")
    kill(daemon.process.processIdentifier, SIGHUP)
    #expect(eventually { daemon.log.contains("service.reloaded") }, "\(daemon.log)")
    try house.folder.write(try House.sample("07-svar-med-historik.eml"), to: "in2/second.eml")
    #expect(
      eventually { FileManager.default.fileExists(atPath: second + "/done/second.eml") }, "\(daemon.log)")
    #expect(daemon.stop() == 0)
    #expect(daemon.notify.messages.contains { $0.contains("STOPPING=1") })
  }

  @Test func stoppingUnderLoadLosesNothing() async throws {
    let house = try House()
    try FaultTests.fill(house, 400)
    for _ in 0..<6 where try FaultTests.waiting(house) > 0 {
      let daemon = try Daemon(house)
      usleep(300_000)
      let began = Date()
      #expect(daemon.stop() == 0)
      #expect(Date().timeIntervalSince(began) < 30)
    }
    try FaultTests.finish(house)
    try await FaultTests.verify(house, 400)
  }

  @Test func aSecondDaemonOnTheSameStoreIsTurnedAway() throws {
    let house = try House()
    let daemon = try Daemon(house)
    let second = try house.lyssnad("run")
    #expect(second.status == 75)
    #expect(second.messages.contains("another lyssnad serves this store"))
    #expect(try eventually { try house.records("status", "--json").first?["state"] as? String == "idle" })
    #expect(daemon.stop() == 0)
    #expect(try house.records("status", "--json").first?["state"] as? String == "stopped")
  }

  @Test func theWatchdogIsFed() throws {
    let house = try House()
    let daemon = try Daemon(house, environment: ["WATCHDOG_USEC": "400000"])
    usleep(1_500_000)
    #expect(daemon.notify.messages.count { $0.contains("WATCHDOG=1") } >= 3)
    #expect(daemon.stop() == 0)
  }

  @Test func aFolderThatGoesAwayAndReturnsIsToldOfAndTakenUpAgain() throws {
    let house = try House()
    let daemon = try Daemon(house)
    let aside = house.folder.path + "/aside"
    try FileManager.default.moveItem(atPath: house.drop, toPath: aside)
    #expect(
      eventually(90) { daemon.log.contains("source.lost") || daemon.log.contains("source.refused") },
      "\(daemon.log)")
    try FileManager.default.moveItem(atPath: aside, toPath: house.drop)
    #expect(eventually(90) { daemon.log.contains("source.recovered") }, "\(daemon.log)")
    try house.folder.write(try House.sample("04-fran-telefonen.eml"), to: "in/after.eml")
    #expect(eventually { exists(house, "done/after.eml") }, "\(daemon.log)")
    #expect(daemon.stop() == 0)
  }

  /// A file system of 6 MB, filled up: intake waits with one line, and goes on when there is room.
  @Test func aFullDiskPausesIntake() async throws {
    let house = try House()
    let disk = house.folder.path + "/disk"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    let mount = try Disk(at: disk, megabytes: 6)
    let store = disk + "/lyssnad.db"
    let text = try String(contentsOfFile: house.configuration, encoding: .utf8)
    // So that the store meets the full disk itself, and intake is not held up before.
    try house.folder.write(
      text.replacing(house.store, with: store) + "limits: { free_disk: 1kB }\n", to: "lyssnad.yaml")
    let daemon = try Daemon(house)
    try mount.fill(leaving: 100_000)
    try FaultTests.fill(house, 200)
    #expect(eventually(90) { daemon.log.contains("store.failed") }, "\(daemon.log)")
    usleep(2_000_000)
    #expect(daemon.log.split(separator: "\n").count { $0.contains("store.failed") } == 1, "\(daemon.log)")
    #expect(daemon.process.isRunning)
    try mount.makeRoom()
    #expect(eventually(90) { (try? FaultTests.waiting(house)) == 0 }, "\(daemon.log)")
    #expect(daemon.log.contains("store.recovered"))
    #expect(daemon.stop() == 0)
    #expect(try house.records("status", "--json").first?["notes"] as? Int == 200)
    #expect(try house.lyssnad("check", "--connect").status == 0)
  }
}

/// A small file system of a test's own.
final class Disk {
  private let path: String

  /// A tmpfs, mounted as root or through sudo; where neither is at hand, the test fails and says so.
  init(at path: String, megabytes: Int) throws {
    self.path = path
    let result = try Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path)
    try #require(
      result == 0, "a tmpfs cannot be mounted at \(path): run the tests as root or with sudo at hand")
  }

  deinit { _ = try? Self.run("umount", "-l", path) }

  /// Takes the room on it, but for some bytes.
  func fill(leaving bytes: Int) throws {
    var room = statvfs()
    guard statvfs(path, &room) == 0 else { return }
    let free = Int(room.f_bavail) * Int(room.f_frsize)
    try Data(count: max(0, free - bytes)).write(to: URL(fileURLWithPath: path + "/ballast"))
  }

  func makeRoom() throws { try FileManager.default.removeItem(atPath: path + "/ballast") }

  private static func run(_ arguments: String...) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = (geteuid() == 0 ? [] : ["sudo", "-n"]) + arguments
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
