import Arrivals
import Contracts
import Feedback
import Foundation
import Intake
import Support
import Testing

extension MailboxTests {
  /// A mailbox that others change while it is taken in.
  struct MailboxChangeTests {
    /// Makes Dovecot number the folder anew.
    private func renumber(_ bench: MailboxBench, to validity: Int) throws {
      try bench.dovecot.renumber(bench.user, to: validity)
    }

    @Test func takesAFolderForNewWhenItIsNumberedAnew() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<10).map { MailboxBench.mail($0) })
      let taking = Taking()
      try await taking.run(try bench.mailbox { $0.batchCount = 6 }, until: 6)
      let position = taking.taken.now.position
      try await offPool { try self.renumber(bench, to: 424_242) }
      let collector = PositionedCollector(try bench.mailbox(), after: position)
      let arrivals = await collector.wait(for: 4)
      try await Task.sleep(for: .milliseconds(200))
      // Six bear the keyword; the rest comes, under new names.
      #expect(collector.arrivals.count == 4)
      #expect(arrivals.allSatisfy { $0.key.rawValue.hasPrefix("424242/") })
      #expect(arrivals.allSatisfy { $0.position?.rawValue.hasPrefix("424242:") == true })
      #expect(bench.events.named(.sourceUIDValidityChanged).count == 1)
      await collector.stop()
    }

    @Test func losesAndRepeatsNothingOverManyRenumberings() async throws {
      let bench = try await MailboxBench()
      let rounds = FaultScale.count(12, full: 50)
      let mails = (0..<rounds * 5).map { MailboxBench.mail($0) }
      try await bench.seed(mails)
      let mailbox = try bench.mailbox { $0.batchCount = 5 }
      var position: Position?
      var contents: [[UInt8]] = []
      var numberings: [Substring] = []
      for round in 0..<rounds {
        let taking = Taking()
        taking.taken.with { $0.position = position }
        try await taking.run(mailbox, until: 5)
        let taken = taking.taken.now
        position = taken.position
        contents += taken.order.compactMap { taken.bytes[$0] }
        for numbering in taken.order.compactMap({ $0.rawValue.split(separator: "/").first })
        where numberings.last != numbering { numberings.append(numbering) }
        try await offPool { try self.renumber(bench, to: 900_000 + round) }
      }
      #expect(contents == mails)
      // Told once for each numbering that the server showed after the first; it may show a late one late.
      #expect(numberings.count > rounds / 2)
      #expect(bench.events.named(.sourceUIDValidityChanged).count == numberings.count - 1)
      #expect(await mailbox.backlog().count == 0)
    }

    @Test func acknowledgesNothingUnderAnotherNumbering() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<4).map { MailboxBench.mail($0) })
      let mailbox = try bench.mailbox()
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: 4)
      await collector.stop()
      try await offPool { try self.renumber(bench, to: 515_151) }
      // Kept for the next connection, where these UIDs mean other messages.
      try await mailbox.acknowledge(arrivals.map { Settled(arrival: $0, outcome: .stored, message: nil) })
      let again = PositionedCollector(mailbox, after: nil)
      await again.wait(for: 4)
      #expect(try await bench.flags().allSatisfy { !$0.contains("$Lyssnad") })
      await again.stop()
    }

    @Test func losesNothingToExpungesInFlight() async throws {
      let bench = try await MailboxBench()
      let mails = (0..<400).map { MailboxBench.mail($0, bytes: 2_000) }
      try await bench.seed(mails)
      let mailbox = try bench.mailbox { $0.batchCount = 10 }
      var iterator = mailbox.arrivals(after: nil).makeAsyncIterator()
      var arrivals = try #require(try await iterator.next())
      // Sizes are known by now, and thirty are asked for; every third of the others goes. For those that are asked for
      // before it has told of the expunge, Dovecot says NIL.
      let gone = Set((30..<400).filter { $0 % 3 == 0 })
      let set = gone.sorted().map { "\($0 + 1)" }.joined(separator: ",")
      try await bench.say(["SELECT INBOX", "UID STORE \(set) +FLAGS.SILENT (\\Deleted)", "EXPUNGE"])
      while arrivals.count < 400 - gone.count { arrivals += try #require(try await iterator.next()) }
      var bytes: [[UInt8]] = []
      for arrival in arrivals { bytes.append(try await arrival.content(10_000)) }
      #expect(bytes == mails.indices.filter { !gone.contains($0) }.map { mails[$0] })
      #expect(await mailbox.backlog().count == 400 - gone.count)
      #expect(bench.events.events.isEmpty)
    }

    @Test func isNotStoppedByAFolderThatIsEmptied() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<5).map { MailboxBench.mail($0) })
      let mailbox = try bench.mailbox { $0.poll = .milliseconds(200) }
      let collector = ArrivalCollector(mailbox)
      await collector.wait(for: 5)
      try await bench.say(["SELECT INBOX", "UID STORE 1:* +FLAGS.SILENT (\\Deleted)", "EXPUNGE"])
      try await bench.deliver(MailboxBench.mail(77))
      let arrivals = await collector.wait(for: 6)
      #expect(arrivals.last?.key.rawValue.hasSuffix("/6") == true)
      await collector.stop()
    }

    @Test func comesBackWithAFolderThatVanished() async throws {
      let bench = try await MailboxBench()
      try await bench.seed((0..<3).map { MailboxBench.mail($0) }, folder: "Inkorg")
      let mailbox = try bench.mailbox {
        $0.folder = "Inkorg"
        $0.poll = .milliseconds(200)
      }
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: 3)
      try await bench.say(["DELETE Inkorg"])
      #expect(await collector.waitForEnd())
      let error = await #expect(throws: SourceError.self) { try await mailbox.open() }
      #expect(error?.kind == .refused)
      try await bench.seed([MailboxBench.mail(9)], folder: "Inkorg")
      try await mailbox.open()
      let again = PositionedCollector(mailbox, after: arrivals.last?.position)
      #expect(try await again.wait(for: 1).first?.content(10_000) == MailboxBench.mail(9))
      await again.stop()
    }
  }
}
