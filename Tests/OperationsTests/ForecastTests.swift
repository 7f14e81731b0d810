import Feedback
import Foundation
import Support
import Synchronization
import Testing

@testable import Operations

@Suite("Sources that are late")
struct LateSourcesTests {
  private let written = CollectedEvents()

  @Test("One line when it begins, one an hour while it lasts; its end is told where nobody else tells it")
  func episode() {
    let late = LateSources(limits: ["a": 900, "b": 900], log: written)
    for second in stride(from: 0.0, through: 9000, by: 1) {
      _ = late.judge("a", succeeded: 0, now: second, error: "no route to host")
      #expect(late.judge("b", succeeded: second, now: second, error: nil) == nil)
    }
    #expect(written.named(.sourceLate).count == 3)
    #expect(written.events.first?.priority == .error)
    #expect(written.events.first?.text.contains("late_after is 15 min") == true)
    #expect(written.events.first?.text.contains("no route to host") == true)
    #expect(late.names == ["a"])
    #expect(late.judge("a", succeeded: 9001, now: 9001, error: nil) == nil)
    #expect(late.names == [])
    #expect(written.events.count == 3)
    #expect(
      late.judge("b", succeeded: 9000, now: 9901, error: nil)?.contains("says nothing of a failure") == true)
    #expect(late.judge("b", succeeded: 10_000, now: 10_000, error: nil) == nil)
    #expect(written.events.last?.name == .sourceRecovered)
  }

  @Test("A source of which no time is known is never late")
  func unknown() {
    #expect(LateSources(limits: [:], log: written).judge("a", succeeded: 0, now: 1e9, error: nil) == nil)
  }
}

@Suite("What will expire")
struct ExpiryForecastTests {
  private let written = CollectedEvents()
  private let start = Date(timeIntervalSince1970: 1_773_302_531)

  @Test("The certificate of a server and that of its token endpoint are two, and the line says which")
  func subjects() {
    let forecast = ExpiryForecast(log: written)
    let expires = start.addingTimeInterval(10 * 86_400)
    for _ in 1...2 {
      forecast.judge(.certificate, of: "mots", expires: expires, now: start, uptime: 0)
      forecast.judge(.tokenCertificate, of: "mots", expires: expires, now: start, uptime: 0)
      forecast.judge(.tokenCertificate, of: "annan", expires: nil, now: start, uptime: 0)
    }
    #expect(written.events.map(\.name) == [.certificateExpiring, .certificateExpiring])
    #expect(written.events.map { $0.text.contains("token endpoint") } == [false, true])
  }

  @Test(
    "Nothing is said until thirty days before; then a line a day; an error within the last week and after")
  func days() {
    let forecast = ExpiryForecast(log: written)
    let expires = start.addingTimeInterval(40 * 86_400)
    for hour in 0..<(42 * 24) {
      let passed = Double(hour) * 3600
      forecast.judge(
        .certificate, of: "a", expires: expires, now: start.addingTimeInterval(passed), uptime: passed)
    }
    let events = written.named(.certificateExpiring)
    #expect(events.count(where: { $0.priority == .warning }) == 23)
    #expect((9...10).contains(events.count(where: { $0.priority == .error })))
    #expect(events.last?.text.contains("expired on") == true)
  }

  @Test("A renewed one is silent; a clock set back and forth gives no lines but by its date")
  func renewed() {
    let forecast = ExpiryForecast(log: written)
    let expires = start.addingTimeInterval(10 * 86_400)
    forecast.judge(.secret, of: "a", expires: expires, now: start, uptime: 0)
    #expect(written.named(.credentialExpiring).count == 1)
    for second in 1..<1000 {
      let jump: Double = second % 2 == 0 ? -10_800 : 0
      forecast.judge(
        .secret, of: "a", expires: expires, now: start.addingTimeInterval(jump), uptime: Double(second))
    }
    #expect(written.events.count == 1)
    forecast.judge(.secret, of: "a", expires: start.addingTimeInterval(1e8), now: start, uptime: 1001)
    forecast.judge(.secret, of: "a", expires: nil, now: start, uptime: 1002)
    #expect(written.events.count == 1)
  }
}

@Suite("The disk")
struct DiskGuardTests {
  private let written = CollectedEvents()

  @Test("Intake waits below the least, with one line, and goes on a quarter above it, with one more")
  func hysteresis() {
    let free = Mutex(1000)
    let disk = DiskGuard(least: 400, log: written) {
      FreeSpace(free: free.withLock { $0 }, capacity: 1_000_000)
    }
    for (room, isLow) in [
      (1000, false), (401, false), (399, true), (450, true), (499, true), (500, false), (450, false),
    ] {
      free.withLock { $0 = room }
      #expect((disk.look() != nil) == isLow, "\(room)")
      #expect(disk.isLow == isLow)
    }
    #expect(written.events.map(\.name) == [.diskLow, .storeRecovered])
  }

  @Test("On a small disk a twentieth is enough, and what cannot be found out holds nothing up")
  func small() {
    #expect(FreeSpace(free: 0, capacity: 6_000_000).least(configured: 100_000_000) == 300_000)
    #expect(FreeSpace(free: 0, capacity: 1 << 40).least(configured: 100_000_000) == 100_000_000)
    #expect(DiskGuard(least: 1, log: written) { nil }.look() == nil)
    #expect(FreeSpace(at: "/").map { $0.capacity > 0 && $0.free <= $0.capacity } == true)
    #expect(FreeSpace(at: "/no/such/place") == nil)
  }
}
