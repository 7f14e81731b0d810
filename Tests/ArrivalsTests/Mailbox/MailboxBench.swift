import Arrivals
import Contracts
import Curl
import Feedback
import Foundation
import Glibc
import Intake
import Support

/// A user of a Dovecot, and what a test does to the mailbox. The server is shared: each test takes a user of its own.
struct MailboxBench: Sendable {
  static let authority = Result { try TestCA() }
  private static let users = Dictionary(uniqueKeysWithValues: (0..<100).map { ("u\($0)", "hemligt") })
  private static let server = Result {
    try Dovecot(
      certificate: authority.get().good(), users: users, settings: "mailbox_idle_check_interval = 1 secs")
  }
  private static let counter = Counter()

  let dovecot: Dovecot
  let user: String
  let events = CollectedEvents()

  init() async throws {
    dovecot = try await offPool { try Self.server.get() }
    user = "u\(Self.counter.next())"
  }

  var maildir: String { "\(dovecot.mailFolder)/\(user)/Maildir" }

  func mailbox(
    port: Int? = nil, _ change: (inout MailboxConfiguration) -> Void = { _ in }
  ) throws -> Mailbox {
    var configuration = MailboxConfiguration(
      name: "mots",
      target: SessionTarget(
        host: "127.0.0.1", port: port ?? dovecot.imapsPort, encryption: .immediate,
        caFile: try Self.authority.get().file),
      login: Self.login(user))
    change(&configuration)
    return Mailbox(configuration, log: events)
  }

  static func login(_ user: String) -> SessionLogin {
    .password(user: user) { SecretBytes(Array("hemligt".utf8)) }
  }

  func seed(_ messages: [[UInt8]], folder: String? = nil) async throws {
    try await offPool { [dovecot, user] in
      try dovecot.seed(messages.map { Data($0) }, user: user, folder: folder)
    }
  }

  /// Puts one message, by LMTP.
  func deliver(_ message: [UInt8]) async throws {
    try await offPool { [dovecot, user] in try dovecot.deliver(Data(message), to: user) }
  }

  /// Says commands as another mail program would, and gives the lines of all answers.
  @discardableResult
  func say(_ commands: [String]) async throws -> [String] {
    try await offPool { [dovecot, user] in
      let connection = try LineConnection(port: dovecot.imapPort)
      try connection.line()
      var lines: [String] = []
      for (number, command) in (["LOGIN \(user) hemligt"] + commands).enumerated() {
        try connection.send("x\(number) \(command)\r\n")
        while true {
          let line = try connection.line()
          lines.append(line)
          if line.hasPrefix("x\(number) ") { break }
        }
      }
      return lines
    }
  }

  /// Each message's flags, in the order of UIDs.
  func flags(folder: String = "INBOX") async throws -> [String] {
    try await say(["SELECT \"\(folder)\"", "UID FETCH 1:* FLAGS"]).filter { $0.contains("FETCH (") }
  }

  /// Makes a file of the test's one of the server's user, which is nobody where the test runs as root.
  static func giveToServer(_ file: String) throws {
    guard getuid() == 0 else { return }
    try FileManager.default.setAttributes(
      [.ownerAccountID: 65_534, .groupOwnerAccountID: 65_534], ofItemAtPath: file)
  }

  /// Made once: tests that measure time run beside those that make mails.
  private static let lines: [[UInt8]] = (0..<251).map { number in
    let text = "Rad \(number): bygglovet tog f\u{f6}r l\u{e5}ng tid och handl\u{e4}ggaren svarade inte. "
    return Array(String(repeating: text, count: 1 + number % 9).utf8) + [13, 10]
  }

  /// A mail of about so many bytes, the same for the same number.
  static func mail(_ number: Int, bytes: Int = 400) -> [UInt8] {
    var mail = Array(
      ("From: anna@kommun.example\r\nTo: mots@kommun.example\r\nSubject: M\u{f6}te \(number)\r\n"
        + "Message-ID: <\(number)@kommun.example>\r\n\r\n* 1 FETCH (UID \(number) BODY[] {3}\r\n)\r\nL0009 OK done\r\n")
        .utf8)
    mail.reserveCapacity(bytes + 2_000)
    var line = number
    while mail.count < bytes {
      line = (line &* 7919 &+ 17) % lines.count
      mail += lines[line]
    }
    return mail
  }
}

private final class Counter: Sendable {
  private let value = Locked(0)
  func next() -> Int {
    value.with {
      $0 += 1; return $0 - 1
    }
  }
}

/// A value that tests share between tasks.
final class Locked<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value
  init(_ value: Value) { self.value = value }
  func with<R>(_ body: (inout Value) throws -> R) rethrows -> R { try lock.withLock { try body(&value) } }
  var now: Value { with { $0 } }
}

/// Takes in as the pipeline does: reads each batch, keeps the bytes, "commits" the last position, acknowledges, and starts
/// again from the position where the source fails.
struct Taking: Sendable {
  struct Taken: Sendable {
    var bytes: [ArrivalKey: [UInt8]] = [:]
    var order: [ArrivalKey] = []
    var twice: [ArrivalKey] = []
    var position: Position?
    var failures: [SourceError] = []
    var largestBatch = (count: 0, bytes: 0)

    /// Where the bytes, in the order in which they came, are not those of the mails: which mail it is, if it is one.
    func differences(from mails: [[UInt8]]) -> [String] {
      (0..<max(order.count, mails.count)).compactMap { place in
        let bytes = place < order.count ? bytes[order[place]] : nil
        if let bytes, place < mails.count, bytes == mails[place] { return nil }
        let other = bytes.flatMap { mails.firstIndex(of: $0) }.map { "mail \($0)" }
        return
          "\(place): \(place < order.count ? order[place].rawValue : "-"), \(bytes?.count ?? -1) bytes, \(other ?? "none")"
      }
    }
  }

  let taken = Locked(Taken())
  var pause: Duration = .milliseconds(5)
  var failed: @Sendable () -> Void = {}

  func run(_ mailbox: Mailbox, until count: Int, acknowledging: Bool = true) async throws {
    while taken.now.order.count < count, !Task.isCancelled {
      do throws(SourceError) {
        for try await batch in mailbox.arrivals(after: taken.now.position) {
          var read: [(Arrival, [UInt8])] = []
          for arrival in batch where taken.now.bytes[arrival.key] == nil {
            do throws(SourceError) {
              read.append((arrival, try await arrival.content(50_000_000)))
            } catch {
              if error.kind != .gone { throw error }
            }
          }
          // From here on it counts.
          taken.with { taken in
            for (arrival, bytes) in read {
              if taken.bytes.updateValue(bytes, forKey: arrival.key) != nil {
                taken.twice.append(arrival.key)
              }
              taken.order.append(arrival.key)
            }
            let size = read.reduce(0) { $0 + $1.1.count }
            if batch.count > 1 {
              taken.largestBatch = (
                max(taken.largestBatch.count, batch.count), max(taken.largestBatch.bytes, size)
              )
            }
            taken.position = batch.last?.position ?? taken.position
          }
          if acknowledging {
            try await mailbox.acknowledge(batch.map { Settled(arrival: $0, outcome: .stored, message: nil) })
          }
          if taken.now.order.count >= count { break }
        }
      } catch {
        taken.with { $0.failures.append(error) }
        failed()
        try? await Task.sleep(for: pause)
      }
    }
  }
}
