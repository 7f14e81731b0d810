import Testing

@testable import IMAP

@Suite("Responses one by one")
struct ResponseTests {
  private func untagged(_ text: String) -> [UntaggedResponse] {
    var session = Session()
    session.receive(text)
    #expect(session.error == nil)
    return session.untagged
  }

  private func code(_ text: String) -> ResponseCode? {
    guard case .status(.ok, let words) = untagged("* OK [\(text)] done\n").first else { return nil }
    #expect(words.text == "done")
    return words.code
  }

  @Test("Codes")
  func codes() throws {
    #expect(code("UIDVALIDITY 7") == .uidValidity(try validity(7)))
    #expect(code("uidnext 7") == .uidNext(7))
    #expect(code("HIGHESTMODSEQ 9223372036854775807") == .highestModSeq(try modSeq(UInt64(Int64.max))))
    #expect(code("HIGHESTMODSEQ 0") == .noModSeq)
    #expect(code("NOMODSEQ") == .noModSeq)
    #expect(code("PERMANENTFLAGS (\\Seen $a \\*)") == .permanentFlags([.seen, "$a"], acceptsKeywords: true))
    #expect(code("PERMANENTFLAGS ()") == .permanentFlags([], acceptsKeywords: false))
    #expect(code("APPENDUID 5 9") == .appendUID(try validity(5), [9]))
    #expect(code("MODIFIED 7,9") == .modified([7, 9]))
    #expect(code("CAPABILITY IMAP4rev1 Idle") == .capability(CapabilitySet([.imap4rev1, .idle])))
    #expect(code("AUTHENTICATIONFAILED") == .authenticationFailed)
    #expect(code("UNAVAILABLE") == .unavailable)
    #expect(code("INUSE") == .inUse)
    #expect(code("ALERT") == .alert)
    #expect(code("NONEXISTENT") == .nonexistent)
    #expect(code("TRYCREATE") == .tryCreate)
    #expect(code("OVERQUOTA") == .overQuota)
    #expect(code("LIMIT") == .limit)
    #expect(code("READ-ONLY") == .readOnly)
    #expect(code("BADCHARSET (\"]\" utf-8)") == .other("BADCHARSET"))
    #expect(code("x-own thing") == .other("X-OWN"))
  }

  @Test(
    "A code in another form than its own proves nothing",
    arguments: [
      "UIDVALIDITY 0", "UIDVALIDITY x", "UIDNEXT -1", "UIDNEXT 4294967296", "COPYUID 1 2:3 5", "COPYUID 1 2",
      "COPYUID 0 1 1",
      "COPYUID 1 1:* 1:*", "PERMANENTFLAGS x", "HIGHESTMODSEQ 9223372036854775808", "APPENDUID", "COPYUID",
    ])
  func malformedCodes(_ text: String) {
    #expect(code(text) == .other(String(text.prefix { $0 != " " })))
  }

  @Test("COPYUID says what became what, in the server's order")
  func copyUID() throws {
    guard case .copyUID(let copied) = code("COPYUID 38505 304,319:320,2 3956:3958,1") else {
      Issue.record("no COPYUID")
      return
    }
    #expect(copied.sources == (try set("2,304,319:320")))
    #expect(copied.destinations == (try set("1,3956:3958")))
    #expect([304, 319, 320, 2].map(copied.destination) == [3956, 3957, 3958, 1])
    #expect(copied.destination(of: 3) == nil)
  }

  @Test("SEARCH with and without a result, and with a MODSEQ")
  func search() throws {
    #expect(untagged("* SEARCH\n") == [.search(SearchResult())])
    #expect(untagged("* SEARCH \n") == [.search(SearchResult())])
    var result = SearchResult()
    result.all = [2, 5, 6]
    result.modSeq = try modSeq(917_162_500)
    #expect(untagged("* search 6 2 5 (MODSEQ 917162500)\n") == [.search(result)])
  }

  @Test("ESEARCH with nothing found, with each result, and with unknown ones")
  func eSearch() throws {
    #expect(untagged("* ESEARCH (TAG \"L0001\") UID\n") == [.search(SearchResult(tag: Tag(number: 1)))])
    var result = SearchResult(tag: Tag(number: 2))
    result.min = 2
    result.max = 9
    result.count = 3
    result.all = [2, 4, 9]
    result.modSeq = try modSeq(7)
    #expect(
      untagged("* ESEARCH (TAG L0002) UID MIN 2 MAX 9 COUNT 3 ALL 2,4,9 MODSEQ 7 PARTIAL (1:2 (x))\n")
        == [.search(result)])
  }

  @Test(
    "A list of UIDs may be longer than a line; what follows it is not lost",
    arguments: [1 << 20, 1000, 77, 13])
  func longLists(_ chunk: Int) throws {
    let uids = (1...20_000).map { $0 * 3 }
    let expected = UIDSet(uids.compactMap { UID(UInt32($0)) })
    var session = Session()
    session.receive("* SEARCH \(uids.map(String.init).joined(separator: " ")) (MODSEQ 12)\n", chunk: chunk)
    session.receive(
      "* ESEARCH (TAG \"L0001\") UID COUNT 1 ALL \(uids.map(String.init).joined(separator: ",")) MIN 3\n",
      chunk: chunk)
    session.receive(
      "* VANISHED (EARLIER) \(uids.map(String.init).joined(separator: ","))\n* 5 EXISTS\n", chunk: chunk)
    #expect(session.error == nil)
    var plain = SearchResult()
    plain.all = expected
    plain.modSeq = try modSeq(12)
    var extended = SearchResult(tag: Tag(number: 1))
    extended.all = expected
    extended.count = 1
    extended.min = 3
    #expect(
      session.untagged == [.search(plain), .search(extended), .vanished(expected, earlier: true), .exists(5)])
  }

  @Test("A list with more gaps than are kept is refused")
  func tooManyRanges() {
    var limits = ParserLimits()
    limits.ranges = 1000
    var session = Session(limits: limits)
    session.receive("* SEARCH \((1...1000).map { String($0 * 2) }.joined(separator: " "))\n")
    #expect(session.untagged.count == 1)
    session.receive("* SEARCH \((1...1001).map { String($0 * 2) }.joined(separator: " "))\n")
    #expect(session.error == .tooManyRanges(limit: 1000))
  }

  @Test("FETCH in any order of items, with odd spacing and unknown items")
  func fetch() throws {
    var session = Session()
    session.receive(
      "* 7  FETCH ( MODSEQ ( 12 ) X-THING (a (b \"c)\" {2}\n)) NIL)) FLAGS ( \\Seen  $a ) RFC822.SIZE 9 UID 3 INTERNALDATE \"x\" )\n"
    )
    #expect(session.error == nil)
    var message = FetchedMessage(sequence: try #require(SequenceNumber(7)))
    message.uid = 3
    message.flags = [.seen, "$a"]
    message.size = 9
    message.modSeq = try modSeq(12)
    #expect(session.fetched == [message])
  }

  @Test("Bodies by their older names, quoted, NIL, and a literal8")
  func bodies() {
    var session = Session()
    session.receive(
      "* 1 FETCH (RFC822 {3}\nabc RFC822.HEADER \"a\\\"b\" RFC822.TEXT nil BINARY[1] ~{1}\nx)\n")
    #expect(session.error == nil)
    #expect(session.bodies == ["abc", "x"])
    #expect(
      session.fetched.first?.sections == [
        FetchedSection(section: .whole, content: .streamed(size: 3)),
        FetchedSection(section: .header, content: .quoted(Array("a\"b".utf8))),
        FetchedSection(section: .text, content: .none),
        FetchedSection(section: .other("1"), content: .streamed(size: 1)),
      ])
  }

  @Test("A body above the limit is skipped, and the stream stays in step")
  func skipped() {
    var limits = ParserLimits()
    limits.message = 10
    var session = Session(limits: limits)
    session.receive(
      "* 1 FETCH (UID 4 BODY[] {11}\n01234567\nL BODY[HEADER] {10}\n0123456789)\n* 3 EXISTS\n", chunk: 4)
    #expect(session.error == nil)
    #expect(session.bodies == ["", "0123456789"])
    #expect(session.fetched.first?.sections.first?.content == .skipped(size: 11))
    #expect(session.untagged.last == .exists(3))
  }

  @Test("Lines may end in LF alone")
  func bareLineFeed() {
    var session = Session()
    session.receive(Array("* 1 FETCH (UID 4 BODY[] {3}\na\r\n)\n* LIST () NIL {2}\nb\r\n* 2 EXISTS\n".utf8))
    #expect(session.error == nil)
    #expect(session.bodies == ["a\r\n"])
    #expect(session.untagged.last == .exists(2))
  }

  @Test("LIST, NAMESPACE and ID in their forms")
  func mailboxes() throws {
    #expect(untagged("* LIST () NIL inbox\n") == [.list(ListedMailbox(name: .inbox, delimiter: nil))])
    #expect(untagged("* LIST () \"\\\\\" \"&bad\"\n") == [.list(ListedMailbox(name: nil, delimiter: "\\"))])
    #expect(
      untagged("* LIST () \"/\" \"a\\\"b\"\n")
        == [.list(ListedMailbox(name: try MailboxName("a\"b"), delimiter: "/"))])
    #expect(
      untagged("* NAMESPACE ((\"INBOX.\" \".\")(\"#x\" NIL \"X\" (\"y\"))) NIL ((\"\" \"/\"))\n")
        == [
          .namespace([Namespace(prefix: "INBOX.", delimiter: "."), Namespace(prefix: "#x", delimiter: nil)])
        ])
    #expect(
      untagged("* ID (\"name\" {3}\nSrv \"version\" NIL)\n")
        == [.id([ServerIDField(name: "name", value: "Srv"), ServerIDField(name: "version", value: nil)])])
  }

  @Test("Unknown responses are read past whole")
  func unknown() {
    #expect(
      untagged("* STATUS \"x\" (UIDNEXT 5)\n* 5 XTHING (((\n* METADATA \"\" (/x {4}\n\n* 9)\n* 1 EXISTS\n")
        == [.unknown("STATUS"), .unknown("XTHING"), .unknown("METADATA"), .exists(1)])
  }
}
