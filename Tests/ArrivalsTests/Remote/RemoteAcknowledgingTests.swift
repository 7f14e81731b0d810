import Contracts
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

@testable import Arrivals

/// What becomes of files on a server whose outcomes are committed.
@Suite(.serialized)
struct RemoteAcknowledgingTests {
  @Test(arguments: RemoteBench.Kind.allCases)
  func movesIntoDoneAndRefusedAndOverwritesNothing(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    let drop = bench.drop()
    for round in 1...3 {
      try bench.write("bra \(round)", to: "sub/å/bra.txt")
      try bench.write("dålig \(round)", to: "sub/dålig.txt")
      let arrivals = await bench.arrivals(2, of: drop)
      try #require(arrivals.count == 2)
      let id = ULID(milliseconds: 1_700_000_000_000, randomHigh: 1, randomLow: UInt64(round))
      for arrival in arrivals {
        let isGood = arrival.path == "sub/å/bra.txt"
        try await drop.acknowledge([
          Settled(arrival: arrival, outcome: isGood ? .stored : .quarantined(.noText), message: id)
        ])
      }
      let suffix = round == 1 ? "" : " (\(round))"
      #expect(try bench.text("done/sub/å/bra\(suffix).txt") == "bra \(round)")
      #expect(try bench.text("refused/sub/dålig\(suffix).txt") == "dålig \(round)")
      let reason = try bench.text("refused/sub/dålig\(suffix).txt.reason.txt")
      #expect(reason.contains("no_text"))
      #expect(reason.contains("\(id)"))
    }
    #expect(try bench.names("done/sub/å").count == 3)
    #expect(try bench.names("refused/sub").count == 6)
    #expect(try bench.names("sub") == ["å"])
  }

  /// A folder, or somebody else's reason file, where ours should go: neither is touched.
  @Test(arguments: RemoteBench.Kind.allCases)
  func findsOtherNamesWhereTheirsAreTaken(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    try bench.write("i mappen", to: "refused/a.txt/x")
    try bench.write("egen", to: "refused/a (2).txt.reason.txt")
    try bench.write("ny", to: "a.txt")
    let drop = bench.drop()
    try await drop.acknowledge(await bench.arrivals(1, of: drop).settled(.quarantined(.malformed)))
    let names = try bench.names("refused")
    #expect(try bench.text("refused/a.txt/x") == "i mappen")
    #expect(try bench.text("refused/a (2).txt.reason.txt") == "egen")
    #expect(names == ["a (2).txt", "a (2).txt (2).reason.txt", "a (2).txt.reason.txt", "a.txt"])
    #expect(try bench.text("refused/a (2).txt") == "ny")
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func anMboxIsTakenMessageByMessageAndMovedOnce(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    let mbox = (1...5).map {
      "From anna Wed Mar 12 08:02:11 2025\n\(DropBench.mail($0, body: ">From här"))\n"
    }.joined()
    try bench.write(mbox, to: "sub/låda.mbox")
    let drop = bench.drop()
    let collector = ArrivalCollector(drop)
    let arrivals = await collector.wait(for: 5)
    try #require(arrivals.count == 5)
    #expect(arrivals.map(\.path) == (1...5).map { "sub/låda.mbox#\($0)" })
    for (index, arrival) in arrivals.enumerated() {
      #expect(try await arrival.content(10_000) == Array(DropBench.mail(index + 1, body: "From här").utf8))
    }
    let error = await #expect(throws: SourceError.self) { _ = try await arrivals[0].content(10) }
    #expect(error?.kind == .tooLarge)
    try await drop.acknowledge(Array(arrivals[..<4]).settled(.stored))
    #expect(bench.exists("sub/låda.mbox"))
    #expect(await drop.backlog().count == 1)
    try await drop.acknowledge(Array(arrivals[4...]).settled(.quarantined(.noText)))
    #expect(try bench.text("done/sub/låda.mbox") == mbox)
    #expect(try bench.text("refused/sub/låda.mbox.reason.txt").contains("Meddelande 5: no_text"))
    #expect(await drop.backlog().count == 0)
    await collector.stop()
  }

  @Test func aLargerMboxIsRefusedWithASentence() async throws {
    let bench = try await RemoteBench(.sftp)
    let mbox = "From anna Wed Mar 12 08:02:11 2025\n\(DropBench.mail())\n"
    try bench.write(mbox, to: "stor.mbox")
    let drop = bench.drop { $0.fileBytes = mbox.utf8.count - 1 }
    let arrivals = await bench.arrivals(1, of: drop)
    let arrival = try #require(arrivals.first)
    let error = await #expect(throws: SourceError.self) { _ = try await arrival.content(1 << 30) }
    #expect(error?.kind == .tooLarge)
    try await drop.acknowledge(arrivals.settled(.quarantined(.tooLarge)))
    #expect(try bench.text("refused/stor.mbox.reason.txt").contains("too_large"))
  }
}
