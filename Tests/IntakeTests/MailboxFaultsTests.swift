import Arrivals
import Curl
import Feedback
import Foundation
import Intake
import Stores
import Support
import Synchronization
import Testing

/// From a real server to a real store, while the connection is cut, or the folder numbered anew and emptied: nothing is
/// lost, nothing is there twice, and every invariant of the store holds.
@Suite(.serialized)
struct MailboxFaultsTests {
  /// Tells of each failure as it is logged.
  private struct FailureLog: EventLog {
    let failed: @Sendable () -> Void
    func record(_ event: Event) {
      if event.name == .sourceLost || event.name == .sourceRefused, event.priority == .error { failed() }
    }
  }

  /// A mailbox, and the line that takes it into a store.
  private final class House: Sendable {
    let dovecot: Dovecot
    let store: SQLiteStore
    private let folder: TemporaryFolder
    private let authority: TestCA
    private let mails: Mutex<(writer: NoteWriter, count: Int)>

    init() async throws {
      (folder, authority, dovecot) = try await offPool {
        let authority = try TestCA()
        return (
          try TemporaryFolder(), authority,
          try Dovecot(certificate: authority.good(), settings: "mailbox_idle_check_interval = 1 secs")
        )
      }
      store = try SQLiteStore(path: folder.path + "/lyssnad.db")
      mails = Mutex(
        (NoteWriter(seed: 5, sentences: ["Det tog fjorton veckor.", "Ingen visste varför det dröjde."]), 0))
    }

    var count: Int { mails.withLock { $0.count } }

    /// Puts so many more mails into the mailbox.
    func seed(_ number: Int) async throws {
      let (first, added) = mails.withLock { mails in
        let first = mails.count
        mails.count += number
        return (
          first,
          (1...number).map {
            mails.writer.mail(first + $0, passages: 3, size: 1500 + (first + $0) % 17 * 400)
          }
        )
      }
      try await offPool { [dovecot] in try dovecot.seed(added, user: "anna", from: first) }
    }

    func line(port: Int? = nil, failed: @escaping @Sendable () -> Void = {}) -> Task<Void, any Error> {
      var configuration = MailboxConfiguration(
        name: "mots",
        target: SessionTarget(
          host: "127.0.0.1", port: port ?? dovecot.imapsPort, encryption: .immediate, caFile: authority.file),
        login: .password(user: "anna") { SecretBytes(Array("hemligt".utf8)) })
      configuration.batchCount = 5
      configuration.poll = .milliseconds(200)
      configuration.answerTimeout = .seconds(10)
      let log = FailureLog(failed: failed)
      // Lines that follow each other must not make the same identifiers.
      var reader = Reader.test()
      reader.surroundings = .system
      let intake = Intake(
        store: store, reader: reader, log: log, surroundings: .system, pulse: Pulse(now: { Date() }), width: 2
      )
      let supervisor = Supervisor(
        source: Mailbox(configuration, log: log), policy: SourcePolicy(trust: .folder), intake: intake,
        pauses: 0.005...0.05)
      return Task { try await supervisor.run() }
    }

    var stored: Int { get async throws { try await store.status().outcomes["stored"] ?? 0 } }

    /// How many mails in the folder do not bear the keyword.
    var unmarked: Int { dovecot.flags(of: "anna").count { !$0.contains("a") } }

    func wait(
      within time: Duration = .seconds(40), until holds: () async throws -> Bool
    ) async throws -> Bool {
      let deadline = ContinuousClock.now + time
      while ContinuousClock.now < deadline {
        if try await holds() { return true }
        try await Task.sleep(for: .milliseconds(20))
      }
      return try await holds()
    }

    /// Each mail is one note, whatever else its repetitions were taken for, and the store is sound.
    func verify() async throws {
      #expect(try await store.inconsistencies() == [])
      var stored: [String: Int] = [:]
      var keys = Set<ArrivalKey>()
      for entry in try await store.all() {
        #expect(keys.insert(entry.key).inserted, "\(entry.key.rawValue)")
        switch entry.outcome {
        case .stored: stored[entry.messageID ?? "", default: 0] += 1
        case .duplicate(.sameMessage): break
        default: Issue.record("\(entry.key.rawValue): \(entry.outcome)")
        }
      }
      let expected = (0..<count).map { "<made-\($0 + 1)@uppsala.example>" }
      #expect(stored.count == count, "lost: \(expected.filter { stored[$0] == nil })")
      #expect(stored.values.allSatisfy { $0 == 1 }, "twice: \(stored.filter { $0.value > 1 }.keys.sorted())")
      #expect(try await store.status().notes == count)
    }
  }

  /// Each connection is cut at another byte, from within the handshake to the last acknowledgement, by FIN and by RST.
  @Test func theConnectionIsCutAtManyBytes() async throws {
    let house = try await House()
    let cuts = FaultScale.count(25, full: 200)
    let proxy = try FaultProxy(to: house.dovecot.imapsPort)
    let number = Mutex(0)
    let next: @Sendable () -> Void = {
      let cut = number.withLock {
        $0 += 1; return $0
      }
      proxy.set { behaviour in
        guard cut <= cuts else { return behaviour.fault = nil }
        // Fewer bytes go to the server; no two cuts are the same.
        behaviour.fault =
          cut % 3 == 2
          ? (cut % 2 == 0 ? .close : .reset, .toServer, 100 + cut * 37 % 3_000)
          : (cut % 2 == 0 ? .close : .reset, .toClient, 100 + cut * 331 % 60_000)
      }
    }
    next()
    try await house.seed(12)
    let line = house.line(port: proxy.port, failed: next)
    // As long as one comes through, there is more to fetch.
    #expect(
      try await house.wait(within: .seconds(FaultScale.count(120, full: 500))) {
        if try await house.stored == house.count { try await house.seed(6) }
        return number.withLock { $0 } > cuts
      })
    #expect(try await house.wait { try await house.stored == house.count && house.unmarked == 0 })
    line.cancel()
    try await line.value
    proxy.stop()
    #expect(proxy.counts.connections > cuts)
    try await house.verify()
  }

  /// The folder is numbered anew again and again, half of the times under our feet, and others delete what is done.
  @Test func theFolderIsNumberedAnewAndEmptied() async throws {
    let house = try await House()
    var generator = SystemRandomNumberGenerator()
    var line: Task<Void, any Error>?
    var expunged = 0
    for round in 0..<FaultScale.count(10, full: 50) {
      let before = house.count
      try await house.seed(6)
      line = line ?? house.line()
      // At least one: the server numbers a folder when it is first looked at.
      let enough = before + Int.random(in: 1...6, using: &generator)
      let isEnough = try await house.wait { try await house.stored >= enough }
      try #require(
        isEnough,
        "round \(round): \(house.unmarked) of \(house.count) wait\n\(house.dovecot.log.suffix(2000))"
      )
      if round % 2 == 0 {
        line?.cancel()
        try await line?.value
        line = nil
      }
      expunged += try await offPool {
        let marked = try house.dovecot.expunge(2, of: "anna") { $0.contains("a") }
        try house.dovecot.renumber("anna", to: 900_000 + round)
        return marked
      }
    }
    line = line ?? house.line()
    #expect(
      try await house.wait { try await house.stored == house.count && house.unmarked == 0 },
      "\(house.unmarked) of \(house.count) wait")
    line?.cancel()
    try await line?.value
    #expect(expunged > 5)
    try await house.verify()
  }
}
