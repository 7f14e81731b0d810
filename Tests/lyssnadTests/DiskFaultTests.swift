import Feedback
import Foundation
import Stores
import Support
import Testing

/// A disk that fails a write, loses its room, or on which the process dies between two names.
@Suite(.serialized)
struct DiskFaultTests {
  /// Runs the daemon with one fault at the Nth of some system calls, until the drop is empty or the process has ended.
  /// - Returns: whether the call was reached.
  private func run(_ house: House, _ calls: String, _ fault: String, at step: Int) throws -> Bool {
    let trace = house.folder.path + "/trace"
    let process = try house.program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log",
      through: [
        "strace", "-f", "-o", trace, "-e", "trace=\(calls)", "-e", "inject=\(calls):\(fault):when=\(step)",
      ])
    _ = try eventually(60) { try FaultTests.waiting(house) == 0 || !process.isRunning }
    if process.isRunning { Program.terminate(tracedBy: process) }
    process.waitUntilExit()
    let text = (try? String(decoding: Data(contentsOf: URL(fileURLWithPath: trace)), as: UTF8.self)) ?? ""
    return text.contains("(INJECTED)") || text.contains("+++ killed by SIGKILL")
  }

  /// Each round has a fault at another write; the files that it takes in come on top of those before.
  @Test(arguments: ["ENOSPC", "EIO"])
  func aWriteThatFails(_ code: String) async throws {
    let house = try House()
    var (count, reached) = (0, 0)
    let rounds = FaultScale.count(4, full: 60)
    for round in 1...rounds {
      // Near to each other at the beginning, where the store is opened, and wide apart afterwards.
      let step = round + round * round / 4
      try FaultTests.fill(house, 10, from: count)
      count += 10
      if try run(house, "pwrite64,fdatasync", "error=\(code)", at: step) { reached += 1 }
    }
    #expect(reached > rounds / 2, "\(reached) of \(rounds)")
    try FaultTests.finish(house)
    try await FaultTests.verify(house, count)
  }

  /// The other half of a durable step: files that are moved to `done/` under a new name.
  @Test func killedAtARename() async throws {
    let house = try House()
    let count = FaultScale.count(12, full: 120)
    try FaultTests.fill(house, count)
    var step = 1
    var reached = 0
    while try FaultTests.waiting(house) > 0, step < 300 {
      if try run(house, "?rename,?renameat,renameat2,linkat,unlinkat", "signal=KILL", at: step % 7 + 1) {
        reached += 1
      }
      step += 1
    }
    #expect(reached > 3, "strace killed nothing: \(reached)")
    try FaultTests.finish(house)
    try await FaultTests.verify(house, count)
  }

  /// The store's disk is small and fills up while mails come in; then somebody makes room.
  @Test(.enabled(if: SmallDisk.isAvailable, "mounting a tmpfs takes root"))
  func aDiskOfTwentyMegabytes() async throws {
    let house = try House()
    let disk = try SmallDisk(megabytes: 20)
    let text = try String(contentsOfFile: house.configuration, encoding: .utf8)
    try house.folder.write(
      text.replacing("sqlite://\(house.store)", with: "sqlite://\(disk.path)/lyssnad.db"), to: "lyssnad.yaml")
    let ballast = URL(fileURLWithPath: disk.path + "/ballast")
    try Data(repeating: 1, count: 18 << 20).write(to: ballast)
    let count = 400
    try FaultTests.fill(house, count)
    let daemon = try Daemon(house.configuration)
    #expect(eventually { !daemon.lines("store.failed").isEmpty }, "\(daemon.log.suffix(2000))")
    // It says so once, and lives.
    usleep(2_000_000)
    #expect(daemon.lines("store.failed").count <= 2, "\(daemon.log.suffix(2000))")
    #expect(daemon.log.contains("no space is left"))
    try FileManager.default.removeItem(at: ballast)
    #expect(try eventually(300) { try daemon.notes == count }, "\(daemon.log.suffix(2000))")
    #expect(try eventually { try FaultTests.waiting(house) == 0 })
    daemon.stop()
    try await FaultTests.verify(house, count, store: disk.path + "/lyssnad.db")
  }
}
