import CLinux
import Contracts
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Synchronization
import Testing

@testable import Arrivals

/// That nothing leads out of a drop, hangs it or is moved unread.
struct DropSafetyTests {
  private let bench: DropBench
  private let outside: TemporaryFolder

  init() throws {
    bench = try DropBench()
    outside = try TemporaryFolder()
  }

  @Test func leavesAllThatIsNoRegularFileAndSaysSoOnce() async throws {
    try outside.write("hemligt", to: "secret.txt")
    #expect(symlink("\(outside.path)/secret.txt", bench.path("hemlig-länk.txt")) == 0)
    #expect(symlink(outside.path, bench.path("mapp")) == 0)
    #expect(symlink("nowhere", bench.path("dead.eml")) == 0)
    #expect(symlink("a.txt", bench.path("inside.txt")) == 0)
    #expect(mkfifo(bench.path("fifo.eml"), 0o600) == 0)
    let socketNumber = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socketNumber) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let place = Array(bench.path("s").utf8.prefix(107))
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: place) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socketNumber, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(bound == 0)
    let hasDevice = mknod(bench.path("null.txt"), S_IFCHR | 0o600, dev_t(0x103)) == 0
    try bench.write("öppet", to: "a.txt")
    let before = try bench.names().filter { $0 != "a.txt" }

    let drop = bench.drop(poll: .milliseconds(20))
    let collector = ArrivalCollector(drop)
    let arrivals = await collector.wait(for: 1)
    try await drop.acknowledge(arrivals.settled(.stored))
    // Several looks later, it is said once.
    try await Task.sleep(for: .milliseconds(200))
    #expect(collector.arrivals.map(\.path) == ["a.txt"])
    #expect(try bench.names() == (before + ["done", "refused"]).sorted())
    let told = bench.events.named(.sourceRefused).map(\.text)
    #expect(told.count == 1)
    #expect(told.first?.contains("4 links, 1 FIFO, 1 socket\(hasDevice ? ", 1 device" : "")") == true)
    #expect(told.first?.contains("hemlig") == false)
    await collector.stop()
  }

  @Test func hardLinksAreReadLikeAnyFile() async throws {
    try outside.write("delad", to: "x")
    try #require(link("\(outside.path)/x", bench.path("a.txt")) == 0)
    try #require(link("\(outside.path)/x", bench.path("b.txt")) == 0)
    let drop = bench.drop()
    let arrivals = await bench.arrivals(2, of: drop)
    #expect(arrivals.map(\.path) == ["a.txt", "b.txt"])
    #expect(arrivals.first?.key != arrivals.last?.key)
    try await drop.acknowledge(arrivals.settled(.stored))
    #expect(try bench.names("done") == ["a.txt", "b.txt"])
  }

  /// A file that is swapped for a link to another, thousands of times, while it is looked for, read and acknowledged:
  /// whatever is read is the drop's own, and nothing of the other is moved.
  @Test func aSwapForALinkNeverLeadsOut() async throws {
    try outside.write("HEMLIGT", to: "secret.txt")
    try FileManager.default.createDirectory(atPath: bench.path("sub"), withIntermediateDirectories: true)
    let target = "\(outside.path)/secret.txt"
    let (file, aside) = (bench.path("sub/a.txt"), bench.path("sub/.aside"))
    let (folder, away) = (bench.path("sub"), bench.path(".sub"))
    try Data("öppet".utf8).write(to: URL(fileURLWithPath: file))
    let stop = Flag()
    let outsidePath = outside.path
    let swapping = Thread {
      var round = 0
      while !stop.isSet {
        round += 1
        // Now and then it lies there for a moment, so that it is read as well.
        if round % 50 == 0 { usleep(2000) }
        if round % 2 == 0 {
          rename(file, aside)
          symlink(target, file)
          unlink(file)
          rename(aside, file)
        } else {
          rename(folder, away)
          symlink(outsidePath, folder)
          unlink(folder)
          rename(away, folder)
        }
      }
      stop.finish()
    }
    swapping.start()
    let drop = bench.drop(poll: .milliseconds(1))
    let collector = ArrivalCollector(drop)
    let start = ContinuousClock.now
    var reads = 0
    while ContinuousClock.now - start < .seconds(2)
      || (reads == 0 && ContinuousClock.now - start < .seconds(60))
    {
      for arrival in collector.arrivals.suffix(3) {
        do throws(SourceError) {
          let bytes = try await arrival.content(100)
          #expect(String(decoding: bytes, as: UTF8.self) == "öppet")
          reads += 1
        } catch {
          #expect(error.kind == .gone, "\(error)")
        }
      }
      await Task.yield()
    }
    stop.set()
    await stop.waitUntilFinished()
    await collector.stop()
    #expect(reads > 0)
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "HEMLIGT")
    #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["secret.txt"])
  }

  @Test func aFileThatWasReplacedIsNotMovedUnread() async throws {
    try bench.write("först", to: "a.txt")
    let drop = bench.drop()
    let collector = ArrivalCollector(drop)
    let arrivals = await collector.wait(for: 1)
    try bench.write("sedan", to: "a.txt")
    let error = await #expect(throws: SourceError.self) { _ = try await arrivals[0].content(100) }
    #expect(error?.kind == .gone)
    try await drop.acknowledge(arrivals.settled(.stored))
    #expect(try bench.text("a.txt") == "sedan")
    let second = await collector.wait(for: 2)
    #expect(try await second.last?.content(100) == Array("sedan".utf8))
    try await drop.acknowledge([second[1]].settled(.stored))
    #expect(try bench.text("done/a.txt") == "sedan")
    #expect(await drop.backlog().count == 0)
    await collector.stop()
  }

  /// Files are replaced all the time while they are acknowledged: in `done/` lies nothing but what was read.
  @Test func aReplacementInTheLastMomentIsPutBack() async throws {
    let folder = try DropFolder(path: bench.folder.path)
    let (file, new) = (bench.path("a.txt"), bench.path(".new"))
    let stop = Flag()
    let replacing = Thread {
      while !stop.isSet {
        close(open(new, O_WRONLY | O_CREAT, 0o600))
        rename(new, file)
      }
      stop.finish()
    }
    replacing.start()
    var mover = DropMover(folder)
    let path = try #require(DropPath(Array("a.txt".utf8)))
    var moved: [UInt64] = []
    let end = ContinuousClock.now + .seconds(1)
    while ContinuousClock.now < end {
      guard let status = folder.name(path).flatMap({ FileStatus(of: $0) }) else { continue }
      if case .moved = try mover.move(FileKey(path: path, identity: status.identity), to: "done") {
        moved.append(status.identity.inode)
      }
    }
    stop.set()
    await stop.waitUntilFinished()
    #expect(!moved.isEmpty)
    let done = try #require(DropPath(Array("done".utf8)))
    let descriptor = try #require(folder.open(folder: done))
    let lying = try bench.names("done").compactMap { FileStatus(of: $0, in: descriptor)?.identity.inode }
    #expect(lying.sorted() == moved.sorted())
  }

  @Test(arguments: [false, true])
  func opensOnlyWhatLiesBelow(stepwise: Bool) throws {
    try outside.write("x", to: "x")
    try bench.write("a", to: "sub/a")
    #expect(symlink(outside.path, bench.path("out")) == 0)
    #expect(symlink("sub", bench.path("in")) == 0)
    #expect(symlink("a", bench.path("sub/link")) == 0)
    let top = Descriptor(open(bench.folder.path, O_RDONLY | O_DIRECTORY))
    func opens(_ path: String) -> Int32 {
      let number = stepwise ? clinux_name_stepwise(top.number, path) : clinux_name_beneath(top.number, path)
      defer { if number >= 0 { close(number) } }
      return number >= 0 ? 0 : errno
    }
    #expect(opens("sub/a") == 0)
    #expect(opens("sub") == 0)
    #expect([ELOOP, ENOTDIR].contains(opens("out/x")))
    #expect([ELOOP, ENOTDIR].contains(opens("in/a")))
    #expect(opens("sub/link") == ELOOP)
    #expect(opens("sub/nothing") == ENOENT)
    #expect(opens("../\(outside.url.lastPathComponent)/x") == EXDEV)
    #expect(opens("sub/../../x") == EXDEV)
    #expect(opens("sub/a/b") == ENOTDIR)
    #expect(opens("/etc/passwd") != 0)
    #expect(opens("") != 0)
  }
}

/// Tells a thread to stop, and when it has.
private final class Flag: Sendable {
  private let state = Mutex((isSet: false, isFinished: false))
  var isSet: Bool { state.withLock { $0.isSet } }
  func set() { state.withLock { $0.isSet = true } }
  func finish() { state.withLock { $0.isFinished = true } }
  func waitUntilFinished() async {
    while !state.withLock({ $0.isFinished }) { try? await Task.sleep(for: .milliseconds(2)) }
  }
}
