import Arrivals
import Contracts
import Feedback
import Foundation
import Intake
import Support
import Testing

extension MailboxTests {
  /// A server that finds that it is asked too much: it is left alone as long as it says, and no message is taken for one
  /// that cannot be had.
  struct MailboxThrottlingTests {
    private static let mails = (1...7).map { Array("Subject: \($0)\r\n\r\nBrev \($0).\r\n".utf8) }
    private let events = CollectedEvents()

    private struct Words: Sendable, CustomTestStringConvertible {
      var answer: String
      var pause: Duration
      var testDescription: String { answer }
      init(_ answer: String, _ pause: Duration = .seconds(60)) { (self.answer, self.pause) = (answer, pause) }
    }

    private static let words = [
      Words("NO [THROTTLED] slower, please"), Words("NO [LIMIT] rate limit hit"),
      Words("BAD Too many requests"),
      Words(
        "NO Request is throttled. Suggested Backoff Time: 299961 milliseconds", .milliseconds(299_961)),
      Words("BYE Request is throttled. Suggested Backoff Time: 12000 milliseconds", .seconds(12)),
    ]

    /// A server that answers so once it has been given `given` of the mails, and for as long as `isStrict`.
    private func server(
      _ words: String, to verb: String, given: Int, while isStrict: Locked<Bool>
    ) throws -> ScriptedMailbox {
      let asked = Locked(0)
      return try ScriptedMailbox(
        capabilities: "IMAP4rev1 UIDPLUS", mails: Self.mails, known: Self.mails.count, permanentFlags: "\\*"
      ) { command, say in
        guard command.hasPrefix("UID \(verb)"), verb == "STORE" || command.contains("BODY") else {
          return command.hasPrefix("UID STORE") ? "OK done" : nil
        }
        let number = asked.with {
          $0 += 1
          return $0
        }
        guard isStrict.now, number > given else { return verb == "STORE" ? "OK done" : nil }
        if words.hasPrefix("BYE") {
          try say("* \(words)")
          throw ServerFailure("goodbye")
        }
        return words
      }
    }

    @Test(arguments: words)
    private func aThrottledFetchIsAskedAgainAndLosesNothing(_ words: Words) async throws {
      let isStrict = Locked(true)
      let server = try server(words.answer, to: "FETCH", given: 1, while: isStrict)
      var configuration = server.configuration()
      configuration.batchCount = 2
      let mailbox = Mailbox(configuration, log: events)
      // Often enough for a message that ends connections to be given up; but no message does.
      for _ in 1...3 {
        let collector = ArrivalCollector(mailbox)
        #expect(await collector.waitForEnd())
        let failure = try #require(collector.failure)
        #expect(failure.kind == .unreachable)
        #expect(failure.pause == words.pause)
        #expect(failure.description.contains("(throttling); it is left alone for"))
        for (arrival, mail) in zip(collector.arrivals, Self.mails) {
          #expect(try await arrival.content(1_000) == mail)
        }
      }
      let asked = server.commands.count { $0.hasPrefix("UID FETCH") && $0.contains("BODY") }
      // At most what was on its way already: it is not asked on, message by message.
      #expect(asked <= 3 * 3, "\(server.commands)")

      isStrict.with { $0 = false }
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: Self.mails.count)
      #expect(arrivals.count == Self.mails.count)
      for (arrival, mail) in zip(arrivals, Self.mails) { #expect(try await arrival.content(1_000) == mail) }
      await collector.stop()
      #expect(events.events.isEmpty, "\(events.events.map(\.text))")
    }

    /// What could not be marked is marked over the next connection.
    @Test func aThrottledMarkIsMadeLater() async throws {
      let isStrict = Locked(true)
      let server = try server("NO [THROTTLED] slower, please", to: "STORE", given: 0, while: isStrict)
      let mailbox = Mailbox(server.configuration(), log: events)
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: Self.mails.count)
      try await mailbox.acknowledge(
        arrivals.map { Settled(arrival: $0, outcome: .stored, message: nil) })
      #expect(await collector.waitForEnd())
      #expect(collector.failure?.pause == .seconds(60))
      isStrict.with { $0 = false }
      let stores = server.commands.count { $0.hasPrefix("UID STORE") }
      let again = ArrivalCollector(mailbox)
      await again.wait(for: 1)
      await again.stop()
      #expect(
        server.commands.filter { $0.hasPrefix("UID STORE") }.dropFirst(stores)
          == ["UID STORE 1:7 +FLAGS.SILENT ($Lyssnad)"], "\(server.commands)")
      #expect(events.events.isEmpty, "\(events.events.map(\.text))")
    }

    /// A limit on keywords is lifted by no waiting.
    @Test func aLimitOnKeywordsEndsNoConnection() async throws {
      let server = try server("NO [LIMIT] too many keywords", to: "STORE", given: 0, while: Locked(true))
      let mailbox = Mailbox(server.configuration(), log: events)
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: Self.mails.count)
      try await mailbox.acknowledge(
        arrivals.map { Settled(arrival: $0, outcome: .stored, message: nil) })
      #expect(!collector.hasEnded)
      await collector.stop()
      #expect(events.events.map(\.text).contains { $0.contains("would not mark") })
    }

    /// A fault of the server's may be one message's, or pass: the connection is made anew, and nothing is given up soon.
    @Test(arguments: ["NO [SERVERBUG] internal error", "NO [UNAVAILABLE] a part is down"])
    func aServersFaultIsWaitedFor(_ words: String) async throws {
      let isStrict = Locked(true)
      let server = try server(words, to: "FETCH", given: 0, while: isStrict)
      let mailbox = Mailbox(server.configuration(), log: events)
      for _ in 1...3 {
        let collector = ArrivalCollector(mailbox)
        #expect(await collector.waitForEnd())
        #expect(collector.failure?.kind == .unreachable)
        #expect(collector.failure?.pause == nil)
        #expect(collector.arrivals.isEmpty)
      }
      isStrict.with { $0 = false }
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: Self.mails.count)
      for (arrival, mail) in zip(arrivals, Self.mails) { #expect(try await arrival.content(1_000) == mail) }
      #expect(arrivals.count == Self.mails.count)
      await collector.stop()
      #expect(events.events.isEmpty, "\(events.events.map(\.text))")
    }
  }
}
