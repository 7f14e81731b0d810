import Feedback
import Foundation
import Stores
import Support
import Testing

/// Somebody sets the clock under the running service, three hours back and a month ahead. It goes on: nothing is lost or
/// taken for something else, timers go off, tokens are renewed, and the log is not flooded.
@Suite(.serialized)
struct ClockTests {
  private static let (back, ahead): (Double, Double) = (-3 * 3600, 30 * 86_400)
  private static let jumps = FaultScale.isFull ? [0, back, ahead, 0, ahead, back] : [back, ahead]

  @Test func theClockJumps() async throws {
    let clock = try ShiftedClock()
    // A token serves for some seconds, so that each new connection asks for one.
    let house = try TokenHouse(
      certificate: { try $0.lasting() },
      sources: { path in
        "  - { name: inlamning, url: \"file://\(path)/in\", settle: 50ms, reporter: registrator@uppsala.example }"
      }, rest: "log: { level: info }"
    ) { dovecot in [.token(dovecot.token(for: "anna", expires: 86_400), expiresIn: 2)] }
    try FileManager.default.createDirectory(
      atPath: house.folder.path + "/in", withIntermediateDirectories: true)
    let notify = try NotifySocket(in: house.folder)
    let log = house.folder.path + "/log"
    let process = try Program().start(
      ["run", "--config", house.configuration], output: log,
      environment: clock.environment.merging(
        ["NOTIFY_SOCKET": notify.path, "WATCHDOG_USEC": "2000000", "JOURNAL_STREAM": ""]) { $1 })
    #expect(notify.waits(for: "READY=1", atMost: 60))
    var lines: [Substring] {
      ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
    }
    var signs: Int { notify.messages.count { $0.contains("WATCHDOG=1") } }
    func notes() throws -> Int {
      let status = try Program().run(["status", "--json", "--config", house.configuration])
      let object = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
      return object?["notes"] as? Int ?? -1
    }

    var writer = NoteWriter(seed: 31, sentences: FaultTests.sentences)
    var count = 0
    for jump in Self.jumps {
      try clock.set(by: jump)
      let (before, asked, said) = (signs, house.endpoint.requests.count, lines.count)
      // One that comes over the connection that the clock jumped under, some over the next, and files.
      try house.dovecot.deliver(
        Data(MailHouse.vouching.utf8) + writer.mail(count + 1, passages: 2, size: 1500), to: "anna")
      try house.folder.write(writer.mail(count + 2, passages: 2, size: 1500), to: "in/\(count).eml")
      count += 2
      #expect(try eventually { try notes() == count }, "\(jump): \(lines.suffix(20))")
      usleep(2_500_000)
      house.dovecot.stop()
      try house.seed((1...4).map { writer.mail(count + $0, passages: 2, size: 1500) }, from: count)
      count += 4
      try house.dovecot.start()
      #expect(try eventually { try notes() == count }, "\(jump): \(lines.suffix(20))")
      #expect(house.endpoint.requests.count > asked, "\(jump): no token was asked for")
      #expect(eventually { signs > before + 1 }, "\(jump): the loop stands still")
      // Six messages, a connection lost and found, a late line of the jump before.
      #expect(lines.count - said <= 12, "\(jump): \(lines.suffix(20))")
    }
    #expect(lines.contains { $0.hasPrefix(Self.month(in: 30 * 86_400)) }, "the clock was not set: \(lines)")
    for event in ["source.late", "store.failed", "certificate.expiring", "credential.expiring", "disk.low"] {
      #expect(!lines.contains { $0.contains(" \(event) ") }, "\(event): \(lines)")
    }
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(eventually { house.dovecot.flags(of: "anna").allSatisfy { $0 == "a" } })

    let store = try SQLiteStore(path: house.store)
    #expect(try await store.inconsistencies() == [])
    let status = try await store.status()
    #expect(status.outcomes["stored"] == count && status.notes == count, "\(status.outcomes)")
    #expect(status.outcomes.values.reduce(0, +) == count, "\(status.outcomes)")
    let reconciled = try Program().run(["reconcile", "--json", "--config", house.configuration])
    #expect(reconciled.status == 0 && !reconciled.output.contains("\"missing\":[\""), "\(reconciled.output)")
  }

  /// The beginning of a line that is written then: its month.
  private static func month(in seconds: Double) -> String {
    String(Date(timeIntervalSinceNow: seconds).rfc3339.prefix(8))
  }
}
