import Feedback
import Foundation
import Testing

@testable import Operations

@Suite("Standard error")
struct StandardErrorTests {
  private let clock = Clock()
  private let event = Event(
    .messageQuarantined, .warning, "It is \"too\" large:\n60 MB.", source: "inlamning", message: message)

  private func line(_ event: Event, _ format: StandardErrorLog.Format) -> String {
    String(decoding: StandardErrorLog.line(of: event, as: format, at: clock.now()), as: UTF8.self)
  }

  @Test("A line has the time, the weight, the event, where and what")
  func text() {
    #expect(
      line(event, .text) == "2026-03-12T08:02:11Z warning message.quarantined source=inlamning "
        + "message=01JP6ZK5QAVN1D3Q5C6Y8T0XKE It is \"too\" large: 60 MB.")
    #expect(
      line(Event(.serviceReady, .notice, "Ready."), .text)
        == "2026-03-12T08:02:11Z notice service.ready Ready.")
  }

  @Test("The same as JSON, with null for what is not known")
  func json() {
    #expect(
      line(event, .json)
        == #"{"time":"2026-03-12T08:02:11Z","priority":"warning","event":"message.quarantined","#
        + #""source":"inlamning","message":"01JP6ZK5QAVN1D3Q5C6Y8T0XKE","text":"It is \"too\" large: 60 MB."}"#
    )
    #expect(
      line(Event(.serviceReady, .notice, "Ready."), .json)
        == #"{"time":"2026-03-12T08:02:11Z","priority":"notice","event":"service.ready","source":null,"message":null,"text":"Ready."}"#
    )
  }

  @Test("A line never exceeds what a pipe takes in one piece", arguments: StandardErrorLog.Format.allCases)
  func bounded(_ format: StandardErrorLog.Format) {
    let worst = Event(
      .serviceReloadRefused, .warning, String(repeating: "\"", count: 10_000),
      source: SourceName(rawValue: String(repeating: "\"", count: 10_000)), message: message)
    #expect(line(worst, format).utf8.count < Int(PIPE_BUF))
  }

  @Test("Lines of many tasks do not mix")
  func whole() async throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let (reading, writing) = (ends[0], ends[1])
    let log = StandardErrorLog(format: .text, now: clock.now, descriptor: writing)
    // A thread of its own: the writers may take up all that tasks have.
    async let received: Data = withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          returning: FileHandle(fileDescriptor: reading, closeOnDealloc: true).readDataToEndOfFile())
      }
    }
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for _ in 0..<200 {
            log.record(Event(.messageStored, .info, String(repeating: "\(task)", count: 1500)))
          }
        }
      }
    }
    close(writing)
    let lines = String(decoding: await received, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1600)
    #expect(lines.allSatisfy { $0.utf8.count == lines[0].utf8.count && Set($0.suffix(1500)).count == 1 })
  }

  @Test("A reader that is gone or stuck does not end or hold up the service", .timeLimit(.minutes(1)))
  func unread() {
    ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let stuck = StandardErrorLog(format: .text, now: clock.now, descriptor: ends[1])
    // Fill the pipe, as a reader that has stopped reading leaves it.
    #expect(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    let filler = [UInt8](repeating: 0, count: 4096)
    while write(ends[1], filler, filler.count) > 0 {}
    #expect(fcntl(ends[1], F_SETFL, 0) == 0)
    let watch = ContinuousClock()
    let time = watch.measure { stuck.record(event) }
    #expect(time < .seconds(5))
    close(ends[0])
    stuck.record(event)
    close(ends[1])
    stuck.record(event)
  }

  @Test("The journal is chosen where the descriptor is the one that systemd connected to it")
  func choice() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lyssnad-choice-\(UUID().uuidString)"
    ).path
    let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer {
      close(descriptor)
      unlink(file)
    }
    var status = stat()
    #expect(fstat(descriptor, &status) == 0)
    func isJournal(_ value: String?) -> Bool {
      ServiceLog.isJournal(descriptor, value.map { ["JOURNAL_STREAM": $0] } ?? [:])
    }
    #expect(isJournal("\(status.st_dev):\(status.st_ino)"))
    #expect(!isJournal("\(status.st_dev):\(status.st_ino + 1)"))
    #expect(!isJournal("\(status.st_dev + 1):\(status.st_ino)"))
    for value in [nil, "", ":", "1", "x:y"] { #expect(!isJournal(value)) }
    #expect(!ServiceLog.isJournal(-1, ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]))
  }
}
