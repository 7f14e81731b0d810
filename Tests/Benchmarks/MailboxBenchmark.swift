import Feedback
import Foundation
import Stores
import Support

/// A mailbox of 10,000 mails of 2 to 200 KB over TLS: fetched, read, tagged and committed, beside `mbsync`, which only
/// downloads them (with its default fsync), in the same run.
struct MailboxBenchmark {
  let program: Program
  let sentences: [String]
  /// Fewer, for a quick look: `LYSSNAD_BENCH_MAILS=2000 LYSSNAD_BENCH_RUNS=1`.
  let count = Self.number("LYSSNAD_BENCH_MAILS") ?? 10_000
  let runs = Self.number("LYSSNAD_BENCH_RUNS") ?? 3

  func run() async throws {
    var own = [Taking]()
    var peers = [Taking]()
    for run in 0..<runs {
      let house = try MailHouse(log: "warning")
      let (digests, bytes) = try seed(house, seed: UInt64(run + 5))
      if run == 0 {
        print("mailbox: \(count) mails, \(bytes / 1_000_000) MB, Dovecot over TLS on loopback")
      }
      try Self.warm(house)
      // Neither is always the first.
      if run % 2 == 0 { peers.append(try Mbsync(house: house).run()) }
      guard let taking = try await takeIn(house, digests) else { return }
      own.append(taking)
      if run % 2 == 1 { peers.append(try Mbsync(house: house).run()) }
      print(
        String(
          format: "mailbox: run %d: lyssnad %.1f s, mbsync %.1f s", run + 1, own[run].seconds,
          peers[run].seconds))
      fflush(nil)
    }
    let seconds = Figures(values: own.map(\.seconds)).median
    print(
      "mailbox: lyssnad \(Figures(values: own.map(\.seconds)).told("s", digits: 1)), "
        + "\(Int(Double(count) / seconds)) mails/s; processor time "
        + "\(Figures(values: own.map(\.processor)).told("s", digits: 1)), of its document children "
        + "\(Figures(values: own.map(\.children)).told("s", digits: 1))")
    print(
      "mailbox: mbsync \(Figures(values: peers.map(\.seconds)).told("s", digits: 1)); processor time "
        + "\(Figures(values: peers.map(\.processor)).told("s", digits: 1))")
    print(
      "mailbox: lyssnad takes \(Figures(values: zip(own, peers).map { $0.seconds / $1.seconds }).told("times mbsync's time", digits: 2))"
    )
    print(
      "mailbox: peak RSS \(Figures(values: own.map(\.peak)).told("MB", digits: 1)); of a document child "
        + "\(Figures(values: own.map(\.childPeak)).told("MB", digits: 1))")
  }

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Fills the mailbox; the digests are of the mails as the server hands them out.
  private func seed(_ house: MailHouse, seed: UInt64) throws -> (digests: [Digest], bytes: Int) {
    var writer = OfficeMail(seed: seed, sentences: sentences)
    var digests = [Digest]()
    var bytes = 0
    let mails = (1...count).lazy.map { number in
      let mail = writer.mail(number)
      digests.append(Digest(of: Array(MailHouse.vouching.utf8) + mail))
      bytes += mail.count
      return mail
    }
    try house.seed(mails)
    return (digests, bytes)
  }

  /// The server indexes the mailbox, as it would have at each delivery.
  private static func warm(_ house: MailHouse) throws {
    let connection = try LineConnection(port: house.dovecot.imapPort)
    try connection.send("a LOGIN anna hemligt\r\nb SELECT INBOX\r\nc FETCH 1:* RFC822.SIZE\r\nd LOGOUT\r\n")
    while !(try connection.line()).hasPrefix("d ") {}
  }

  /// Nil where not each of them was stored once, with its bytes.
  private func takeIn(_ house: MailHouse, _ digests: [Digest]) async throws -> Taking? {
    let before = ProcessFigures.ofEndedChildren
    let began = Date()
    let process = try program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log")
    let end = began.addingTimeInterval(600)
    var store: SQLiteStore?
    var decided = 0
    var taking = Taking()
    while decided < count, Date() < end, process.isRunning {
      usleep(50_000)
      // A daemon that has only begun has not set its store up.
      if store == nil { store = try? SQLiteStore(path: house.store, access: .read) }
      decided = (try? await store?.status().outcomes.values.reduce(0, +)) ?? 0
      for child in ProcessFigures.children(of: process.processIdentifier) {
        taking.childPeak = max(taking.childPeak, ProcessFigures.peakMemory(of: child))
      }
    }
    taking.seconds = Date().timeIntervalSince(began)
    taking.peak = ProcessFigures.peakMemory(of: process.processIdentifier)
    let own = ProcessFigures.processorTime(of: process.processIdentifier)
    process.terminate()
    process.waitUntilExit()
    taking.processor = ProcessFigures.ofEndedChildren - before
    taking.children = max(0, taking.processor - own)
    guard let store else {
      print("mailbox: FAILED, there is no store")
      return nil
    }
    let outcomes = try await store.status().outcomes
    let stored = try await store.outcomes(of: digests).values.count { $0 == .stored }
    guard outcomes["stored"] == count, stored == count else {
      print("mailbox: FAILED, \(outcomes.sorted { $0.key < $1.key }), and \(stored) of \(count) digests")
      return nil
    }
    let inconsistencies = try await store.inconsistencies()
    guard inconsistencies.isEmpty else {
      print("mailbox: FAILED, inconsistent: \(inconsistencies.prefix(5))")
      return nil
    }
    return taking
  }
}

/// What one run took.
struct Taking {
  var seconds = 0.0
  /// Seconds of processor time, with all children.
  var processor = 0.0
  var children = 0.0
  /// MB.
  var peak = 0.0
  var childPeak = 0.0
}

/// The peer: it downloads a mailbox into a Maildir, and makes each mail durable.
struct Mbsync {
  let house: MailHouse

  func run() throws -> Taking {
    let target = house.folder.path + "/mbsync"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    let file = try house.folder.write(
      """
      IMAPAccount mots
      Host localhost
      Port \(house.dovecot.imapsPort)
      User anna
      Pass hemligt
      SSLType IMAPS
      CertificateFile \(house.authority.file)
      AuthMechs LOGIN

      IMAPStore far
      Account mots

      MaildirStore near
      Inbox \(target)/INBOX
      Path \(target)/

      Channel mots
      Far :far:
      Near :near:
      Create Near
      Sync Pull
      SyncState \(target)/state

      """, to: "mbsyncrc")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["mbsync", "-q", "-c", file, "mots"]
    let before = ProcessFigures.ofEndedChildren
    let began = Date()
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return Taking(
      seconds: Date().timeIntervalSince(began), processor: ProcessFigures.ofEndedChildren - before)
  }
}
