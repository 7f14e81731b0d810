import Feedback
package import Intake
import Testing

/// What every source must hold, whatever it reads.
package struct SourceContract<Subject: Source>: Sendable {
  private let make: @Sendable () async throws -> Subject
  private let put: @Sendable (_ message: [UInt8], _ number: Int) async throws -> Void

  /// - Parameters:
  ///   - make: a new source object over one empty place; called again, it is the service started again.
  ///   - put: puts a message into that place; a higher number is younger.
  package init(
    make: @escaping @Sendable () async throws -> Subject,
    put: @escaping @Sendable (_ message: [UInt8], _ number: Int) async throws -> Void
  ) {
    self.make = make
    self.put = put
  }

  private static func message(_ number: Int) -> [UInt8] {
    Array(
      "From: anna@kommun.example\r\nMessage-ID: <\(number)@kommun.example>\r\n\r\nNummer \(number)\r\n".utf8)
  }

  private func fill(_ numbers: Range<Int>) async throws {
    for number in numbers.shuffledAlike { try await put(Self.message(number), number) }
  }

  /// Batches come oldest first, with their bytes as they were put, also where they were put in another order.
  package func handsOutOldestFirst() async throws {
    try await fill(0..<50)
    let source = try await make()
    let collector = ArrivalCollector(source)
    let arrivals = await collector.wait(for: 50)
    try #require(arrivals.count == 50, "\(String(describing: collector.failure))")
    for (number, arrival) in arrivals.enumerated() {
      let bytes = try await arrival.content(1 << 20)
      #expect(bytes == Self.message(number))
      #expect(arrival.size == bytes.count)
      #expect(arrival.form == .mail)
    }
    #expect(Set(arrivals.map(\.key)).count == 50)
    await collector.stop()
  }

  /// What is neither acknowledged nor released does not come again, while new messages do.
  package func handsOutNothingTwice() async throws {
    try await fill(0..<5)
    let source = try await make()
    let collector = ArrivalCollector(source)
    await collector.wait(for: 5)
    try await fill(5..<10)
    await collector.wait(for: 10)
    // Time for a source that would hand something out again.
    try await Task.sleep(for: .milliseconds(200))
    #expect(collector.arrivals.count == 10)
    #expect(Set(collector.arrivals.map(\.key)).count == 10)
    #expect(await source.backlog().count == 10)
    #expect(await source.backlog().oldest == collector.arrivals.map(\.receivedAt).min())
    await collector.stop()
  }

  /// What is acknowledged, with whatever outcome, never comes back; what is not returns with its key when the sequence,
  /// or the service, is started again.
  package func returnsWhatIsNotAcknowledged() async throws {
    try await fill(0..<8)
    let source = try await make()
    let first = ArrivalCollector(source)
    let arrivals = await first.wait(for: 8)
    try #require(arrivals.count == 8)
    let outcomes: [Outcome] = [
      .stored, .duplicate(.sameMessage), .ignored(.autoReply), .quarantined(.noText),
    ]
    let settled = zip(arrivals, outcomes).map { Settled(arrival: $0, outcome: $1, message: nil) }
    try await source.acknowledge(settled)
    await first.stop()

    let rest = arrivals[4...].map(\.key)
    let again = ArrivalCollector(source)
    #expect(await again.wait(for: 4).map(\.key) == rest)
    await again.stop()

    let restarted = try await make()
    let anew = ArrivalCollector(restarted)
    let returned = await anew.wait(for: 4)
    #expect(returned.map(\.key) == rest)
    try await restarted.acknowledge(returned.map { Settled(arrival: $0, outcome: .stored, message: nil) })
    try await Task.sleep(for: .milliseconds(200))
    #expect(anew.arrivals.count == 4)
    #expect(await restarted.backlog().count == 0)
    await anew.stop()
  }

  /// Cancelling the task ends a sequence that waits for messages, at once and without an error.
  package func endsWithItsTask() async throws {
    let source = try await make()
    let collector = ArrivalCollector(source)
    try await Task.sleep(for: .milliseconds(50))
    #expect(!collector.hasEnded)
    let start = ContinuousClock.now
    await collector.stop()
    // Well before the source would look again by itself, on a busy machine too.
    #expect(ContinuousClock.now - start < .seconds(15))
    #expect(collector.failure == nil)
  }

  /// Content beyond the limit is refused as too large, and the next message is none the worse for it.
  package func keepsToTheLimit() async throws {
    try await fill(0..<2)
    let source = try await make()
    let collector = ArrivalCollector(source)
    let arrivals = await collector.wait(for: 2)
    try #require(arrivals.count == 2)
    let error = await #expect(throws: SourceError.self) {
      _ = try await arrivals[0].content(arrivals[0].size - 1)
    }
    #expect(error?.kind == .tooLarge)
    #expect(try await arrivals[0].content(arrivals[0].size) == Self.message(0))
    #expect(try await arrivals[1].content(1 << 20) == Self.message(1))
    try await source.acknowledge([
      Settled(arrival: arrivals[0], outcome: .quarantined(.tooLarge), message: nil)
    ])
    await collector.stop()
  }
}

extension Range<Int> {
  /// Out of order, and each time in the same one.
  fileprivate var shuffledAlike: [Int] { sorted { ($0 &* 7919 % 101, $0) < ($1 &* 7919 % 101, $1) } }
}
