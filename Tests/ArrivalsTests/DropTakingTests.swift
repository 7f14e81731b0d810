import Contracts
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

@testable import Arrivals

/// What a drop hands out, and in what form.
struct DropTakingTests {
  private let bench: DropBench

  init() throws { bench = try DropBench() }

  @Test func tellsFormsAndPathsApart() async throws {
    try bench.write(DropBench.mail(), to: "a.eml")
    try bench.write("Minnesanteckning", to: "sub/möte 1.txt")
    try bench.write(DropBench.mail(2), to: "sub/deep/brev")
    try bench.write("klart", to: "done/gammal.txt")
    try bench.write("nej", to: "refused/gammal.txt")
    try bench.write("ja", to: "sub/done/ny.txt")
    let arrivals = await bench.arrivals(4, of: bench.drop()).sorted { ($0.path ?? "") < ($1.path ?? "") }
    #expect(arrivals.map(\.path) == ["a.eml", "sub/deep/brev", "sub/done/ny.txt", "sub/möte 1.txt"])
    #expect(
      arrivals.map(\.form) == [.mail, .mail, .document(name: "ny.txt"), .document(name: "möte 1.txt")])
  }

  @Test func takesAMaildirsMessagesAndNothingElseOfIt() async throws {
    let drop = bench.drop()
    try bench.write(
      DropBench.mail(1), to: "box/new/1700000000.M1.host", modified: Date(timeIntervalSince1970: 1))
    try bench.write(
      DropBench.mail(2), to: "box/cur/1700000001.M2.host:2,S", modified: Date(timeIntervalSince1970: 2))
    try bench.write(DropBench.mail(3), to: "box/tmp/1700000002.M3.host")
    try bench.write("index", to: "box/dovecot-uidlist")
    let arrivals = await bench.arrivals(2, of: drop)
    #expect(arrivals.map(\.path) == ["box/new/1700000000.M1.host", "box/cur/1700000001.M2.host:2,S"])
    #expect(arrivals.map(\.form) == [.mail, .mail])
    try await drop.acknowledge(arrivals.settled(.stored))
    #expect(bench.exists("done/box/cur/1700000001.M2.host:2,S"))
    #expect(bench.exists("box/tmp/1700000002.M3.host") && bench.exists("box/dovecot-uidlist"))
  }

  @Test func namesOfAnyBytesAreTakenAndMoved() async throws {
    let names: [[UInt8]] = [
      Array("med\nradbrytning.txt".utf8), [0xFF, 0xFE, 0x80], Array("a%2Fb;c@d.txt".utf8),
      [UInt8](repeating: UInt8(ascii: "x"), count: 255), Array("mellan slag .txt".utf8), Array("-rf".utf8),
    ]
    for name in names {
      let file = open(Array(bench.folder.path.utf8 + [0x2F] + name).cString, O_WRONLY | O_CREAT, 0o600)
      #expect(write(file, name, name.count) == name.count)
      close(file)
    }
    let drop = bench.drop()
    let arrivals = await bench.arrivals(names.count, of: drop)
    var contents: Set<[UInt8]> = []
    for arrival in arrivals {
      contents.insert(try await arrival.content(1000))
      #expect(arrival.path?.unicodeScalars.allSatisfy { $0.value >= 32 } == true)
    }
    #expect(contents == Set(names))
    try await drop.acknowledge(arrivals.settled(.quarantined(.unsupportedType)))
    #expect(try bench.names() == ["done", "refused"])
    // Each with its reason beside it, also where the name has no room for more.
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: bench.path("refused")).count == names.count * 2)
  }

  @Test func keepsToTheSizeOfABatch() async throws {
    for number in 0..<12 { try bench.write(DropBench.mail(number), to: "\(number).eml") }
    try bench.write(
      [UInt8](repeating: 65, count: 5000), to: "large.eml", modified: Date(timeIntervalSince1970: 1))
    let drop = bench.drop { configuration in
      configuration.batchCount = 5
      configuration.batchBytes = 1000
    }
    let collector = ArrivalCollector(drop)
    await collector.wait(for: 13)
    await collector.stop()
    #expect(collector.batches.first?.map(\.path) == ["large.eml"])
    for batch in collector.batches.dropFirst() {
      #expect(batch.count <= 5)
      #expect(batch.reduce(0) { $0 + $1.size } <= 1000)
    }
    #expect(collector.arrivals.count == 13)
  }

  @Test func handsOutFiveThousandFilesInOrderWithRoomForFewInMind() async throws {
    for folder in 0..<7 { try #require(mkdir(bench.path("d\(folder)"), 0o700) == 0) }
    for number in 0..<5000 {
      let name = "d\(number % 7)/\(number &* 7919 % 5000).txt"
      try bench.fill(Array("\(number)".utf8), name)
      var times = [
        timespec(tv_sec: 1_700_000_000 + number, tv_nsec: 0),
        timespec(tv_sec: 1_700_000_000 + number, tv_nsec: 0),
      ]
      #expect(utimensat(AT_FDCWD, bench.path(name), &times, 0) == 0)
    }
    let drop = bench.drop { $0.candidates = 700 }
    let collector = ArrivalCollector(drop)
    let arrivals = await collector.wait(for: 5000)
    #expect(await drop.backlog().count == 5000)
    var read: [Int] = []
    for arrival in arrivals {
      read.append(Int(String(decoding: try await arrival.content(10), as: UTF8.self)) ?? -1)
    }
    #expect(read == Array(0..<5000))
    #expect(Set(arrivals.map(\.key)).count == 5000)
    for start in stride(from: 0, to: 5000, by: 200) {
      try await drop.acknowledge(Array(arrivals[start..<(start + 200)]).settled(.stored))
    }
    #expect(await drop.backlog().count == 0)
    #expect(try (0..<7).map { try bench.names("done/d\($0)").count }.reduce(0, +) == 5000)
    await collector.stop()
  }

  @Test func hearsOfNewFilesWithoutAPoll() async throws {
    let collector = ArrivalCollector(bench.drop(poll: .seconds(60)))
    #expect(await bench.wait { bench.exists("refused") })
    // The first look goes on for some milliseconds after that.
    try await Task.sleep(for: .milliseconds(50))
    // In a folder that is made and filled after the drop was looked through.
    try bench.write("ett", to: "ny/a.txt")
    #expect(await collector.wait(for: 1, within: .seconds(5)).map(\.path) == ["ny/a.txt"])
    try bench.write("två", to: "ny/b.txt")
    #expect(await collector.wait(for: 2, within: .seconds(5)).count == 2)
    await collector.stop()
  }

  @Test func findsFilesByItsPollWhereNothingIsWatched() async throws {
    let collector = ArrivalCollector(bench.drop { $0.watchedFolders = 0 })
    #expect(await bench.wait { bench.exists("refused") })
    try bench.write("ett", to: "a.txt")
    #expect(await collector.wait(for: 1, within: .seconds(5)).count == 1)
    #expect(bench.events.named(.sourceRefused).map(\.text).filter { $0.contains("inotify") }.count == 1)
    await collector.stop()
  }

  @Test func anOverflowOfEventsIsAnEventLikeAnother() async throws {
    let told = WakeSignal()
    let watch = try #require(FolderWatch(capacity: 1) { told.raise() })
    let descriptor = Descriptor(open(bench.folder.path, O_RDONLY | O_DIRECTORY))
    watch.add(descriptor)
    let limit = try Int(
      #require(
        Int(
          String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8).split(
            separator: "\n")[0])))
    // Not started: the kernel's queue fills. Two names in turn, for events that are alike are told once.
    let names = [bench.path("a"), bench.path("b")]
    for number in 0...(limit / 2) {
      close(open(names[number % 2], O_WRONLY | O_CREAT, 0o600))
      unlink(names[number % 2])
    }
    watch.drain()
    #expect(watch.losses.events == 1)
    #expect(await told.wait(for: .seconds(5)))
  }
}
