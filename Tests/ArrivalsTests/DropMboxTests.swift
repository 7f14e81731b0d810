import Contracts
import Feedback
import Foundation
import Intake
import Support
import Testing

@testable import Arrivals

/// An mbox in a drop: one arrival a message, moved as a whole.
struct DropMboxTests {
  private let bench: DropBench

  init() throws { bench = try DropBench() }

  private func mbox(_ count: Int) -> String {
    (0..<count).map { number in
      "From anna@kommun.example Wed Mar 12 08:02:11 2025\n"
        + DropBench.mail(number, body: ">From \(number)\n" + String(repeating: "rad\n", count: number % 90))
        + "\n"
    }.joined()
  }

  @Test func handsOutEachMessageOfAThousandAndMovesTheFileOnce() async throws {
    try bench.write(mbox(1000), to: "arkiv/box.mbox", modified: Date(timeIntervalSince1970: 5))
    try bench.write(DropBench.mail(), to: "senare.eml", modified: Date(timeIntervalSince1970: 6))
    let drop = bench.drop()
    let collector = ArrivalCollector(drop)
    let arrivals = await collector.wait(for: 1001)
    #expect(arrivals.count == 1001)
    #expect(collector.batches.allSatisfy { $0.count <= 200 })
    #expect(arrivals.last?.path == "senare.eml")
    #expect(Set(arrivals.map(\.key)).count == 1001)
    for (number, arrival) in arrivals.prefix(1000).enumerated() {
      let expected = DropBench.mail(
        number, body: "From \(number)\n" + String(repeating: "rad\n", count: number % 90))
      #expect(String(decoding: try await arrival.content(10_000), as: UTF8.self) == expected)
      #expect(arrival.path == "arkiv/box.mbox#\(number + 1)")
      #expect(arrival.form == .mail)
    }
    #expect(await drop.backlog().count == 1001)
    try await drop.acknowledge(Array(arrivals[1...].reversed()).settled(.stored))
    #expect(bench.exists("arkiv/box.mbox"))
    try await drop.acknowledge([arrivals[0]].settled(.duplicate(.sameMessage)))
    #expect(!bench.exists("arkiv/box.mbox") && bench.exists("done/arkiv/box.mbox"))
    #expect(try bench.names("refused") == [])
    #expect(await drop.backlog().count == 0)
    await collector.stop()
  }

  @Test func namesTheMessagesThatWereRefused() async throws {
    try bench.write(mbox(5), to: "box")
    let drop = bench.drop()
    let arrivals = await bench.arrivals(5, of: drop)
    try #require(arrivals.count == 5)
    let message = ULID(milliseconds: 1, randomHigh: 2, randomLow: 3)
    try await drop.acknowledge([arrivals[3]].settled(.quarantined(.encrypted), message: message))
    try await drop.acknowledge(arrivals[..<3].map { $0 }.settled(.stored))
    try await drop.acknowledge([arrivals[4]].settled(.quarantined(.noText)))
    #expect(bench.exists("done/box"))
    let reason = try bench.text("refused/box.reason.txt")
    #expect(reason.contains("2 av filens 5 meddelanden"))
    #expect(reason.contains("Meddelande 4: encrypted: innehållet är krypterat"))
    #expect(reason.contains("Message 5: no_text"))
    #expect(reason.contains("lyssnad quarantine show \(message)"))
    #expect(
      try #require(reason.range(of: "Meddelande 4")).lowerBound
        < #require(reason.range(of: "Meddelande 5")).lowerBound)
  }

  @Test func anMboxOfWhichNothingWasTakenInIsRefused() async throws {
    try bench.write(mbox(2), to: "box.mbx")
    let drop = bench.drop()
    let arrivals = await bench.arrivals(2, of: drop)
    try await drop.acknowledge(arrivals.settled(.quarantined(.senderNotAllowed)))
    #expect(try bench.names("refused") == ["box.mbx", "box.mbx.reason.txt"])
    #expect(try bench.names("done") == [])
  }

  @Test func aSequenceStartedAgainInTheMiddleHandsOutTheWholeFileUnderTheSameKeys() async throws {
    try bench.write(mbox(10), to: "box.mbox")
    let first = bench.drop { $0.batchCount = 4 }
    let collector = ArrivalCollector(first)
    let some = await collector.wait(for: 4)
    try await first.acknowledge(Array(some[..<4]).settled(.stored))
    await collector.stop()
    let second = bench.drop()
    let all = await bench.arrivals(10, of: second)
    #expect(all.count == 10)
    #expect(Array(all.prefix(4).map(\.key)) == Array(some[..<4].map(\.key)))
    try await second.acknowledge(all.settled(.stored))
    #expect(bench.exists("done/box.mbox"))
  }

  @Test func anMboxThatGrowsIsAnotherAndNotMovedUnread() async throws {
    try bench.write(mbox(3), to: "box.mbox")
    let drop = bench.drop()
    let collector = ArrivalCollector(drop)
    let arrivals = await collector.wait(for: 3)
    let file = try #require(FileHandle(forWritingAtPath: bench.path("box.mbox")))
    try file.seekToEnd()
    try file.write(contentsOf: Data(mbox(1).utf8))
    try file.close()
    try await drop.acknowledge(arrivals.settled(.stored))
    #expect(bench.exists("box.mbox"))
    // All its messages come again under new keys; the store knows the bytes of three.
    let again = await collector.wait(for: 7)
    #expect(again.count == 7)
    #expect(Set(again.map(\.key)).count == 7)
    try await drop.acknowledge(Array(again[3...]).settled(.stored))
    #expect(bench.exists("done/box.mbox"))
    await collector.stop()
  }
}
