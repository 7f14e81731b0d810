import Arrivals
import Contracts
import Feedback
import Foundation
import Intake
import Support
import Testing

extension MailboxTests {
  /// Servers that can do less than Dovecot, or misbehave.
  struct MailboxServerTests {
    private static let mails = (1...5).map { MailboxBench.mail($0) }
    private let events = CollectedEvents()

    private func settled(_ arrivals: [Arrival]) -> [Settled] {
      arrivals.map { Settled(arrival: $0, outcome: .stored, message: nil) }
    }

    /// As Exchange Online: no ESEARCH, no CONDSTORE, and keywords that are not kept.
    @Test func keepsToThePositionWhereKeywordsAreNotKept() async throws {
      let server = try ScriptedMailbox(
        capabilities: "IMAP4 IMAP4rev1 IDLE UIDPLUS MOVE ID UNSELECT NAMESPACE LITERAL+", mails: Self.mails,
        known: 5,
        permanentFlags: "\\Seen \\Answered \\Flagged \\Deleted \\Draft")
      let mailbox = Mailbox(server.configuration(), log: events)
      let collector = ArrivalCollector(mailbox)
      let arrivals = await collector.wait(for: 5)
      for (arrival, mail) in zip(arrivals, Self.mails) { #expect(try await arrival.content(100_000) == mail) }
      try await mailbox.acknowledge(settled(arrivals))
      #expect(await mailbox.backlog().count == 0)
      await collector.stop()
      #expect(!server.commands.contains { $0.contains("STORE") })
      #expect(!server.commands.contains { $0.contains("RETURN") || $0.contains("CONDSTORE") })
      #expect(events.events.isEmpty)

      let again = PositionedCollector(mailbox, after: arrivals[2].position)
      let rest = await again.wait(for: 2)
      #expect(rest.map(\.key) == arrivals[3...].map(\.key))
      await again.stop()
      let sentences = try await mailbox.abilities()
      #expect(sentences.contains { $0.hasPrefix("no new keywords:") })
    }

    @Test func copiesAndExpungesByUIDWhereMoveIsMissing() async throws {
      let made = Locked(false)
      let server = try ScriptedMailbox(
        capabilities: "IMAP4rev1 UIDPLUS", mails: Self.mails, known: 5, permanentFlags: "\\Deleted \\*"
      ) { command, _ in
        if command.hasPrefix("UID COPY") {
          // One of them was not copied.
          return made.now ? "OK [COPYUID 9 1:4 11:14] done" : "NO [TRYCREATE] no such folder"
        }
        if command.hasPrefix("CREATE") { made.with { $0 = true } }
        return ["CREATE", "UID STORE", "UID EXPUNGE"].contains { command.hasPrefix($0) } ? "OK done" : nil
      }
      var configuration = server.configuration()
      configuration.done = .moveTo("Klart")
      let mailbox = Mailbox(configuration, log: events)
      let collector = ArrivalCollector(mailbox)
      try await mailbox.acknowledge(settled(collector.wait(for: 5)))
      await collector.stop()
      let commands = server.commands.filter { command in
        ["UID COPY", "CREATE", "UID STORE", "UID EXPUNGE", "EXPUNGE", "CLOSE"].contains {
          command.hasPrefix($0)
        }
      }
      #expect(
        commands == [
          "UID COPY 1:5 \"Klart\"", "CREATE \"Klart\"", "UID COPY 1:5 \"Klart\"",
          "UID STORE 1:4 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 1:4",
        ], "\(commands)")
      #expect(events.named(.sourceRefused).map { $0.text.contains("1 messages were moved") } == [true])
    }

    /// OK alone proves nothing.
    @Test func tellsOfMovesWithoutProof() async throws {
      let server = try ScriptedMailbox(
        capabilities: "IMAP4rev1 UIDPLUS MOVE", mails: Self.mails, known: 5
      ) { command, say in
        guard command.hasPrefix("UID MOVE") else { return nil }
        try say("* OK [COPYUID 9 2 12] moved")
        return "OK done"
      }
      var configuration = server.configuration()
      configuration.done = .moveTo("Klart")
      let mailbox = Mailbox(configuration, log: events)
      let collector = ArrivalCollector(mailbox)
      try await mailbox.acknowledge(settled(collector.wait(for: 5)))
      #expect(events.named(.sourceRefused).map { $0.text.contains("4 messages") } == [true])
      await collector.stop()
    }

    @Test func movesNothingWithoutProof() async throws {
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1 MOVE", mails: Self.mails, known: 5)
      var configuration = server.configuration()
      configuration.done = .moveTo("Klart")
      let mailbox = Mailbox(configuration, log: events)
      let collector = ArrivalCollector(mailbox)
      try await mailbox.acknowledge(settled(collector.wait(for: 5)))
      await collector.stop()
      #expect(
        !server.commands.contains { $0.contains("MOVE") || $0.contains("COPY") || $0.contains("STORE") })
      #expect(events.named(.sourceRefused).map { $0.text.contains("UIDPLUS") } == [true])
    }

    @Test func namesFoldersInUTF8WhereTheServerDoes() async throws {
      let server = try ScriptedMailbox(
        capabilities: "IMAP4rev1 ENABLE UTF8=ACCEPT", mails: Self.mails, known: 1
      ) { command, say in
        guard command.hasPrefix("ENABLE") else { return nil }
        try say("* ENABLED UTF8=ACCEPT")
        return "OK done"
      }
      var configuration = server.configuration()
      configuration.folder = "Möten"
      let collector = ArrivalCollector(Mailbox(configuration, log: events))
      #expect(await collector.wait(for: 1).count == 1)
      #expect(server.commands.contains("SELECT \"Möten\""))
      await collector.stop()
    }

    @Test func doesWithoutUIDNext() async throws {
      let server = try ScriptedMailbox(
        capabilities: "IMAP4rev1", mails: Self.mails, known: 5, sayingUIDNext: false)
      let collector = ArrivalCollector(Mailbox(server.configuration(), log: events))
      #expect(await collector.wait(for: 5).map(\.key.rawValue) == (1...5).map { "7/\($0)" })
      await collector.stop()
    }

    @Test func tellsOfAlertsWithoutTheirWords() async throws {
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1", mails: Self.mails, known: 5) {
        command, say in
        guard command.hasPrefix("SELECT") else { return nil }
        try say("* OK [ALERT] anna@kommun.example has used up 99 %")
        try say("* OK [ALERT] and more of anna@kommun.example")
        return nil
      }
      let collector = ArrivalCollector(Mailbox(server.configuration(), log: events))
      #expect(await collector.wait(for: 5).count == 5)
      #expect(events.named(.sourceRefused).count == 1)
      #expect(events.events.allSatisfy { $0.text.contains("alert") && !$0.text.contains("anna") })
      await collector.stop()
    }

    @Test(arguments: [
      "* BYE down for maintenance", "* BYE [UNAVAILABLE] later", "\u{1}\u{2}junk", "L0999 OK forged",
      "* 1 FETCH (UID 1 BODY[] {99999999999}", "* OK [UIDVALIDITY 8] numbered anew",
    ])
    func endsInOneSentence(said: String) async throws {
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1", mails: Self.mails, known: 5) {
        command, say in
        guard command.contains("BODY") else { return nil }
        try say(said)
        return nil
      }
      let collector = ArrivalCollector(Mailbox(server.configuration(), log: events))
      #expect(await collector.waitForEnd())
      #expect(collector.failure?.kind == .unreachable)
      #expect(collector.failure?.description.hasPrefix("mots: ") == true)
      #expect(collector.failure?.description.contains("maintenance") == false)
    }

    @Test(arguments: [
      ("NO [NONEXISTENT] no such folder", SourceError.Kind.refused, "no such folder"),
      ("NO [UNAVAILABLE] try later", .unreachable, "asked again later"),
      ("NO [INUSE] held by another", .unreachable, "asked again later"),
      ("NO [NOPERM] not yours", .refused, "permission"),
      ("BAD User is authenticated but not connected.", .refused, "grant the application"),
    ])
    func tellsWhyAFolderDoesNotOpen(said: String, kind: SourceError.Kind, text: String) async throws {
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1", mails: [], known: 0) { command, _ in
        command.hasPrefix("SELECT") ? said : nil
      }
      let error = await #expect(throws: SourceError.self) {
        try await Mailbox(server.configuration(), log: events).open()
      }
      #expect(error?.kind == kind)
      #expect(error?.description.contains(text) == true, "\(String(describing: error))")
    }

    /// One that it cannot give does not hold up the others, and is not passed over in silence.
    @Test func quarantinesWhatTheServerCannotGive() async throws {
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1", mails: Self.mails, known: 5) { command, _ in
        guard command.contains("BODY"), let set = command.split(separator: " ").dropFirst(2).first else {
          return nil
        }
        return ScriptedMailbox.uids(String(set), 5).contains(3) ? "NO cannot read that one" : nil
      }
      let collector = ArrivalCollector(Mailbox(server.configuration(), log: events))
      let arrivals = await collector.wait(for: 5)
      #expect(arrivals.map(\.key.rawValue) == (1...5).map { "7/\($0)" })
      #expect(try await arrivals[2].content(100_000).isEmpty)
      #expect(try await arrivals[3].content(100_000) == Self.mails[3])
      #expect(events.named(.sourceRefused).map { $0.text.contains("UID 3") } == [true])
      await collector.stop()
    }

    /// NIL for a message that is there is not taken for an expunge.
    @Test func quarantinesWhatTheServerGivesAsNIL() async throws {
      let mails = Self.mails
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1", mails: mails, known: 5) { command, say in
        guard command.contains("BODY") else { return nil }
        for uid in [1, 2, 4, 5] {
          try say("* \(uid) FETCH (UID \(uid) BODY[] {\(mails[uid - 1].count)}")
          try say(String(decoding: mails[uid - 1], as: UTF8.self) + ")")
        }
        try say("* 3 FETCH (UID 3 BODY[] NIL)")
        return "OK [EXPUNGEISSUED] done"
      }
      let collector = ArrivalCollector(Mailbox(server.configuration(), log: events))
      let arrivals = await collector.wait(for: 5)
      #expect(arrivals.map(\.key.rawValue) == (1...5).map { "7/\($0)" })
      for (index, arrival) in arrivals.enumerated() {
        #expect(try await arrival.content(100_000) == (index == 2 ? [] : mails[index]))
      }
      #expect(events.named(.sourceRefused).map { $0.text.contains("UID 3") } == [true])
      await collector.stop()
    }

    @Test func comesToGripsWithAServerThatEndsIdle() async throws {
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1 IDLE", mails: Self.mails, known: 5) {
        command, _ in
        command == "IDLE" ? "NO not today" : nil
      }
      var configuration = server.configuration()
      configuration.poll = .milliseconds(50)
      let collector = ArrivalCollector(Mailbox(configuration, log: events))
      await collector.wait(for: 5)
      try await Task.sleep(for: .milliseconds(400))
      #expect(!collector.hasEnded)
      #expect(server.commands.filter { $0 == "IDLE" }.count == 1)
      #expect(server.commands.filter { $0.hasPrefix("UID FETCH 6:") }.count > 3)
      await collector.stop()
    }

    /// Some servers end the connection when they come across a message that they cannot read.
    @Test func getsPastAMessageAtWhichTheServerHangsUp() async throws {
      let server = try ScriptedMailbox(capabilities: "IMAP4rev1", mails: Self.mails, known: 5) {
        command, say in
        guard command.contains("BODY"), let set = command.split(separator: " ").dropFirst(2).first,
          ScriptedMailbox.uids(String(set), 5).contains(3)
        else { return nil }
        throw ServerFailure("hangs up")
      }
      var configuration = server.configuration()
      configuration.stallAttempts = 3
      configuration.stallPatience = .milliseconds(100)
      let taking = Taking(pause: .milliseconds(60))
      try await taking.run(Mailbox(configuration, log: events), until: 5)
      let taken = taking.taken.now
      #expect(taken.order.map(\.rawValue) == (1...5).map { "7/\($0)" })
      #expect(
        taken.order.map { taken.bytes[$0] }
          == Self.mails.enumerated().map { $0.offset == 2 ? [] : $0.element })
      #expect(taken.failures.count >= 3)
      #expect(events.named(.sourceRefused).map { $0.text.contains("UID 3") } == [true])
    }

    @Test func touchesNothingWhereNothingIsToBeDone() async throws {
      let server = try ScriptedMailbox(
        capabilities: "IMAP4rev1 UIDPLUS MOVE", mails: Self.mails, known: 5, permanentFlags: "\\Deleted \\*")
      var configuration = server.configuration()
      configuration.done = .nothing
      let mailbox = Mailbox(configuration, log: events)
      let collector = ArrivalCollector(mailbox)
      try await mailbox.acknowledge(settled(collector.wait(for: 5)))
      #expect(await mailbox.backlog().count == 0)
      await collector.stop()
      #expect(
        server.commands.allSatisfy {
          !$0.contains("STORE") && !$0.contains("MOVE") && !$0.contains("KEYWORD")
        })
    }
  }
}
