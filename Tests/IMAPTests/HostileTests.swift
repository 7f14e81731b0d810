import Testing

@testable import IMAP

@Suite("Hostile servers")
struct HostileTests {
  private func error(_ bytes: [UInt8], limits: ParserLimits = ParserLimits()) -> ProtocolError? {
    var session = Session(limits: limits)
    session.receive(bytes, chunk: 4096)
    return session.error
  }

  private func error(_ text: String) -> ProtocolError? { error(Array(crlf(text).utf8)) }

  @Test("A literal of 10¹⁸ bytes, and beyond what a number holds")
  func hugeLiterals() {
    #expect(
      error("* 1 FETCH (BODY[] {1000000000000000000}\n")
        == .literalTooLarge(size: 1_000_000_000_000_000_000, limit: 4_000_000_000))
    #expect(error("* XYZ {4000000001}\n") == .literalTooLarge(size: 4_000_000_001, limit: 4_000_000_000))
    for digits in ["99999999999999999999", "9223372036854775808", String(repeating: "9", count: 1000)] {
      #expect(
        error("* 1 FETCH (BODY[] {\(digits)}\n") == .malformed(of: "FETCH", expected: "the size of a literal")
      )
    }
  }

  @Test("Lists 100,000 deep")
  func deep() {
    let open = String(repeating: "(", count: 100_000)
    #expect(error("* 1 FETCH (X \(open)\n") == .lineTooLong(limit: 65_536))
    let some = String(repeating: "(", count: 65)
    #expect(error("* 1 FETCH (X \(some)\n") == .tooDeep(limit: 64))
    #expect(error("* 1 FETCH (X \(some){1}\n") == .tooDeep(limit: 64))
    #expect(
      error("* 1 FETCH (X \(String(repeating: "(", count: 64))\n")
        == .malformed(of: "FETCH", expected: "a value"))
  }

  @Test(
    "A line without an end, of each kind",
    arguments: [
      "* OK ", "L0001 OK ", "* XYZ ", "* 1 FETCH (FLAGS (", "+ ", "* SEARCH ", "* ESEARCH UID ALL ",
      "* VANISHED ",
      "* CAPABILITY ", "",
    ])
  func endless(_ start: String) {
    for fill in ["x", "(", " ", "\""] {
      var session = Session()
      session.receive(start)
      var sent = 0
      while session.error == nil, sent < 10_000_000 {
        session.receive(Array(repeating: fill.utf8.first ?? 0, count: 10_000))
        sent += 10_000
      }
      #expect(session.error == .lineTooLong(limit: 65_536) || session.error == .malformedSet)
    }
  }

  @Test("A list of UIDs without an end stops at its limit")
  func endlessList() {
    var limits = ParserLimits()
    limits.ranges = 100_000
    var session = Session(limits: limits)
    session.receive("* SEARCH 1")
    var uid = 3
    while session.error == nil, uid < 2_000_000 {
      session.receive(Array(" \(uid)".utf8))
      uid += 2
    }
    #expect(session.error == .tooManyRanges(limit: 100_000))
    #expect(uid < 300_000)
  }

  @Test("Zero bytes outside literals")
  func zeroBytes() {
    #expect(error([0]) == .zeroByte)
    #expect(error(Array("* OK a\0b\r\n".utf8)) == .zeroByte)
    #expect(error(Array("* 1 EXI\0STS\r\n".utf8)) == .zeroByte)
    #expect(error(Array("* XYZ {1}\r\n\0\r\n".utf8)) == nil)
  }

  @Test(
    "Numbers that are none, or are out of range",
    arguments: [
      "* -1 EXISTS", "* 4294967296 EXISTS", "* 99999999999999999999999 EXISTS", "* 1 EXISTS 2", "* 0 EXPUNGE",
      "* 0 FETCH (UID 1)",
      "* 1 FETCH (UID 0)", "* 1 FETCH (UID -5)", "* 1 FETCH (UID 4294967296)", "* 1 FETCH (RFC822.SIZE -1)",
      "* 1 FETCH (RFC822.SIZE 99999999999999999999)", "* 1 FETCH (MODSEQ (9223372036854775808))",
      "* 1 FETCH (MODSEQ 5)",
      "* 1 FETCH (UID 5x)", "* 1 FETCH (UID)", "* 1 FETCH (UID 1", "* 1 FETCH UID 1", "* 1 FETCH (UID 1) x",
      "* 1 FETCH (FLAGS \\Seen)",
      "* 1 FETCH (BODY[] x)", "* 1 FETCH (BODY[ NIL)", "* 1 FETCH (BODY[]<x> NIL)",
      "* 1 FETCH (BODY[]<99999999999> NIL)",
      "* SEARCH 1,2", "* SEARCH 0", "* SEARCH -1", "* SEARCH 1 (X 2)", "* ESEARCH (TAG \"A1\") UID ALL 1",
      "* ESEARCH (TAG \"L0001\") ALL 1", "* ESEARCH UID ALL 1:*", "* ESEARCH UID ALL", "* VANISHED",
      "* VANISHED (X) 1",
      "* VANISHED 1 2", "* LIST (", "* LIST () \"ab\" x", "* LIST () \"/\"", "* FLAGS x", "* NAMESPACE (",
      "* NAMESPACE x",
      "* ID (\"a\")", "* ID x", "* CAPABILITY (", "* ", "*", "* 5", "*5 EXISTS", "x", "OK", "L0001",
      "L0001 FETCH", "+x", "\u{7F}",
      " * OK x", "* FLAGS () x",
    ])
  func malformed(_ line: String) {
    var session = Session()
    session.receive(line + "\n* 4 EXISTS\n")
    #expect(session.error != nil)
    #expect(session.untagged.isEmpty)
  }

  @Test("Many literals in one response")
  func manyLiterals() {
    let text = String(repeating: "BODY[1] {1}\r\nx ", count: 300)
    #expect(error("* 1 FETCH (" + text) == .tooManyLiterals(limit: 256))
  }

  @Test("Literals that are kept count into the line; larger ones are skipped")
  func keptLiterals() {
    var session = Session()
    session.receive("* LIST () \"/\" {100000}\n")
    session.receive(Array(repeating: UInt8(ascii: "\n"), count: 100_000), chunk: 999)
    session.receive("\n* 1 EXISTS\n")
    #expect(session.untagged == [.list(ListedMailbox(name: nil, delimiter: "/")), .exists(1)])
    #expect(
      error(
        Array("* XYZ {65000}\r\n".utf8) + [UInt8](repeating: 65, count: 65_000)
          + [UInt8](repeating: 66, count: 1000))
        == .lineTooLong(limit: 65_536))
  }

  @Test("Words are cut and made harmless")
  func words() {
    var session = Session()
    session.receive("* OK \u{1B}[31m\u{202E}x\u{9B}\(String(repeating: "y", count: 5000))\n")
    guard case .status(.ok, let text) = session.untagged.first else {
      Issue.record("no status")
      return
    }
    #expect(text.text.utf8.count <= 510)
    #expect(
      text.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E && $0.value != 0x9B })
  }

  @Test("A session of a hundred thousand lines keeps no memory of them")
  func steady() throws {
    var session = ClientStateMachine()
    let piece = Array(String(repeating: "* 1 FETCH (UID 9 FLAGS (\\Seen))\r\n", count: 1000).utf8)
    var count = 0
    for _ in 0..<100 { try session.receive(piece.span) { _ in count += 1 } }
    #expect(count == 100_000)
    try session.connectionEnded()
  }
}
