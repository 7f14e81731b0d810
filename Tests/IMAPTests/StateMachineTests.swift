import Testing

@testable import IMAP

@Suite("The client's state")
struct StateMachineTests {
  @Test("Commands go out together, and answers are matched in any order")
  func pipelining() throws {
    var session = Session()
    for uid: UInt32 in 1...4 { try session.submit(.fetch([UID(known: uid)], [.size])) }
    #expect(session.sent.split(separator: "\r\n").count == 4)
    session.receive("L0002 OK x\nL0001 NO [INUSE] x\nL0004 BAD x\nL0003 OK x\n")
    let done = session.events.compactMap { event -> String? in
      guard case .completed(let done) = event, case .fetch(let uids, _, _, _) = done.command else {
        return nil
      }
      return "\(done.tag) \(uids) \(done.status)"
    }
    #expect(done == ["L0002 2 ok", "L0001 1 no", "L0004 4 bad", "L0003 3 ok"])
    #expect(session.machine.unanswered.isEmpty)
  }

  @Test("SELECT waits for what is in flight, and what comes after waits for SELECT")
  func barrier() throws {
    var session = Session()
    try session.submit(.noop)
    try session.submit(.select(.inbox))
    try session.submit(.fetch([1], [.size]))
    #expect(session.sent == "L0001 NOOP\r\n")
    session.receive("L0001 OK\n")
    #expect(session.sent.hasSuffix("L0002 SELECT \"INBOX\"\r\n"))
    session.receive("L0002 OK\n")
    #expect(session.sent.hasSuffix("L0003 UID FETCH 1 (UID RFC822.SIZE)\r\n"))
  }

  @Test("Searches whose answers look the same go one by one; those with a tag go together")
  func searches() throws {
    var session = Session()
    try session.submit(.search([.all]))
    try session.submit(.search([.has(.seen)]))
    #expect(session.sent == "L0001 UID SEARCH ALL\r\n")
    session.receive("* SEARCH 1\nL0001 OK\n")
    #expect(session.sent.hasSuffix("L0002 UID SEARCH SEEN\r\n"))
    try session.submit(.search([.all], returning: [.all]))
    #expect(session.sent.hasSuffix("L0003 UID SEARCH RETURN (ALL) ALL\r\n"))
  }

  @Test("A literal waits for the server; what follows waits for the literal; a refusal takes it back")
  func synchronisingLiteral() throws {
    var session = Session()
    try session.submit(.search([.header("Subject", holds: "å")]))
    try session.submit(.noop)
    #expect(session.sent == "L0001 UID SEARCH CHARSET UTF-8 HEADER \"Subject\" {2}\r\n")
    session.receive("+ go on\n")
    #expect(session.sent.hasSuffix("{2}\r\nå\r\nL0002 NOOP\r\n"))
    session.receive("L0001 OK\nL0002 OK\n")
    #expect(session.events.count == 2)
    try session.submit(.search([.header("Subject", holds: "å")]))
    try session.submit(.noop)
    session.receive("L0003 NO [BADCHARSET (US-ASCII)] no\n")
    #expect(session.sent.hasSuffix("{2}\r\nL0004 NOOP\r\n"))
    #expect(session.error == nil)
  }

  @Test("IDLE lasts until it is ended, also when that is before it has begun")
  func idle() throws {
    var session = Session()
    try session.submit(.idle)
    try session.submit(.noop)
    session.endIdle()
    #expect(session.sent == "L0001 IDLE\r\n")
    #expect(session.machine.isIdling)
    session.receive("+ \n")
    #expect(session.sent == "L0001 IDLE\r\nDONE\r\nL0002 NOOP\r\n")
    session.endIdle()
    session.receive("L0001 OK\nL0002 OK\n")
    #expect(!session.machine.isIdling)
    #expect(session.sent == "L0001 IDLE\r\nDONE\r\nL0002 NOOP\r\n")
    session.endIdle()
    try session.submit(.idle)
    session.receive("L0003 NO not now\n")
    session.endIdle()
    #expect(!session.sent.hasSuffix("IDLE\r\nDONE\r\n"))
    #expect(session.error == nil)
  }

  @Test("A + that nobody waits for, and an answer that nobody asked for, end the connection")
  func unasked() throws {
    for (text, error) in [
      ("+ x\n", ProtocolError.unexpectedContinuation), ("L0001 OK x\n", .unknownTag),
      ("A002 OK late login\n", .unknownTag),
    ] {
      var session = Session()
      session.receive(text + "* 1 EXISTS\n")
      #expect(session.happenings == [.failed(error)])
      // It stays useless.
      #expect(throws: error) { try session.machine.receive([UInt8]("* OK x\r\n".utf8).span) { _ in } }
    }
  }

  @Test("After BYE and after LOGOUT no command is taken")
  func ending() throws {
    var session = Session()
    session.receive("* BYE [UNAVAILABLE] too busy\n")
    #expect(throws: CommandError.sessionEnded) { try session.machine.submit(.noop) }
    var other = ClientStateMachine()
    try other.submit(.logout)
    #expect(throws: CommandError.sessionEnded) { try other.submit(.noop) }
  }

  @Test(
    "Greetings",
    arguments: [
      ("* OK hi", Greeting.ok(ResponseText(text: "hi"))),
      ("* PREAUTH hi", .preauthenticated(ResponseText(text: "hi"))),
      ("* BYE [ALERT] no", .bye(ResponseText(code: .alert, text: "no"))),
    ])
  func greeting(_ line: String, _ greeting: Greeting) {
    var session = Session(awaitsGreeting: true)
    session.receive(line + "\n")
    #expect(session.events == [.greeting(greeting)])
  }

  @Test(
    "Another service's greeting is none",
    arguments: [
      ("220 mx.example ESMTP", ProtocolError.notAResponse), ("SSH-2.0-x", .notAResponse),
      ("* 1 EXISTS", .noGreeting),
      ("* NO x", .noGreeting), ("+OK POP3 ready", .notAResponse), ("", .notAResponse),
    ])
  func noGreeting(_ line: String, _ error: ProtocolError) {
    var session = Session(awaitsGreeting: true)
    session.receive(line + "\n")
    #expect(session.error == error)
  }

  @Test("An end within a response or with commands unanswered is an error")
  func end() throws {
    var session = Session()
    try session.machine.connectionEnded()
    try session.submit(.noop)
    #expect(throws: ProtocolError.ended(withinResponse: false, unanswered: 1)) {
      try session.machine.connectionEnded()
    }
    session.receive("* 1 FETCH (UID 1 BODY[] {5}\nabc")
    #expect(throws: ProtocolError.ended(withinResponse: true, unanswered: 1)) {
      try session.machine.connectionEnded()
    }
    session.receive("de)\nL0001 OK\n")
    try session.machine.connectionEnded()
  }

  @Test("Capabilities are those said last, wherever they were said")
  func capabilities() throws {
    var session = Session()
    try session.submit(.noop)
    session.receive("* OK [CAPABILITY IMAP4rev1 IDLE] x\n")
    #expect(session.machine.capabilities?.contains(.idle) == true)
    session.receive("L0001 OK [CAPABILITY IMAP4rev1 MOVE] x\n")
    #expect(session.machine.capabilities == CapabilitySet([.imap4rev1, .move]))
  }
}
