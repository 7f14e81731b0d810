import Feedback
import Foundation
import Operations
import Stores
import Support
import Synchronization
import Testing

@testable import Intake

/// A source's line over hours, by a clock that only waiting moves.
struct SupervisorTests {
  /// The time, and what the supervisor waited for. Pauses have a fraction, by the chance that is added; waiting for the
  /// proof that a source is back has none.
  private final class Simulation: Sendable {
    private struct State {
      var time = Date(timeIntervalSince1970: 1_741_900_000)
      var pauses: [Double] = []
    }
    static let start = State().time
    private let state = Mutex(State())
    /// Whether a source that is open is left to last until it is proved to be back.
    let lasts: Bool
    /// Time stands still after so many seconds.
    let end: Double

    init(lasts: Bool, end: Double = .infinity) {
      self.lasts = lasts
      self.end = end
    }

    var now: Date { state.withLock { $0.time } }
    var elapsed: Double { now.timeIntervalSince(Self.start) }
    var pauses: [Double] { state.withLock { $0.pauses } }
    func pass(_ seconds: Double) { state.withLock { $0.time += seconds } }

    func sleep(_ seconds: Double) async throws {
      try Task.checkCancellation()
      if seconds == seconds.rounded() {
        while !lasts { try await Task.sleep(for: .seconds(60)) }
      } else {
        state.withLock { $0.pauses.append(seconds) }
      }
      pass(seconds)
      while elapsed > end { try await Task.sleep(for: .seconds(60)) }
    }
  }

  /// A source that does as it is told each time it is opened, and each time it is read.
  private struct Unsteady: Source {
    let name: SourceName = "mots"
    let kind = SourceStatus.Kind.mailbox
    let opening: @Sendable () throws(SourceError) -> Void
    var reading: @Sendable () throws(SourceError) -> [Arrival]? = { () throws(SourceError) in nil }

    func open() async throws(SourceError) { try opening() }
    func arrivals(after position: Position?) -> Batches { Batches(reading: reading) }
    func acknowledge(_ settled: [Settled]) async throws(SourceError) {}
    func backlog() async -> (count: Int, oldest: Date?) { (0, nil) }

    struct Batches: AsyncSequence, AsyncIteratorProtocol, Sendable {
      typealias Element = [Arrival]
      typealias Failure = SourceError
      let reading: @Sendable () throws(SourceError) -> [Arrival]?
      func makeAsyncIterator() -> Self { self }
      mutating func next(isolation actor: isolated (any Actor)?) async throws(SourceError) -> [Arrival]? {
        if let batch = try reading() { return batch }
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(60)) }
        return nil
      }
    }
  }

  private let written = CollectedEvents()

  /// Runs a source's line until `isOver`, and a moment of real time besides.
  private func run(
    _ source: Unsteady, _ simulation: Simulation, until isOver: @escaping @Sendable ([Event]) -> Bool
  ) async throws {
    let line = Task { try await supervisor(source, simulation).run() }
    let deadline = ContinuousClock.now + .seconds(60)
    while !isOver(written.events), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(2))
    }
    #expect(isOver(written.events), "\(written.events.map(\.text))")
    line.cancel()
    try await line.value
  }

  private func supervisor(
    _ source: Unsteady, _ simulation: Simulation, store: (any FeedbackStore)? = nil
  ) throws -> Supervisor<Unsteady> {
    let surroundings = Surroundings(
      now: { simulation.now }, random: { 403 }, uptime: { simulation.elapsed })
    let store = try store ?? SQLiteStore.inMemory()
    let log = CoalescingLog(written, uptime: { simulation.elapsed })
    let intake = Intake(
      store: store, reader: .test(), log: log, surroundings: surroundings,
      pulse: Pulse(now: { simulation.now }, uptime: { simulation.elapsed }), width: 1)
    return Supervisor(
      source: source, policy: SourcePolicy(trust: .folder), intake: intake,
      sleep: { try await simulation.sleep($0) })
  }

  private static let unreachable = SourceError(.unreachable, "mail.example:993: it refuses the connection")

  @Test func anHourWithoutTheServerIsTenLinesAtMostAndEndsByItself() async throws {
    let simulation = Simulation(lasts: true)
    let source = Unsteady(opening: { () throws(SourceError) in
      if simulation.elapsed < 3600 { throw Self.unreachable }
    })
    try await run(source, simulation) { $0.last?.name == .sourceRecovered }
    #expect(written.events.count <= 10)
    #expect(written.events.first?.text == Self.unreachable.description)
    #expect(written.events.first?.name == .sourceLost)
    #expect(written.events.count(where: { $0.name == .sourceRecovered }) == 1)
    #expect(written.events.last?.text.contains("failures in 6") == true)
    // It knocks seldom, and is back within five minutes and a quarter of the server.
    #expect(simulation.pauses.count < 25)
    let latest: Double = 4035
    #expect(simulation.elapsed < latest)
  }

  /// As long as it asks, and not for ever: what a server says is not trusted with silencing a source.
  @Test(arguments: [(Duration.milliseconds(299_961), 299.961), (.seconds(1_000_000), 3600.0)])
  func aSourceThatAsksToBeLeftAloneIsLeftAlone(_ asked: Duration, _ seconds: Double) async throws {
    let simulation = Simulation(lasts: true)
    let source = Unsteady(opening: { () throws(SourceError) in
      if simulation.pauses.isEmpty { throw SourceError(.unreachable, "mots: slower", pause: asked) }
    })
    try await run(source, simulation) { $0.last?.name == .sourceRecovered }
    // With the chance that is added: 403 thousandths of a quarter.
    #expect(simulation.pauses.count == 1)
    #expect(simulation.pauses.allSatisfy { abs($0 / seconds - 1.10075) < 0.0001 }, "\(simulation.pauses)")
    #expect(written.events.map(\.name) == [.sourceLost, .sourceRecovered])
  }

  @Test func anOutageOfManyFacesIsNoLongerInTheLog() async throws {
    let simulation = Simulation(lasts: true)
    let failures = [
      Self.unreachable, SourceError(.unreachable, "mail.example:993: it did not answer in time"),
      SourceError(.refused, "mail.example:993: its certificate has expired"),
      SourceError(.unreachable, "mots: the server ended the session (BYE)"),
      SourceError(.refused, "mail.example:993: it does not accept the user"),
    ]
    let turn = Mutex(0)
    let source = Unsteady(opening: { () throws(SourceError) in
      guard simulation.elapsed < 3600 else { return }
      throw failures[
        turn.withLock {
          $0 += 1; return $0 % failures.count
        }]
    })
    try await run(source, simulation) { $0.last?.name == .sourceRecovered }
    #expect(written.events.count <= 10, "\(written.events.map(\.text))")
  }

  /// Some servers let one in and fail right after: that is no recovery.
  @Test func oneThatFailsRightAfterItOpensIsNotSaidToBeBack() async throws {
    let simulation = Simulation(lasts: false, end: 3600)
    let source = Unsteady(
      opening: { () throws(SourceError) in },
      reading: { () throws(SourceError) in throw Self.unreachable })
    try await run(source, simulation) { _ in simulation.elapsed > 3600 }
    #expect(written.events.count <= 10)
    #expect(!written.events.contains { $0.name == .sourceRecovered })
    let doubled: [Double] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    for (pause, expected) in zip(simulation.pauses, doubled) {
      #expect(abs(pause - expected * 1.10075) < 0.01)
    }
  }

  /// The first messages prove that it is back, however short it lasted.
  @Test func messagesProveThatItIsBack() async throws {
    let simulation = Simulation(lasts: false)
    let turn = Mutex(0)
    let source = Unsteady(
      opening: { () throws(SourceError) in
        let number = turn.withLock {
          $0 += 1; return $0
        }
        if number < 4 { throw Self.unreachable }
      },
      reading: { () throws(SourceError) in
        turn.withLock { turn in
          turn += 1
          return turn == 5 ? [.mail("a.eml", "From: anna@uppsala.example\n\nDet tog fyra veckor.\n")] : nil
        }
      })
    try await run(source, simulation) { $0.contains { $0.name == .sourceRecovered } }
    #expect(
      written.events.map(\.name).filter { $0 != .messageStored } == [.sourceLost, .sourceRecovered])
  }

  @Test func oneThatWorkedForAWhileIsTriedAgainSoon() async throws {
    let simulation = Simulation(lasts: false)
    let source = Unsteady(
      opening: { () throws(SourceError) in },
      reading: { () throws(SourceError) in
        simulation.pass(61)
        throw Self.unreachable
      })
    try await run(source, simulation) { _ in simulation.pauses.count >= 5 }
    for pause in simulation.pauses.prefix(5) { #expect(abs(pause - 1.10075) < 0.001) }
  }

  /// Minutes that pass until a connection is given up are no minutes of work.
  @Test func waitingForTheConnectionIsNoWork() async throws {
    let simulation = Simulation(lasts: false)
    let source = Unsteady(opening: { () throws(SourceError) in
      simulation.pass(120)
      throw Self.unreachable
    })
    try await run(source, simulation) { _ in simulation.pauses.count >= 10 }
    #expect(abs((simulation.pauses.dropFirst(9).first ?? 0) - 330.225) < 0.01, "\(simulation.pauses)")
  }

  @Test func aStoreThatFailsForGoodEndsIt() async throws {
    let simulation = Simulation(lasts: false)
    let store = FailingStore(
      base: try SQLiteStore.inMemory(), failures: .init([StoreError(.corrupt, "it is damaged")]))
    let source = Unsteady(
      opening: { () throws(SourceError) in },
      reading: { () throws(SourceError) in
        [.mail("a.eml", "From: anna@uppsala.example\n\nDet tog fyra veckor.\n")]
      })
    await #expect(throws: StoreError.self) {
      try await supervisor(source, simulation, store: store).run()
    }
    #expect(written.events.contains { $0.name == .storeFailed })
  }
}
