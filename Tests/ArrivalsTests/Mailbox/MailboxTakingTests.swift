import Arrivals
import Contracts
import Curl
import Feedback
import Foundation
import Intake
import Support
import Testing

extension MailboxTests {
  /// Taking in from a real Dovecot over TLS.
  struct MailboxTakingTests {
    @Test func takesInThousandsOnceByteForByte() async throws {
      let bench = try await MailboxBench()
      let mails = (0..<2000).map { MailboxBench.mail($0, bytes: 300 + ($0 * 7919) % 30_000) }
      try await bench.seed(mails)
      let taking = Taking()
      let start = ContinuousClock.now
      try await taking.run(try bench.mailbox(), until: 2000)
      let taken = taking.taken.now
      print("2,000 mails, \(mails.reduce(0) { $0 + $1.count }) bytes: \(ContinuousClock.now - start)")
      #expect(taken.failures.isEmpty, "\(taken.failures)")
      #expect(taken.twice.isEmpty)
      #expect(taken.order.count == 2000)
      // In the order of UIDs, which need not be that in which thousands of files were put there.
      let uids = taken.order.compactMap { $0.rawValue.split(separator: "/").last.flatMap { Int($0) } }
      #expect(uids == Array(1...2000))
      #expect(Set(taken.bytes.values) == Set(mails))
      #expect((2...100).contains(taken.largestBatch.count))
      #expect(taken.largestBatch.bytes <= 1024 * 1024)
      let flags = try await bench.flags()
      #expect(flags.count == 2000)
      #expect(flags.allSatisfy { $0.contains("$Lyssnad") && !$0.contains("\\Seen") })
    }

    @Test func movesIntoAFolderThatItMakes() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<250).map { MailboxBench.mail($0) })
      let mailbox = try bench.mailbox { $0.done = .moveTo("Åtgärdat/Möten och ärenden") }
      let taking = Taking()
      try await taking.run(mailbox, until: 250)
      #expect(try await bench.flags().isEmpty)
      // In modified UTF-7, and with the server's own delimiter.
      let moved = try await bench.flags(folder: "&AMU-tg&AOQ-rdat.M&APY-ten och &AOQ-renden")
      #expect(moved.count == 250)
      #expect(moved.allSatisfy { !$0.contains("\\Seen") && !$0.contains("\\Deleted") })
      #expect(bench.events.events.isEmpty, "\(bench.events.events)")
    }

    @Test func leavesInPlaceWhatIsQuarantined() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<2).map { MailboxBench.mail($0) })
      let mailbox = try bench.mailbox { $0.done = .moveTo("Klart") }
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: 2)
      try #require(arrivals.count == 2)
      try await mailbox.acknowledge([
        Settled(arrival: arrivals[0], outcome: .quarantined(.senderNotAllowed), message: nil),
        Settled(arrival: arrivals[1], outcome: .ignored(.bounce), message: nil),
      ])
      await collector.stop()
      let left = try await bench.flags()
      #expect(left.count == 1)
      #expect(left.allSatisfy { $0.contains("UID 1 ") && $0.contains("$Lyssnad") })
      #expect(try await bench.flags(folder: "Klart").count == 1)
    }

    @Test func opensFoldersWithSwedishNames() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<3).map { MailboxBench.mail($0) }, folder: "F&APY-retag.M&APY-ten &- &AOU-r")
      let mailbox = try bench.mailbox { $0.folder = "Företag/Möten & år" }
      let collector = ArrivalCollector(mailbox)
      #expect(await collector.wait(for: 3).count == 3)
      await collector.stop()
    }

    @Test func namesAFolderThatIsMissing() async throws {
      let bench = try await MailboxBench()
      let mailbox = try bench.mailbox { $0.folder = "Saknas" }
      let error = await #expect(throws: SourceError.self) { try await mailbox.open() }
      #expect(error?.kind == .refused)
      #expect(error?.description.contains("Saknas") == true)
      // It comes, and the next attempt finds it.
      try await bench.say(["CREATE Saknas"])
      try await mailbox.open()
    }

    @Test func goesOnFromAPosition() async throws {
      let bench = try await MailboxBench()
      let mails = (0..<30).map { MailboxBench.mail($0) }
      try await bench.seed(mails)
      let first = Taking()
      let mailbox = try bench.mailbox { $0.batchCount = 10 }
      try await first.run(mailbox, until: 10)
      let second = Taking()
      second.taken.with { $0.position = first.taken.now.position }
      try await second.run(try bench.mailbox(), until: 20)
      #expect((first.taken.now.order + second.taken.now.order).count == 30)
      #expect(second.taken.now.order.map { second.taken.now.bytes[$0] } == mails[10...].map { $0 })
    }

    @Test func beginsWithAChosenDay() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<6).map { MailboxBench.mail($0) })
      // Dovecot takes INTERNALDATE from the files.
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(bench.maildir)/new").sorted()
      for (number, file) in files.enumerated() {
        let date = Date(timeIntervalSince1970: number < 4 ? 1_700_000_000 : 1_770_000_000)
        try FileManager.default.setAttributes(
          [.modificationDate: date], ofItemAtPath: "\(bench.maildir)/new/\(file)")
      }
      let day = try #require(CalendarDate("2026-01-01"))
      let taking = Taking()
      try await taking.run(try bench.mailbox { $0.since = day }, until: 2)
      #expect(taking.taken.now.order.map(\.rawValue).map { $0.split(separator: "/").last } == ["5", "6"])
      // Started again, the old ones, which bear no keyword, are left alone still.
      let collector = PositionedCollector(
        try bench.mailbox { $0.since = day }, after: taking.taken.now.position)
      try await Task.sleep(for: .milliseconds(500))
      #expect(collector.arrivals.isEmpty)
      await collector.stop()
    }

    /// A crash between commit and acknowledgement.
    @Test(arguments: [MailboxConfiguration.Done.keyword("$Lyssnad"), .moveTo("Klart")])
    func returnsWhatWasCommittedAndNotAcknowledged(done: MailboxConfiguration.Done) async throws {
      let bench = try await MailboxBench()
      let mails = (0..<20).map { MailboxBench.mail($0) }
      try await bench.seed(mails)
      let taking = Taking()
      try await taking.run(try bench.mailbox { $0.done = done }, until: 20, acknowledging: false)
      let mailbox = try bench.mailbox { $0.done = done }
      let position = taking.taken.now.position
      let collector = PositionedCollector(mailbox, after: position)
      let returned = await collector.wait(for: 20)
      try #require(returned.count == 20)
      #expect(returned.map(\.key) == taking.taken.now.order)
      // The position does not go back, and the bytes can still be had.
      #expect(returned.allSatisfy { $0.position == position })
      #expect(try await returned[7].content(10_000) == mails[7])
      try await mailbox.acknowledge(returned.map { Settled(arrival: $0, outcome: .stored, message: nil) })
      await collector.stop()
      let again = PositionedCollector(try bench.mailbox { $0.done = done }, after: position)
      try await Task.sleep(for: .milliseconds(400))
      #expect(again.arrivals.isEmpty)
      await again.stop()
      #expect(try await bench.flags().count == (done == .moveTo("Klart") ? 0 : 20))
    }

    @Test func handsOutWhatIsTooLargeWithoutItsBytes() async throws {
      let bench = try await MailboxBench()
      try await bench.seed([
        MailboxBench.mail(0), MailboxBench.mail(1, bytes: 300_000), MailboxBench.mail(2),
      ])
      let collector = ArrivalCollector(try bench.mailbox { $0.messageBytes = 100_000 })
      let arrivals = await collector.wait(for: 3)
      try #require(arrivals.count == 3)
      let error = await #expect(throws: SourceError.self) { _ = try await arrivals[1].content(100_000) }
      #expect(error?.kind == .tooLarge)
      #expect(arrivals[1].size >= 300_000)
      // Its headers can be had nevertheless, and no more than them.
      let head = String(decoding: try await arrivals[1].head(), as: UTF8.self)
      #expect(head.contains("Message-ID: <1@kommun.example>") && head.hasSuffix("\r\n\r\n"))
      #expect(try await arrivals[2].content(100_000) == MailboxBench.mail(2))
      await collector.stop()
    }

    @Test func aLargeMessageComesAlone() async throws {
      let bench = try await MailboxBench()
      let mails = [400, 3_000_000, 400, 400].enumerated().map { MailboxBench.mail($0, bytes: $1) }
      try await bench.seed(mails)
      let collector = ArrivalCollector(try bench.mailbox())
      await collector.wait(for: 4)
      #expect(collector.batches.map(\.count) == [1, 1, 2])
      #expect(try await collector.batches[1][0].content(5_000_000) == mails[1])
      await collector.stop()
    }

    @Test func keepsNoMoreThanTwoBatchesAhead() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<60).map { MailboxBench.mail($0, bytes: 100_000) })
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      let mailbox = try bench.mailbox(port: proxy.port) { $0.batchCount = 10 }
      var iterator = mailbox.arrivals(after: nil).makeAsyncIterator()
      let first = try #require(try await iterator.next())
      #expect(first.count == 10)
      try await Task.sleep(for: .milliseconds(300))
      // A megabyte is taken and two are ready: the other three are still on the server.
      #expect((2_000_000...3_300_000).contains(proxy.counts.bytesToClient), "\(proxy.counts)")
      #expect(await mailbox.backlog().count == 60)
      // Acknowledging works while nobody takes what is ready.
      try await mailbox.acknowledge(first.map { Settled(arrival: $0, outcome: .stored, message: nil) })
      #expect(await mailbox.backlog().count == 50)
      var count = 10
      while count < 60 { count += try #require(try await iterator.next()).count }
      #expect(count == 60)
      proxy.stop()
    }

    @Test func fetchesAMessageAgainAndListsWhatIsThere() async throws {
      let bench = try await MailboxBench()
      let mails = (0..<4).map { MailboxBench.mail($0, bytes: 5_000) }
      try await bench.seed(mails)
      let mailbox = try bench.mailbox()
      let keys = try await mailbox.keys()
      #expect(keys.count == 4)
      #expect(try await mailbox.message(keys[2], limit: 100_000) == mails[2])
      try await bench.say(["SELECT INBOX", "UID STORE 3 +FLAGS.SILENT (\\Deleted)", "EXPUNGE"])
      for key in [keys[2], ArrivalKey(rawValue: "1/1"), ArrivalKey(rawValue: "a/b")] {
        let error = await #expect(throws: SourceError.self) {
          _ = try await mailbox.message(key, limit: 100_000)
        }
        #expect(error?.kind == .gone)
      }
      #expect(try await mailbox.keys() == [keys[0], keys[1], keys[3]])
      #expect(try await bench.flags().allSatisfy { !$0.contains("\\Seen") })
    }

    @Test(arguments: ["", "7", "7:", "0:1", "1:0", "07:1", "7:1:1", "7:4294967296", "+7:1", "7 :1", "7/1"])
    func refusesAPositionOfAnotherKind(text: String) async throws {
      let bench = try await MailboxBench()
      var iterator = try bench.mailbox().arrivals(after: Position(rawValue: text)).makeAsyncIterator()
      let error = await #expect(throws: SourceError.self) { _ = try await iterator.next() }
      #expect(error?.kind == .refused)
    }

    /// At a round trip of 20 ms, where one transfer a message would fetch 47 a second.
    @Test func fetchesFastOverALongWay() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<3000).map { MailboxBench.mail($0, bytes: 2_000) })
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      proxy.set { $0.delay = .milliseconds(10) }
      let mailbox = try bench.mailbox(port: proxy.port)
      try await mailbox.open()
      var iterator = mailbox.arrivals(after: nil).makeAsyncIterator()
      let start = ContinuousClock.now
      var count = 0
      while count < 3000 {
        for arrival in try #require(try await iterator.next()) {
          count += try await arrival.content(100_000).isEmpty ? 0 : 1
        }
      }
      let time = ContinuousClock.now - start
      print("3,000 mails at a round trip of 20 ms: \(time)")
      // One by one it would be 64 seconds.
      #expect(time < .seconds(15))
      proxy.stop()
    }

    @Test func fetchesAgainWhatWasLetGoOf() async throws {
      let bench = try await MailboxBench()
      let mails = (0..<3).map { MailboxBench.mail($0) }
      try await bench.seed(mails)
      let collector = ArrivalCollector(
        try bench.mailbox(port: bench.dovecot.imapPort) { $0.target.encryption = .startTLS })
      let arrivals = await collector.wait(for: 3)
      try #require(arrivals.count == 3)
      // Several ask at once; the connection idles.
      for _ in 0..<3 {
        async let first = arrivals[0].content(10_000)
        async let last = arrivals[2].content(10_000)
        #expect(try await [first, last] == [mails[0], mails[2]])
      }
      try await bench.say(["SELECT INBOX", "UID STORE 2 +FLAGS.SILENT (\\Deleted)", "EXPUNGE"])
      #expect(try await arrivals[1].content(10_000) == mails[1])
      let error = await #expect(throws: SourceError.self) { _ = try await arrivals[1].content(10_000) }
      #expect(error?.kind == .gone)
      #expect(try await arrivals[0].content(10_000) == mails[0])
      await collector.stop()
    }

    @Test func saysWhatTheServerCanDo() async throws {
      let bench = try await MailboxBench()
      let sentences = try await bench.mailbox().abilities()
      #expect(sentences.contains { $0.hasPrefix("MOVE:") })
      #expect(sentences.contains { $0.hasPrefix("keywords:") })
      #expect(sentences.contains { $0.hasPrefix("IDLE:") })
    }
  }

  /// As ``ArrivalCollector``, from a position.
  final class PositionedCollector: Sendable {
    private let kept = Locked<[Arrival]>([])
    private let task: Task<Void, Never>

    init(_ mailbox: Mailbox, after position: Position?) {
      let kept = kept
      task = Task {
        do { for try await batch in mailbox.arrivals(after: position) { kept.with { $0 += batch } } } catch {}
      }
    }

    deinit { task.cancel() }

    var arrivals: [Arrival] { kept.now }

    @discardableResult
    func wait(for count: Int, within time: Duration = .seconds(20)) async -> [Arrival] {
      let deadline = ContinuousClock.now + time
      while arrivals.count < count, ContinuousClock.now < deadline {
        try? await Task.sleep(for: .milliseconds(1))
      }
      return arrivals
    }

    func stop() async {
      task.cancel()
      await task.value
    }
  }
}
