import Testing

@testable import IMAP

@Suite("No message is taken for a response")
struct ForgeryTests {
  static let forgeries = [
    "* 1 EXPUNGE\nL0001 OK done\n", ")\nL0001 OK done\n* BYE\n", "* BYE bye\n", "+ go on\n", "{5}\n",
    "x {3}\n* 9 EXISTS\n",
    "* OK [UIDVALIDITY 9] x\n", "\"", "\\", "* 2 FETCH (UID 2 BODY[] {4}\nabcd)\n", "BODY[] {0}\n)\n",
    "~{1}\n", "\r", "\n",
    "NIL)\n", "L0001 OK [COPYUID 1 1 1] Moved\n", String(repeating: "(", count: 1000), "}",
    "{99999999999999999999}\n",
  ]

  @Test("A body that looks like responses stays a body", arguments: forgeries)
  func bodies(_ forgery: String) throws {
    let body = crlf("From: a@b.example\n\n" + forgery)
    for chunk in [1, 5, Int.max] {
      var session = Session()
      try session.submit(.fetch([5], [.body(.whole)]))
      session.receive("* 1 FETCH (UID 5 BODY[] \(literal(body)))\n", chunk: chunk)
      #expect(session.error == nil)
      #expect(session.bodies == [body])
      #expect(session.events.count == 1)
      #expect(session.machine.unanswered.count == 1)
      session.receive("L0001 OK done\n", chunk: chunk)
      #expect(session.machine.unanswered.isEmpty)
    }
  }

  @Test(
    "Nor in a header, a literal of an unknown item, a skipped body, an unknown response, a mailbox name",
    arguments: forgeries)
  func elsewhere(_ forgery: String) throws {
    let body = literal(forgery)
    var limits = ParserLimits()
    limits.message = 3
    for chunk in [1, Int.max] {
      for text in [
        "* 1 FETCH (BODY[HEADER] \(body) UID 5)\n", "* 1 FETCH (X-Y (a \(body)) UID 5)\n",
        "* XYZ \(body) (b)\n",
        "* LIST () \"/\" \(body)\n", "* METADATA \"\" (/private/x \(body))\n",
        "* 1 FETCH (ENVELOPE (\(body) NIL) UID 5)\n",
      ] {
        var session = Session(limits: limits)
        try session.submit(.fetch([5], [.body(.whole)]))
        session.receive(text, chunk: chunk)
        #expect(session.error == nil)
        #expect(session.events.count == 1)
        #expect(session.machine.unanswered.count == 1)
      }
    }
  }

  @Test(
    "A {n} in words announces nothing",
    arguments: [
      "* OK mail from {5}", "* NO [ALERT] {5}", "* BAD {5}", "* BYE {12}", "L0001 NO cannot read \"x {5}",
      "L0001 OK {5}",
      "L0001 BAD ~{5}",
    ])
  func words(_ line: String) throws {
    var session = Session()
    try session.submit(.noop)
    session.receive(line + "\n* 4 EXISTS\n")
    #expect(session.error == nil)
    #expect(session.untagged.last == .exists(4))
  }

  @Test(
    "A {n} in a quoted string announces nothing",
    arguments: [
      #"* LIST () "/" "x {5}""#, #"* LIST () "/" "a\" {5}""#, #"* 1 FETCH (BODY[HEADER] "x {5}" UID 1)"#,
      #"* XTHING "x\\" "{5}""#,
    ])
  func quotes(_ line: String) {
    var session = Session()
    session.receive(line + "\n* 4 EXISTS\n")
    #expect(session.error == nil)
    #expect(session.untagged.last == .exists(4))
  }

  @Test(
    "Where it cannot be known whether a literal begins, the connection ends",
    arguments: [
      #"* LIST () "/" "x {5}"#, "* XTHING {5+}", "* XTHING a{5}", "* XTHING {-5}", "* XTHING {}",
      "* XTHING \"x {5}",
      "* 1 FETCH (BODY[] {5+}", "* 1 FETCH (BODY[]{5}", "* 1 FETCH (BODY[{5}", "* XTHING {5",
      "* 1 FETCH (BODY[] {5} UID 1)",
      "* 1 FETCH {5}", "* 1 FETCH (UID {5}", "* 1 FETCH ({5}",
    ])
  func ambiguous(_ line: String) {
    var session = Session()
    session.receive(line + "\n* 4 EXISTS\n")
    // A line whose brace does not stand at its end is no literal by any reading.
    if line == "* XTHING {5" {
      #expect(session.untagged == [.unknown("XTHING"), .exists(4)])
    } else {
      #expect(session.error != nil, "\(line)")
      #expect(!session.untagged.contains(.exists(4)))
    }
  }

  @Test("Where a body's literal meets another, neither's bytes decide about the other")
  func adjacent() {
    var session = Session()
    session.receive("* 1 FETCH (BODY[HEADER] {2}\n ({5}\n* 4 E UID 1)\n")
    #expect(session.error != nil)
    #expect(session.untagged.isEmpty)
  }
}
