import Contracts
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

@testable import Arrivals

/// Where processed files go, and what is said when they cannot.
struct DropAcknowledgingTests {
  private let bench: DropBench

  init() throws { bench = try DropBench() }

  @Test func writesTheReasonBesideWhatWasRefused() async throws {
    try bench.write("x", to: "sub/bild.png")
    let drop = bench.drop()
    let message = ULID(milliseconds: 1_741_766_531_000, randomHigh: 2, randomLow: 3)
    try await drop.acknowledge(
      await bench.arrivals(1, of: drop).settled(.quarantined(.unsupportedType), message: message))
    #expect(try bench.names("refused/sub") == ["bild.png", "bild.png.reason.txt"])
    let text = try bench.text("refused/sub/bild.png.reason.txt")
    #expect(text.contains("Orsak: unsupported_type"))
    #expect(text.contains("filtypen läses inte"))
    #expect(text.contains(QuarantineReason.unsupportedType.explanation))
    #expect(text.contains("lyssnad quarantine show \(message)"))
    #expect(text.contains("Tid: 20"))
    // The folder that is left empty stays: nothing is deleted.
    #expect(bench.exists("sub"))
  }

  @Test func neverReplacesWhatLiesThere() async throws {
    let drop = bench.drop()
    let collector = ArrivalCollector(drop)
    for number in 1...14 {
      try bench.write("nummer \(number)", to: "a.txt")
      let arrivals = await collector.wait(for: number)
      try #require(arrivals.count == number)
      try await drop.acknowledge(
        [arrivals[number - 1]].settled(number % 2 == 0 ? .stored : .quarantined(.noText)))
    }
    let done = try bench.names("done").map { try bench.text("done/\($0)") }.sorted()
    #expect(done == (1...7).map { "nummer \($0 * 2)" }.sorted())
    let refused = try bench.names("refused").filter { !$0.hasSuffix(".reason.txt") }
    #expect(
      try refused.map { try bench.text("refused/\($0)") }.sorted()
        == (0...6).map { "nummer \($0 * 2 + 1)" }.sorted())
    #expect(try bench.names("refused").filter { $0.hasSuffix(".reason.txt") }.count == 7)
    #expect(bench.exists("done/a (2).txt") && bench.exists("refused/a (2).txt.reason.txt"))
    await collector.stop()
  }

  @Test func makesItsFoldersForTheGroupAtMost() async throws {
    let collector = ArrivalCollector(bench.drop())
    #expect(await bench.wait { bench.exists("refused") })
    await collector.stop()
    for name in ["done", "refused"] {
      var status = stat()
      #expect(stat(bench.path(name), &status) == 0)
      #expect(status.st_mode & S_IFMT == S_IFDIR)
      #expect(status.st_mode & 0o027 == 0)
    }
  }

  @Test(arguments: ["done", "refused"])
  func refusesAFolderThatIsALinkOrAFile(name: String) async throws {
    let outside = try TemporaryFolder()
    #expect(symlink(outside.path, bench.path(name)) == 0)
    let collector = ArrivalCollector(bench.drop())
    #expect(await collector.waitForEnd())
    #expect(collector.failure?.kind == .refused)
    #expect(collector.failure?.description.contains(name) == true)
    unlink(bench.path(name))
    try bench.write("x", to: name)
    let second = ArrivalCollector(bench.drop())
    #expect(await second.waitForEnd())
    #expect(second.failure?.kind == .refused)
  }

  @Test func aMissingFolderIsUnreachableUntilItReturns() async throws {
    let drop = bench.drop(poll: .milliseconds(20))
    try bench.write("ett", to: "a.txt")
    let first = ArrivalCollector(drop)
    let arrivals = await first.wait(for: 1)
    // Moved away under its feet: the sequence ends by itself.
    let away = bench.folder.path + "-away"
    #expect(rename(bench.folder.path, away) == 0)
    #expect(await first.waitForEnd())
    #expect(first.failure?.kind == .unreachable)
    // As long as it is away, a new sequence fails at once, with a sentence.
    let second = ArrivalCollector(drop)
    #expect(await second.waitForEnd())
    #expect(second.failure?.kind == .unreachable)
    #expect(second.failure?.description.contains(bench.folder.path) == true)
    await #expect(throws: SourceError.self) { try await drop.acknowledge(arrivals.settled(.stored)) }
    // It returns, and so does the file, under its key.
    #expect(rename(away, bench.folder.path) == 0)
    let third = ArrivalCollector(drop)
    let returned = await third.wait(for: 1)
    #expect(returned.map(\.key) == arrivals.map(\.key))
    try await drop.acknowledge(returned.settled(.stored))
    #expect(bench.exists("done/a.txt"))
    await third.stop()
  }

  @Test func aFolderThatIsReplacedIsOpenedAnew() async throws {
    let drop = bench.drop(poll: .milliseconds(20))
    let first = ArrivalCollector(drop)
    #expect(await bench.wait { bench.exists("refused") })
    let away = bench.folder.path + "-away"
    #expect(rename(bench.folder.path, away) == 0)
    defer { try? FileManager.default.removeItem(atPath: away) }
    try FileManager.default.createDirectory(atPath: bench.folder.path, withIntermediateDirectories: true)
    try bench.write("nytt", to: "b.txt")
    #expect(await first.waitForEnd())
    #expect(first.failure?.kind == .unreachable)
    #expect(await bench.arrivals(1, of: drop).map(\.path) == ["b.txt"])
  }

  /// Permissions do not bind root, a mount that may only be read binds everybody.
  @Test(.enabled(if: Mount.isPossible))
  func saysThatItMayNotMove() async throws {
    let drop = bench.drop(poll: .milliseconds(20))
    try bench.write("ett", to: "a.txt")
    let mount = try Mount(["--bind", bench.folder.path, bench.folder.path])
    defer { mount.unmount() }
    let first = ArrivalCollector(drop)
    let arrivals = await first.wait(for: 1)
    try Mount.run("mount", ["-o", "remount,bind,ro", bench.folder.path])
    #expect(await first.waitForEnd())
    let second = ArrivalCollector(drop)
    #expect(await second.waitForEnd())
    #expect(second.failure?.kind == .refused)
    #expect(second.failure?.description.contains("mount it writable") == true)
    await #expect(throws: SourceError.self) { try await drop.acknowledge(arrivals.settled(.stored)) }
    #expect(bench.exists("a.txt"))
    mount.unmount()
    let third = ArrivalCollector(drop)
    #expect(await third.wait(for: 1).map(\.key) == arrivals.map(\.key))
    try await drop.acknowledge(third.arrivals.settled(.stored))
    #expect(bench.exists("done/a.txt"))
    await third.stop()
  }

  @Test(.enabled(if: Mount.isPossible))
  func saysThatDoneLiesOnAnotherFileSystemAndTakesNothingFromOne() async throws {
    try bench.write("ett", to: "a.txt")
    try FileManager.default.createDirectory(atPath: bench.path("other"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: bench.path("done"), withIntermediateDirectories: true)
    let other = try Mount(["-t", "tmpfs", "tmpfs", bench.path("other")])
    defer { other.unmount() }
    try Data("x".utf8).write(to: URL(fileURLWithPath: bench.path("other/b.txt")))
    do {
      let done = try Mount(["-t", "tmpfs", "tmpfs", bench.path("done")])
      defer { done.unmount() }
      let collector = ArrivalCollector(bench.drop())
      #expect(await collector.waitForEnd())
      #expect(collector.failure?.kind == .refused)
      #expect(collector.failure?.description.contains("another file system") == true)
    }
    #expect(await bench.arrivals(1, of: bench.drop()).map(\.path) == ["a.txt"])
    #expect(bench.events.named(.sourceRefused).last?.text.contains("1 mount of another file system") == true)
  }

  @Test(.enabled(if: geteuid() != 0))
  func leavesAFileThatItMayNotReadAndTakesTheOthers() async throws {
    try bench.write("hemlig", to: "a.txt")
    try bench.write("öppen", to: "b.txt")
    #expect(chmod(bench.path("a.txt"), 0) == 0)
    #expect(await bench.arrivals(1, of: bench.drop()).map(\.path) == ["b.txt"])
    #expect(bench.events.named(.sourceRefused).map { $0.text.contains("1 unreadable file;") } == [true])
  }

  @Test(.enabled(if: geteuid() != 0))
  func saysThatItHasNoPermission() async throws {
    #expect(chmod(bench.folder.path, 0o500) == 0)
    let collector = ArrivalCollector(bench.drop())
    #expect(await collector.waitForEnd())
    #expect(collector.failure?.kind == .refused)
    #expect(collector.failure?.description.contains("give the service's user that permission") == true)
    #expect(chmod(bench.folder.path, 0o700) == 0)
  }

  @Test func acknowledgesTheRestWhenOneIsNotItsOwn() async throws {
    try bench.write("ett", to: "a.txt")
    let drop = bench.drop()
    var arrivals = await bench.arrivals(1, of: drop)
    var foreign = arrivals[0]
    foreign.key = ArrivalKey(rawValue: "1700000000:42")
    arrivals.insert(foreign, at: 0)
    let error = await #expect(throws: SourceError.self) {
      try await drop.acknowledge(arrivals.settled(.stored))
    }
    #expect(error?.kind == .refused)
    #expect(bench.exists("done/a.txt"))
  }

  @Test func aLaterSequenceEndsTheEarlierOne() async throws {
    let drop = bench.drop(poll: .seconds(60))
    let first = ArrivalCollector(drop)
    #expect(await bench.wait { bench.exists("refused") })
    let second = ArrivalCollector(drop)
    #expect(await first.waitForEnd(within: .seconds(5)))
    #expect(first.failure?.kind == .cancelled)
    try bench.write("x", to: "a.txt")
    #expect(await second.wait(for: 1, within: .seconds(5)).count == 1)
    await second.stop()
  }
}

/// A mount of a test's own.
private final class Mount: Sendable {
  private let path: String

  /// Whether this process may mount.
  static let isPossible: Bool = {
    guard geteuid() == 0, let folder = try? TemporaryFolder(),
      let mount = try? Mount(["-t", "tmpfs", "tmpfs", folder.path])
    else { return false }
    mount.unmount()
    return true
  }()

  init(_ arguments: [String]) throws {
    path = arguments.last ?? ""
    try Self.run("mount", arguments)
  }

  func unmount() { try? Self.run("umount", ["-l", path]) }

  static func run(_ command: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [command] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw POSIXError(.EPERM) }
  }
}
