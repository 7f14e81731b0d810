import Arrivals
import Contracts
import Curl
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

extension MailboxTests {
  /// A network that goes silent at each stage of a connection's life: it is given up within twice the time limit.
  struct MailboxStallTests {
    private static let limit = Duration.seconds(2)

    private func limited(_ configuration: inout MailboxConfiguration) {
      configuration.connectTimeout = Self.limit
      configuration.answerTimeout = Self.limit
      configuration.probeTimeout = Self.limit
      configuration.poll = Self.limit / 2
    }

    private func expectEnd(
      _ collector: ArrivalCollector, since start: ContinuousClock.Instant, _ stage: String
    ) async {
      #expect(await collector.waitForEnd(within: .seconds(30)), "\(stage)")
      let time = ContinuousClock.now - start
      #expect(time < Self.limit * 2, "\(stage): \(time)")
      #expect(collector.failure?.kind == .unreachable, "\(stage): \(String(describing: collector.failure))")
    }

    /// A machine that does not answer a connection at all: one whose queue is full.
    @Test func whileConnecting() async throws {
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(listener) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          _ = bind(listener, address, length)
          _ = listen(listener, 0)
          _ = getsockname(listener, address, &length)
        }
      }
      // One fits into the queue; the next wait for its place.
      let waiting = (0..<3).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK, 0) }
      defer { for descriptor in waiting { close(descriptor) } }
      for descriptor in waiting {
        withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = connect(descriptor, $0, length) }
        }
      }
      let bench = try await MailboxBench()
      let mailbox = try bench.mailbox(port: Int(UInt16(bigEndian: address.sin_port)), limited)
      let start = ContinuousClock.now
      await expectEnd(ArrivalCollector(mailbox), since: start, "connect")
    }

    @Test func whileAgreeingOnEncryption() async throws {
      let bench = try await MailboxBench()
      let proxy = try FaultProxy(to: bench.dovecot.imapsPort)
      proxy.set { $0.fault = (.silence, .toClient, 0) }
      let start = ContinuousClock.now
      await expectEnd(ArrivalCollector(try bench.mailbox(port: proxy.port, limited)), since: start, "TLS")
      proxy.stop()
    }

    @Test func whileLoggingIn() async throws {
      let server = try ScriptedServer { _, script in
        try script.say("* OK ready")
        try script.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN", "\(script.hear("CAPABILITY")) OK done")
        script.listenInSilence()
      }
      var configuration = MailboxConfiguration(
        name: "mots", target: SessionTarget(host: "127.0.0.1", port: server.port, encryption: .none),
        login: MailboxBench.login("anna"))
      limited(&configuration)
      let start = ContinuousClock.now
      await expectEnd(
        ArrivalCollector(Mailbox(configuration, log: CollectedEvents())), since: start, "login")
      #expect(server.lines.count == 2)
      server.stop()
    }

    /// The network is silent from the moment at which the server has heard the command.
    @Test(arguments: [
      "CAPABILITY", "SELECT", "UID SEARCH", "UID FETCH 1 (UID RFC822.SIZE",
      "UID FETCH 1 (UID INTERNALDATE BODY",
      "IDLE", "UID STORE", "UID MOVE",
    ]) func afterTheCommand(_ stage: String) async throws {
      let proxy = Locked<FaultProxy?>(nil)
      let struck = Locked<ContinuousClock.Instant?>(nil)
      let scripted = try ScriptedMailbox(
        capabilities: "IMAP4rev1 IDLE MOVE UIDPLUS", mails: [MailboxBench.mail(0)], known: 1,
        permanentFlags: "\\*"
      ) { command, _ in
        // libcurl asks for CAPABILITY too, before the login.
        if command.hasPrefix(stage), struck.now == nil {
          proxy.now?.strike(.silence)
          struck.with { $0 = .now }
          // The answer comes when nothing passes any more.
          usleep(100_000)
        }
        return nil
      }
      var configuration = scripted.configuration()
      let between = try FaultProxy(to: configuration.target.port ?? 0)
      proxy.with { $0 = between }
      configuration.target.port = between.port
      if stage == "UID MOVE" { configuration.done = .moveTo("Klart") }
      limited(&configuration)
      let mailbox = Mailbox(configuration, log: CollectedEvents())
      let collector = ArrivalCollector(mailbox)
      if stage == "UID STORE" || stage == "UID MOVE" {
        let arrivals = await collector.wait(for: 1)
        // It is done over the next connection.
        try await mailbox.acknowledge(
          arrivals.map { Settled(arrival: $0, outcome: .stored, message: nil) })
      }
      #expect(await collector.waitForEnd(within: .seconds(30)), "\(stage)")
      let start = try #require(struck.now, "\(scripted.commands), \(String(describing: collector.failure))")
      await expectEnd(collector, since: start, stage)
      between.stop()
    }
  }
}
