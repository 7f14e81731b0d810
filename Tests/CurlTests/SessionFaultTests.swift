import Curl
import Foundation
import Support
import Testing

/// What stands in the way of a session is told apart, and nothing secret is sent before the way is safe.
struct SessionFaultTests {
  private func failure(
    _ target: SessionTarget, _ login: SessionLogin = Servers.password(), timeout: Duration = .seconds(10)
  ) async throws -> SessionError {
    try #require(
      await #expect(throws: SessionError.self) {
        let session = try await CurlSession.open(target, as: login, timeout: timeout)
        await session.close()
      })
  }

  // MARK: Certificates

  private enum Flaw: String, CaseIterable { case expired, early, wrongHost, selfSigned, unknown }

  @Test func tellsCertificatesApart() async throws {
    let authority = try Servers.authority.get()
    let stranger = try await offPool { try TestCA() }
    for flaw in Flaw.allCases {
      // The ready check of the server is in clear, and so does not stumble over it.
      let (dovecot, expected) = try await offPool { () -> (Dovecot, ConnectionFault) in
        switch flaw {
        case .expired: (try Dovecot(certificate: authority.expired()), .certificateExpired)
        case .early: (try Dovecot(certificate: authority.early()), .certificateNotYetValid)
        case .wrongHost: (try Dovecot(certificate: authority.wrongHost()), .certificateWrongHost)
        case .selfSigned: (try Dovecot(certificate: authority.selfSigned()), .certificateSelfSigned)
        case .unknown: (try Dovecot(certificate: stranger.good()), .certificateUnknownAuthority)
        }
      }
      for encryption in [SessionTarget.Encryption.immediate, .startTLS] {
        let target = SessionTarget(
          host: "127.0.0.1", port: encryption == .immediate ? dovecot.imapsPort : dovecot.imapPort,
          encryption: encryption, caFile: authority.file)
        let error = try await failure(target)
        #expect(error.kind == expected, "\(flaw) \(encryption): \(error)")
        #expect(!error.isTemporary)
      }
      try await offPool { dovecot.stop() }
    }
  }

  @Test func aSelfSignedCertificateCanBeTrustedByName() async throws {
    let certificate = try await offPool { try Servers.authority.get().selfSigned() }
    let dovecot = try await offPool { try Dovecot(certificate: certificate) }
    let session = try await CurlSession.open(
      SessionTarget(
        host: "127.0.0.1", port: dovecot.imapsPort, encryption: .immediate, caFile: certificate.file),
      as: Servers.password())
    await session.end()
  }

  @Test func theSystemsAuthoritiesDoNotKnowTheTests() async throws {
    var target = try await Servers.target()
    target.caFile = nil
    #expect(try await failure(target).kind == .certificateUnknownAuthority)
  }

  @Test func tellsAFileOfAuthoritiesThatCannotBeRead() async throws {
    var target = try await Servers.target()
    target.caFile = "/nowhere/ca.pem"
    #expect(try await failure(target).kind == .authoritiesUnreadable)
  }

  // MARK: STARTTLS

  @Test func sendsNothingWhereSTARTTLSIsMissing() async throws {
    for capabilities in ["IMAP4rev1 AUTH=PLAIN", "IMAP4rev1 LOGINDISABLED"] {
      let server = try ScriptedServer { _, script in try script.logIn(capabilities: capabilities) }
      let error = try await failure(SessionTarget(host: "127.0.0.1", port: server.port, encryption: .startTLS))
      #expect(error.kind == .encryptionMissing)
      #expect(!error.isTemporary)
      #expect(server.lines.allSatisfy { $0.hasSuffix("CAPABILITY") || $0.hasSuffix("LOGOUT") }, "\(server.lines)")
    }
  }

  @Test func sendsNothingWhereSTARTTLSIsRefusedOrForged() async throws {
    let scripts: [@Sendable (ScriptedServer.Script) throws -> Void] = [
      { script in
        let tag = try script.hear("STARTTLS")
        try script.say("\(tag) NO not today")
      },
      // Bytes in clear that a client would take for the server's after the handshake.
      { script in
        let tag = try script.hear("STARTTLS")
        try script.say("\(tag) OK begin", "* PREAUTH welcome")
      },
    ]
    for play in scripts {
      let server = try ScriptedServer { _, script in
        try script.say("* OK ready")
        let tag = try script.hear("CAPABILITY")
        try script.say("* CAPABILITY IMAP4rev1 STARTTLS", "\(tag) OK done")
        try play(script)
        script.listenInSilence()
      }
      let error = try await failure(SessionTarget(host: "127.0.0.1", port: server.port, encryption: .startTLS))
      #expect([.encryptionMissing, .protocolError].contains(error.kind), "\(error)")
      #expect(!server.lines.contains { $0.contains("LOGIN") || $0.contains("AUTHENTICATE") })
    }
    // A server that claims that we are in already, in clear.
    let server = try ScriptedServer { _, script in
      try script.say("* PREAUTH welcome")
      let tag = try script.hear("CAPABILITY")
      try script.say("* CAPABILITY IMAP4rev1", "\(tag) OK done")
      script.listenInSilence()
    }
    let error = try await failure(SessionTarget(host: "127.0.0.1", port: server.port, encryption: .startTLS))
    #expect(error.kind == .encryptionMissing)
  }

  @Test func speaksInClearToThisMachineAlone() async throws {
    for host in ["imap.example", "10.0.0.1", "128.0.0.1", "localhost.example", "::2"] {
      let error = try await failure(SessionTarget(host: host, port: 1, encryption: .none))
      #expect(error.kind == .encryptionMissing)
    }
    let server = try ScriptedServer { _, script in
      try script.logIn(capabilities: "IMAP4rev1")
      try script.say("\(script.hear("NOOP")) OK")
    }
    let session = try await CurlSession.open(Servers.plain(server.port), as: Servers.password())
    #expect(try await session.ask("NOOP") == ["t1 OK"])
    #expect(await session.certificate == nil)
    // Nothing of SASL was offered.
    #expect(server.lines.contains { $0.hasSuffix(#"LOGIN anna hemligt"#) })
  }

  // MARK: Refusals

  @Test(arguments: [
    ("NO [UNAVAILABLE] Internal error", ConnectionFault.temporarilyRefused),
    ("NO [INUSE] Mailbox of anna in use", .temporarilyRefused),
    ("NO [LIMIT] Too many", .temporarilyRefused),
    ("NO Temporary authentication failure", .temporarilyRefused),
    ("NO [AUTHENTICATIONFAILED] Invalid credentials", .credentialsRefused),
    ("NO [EXPIRED] anna's password has expired", .credentialsRefused),
    ("NO LOGIN failed.", .credentialsRefused),
    ("BAD User is authenticated but not connected.", .notPermitted),
    ("NO [AUTHORIZATIONFAILED] no", .notPermitted),
    ("NO [CONTACTADMIN] no", .notPermitted),
    ("NO [PRIVACYREQUIRED] no", .encryptionMissing),
  ])
  func tellsRefusalsApart(_ answer: String, _ expected: ConnectionFault) async throws {
    let server = try ScriptedServer { _, script in
      try script.say("* OK [CAPABILITY IMAP4rev1] ready")
      try script.say("* CAPABILITY IMAP4rev1", "\(script.hear("CAPABILITY")) OK done")
      try script.say("\(script.hear("LOGIN")) \(answer)")
      script.listenInSilence()
    }
    let error = try await failure(Servers.plain(server.port))
    #expect(error.kind == expected, "\(error)")
    #expect(error.isTemporary == expected.isTemporary)
    // The server's words stay out, since they can hold names.
    #expect(!error.description.contains("anna"))
  }

  @Test func tellsThatLoginsAreOff() async throws {
    let server = try ScriptedServer { _, script in
      try script.say("* OK ready")
      try script.say("* CAPABILITY IMAP4rev1 LOGINDISABLED", "\(script.hear("CAPABILITY")) OK done")
      script.listenInSilence()
    }
    let error = try await failure(Servers.plain(server.port))
    #expect(error.kind == .loginDisabled)
    #expect(error.isTemporary)
    #expect(!server.lines.contains { $0.contains("hemligt") })
  }

  @Test func tellsThatNoMechanismIsShared() async throws {
    let server = try ScriptedServer { _, script in
      try script.say("* OK ready")
      try script.say("* CAPABILITY IMAP4rev1 AUTH=KERBEROS_V4", "\(script.hear("CAPABILITY")) OK done")
      script.listenInSilence()
    }
    let error = try await failure(Servers.plain(server.port), Servers.password(mechanism: .plain))
    #expect(error.kind == .mechanismMissing)
  }

  @Test func tellsGoodbye() async throws {
    let scripts: [@Sendable (ScriptedServer.Script) throws -> Void] = [
      { try $0.say("* BYE [UNAVAILABLE] down for maintenance") },
      { script in
        try script.say("* OK ready")
        try script.hear("CAPABILITY")
        try script.say("* BYE down for maintenance")
      },
      { script in
        try script.say("* OK ready")
        try script.say("* CAPABILITY IMAP4rev1", "\(script.hear("CAPABILITY")) OK done")
        try script.hear("LOGIN")
        try script.say("* BYE too many connections")
      },
    ]
    for play in scripts {
      let server = try ScriptedServer { _, script in try play(script) }
      let error = try await failure(Servers.plain(server.port))
      #expect(error.kind == .temporarilyRefused, "\(error)")
      #expect(error.isTemporary)
    }
  }

  // MARK: The way there

  @Test func tellsAClosedPort() async throws {
    let error = try await failure(Servers.plain(freePort()))
    #expect(error.kind == .connectionRefused)
    #expect(error.isTemporary)
  }

  @Test func tellsANameThatIsNotThere() async throws {
    let error = try await failure(
      SessionTarget(host: "nowhere.invalid", port: 993, encryption: .immediate), timeout: .seconds(5))
    // Without any name service, the answer may also not come in time.
    #expect([.nameNotFound, .timedOut].contains(error.kind))
    #expect(error.isTemporary)
  }

  @Test func tellsAPortThatSpeaksNoTLS() async throws {
    var target = try await Servers.target()
    target.port = try await Servers.dovecot().imapPort
    let error = try await failure(target)
    #expect(error.kind == .encryptionFailed)
    #expect(error.description.contains("speaks TLS"))
  }

  @Test func tellsAServerThatSpeaksNoIMAP() async throws {
    let server = try ScriptedServer { _, script in
      try script.say("220 mail.example ESMTP")
      script.listenInSilence()
    }
    let error = try await failure(Servers.plain(server.port), timeout: .milliseconds(500))
    #expect(error.kind == .protocolError)
    #expect(error.description.contains("scheme"))
  }

  @Test func aSilentServerIsLeftInTime() async throws {
    let scripts: [@Sendable (ScriptedServer.Script) throws -> Void] = [
      { $0.listenInSilence() },
      { script in
        try script.say("* OK ready")
        script.listenInSilence()
      },
    ]
    for play in scripts {
      let server = try ScriptedServer { _, script in try play(script) }
      let start = ContinuousClock.now
      let error = try await failure(Servers.plain(server.port), timeout: .milliseconds(300))
      #expect(error.kind == .timedOut)
      #expect(ContinuousClock.now - start < .seconds(3))
    }
  }

  @Test func aConnectionThatBreaksAtAnyByteMayHealByItself() async throws {
    let port = try await Servers.dovecot().imapsPort
    for fault in [FaultProxy.Fault.close, .reset] {
      for bytes in [0, 1, 5, 90, 200, 600, 900, 1200, 1500] {
        var behaviour = FaultProxy.Behaviour()
        behaviour.fault = (fault, .toClient, bytes)
        let proxy = try FaultProxy(to: port, behaviour)
        var target = try await Servers.target()
        target.port = proxy.port
        let error = try await failure(target, timeout: .seconds(5))
        #expect(error.isTemporary, "\(fault) after \(bytes) bytes: \(error.kind) \(error.code ?? 0)")
        proxy.stop()
      }
    }
  }
}
