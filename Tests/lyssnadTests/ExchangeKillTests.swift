import Feedback
import Foundation
import Stores
import Support
import Synchronization
import Testing

/// The process is killed between any two lines that it and a mailbox's server say to each other, just before the other
/// end gets one or just after. Whatever the server has done by then, nothing is lost and nothing is there twice.
@Suite(.serialized)
struct ExchangeKillTests {
  /// In every round some mails are new; those before are done.
  private static let portion = 3

  @Test(arguments: ["", "    done: { move_to: Arkiv }"])
  func killedAtEveryExchange(_ done: String) async throws {
    var made: ExchangeProxy?
    let house = try MailHouse(
      isPlain: true, source: done,
      proxied: { port in
        let proxy = try ExchangeProxy(to: port)
        made = proxy
        return proxy.port
      })
    let proxy = try #require(made)
    var writer = NoteWriter(seed: 29, sentences: FaultTests.sentences)
    var count = 0
    var kills = 0
    // Every one at full size, else some of them.
    var number = 1
    var isOver = false
    while !isOver, number < 500 {
      for moment in FaultScale.isFull ? ExchangeProxy.Moment.allCases : [number % 2 == 0 ? .before : .after] {
        try house.seed(
          (1...Self.portion).map { writer.mail(count + $0, passages: 2, size: 1500) }, from: count)
        count += Self.portion
        if try await isKilled(house, proxy, at: number, moment, whole: count) {
          kills += 1
          let store = try SQLiteStore(path: house.store)
          #expect(try await store.inconsistencies() == [], "exchange \(number), \(moment)")
          try store.close()
          try await finish(house, count)
        } else {
          isOver = true
        }
      }
      number += FaultScale.count(9, full: 1)
    }
    proxy.stop()
    print("killed \(kills) times, at exchanges up to \(number)")
    #expect(isOver && number > 30, "a session has only \(number) exchanges")
    try await verify(house, count)
  }

  /// Runs the daemon until it is killed at an exchange, or has done its work and ends in order.
  /// - Returns: whether it was killed.
  private func isKilled(
    _ house: MailHouse, _ proxy: ExchangeProxy, at number: Int, _ moment: ExchangeProxy.Moment,
    whole count: Int
  ) async throws -> Bool {
    let victim = Mutex<pid_t>(0)
    let isStruck = Mutex(false)
    proxy.strike(at: number, moment) {
      // It connects before its number is known here.
      while victim.withLock({ $0 }) == 0 { usleep(1000) }
      kill(victim.withLock { $0 }, SIGKILL)
      isStruck.withLock { $0 = true }
    }
    let process = try Program().start(
      ["run", "--config", house.configuration], output: house.configuration + ".log")
    victim.withLock { $0 = process.processIdentifier }
    let end = Date().addingTimeInterval(60)
    while process.isRunning, try await !isDone(house, count), Date() < end { usleep(20_000) }
    // What it still says at its end belongs to the session.
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    let exchanges = proxy.rest()
    #expect(exchanges > 0)
    return isStruck.withLock { $0 }
  }

  private func finish(_ house: MailHouse, _ count: Int) async throws {
    let ready = "service.ready"
    let before = ((try? String(contentsOfFile: house.configuration + ".log", encoding: .utf8)) ?? "")
      .components(separatedBy: ready).count
    let daemon = try Daemon(house.configuration)
    // Before that, a signal would end it as it ends any program.
    #expect(eventually { daemon.lines(ready).count >= before }, "\(daemon.log.suffix(2000))")
    let end = Date().addingTimeInterval(60)
    while try await !isDone(house, count), Date() < end { usleep(20_000) }
    #expect(try await isDone(house, count), "\(daemon.log.suffix(2000))")
    daemon.stop()
  }

  /// Everything is stored, and marked or moved.
  private func isDone(_ house: MailHouse, _ count: Int) async throws -> Bool {
    guard house.flags.allSatisfy({ $0.contains("a") }),
      let store = try? SQLiteStore(path: house.store, access: .read)
    else { return false }
    defer { try? store.close() }
    return try await store.status().outcomes["stored"] == count
  }

  private func verify(_ house: MailHouse, _ count: Int) async throws {
    let store = try SQLiteStore(path: house.store)
    #expect(try await store.inconsistencies() == [])
    var stored = [String: Int]()
    for entry in try await store.all() {
      #expect(entry.outcome == .stored, "\(entry.key.rawValue)")
      stored[entry.messageID ?? "", default: 0] += 1
    }
    #expect(stored.count == count, "lost: \(count - stored.count)")
    #expect(stored.values.allSatisfy { $0 == 1 }, "twice: \(stored.filter { $0.value > 1 }.keys.sorted())")
  }
}
