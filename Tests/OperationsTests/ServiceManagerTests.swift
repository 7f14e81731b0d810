import Foundation
import Support
import Testing

@testable import Operations

@Suite("The service manager")
struct ServiceManagerTests {
  @Test("is told over a socket at a path")
  func path() throws {
    let folder = try TemporaryFolder()
    let name = folder.path + "/notify"
    let listener = try #require(Listener(at: name))
    let manager = ServiceManager(environment: ["NOTIFY_SOCKET": name])
    #expect(manager.isPresent)
    manager.ready(status: "2 sources, 0 waiting")
    #expect(listener.lines() == ["READY=1", "STATUS=2 sources, 0 waiting"])
    manager.status("17 waiting\nREADY=1\u{1B}")
    #expect(listener.lines() == ["STATUS=17 waiting READY=1"])
    manager.watchdog()
    #expect(listener.lines() == ["WATCHDOG=1"])
    manager.stopping(status: "finishing 3 messages")
    #expect(listener.lines() == ["STOPPING=1", "STATUS=finishing 3 messages"])
    #expect(listener.isSilent)
  }

  @Test("hears of a reload with the time in the same datagram")
  func reload() throws {
    let folder = try TemporaryFolder()
    let listener = try #require(Listener(at: folder.path + "/notify"))
    func monotonic() -> UInt64 {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
    }
    let before = monotonic()
    ServiceManager(environment: ["NOTIFY_SOCKET": folder.path + "/notify"]).reloading(status: "reloading")
    let lines = try #require(listener.lines())
    #expect(lines.count == 3)
    #expect(lines.first == "RELOADING=1")
    let time = try #require(UInt64(lines[1].dropFirst("MONOTONIC_USEC=".count)))
    #expect((before...monotonic()).contains(time))
    #expect(listener.isSilent)
  }

  @Test("is told over an abstract socket")
  func abstract() throws {
    let name = "@lyssnad-test-\(UUID().uuidString)"
    let listener = try #require(Listener(at: name))
    ServiceManager(environment: ["NOTIFY_SOCKET": name]).ready(status: "ready")
    #expect(listener.lines() == ["READY=1", "STATUS=ready"])
  }

  @Test(
    "may be absent, gone or badly named: nothing happens",
    arguments: [
      nil, "", "@", "relative", "/nowhere/notify", "/" + String(repeating: "x", count: 200),
    ])
  func absent(_ name: String?) {
    let manager = ServiceManager(environment: name.map { ["NOTIFY_SOCKET": $0] } ?? [:])
    #expect(manager.isPresent == (name == "/nowhere/notify"))
    manager.ready(status: "ready")
    manager.watchdog()
  }

  @Test("that does not read holds nothing up for long", .timeLimit(.minutes(1)))
  func stuck() throws {
    let folder = try TemporaryFolder()
    let listener = try #require(Listener(at: folder.path + "/notify"))
    let manager = ServiceManager(environment: ["NOTIFY_SOCKET": folder.path + "/notify"])
    let limit = try #require(
      Int(
        String(contentsOfFile: "/proc/sys/net/unix/max_dgram_qlen", encoding: .utf8)
          .trimmingCharacters(in: .whitespacesAndNewlines)))
    try #require(limit < 5000)
    for _ in 0...limit { manager.watchdog() }
    let time = ContinuousClock().measure { manager.watchdog() }
    #expect(time < .seconds(5))
    #expect(listener.lines() == ["WATCHDOG=1"])
  }

  @Test("is fed at half of its patience, if it watches this process")
  func watchdog() {
    func period(_ environment: [String: String]) -> Duration? {
      ServiceManager(environment: environment).watchdogPeriod
    }
    #expect(period(["WATCHDOG_USEC": "60000000"]) == .seconds(30))
    #expect(period(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "\(getpid())"]) == .seconds(30))
    #expect(period(["WATCHDOG_USEC": "60000000", "WATCHDOG_PID": "1"]) == nil)
    for value in ["", "0", "1", "-5", "x", "18446744073709551615"] {
      #expect(period(["WATCHDOG_USEC": value]) == nil)
    }
    #expect(period([:]) == nil)
  }
}
