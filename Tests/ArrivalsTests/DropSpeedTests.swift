import Contracts
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

@testable import Arrivals

/// How fast a drop is. Measured only where asked for (`LYSSNAD_BENCH=1`), in a release build.
@Suite(.serialized, .enabled(if: ProcessInfo.processInfo.environment["LYSSNAD_BENCH"] != nil))
struct DropSpeedTests {
  private let bench: DropBench

  init() throws { bench = try DropBench() }

  private func perSecond(_ count: Int, _ what: String, since start: ContinuousClock.Instant) -> Int {
    let rate = Int(Double(count) / ((ContinuousClock.now - start) / .seconds(1)))
    print("\(what): \(rate) a second")
    return rate
  }

  /// Handed out, fetched and acknowledged, one batch after the other as the pipeline would at its fastest.
  @Test func twoThousandFilesOfTwentyKilobytes() async throws {
    let bytes = [UInt8](DropBench.mail(body: String(repeating: "Bygglovet tog tid.\n", count: 1040)).utf8)
    for number in 0..<2000 { try bench.fill(bytes, "\(number).eml") }
    let drop = bench.drop(poll: .seconds(30))
    let start = ContinuousClock.now
    var count = 0
    for try await batch in drop.arrivals(after: nil) {
      for arrival in batch { count += try await arrival.content(1 << 20).count == bytes.count ? 1 : 0 }
      try await drop.acknowledge(batch.settled(.stored))
      if count >= 2000 { break }
    }
    #expect(count == 2000)
    #expect(perSecond(2000, "files of 20 kB taken in and moved", since: start) > 1000)
    #expect(try bench.names("done").count == 2000)
  }

  @Test func anMboxOfTwentyThousandMessages() async throws {
    let message =
      "From a@kommun.example Wed Mar 12 08:02:11 2025\n"
      + DropBench.mail(body: String(repeating: "rad\n", count: 2000))
    try bench.folder.write(Data(String(repeating: message + "\n", count: 20_000).utf8), to: "box.mbox")
    let drop = bench.drop(poll: .seconds(30))
    let start = ContinuousClock.now
    var count = 0
    for try await batch in drop.arrivals(after: nil) {
      for arrival in batch { count += try await arrival.content(1 << 20).isEmpty ? 0 : 1 }
      try await drop.acknowledge(batch.settled(.stored))
      if count >= 20_000 { break }
    }
    #expect(perSecond(20_000, "messages of 8 kB of an mbox", since: start) > 1000)
    #expect(bench.exists("done/box.mbox"))
  }

  @Test func aLookThroughManyFiles() throws {
    let count = Int(ProcessInfo.processInfo.environment["LYSSNAD_BENCH_FILES"] ?? "") ?? 100_000
    for number in 0..<count { close(open(bench.path("\(number).eml"), O_WRONLY | O_CREAT, 0o600)) }
    var settling = Settling(settle: .zero, capacity: 16_384)
    let scan = FolderScan(
      drop: try DropFolder(path: bench.folder.path),
      configuration: DropConfiguration(name: "a", folder: bench.folder.path), isHandedOut: { _, _ in false },
      watch: nil)
    let start = ContinuousClock.now
    let result = scan.run(settling: &settling, now: Date())
    #expect(perSecond(count, "files looked at", since: start) > 50_000)
    #expect(result.settled == count)
    #expect(result.oldest.count == min(count, 16_384))
  }
}
