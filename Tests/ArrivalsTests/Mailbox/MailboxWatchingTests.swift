import Arrivals
import Contracts
import Feedback
import Foundation
import Intake
import Support
import Testing

extension MailboxTests {
  /// Waiting for mail.
  struct MailboxWatchingTests {
    @Test func handsOutADeliveredMailAtOnce() async throws {
      let bench = try await MailboxBench()
      try await bench.seed([MailboxBench.mail(0)])
      let mailbox = try bench.mailbox()
      let collector = ArrivalCollector(mailbox)
      await collector.wait(for: 1)
      var times: [Duration] = []
      for number in 1...20 {
        try await Task.sleep(for: .milliseconds(60))
        try await bench.deliver(MailboxBench.mail(number))
        let start = ContinuousClock.now
        let arrivals = await collector.wait(for: number + 1)
        times.append(ContinuousClock.now - start)
        try #require(arrivals.count == number + 1)
        #expect(try await arrivals[number].content(10_000).isEmpty == false)
        // Acknowledging ends IDLE, which is begun again.
        try await mailbox.acknowledge([Settled(arrival: arrivals[number], outcome: .stored, message: nil)])
      }
      times.sort()
      print(
        "from LMTP's answer to the arrival, Dovecot's own delay included: median \(times[10]), worst \(times[19])"
      )
      #expect(times[10] < .seconds(2))
      #expect(try await bench.flags().filter { $0.contains("$Lyssnad") }.count == 20)
      await collector.stop()
    }

    /// EXISTS by a server of our own, so that nothing of the server's delay is in it.
    @Test func handsOutAMailWithinTenMillisecondsOfExists() async throws {
      let told = Locked<[ContinuousClock.Instant]>([])
      let mails = (1...21).map { MailboxBench.mail($0) }
      let server = try ScriptedMailbox(
        capabilities: "IMAP4rev1 IDLE", mails: mails, known: 1, newWhileIdle: told)
      let collector = ArrivalCollector(Mailbox(server.configuration(), log: CollectedEvents()))
      var times: [Duration] = []
      for number in 1...21 {
        let arrivals = await collector.wait(for: number)
        let now = ContinuousClock.now
        try #require(arrivals.count == number)
        if number > 1 { times.append(told.now[number - 2].duration(to: now)) }
      }
      times.sort()
      print("from EXISTS to the arrival: median \(times[10]), worst \(times[19])")
      #expect(times[10] < .milliseconds(100))
      await collector.stop()
    }

    @Test func asksInOneRoundTripWhetherThereIsSomethingNew() async throws {
      let mails = (1...3).map { MailboxBench.mail($0) }
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1", mails: mails, known: 3)
      var configuration = server.configuration()
      configuration.poll = .milliseconds(100)
      let collector = ArrivalCollector(Mailbox(configuration, log: CollectedEvents()))
      await collector.wait(for: 3)
      try await Task.sleep(for: .milliseconds(50))
      let before = server.commands.count
      try await Task.sleep(for: .milliseconds(1_000))
      let polls = server.commands[before...]
      print("\(polls.count) commands in 10 polls")
      #expect((6...11).contains(polls.count))
      #expect(Set(polls) == ["UID FETCH 4:4294967295 (UID RFC822.SIZE INTERNALDATE)"])
      await collector.stop()
    }

    @Test func renewsIdleAndAsksInBetween() async throws {
      let server = try ScriptedMailbox(
        capabilities: "IMAP4rev1 IDLE", mails: [MailboxBench.mail(1)], known: 1)
      var configuration = server.configuration()
      configuration.poll = .milliseconds(100)
      let collector = ArrivalCollector(Mailbox(configuration, log: CollectedEvents()))
      await collector.wait(for: 1)
      try await Task.sleep(for: .milliseconds(1_000))
      #expect((6...12).contains(server.commands.filter { $0 == "IDLE" }.count))
      #expect(server.commands.filter { $0.hasPrefix("UID FETCH 2:") }.count >= 6)
      #expect(!collector.hasEnded)
      await collector.stop()
    }

    @Test func watchesManyMailboxesAtOnce() async throws {
      var benches: [MailboxBench] = []
      for _ in 0..<20 { benches.append(try await MailboxBench()) }
      for (index, bench) in benches.enumerated() {
        try await bench.seed(
          (0..<(index == 0 ? 1500 : 5)).map { MailboxBench.mail($0, bytes: index == 0 ? 20_000 : 400) })
      }
      // One of them does not answer at all.
      let silent = try FaultProxy(to: benches[1].dovecot.imapsPort)
      silent.set { $0.fault = (.silence, .toClient, 0) }
      let stuck = ArrivalCollector(try benches[1].mailbox(port: silent.port))
      let large = ArrivalCollector(try benches[0].mailbox())
      let start = ContinuousClock.now
      let collectors = try benches[2...].map { ArrivalCollector(try $0.mailbox()) }
      for collector in collectors { await collector.wait(for: 5) }
      print("18 mailboxes beside a large and a dead one: \(ContinuousClock.now - start)")
      #expect(collectors.allSatisfy { $0.arrivals.count == 5 })
      #expect(ContinuousClock.now - start < .seconds(10))
      #expect(await large.wait(for: 1500).count == 1500)
      #expect(stuck.arrivals.isEmpty)
      for collector in collectors + [stuck, large] { await collector.stop() }
      silent.stop()
    }
  }
}
