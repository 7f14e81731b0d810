import Arrivals
import Curl
import Feedback
import Foundation
import Intake
import Support

/// A server at a round trip of 20 ms: fetching alone, beside libcurl's own way of one `imap://…;UID=n` a mail.
struct DistanceBenchmark {
  let sentences: [String]
  let count = 2_000
  let single = 60

  func run() async throws {
    let house = try MailHouse(log: "warning")
    var writer = NoteWriter(seed: 8, sentences: sentences)
    try house.seed((1...count).map { writer.mail($0, passages: 10, size: writer.size(2_000, 40_000)) })
    var behaviour = FaultProxy.Behaviour()
    behaviour.delay = .milliseconds(10)
    let proxy = try FaultProxy(to: house.dovecot.imapsPort, behaviour)
    // The server's own first look at the mailbox is nobody's.
    _ = try one(proxy, house, 1...1)
    var rates = [Double]()
    var singles = [Double]()
    for _ in 0..<3 {
      rates.append(Double(count) / (try await all(proxy, house)))
      // What connecting costs is not counted.
      singles.append(Double(single - 1) / (try one(proxy, house, 1...single) - one(proxy, house, 1...1)))
    }
    let ratio = Figures(values: rates).median / Figures(values: singles).median
    print(
      "distance: at 20 ms round trip fetching alone \(Figures(values: rates).told("mails/s")), one imap://…;UID=n a mail \(Figures(values: singles).told("mails/s")): \(Int(ratio)) times as fast"
    )
    proxy.stop()
  }

  /// Seconds from the first question to the last mail in hand.
  private func all(_ proxy: FaultProxy, _ house: MailHouse) async throws -> Double {
    let mailbox = Mailbox(
      MailboxConfiguration(
        name: SourceName(rawValue: "distance"),
        target: SessionTarget(
          host: "127.0.0.1", port: proxy.port, encryption: .immediate, caFile: house.authority.file),
        login: .password(user: "anna") { SecretBytes("hemligt".utf8) }, done: .nothing),
      log: CollectedEvents())
    try await mailbox.open()
    let began = Date()
    var got = 0
    for try await batch in mailbox.arrivals(after: nil) {
      for arrival in batch where try await !arrival.content(.max).isEmpty { got += 1 }
      if got >= count { break }
    }
    return Date().timeIntervalSince(began)
  }

  private func one(_ proxy: FaultProxy, _ house: MailHouse, _ uids: ClosedRange<Int>) throws -> Double {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "curl", "--silent", "--show-error", "--fail", "--cacert", house.authority.file, "--user",
      "anna:hemligt",
      "--output", "/dev/null",
      "imaps://127.0.0.1:\(proxy.port)/INBOX;UID=[\(uids.lowerBound)-\(uids.upperBound)]",
    ]
    let began = Date()
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return Date().timeIntervalSince(began)
  }
}
