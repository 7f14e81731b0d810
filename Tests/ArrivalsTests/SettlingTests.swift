import Contracts
import Foundation
import Glibc
import Intake
import Support
import Testing

@testable import Arrivals

/// When a file counts as settled.
struct SettlingTests {
  private func status(_ modified: Date) throws -> FileStatus {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", to: "a")
    try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path)
    let descriptor = Descriptor(open(path, O_RDONLY))
    return try #require(FileStatus(of: descriptor))
  }

  @Test func aFileHasSettledWhenNothingHasChangedForTheTime() throws {
    var settling = Settling(settle: .seconds(2), capacity: 10)
    // Modified long ago, as `cp -p` leaves it; the change itself was just now.
    let status = try status(Date(timeIntervalSince1970: 1000))
    let changed = status.changed.date
    let clock = ContinuousClock.now
    let rest = settling.remaining(status, now: changed.addingTimeInterval(0.5), clock: clock)
    #expect(rest.map { ($0 - .seconds(1.5)) / .seconds(1) }.map { abs($0) < 0.001 } == true)
    #expect(settling.remaining(status, now: changed.addingTimeInterval(2.01), clock: clock) == nil)
  }

  @Test func aTimeInTheFutureHasToStandStillByTheMonotonicClock() throws {
    var settling = Settling(settle: .seconds(2), capacity: 10)
    let now = Date()
    let first = try status(now.addingTimeInterval(86_400))
    let clock = ContinuousClock.now
    #expect(settling.remaining(first, now: now, clock: clock) == .seconds(2))
    settling.endLook()
    #expect(settling.remaining(first, now: now, clock: clock + .seconds(1)) == .seconds(1))
    settling.endLook()
    // The clock of the day may jump meanwhile.
    #expect(settling.remaining(first, now: now.addingTimeInterval(-9999), clock: clock + .seconds(2)) == nil)
    settling.endLook()
    // Once it was not seen, it begins anew.
    settling.endLook()
    #expect(settling.remaining(first, now: now, clock: clock + .seconds(9)) == .seconds(2))
  }

  @Test func filesFromTheFutureAreFollowedInBoundedMemory() throws {
    var settling = Settling(settle: .seconds(2), capacity: 1)
    let now = Date()
    let (first, second) = (try status(now.addingTimeInterval(500)), try status(now.addingTimeInterval(600)))
    let clock = ContinuousClock.now
    _ = settling.remaining(first, now: now, clock: clock)
    _ = settling.remaining(second, now: now, clock: clock)
    settling.endLook()
    #expect(settling.remaining(first, now: now, clock: clock + .seconds(3)) == nil)
    #expect(settling.remaining(second, now: now, clock: clock + .seconds(3)) == .seconds(2))
  }

  @Test func waitsForASlowWriter() async throws {
    let bench = try DropBench()
    let drop = bench.drop(settle: .seconds(1), poll: .seconds(30))
    let collector = ArrivalCollector(drop)
    let file = open(bench.path("slow.txt"), O_WRONLY | O_CREAT, 0o600)
    defer { close(file) }
    // Pieces over longer than the time to settle, each well within it.
    for piece in 10..<25 {
      #expect(write(file, "bit \(piece)\n", 7) == 7)
      try await Task.sleep(for: .milliseconds(100))
      #expect(collector.arrivals.isEmpty)
    }
    let last = ContinuousClock.now
    let arrivals = await collector.wait(for: 1)
    #expect(ContinuousClock.now - last > .milliseconds(500))
    #expect(ContinuousClock.now - last < .seconds(5))
    #expect(try await arrivals.first?.content(1000).count == 105)
    await collector.stop()
  }

  @Test func takesAFileFromTheFutureAndOneThatStoodLong() async throws {
    let bench = try DropBench()
    try bench.write("framtid", to: "framtid.txt", modified: Date().addingTimeInterval(1_000_000))
    let arrivals = await bench.arrivals(1, of: bench.drop(settle: .milliseconds(100)))
    #expect(arrivals.map(\.path) == ["framtid.txt"])
  }

  @Test func leavesWhatBearsTheNameOfSomethingUnfinished() async throws {
    let bench = try DropBench()
    for name in [".dold", "a.part", "b.TMP", "c.crdownload", "d~", "~$e.docx", "f.filepart"] {
      try bench.write("x", to: name)
    }
    let collector = ArrivalCollector(bench.drop())
    try bench.write("y", to: "klar.txt")
    await collector.wait(for: 1)
    #expect(rename(bench.path("a.part"), bench.path("a.txt")) == 0)
    await collector.wait(for: 2)
    try await Task.sleep(for: .milliseconds(120))
    #expect(collector.arrivals.map(\.path) == ["klar.txt", "a.txt"])
    await collector.stop()
  }
}
