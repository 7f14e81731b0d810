import Arrivals
import Contracts
import Curl
import Feedback
import Foundation
import Intake
import Support
import Testing

extension MailboxTests {
  /// A mailbox whose connection is cut, stalls or dies without a word.
  struct MailboxFaultTests {
    /// At sixty bytes or more from within the handshake to the last acknowledgement, in both directions, by FIN and by
    /// RST.
    @Test func survivesCutsAtAnyByte() async throws {
      let bench = try await MailboxBench()
      let mails = (0..<40).map { MailboxBench.mail($0, bytes: 200 + ($0 * 7919) % 3_000) }
      try await bench.seed(mails)
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      var unnoticed: [Int] = []
      let cuts = FaultScale.count(60, full: 200)
      for cut in 0..<cuts {
        let fault: FaultProxy.Fault = cut % 2 == 0 ? .close : .reset
        let direction: FaultProxy.Direction = cut % 3 == 2 ? .toServer : .toClient
        let bytes = direction == .toServer ? 100 + cut * 37 % 2_220 : 100 + cut * 997 % 59_820
        proxy.set { $0.fault = (fault, direction, bytes) }
        let mailbox = try bench.mailbox(port: proxy.port) {
          $0.batchCount = 4
          $0.answerTimeout = .seconds(5)
        }
        // The next connection is a good one.
        let taking = Taking(failed: { proxy.set { $0.fault = nil } })
        try await taking.run(mailbox, until: 40)
        let taken = taking.taken.now
        if taken.failures.isEmpty { unnoticed.append(cut) }
        #expect(taken.failures.allSatisfy { $0.kind == .unreachable }, "cut \(cut): \(taken.failures)")
        #expect(taken.twice.isEmpty, "cut \(cut)")
        #expect(taken.differences(from: mails) == [], "cut \(cut)")
        try await bench.say(["SELECT INBOX", "UID STORE 1:* -FLAGS.SILENT ($Lyssnad)"])
      }
      // A cut during the last acknowledgement is made good by the next connection, of which there is none here.
      #expect(unnoticed.count < cuts / 10, "\(unnoticed)")
    }

    /// Half-open: the network goes silent while the server has nothing to say.
    @Test func noticesADeadConnectionWhileIdle() async throws {
      let bench = try await MailboxBench()
      try await bench.seed([MailboxBench.mail(0)])
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      let collector = ArrivalCollector(
        try bench.mailbox(port: proxy.port) {
          $0.poll = .milliseconds(700)
          $0.probeTimeout = .milliseconds(500)
        })
      await collector.wait(for: 1)
      // Three rounds of IDLE go well.
      try await Task.sleep(for: .milliseconds(2_200))
      #expect(!collector.hasEnded)
      proxy.strike(.silence)
      let start = ContinuousClock.now
      #expect(await collector.waitForEnd(within: .seconds(10)))
      // As configured: 40 s and 15 s are less than a minute.
      #expect(ContinuousClock.now - start < .milliseconds(700 + 500 + 800))
      #expect(collector.failure?.kind == .unreachable)
      proxy.stop()
    }

    @Test func theDefaultsNoticeADeadConnectionWithinAMinute() {
      let configuration = MailboxConfiguration(
        name: "mots", target: .init(host: "mail.example", encryption: .immediate),
        login: MailboxBench.login("anna"))
      #expect(configuration.poll + configuration.probeTimeout < .seconds(60))
      #expect(configuration.poll < .seconds(29 * 60))
    }

    @Test func givesUpAServerThatStallsWithinAMessage() async throws {
      let bench = try await MailboxBench()
      try await bench.seed([MailboxBench.mail(0, bytes: 200_000)])
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      proxy.set { $0.fault = (.silence, .toClient, 60_000) }
      let collector = ArrivalCollector(
        try bench.mailbox(port: proxy.port) { $0.answerTimeout = .milliseconds(500) })
      let start = ContinuousClock.now
      #expect(await collector.waitForEnd(within: .seconds(10)))
      #expect(ContinuousClock.now - start < .seconds(3))
      #expect(collector.failure?.kind == .unreachable)
      #expect(collector.arrivals.isEmpty)
      proxy.stop()
    }

    @Test func acknowledgesOverTheNextConnection() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<5).map { MailboxBench.mail($0) })
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      let mailbox = try bench.mailbox(port: proxy.port)
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: 5)
      try #require(arrivals.count == 5)
      proxy.strike(.reset)
      #expect(await collector.waitForEnd())
      try await mailbox.acknowledge(arrivals.map { Settled(arrival: $0, outcome: .stored, message: nil) })
      #expect(try await bench.flags().allSatisfy { !$0.contains("$Lyssnad") })
      let again = PositionedCollector(mailbox, after: arrivals.last?.position)
      let deadline = ContinuousClock.now + .seconds(10)
      while try await bench.flags().contains(where: { !$0.contains("$Lyssnad") }),
        ContinuousClock.now < deadline
      {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(try await bench.flags().allSatisfy { $0.contains("$Lyssnad") })
      #expect(again.arrivals.isEmpty)
      await again.stop()
    }

    @Test(arguments: [0, 1, 2]) func endsWithinASecondOfCancellation(stage: Int) async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<3).map { MailboxBench.mail($0, bytes: 100_000) })
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      // While connecting, while fetching, while idle.
      proxy.set {
        switch stage {
        case 0: $0.fault = (.silence, .toClient, 100)
        case 1: $0.fault = (.silence, .toClient, 50_000)
        default: break
        }
      }
      let collector = ArrivalCollector(try bench.mailbox(port: proxy.port))
      try await Task.sleep(for: .milliseconds(500))
      let start = ContinuousClock.now
      await collector.stop()
      #expect(ContinuousClock.now - start < .seconds(1))
      #expect(collector.failure == nil)
      proxy.stop()
    }

    @Test func goesOnWhereAServerRestarts() async throws {
      let bench = try await MailboxBench()
      let dovecot = try await offPool {
        try Dovecot(certificate: MailboxBench.authority.get().good(), users: ["anna": "hemligt"])
      }
      let mails = (0..<300).map { MailboxBench.mail($0) }
      try await offPool { try dovecot.seed(mails.map { Data($0) }, user: "anna") }
      let mailbox = try bench.mailbox(port: dovecot.imapsPort) {
        $0.login = MailboxBench.login("anna")
        $0.batchCount = 20
      }
      let taking = Taking(pause: .milliseconds(50))
      let task = Task { try await taking.run(mailbox, until: 300) }
      while taking.taken.now.order.count < 40 { try await Task.sleep(for: .milliseconds(1)) }
      try await offPool { try dovecot.restart() }
      try await task.value
      let taken = taking.taken.now
      #expect(taken.differences(from: mails) == [])
      #expect(taken.twice.isEmpty)
    }

    @Test func tellsWhatHealsFromWhatMustBeMended() async throws {
      let bench = try await MailboxBench()
      let wrong = await #expect(throws: SourceError.self) {
        try await bench.mailbox { $0.login = .password(user: "nobody") { SecretBytes(Array("x".utf8)) } }
          .open()
      }
      #expect(wrong?.kind == .refused)
      let unknown = await #expect(throws: SourceError.self) {
        try await bench.mailbox { $0.target.caFile = nil }.open()
      }
      #expect(unknown?.kind == .refused)
      let port = try freePort()
      let closed = await #expect(throws: SourceError.self) { try await bench.mailbox(port: port).open() }
      #expect(closed?.kind == .unreachable)
      let keyword = await #expect(throws: SourceError.self) {
        try await bench.mailbox { $0.done = .keyword("två ord") }.open()
      }
      #expect(keyword?.kind == .refused)
      for error in [wrong, unknown, closed] {
        #expect(error?.description.hasPrefix("mots: 127.0.0.1:") == true)
        #expect(error?.description.contains("nobody") == false)
      }
    }
  }
}
