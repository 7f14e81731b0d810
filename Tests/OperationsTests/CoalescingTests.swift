import Feedback
import Support
import Testing

@testable import Operations

@Suite("Repeated failures")
struct CoalescingTests {
  private let clock = Clock()
  private let written = CollectedEvents()
  private var log: CoalescingLog { CoalescingLog(written, uptime: clock.uptime) }

  private func lost(_ source: SourceName = "inlamning", _ text: String = "No such folder.") -> Event {
    Event(.sourceLost, .warning, text, source: source)
  }

  @Test("One line when it starts, one every ten minutes with a count, one when it ends")
  func episode() {
    let log = log
    for second in 0..<1500 {
      log.record(lost(text(second)))
      clock.advance(1)
    }
    log.record(Event(.sourceRecovered, .notice, "The folder is back.", source: "inlamning"))
    #expect(
      written.events.map(\.text) == [
        "Attempt 0.", "Attempt 600. (600 more since the last line, 601 in 10 min)",
        "Attempt 1200. (600 more since the last line, 1201 in 20 min)",
        "The folder is back. (after 1500 failures in 25 min)",
      ])
  }

  private func text(_ number: Int) -> SourceName { SourceName(rawValue: "inlamning-\(number)") }
  private func lost(_ numbered: SourceName) -> Event {
    lost("inlamning", "Attempt \(numbered.rawValue.dropFirst("inlamning-".count)).")
  }

  @Test("Another source, another failure, and the same one after its end are told at once")
  func apart() {
    let log = log
    log.record(lost("a", "x"))
    log.record(lost("a", "x"))
    log.record(lost("b", "x"))
    log.record(Event(.sourceRefused, .error, "y", source: "a"))
    log.record(Event(.storeFailed, .error, "z"))
    #expect(written.events.count == 4)
    log.record(Event(.sourceConnected, .notice, "a is back", source: "a"))
    #expect(written.events.last?.text == "a is back (after 3 failures in 0 s)")
    log.record(lost("a", "x"))
    #expect(written.events.count == 6)
    log.record(lost("b", "x"))
    #expect(written.events.count == 6)
    log.record(Event(.storeRecovered, .notice, "written again"))
    #expect(written.events.last?.text == "written again (after 1 failure in 0 s)")
  }

  @Test("Another sentence of a failure is told at once, a third too, and no more of them")
  func sentences() {
    let log = log
    let refused = { Event(.sourceRefused, .error, $0, source: "a") }
    for _ in 0..<5 {
      log.record(refused("The secret has expired (status 401)."))
      log.record(refused("The login is right, but the mailbox is closed to it."))
      log.record(Event(.sourceLost, .error, "It cannot let us in right now.", source: "a"))
      log.record(refused("The secret has expired (status 403)."))
      log.record(refused("Something else."))
      clock.advance(100)
    }
    #expect(
      written.events.map(\.text) == [
        "The secret has expired (status 401).", "The login is right, but the mailbox is closed to it.",
        "It cannot let us in right now.",
      ])
    clock.advance(100)
    log.record(refused("The secret has expired (status 401)."))
    #expect(written.events.last?.text.contains("23 more since the last line, 26 in 10 min") == true)
    log.record(Event(.sourceRecovered, .notice, "back", source: "a"))
    #expect(written.events.count == 5)
  }

  @Test("A complaint about what a server lacks does not keep its loss from being told")
  func complaints() {
    let log = log
    for number in 0..<9 {
      log.record(Event(.sourceRefused, .warning, "It cannot do \(["a", "b", "c"][number % 3]).", source: "a"))
    }
    log.record(Event(.sourceRefused, .error, "It does not let us in.", source: "a"))
    #expect(written.events.count == 4)
    #expect(written.events.last?.text == "It does not let us in.")
  }

  @Test("What is no failure passes as it is")
  func others() {
    let log = log
    for _ in 0..<5 {
      log.record(Event(.messageQuarantined, .warning, "too large", source: "a", message: message))
      log.record(Event(.sourceRecovered, .notice, "back", source: "a"))
    }
    #expect(written.events.count == 10)
    #expect(written.events.allSatisfy { ["too large", "back"].contains($0.text) })
  }

  @Test("What was held back is told at the end, in a fixed order, once")
  func flush() {
    let log = log
    for source in ["d", "b", "c", "a"] as [SourceName] {
      log.record(lost(source, "x"))
      log.record(lost(source, "x"))
    }
    log.flush()
    log.flush()
    #expect(written.events.dropFirst(4).map(\.source) == ["a", "b", "c", "d"])
    #expect(written.events.last?.text == "x (1 more since the last line, 2 in 0 s)")
  }

  @Test("A clock that is set back holds nothing up for ever")
  func clockSetBack() {
    let log = log
    log.record(lost("a", "x"))
    clock.advance(-86_400)
    log.record(lost("a", "x"))
    log.record(Event(.sourceRecovered, .notice, "back", source: "a"))
    #expect(written.events.last?.text == "back (after 2 failures in 0 s)")
  }
}

@Suite("Levels")
struct LevelTests {
  @Test("Only events of the level's weight and above pass, and a reload changes it")
  func level() {
    let written = CollectedEvents()
    let log = ServiceLog(written, level: .notice, uptime: Clock().uptime)
    log.record(Event(.messageStored, .info, "a"))
    log.record(Event(.serviceReady, .notice, "b"))
    log.record(Event(.sourceRefused, .error, "c"))
    log.setLevel(.info)
    log.record(Event(.messageStored, .info, "d"))
    log.setLevel(.error)
    log.record(Event(.messageQuarantined, .warning, "e"))
    #expect(written.events.map(\.text) == ["b", "c", "d"])
  }

  @Test("A failure that the level hides is not counted as told when it shows again")
  func flush() {
    let written = CollectedEvents()
    let log = ServiceLog(written, level: .debug, uptime: Clock().uptime)
    log.record(Event(.storeFailed, .error, "full"))
    log.record(Event(.storeFailed, .error, "full"))
    log.flush()
    #expect(written.events.map(\.text) == ["full", "full (1 more since the last line, 2 in 0 s)"])
  }
}
