import Testing

@testable import IMAP

@Suite("Commands")
struct CommandTests {
  private func pieces(_ command: Command, _ dialect: Dialect = Dialect()) -> [String] {
    CommandEncoder(command, tag: Tag(number: 1), dialect: dialect).pieces.map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test("Commands are written as the standards say them")
  func written() throws {
    let archive = try MailboxName("Arkiv \"Å\\")
    let day = try #require(CalendarDay(year: 2026, month: 2, day: 1))
    let cases: [(Command, String)] = [
      (.capability, "CAPABILITY"), (.noop, "NOOP"), (.logout, "LOGOUT"), (.namespace, "NAMESPACE"),
      (.idle, "IDLE"),
      (.unselect, "UNSELECT"), (.id([]), "ID NIL"),
      (
        .id([ClientIDField(name: "name", value: "Lyssnad"), ClientIDField(name: "version", value: "1\"2")]),
        #"ID ("name" "Lyssnad" "version" "1\"2")"#
      ),
      (.enable([.qResync, .utf8Accept]), "ENABLE QRESYNC UTF8=ACCEPT"),
      (.list(.all), #"LIST "" "*""#), (.list(.delimiter), #"LIST "" """#),
      (.list(.named(archive)), #"LIST "" "Arkiv \"&AMU-\\""#),
      (.create(archive), #"CREATE "Arkiv \"&AMU-\\""#),
      (.select(.inbox), #"SELECT "INBOX""#),
      (.select(.inbox, .condStore, isReadOnly: true), #"EXAMINE "INBOX" (CONDSTORE)"#),
      (
        .select(.inbox, .qResync(try validity(7), try modSeq(8), known: try set("1:9"))),
        #"SELECT "INBOX" (QRESYNC (7 8 1:9))"#
      ),
      (.search([.all]), "UID SEARCH ALL"),
      (
        .search([.uidsFrom(5), .lacks("$Lyssnad"), .since(day)], returning: [.min, .max, .all, .count]),
        "UID SEARCH RETURN (MIN MAX ALL COUNT) UID 5:* UNKEYWORD $Lyssnad SINCE 1-Feb-2026"
      ),
      (
        .search([
          .or(.has(.seen), .not(.lacks(.deleted))), .modSeq(try modSeq(9)), .larger(10), .uids([1, 2]),
        ]),
        "UID SEARCH OR SEEN NOT UNDELETED MODSEQ 9 LARGER 10 UID 1:2"
      ),
      (.fetch([1], [.size]), "UID FETCH 1 (UID RFC822.SIZE)"),
      (
        .fetch([1, 3], [.flags, .internalDate, .modSeq, .body(.whole), .body(.header, first: 100)]),
        "UID FETCH 1,3 (UID FLAGS INTERNALDATE MODSEQ BODY.PEEK[] BODY.PEEK[HEADER]<0.100>)"
      ),
      (
        .fetch([1], [.flags], changedSince: try modSeq(12), vanished: true),
        "UID FETCH 1 (UID FLAGS) (CHANGEDSINCE 12 VANISHED)"
      ),
      (.store([1], .add, ["$Lyssnad"]), "UID STORE 1 +FLAGS.SILENT ($Lyssnad)"),
      (
        .store([1], .remove, [.deleted, "$A"], unchangedSince: try modSeq(3)),
        "UID STORE 1 (UNCHANGEDSINCE 3) -FLAGS.SILENT (\\Deleted $A)"
      ),
      (.move([1], to: .inbox), #"UID MOVE 1 "INBOX""#), (.copy([1], to: .inbox), #"UID COPY 1 "INBOX""#),
      (.expunge([1]), "UID EXPUNGE 1"),
    ]
    for (command, text) in cases { #expect(pieces(command) == ["L0001 \(text)\r\n"]) }
  }

  @Test("Text beyond ASCII is a literal that waits, unless the server lets it not wait")
  func literals() throws {
    let command = Command.search([.header("Subject", holds: "möte")])
    #expect(pieces(command) == ["L0001 UID SEARCH CHARSET UTF-8 HEADER \"Subject\" {5}\r\n", "möte\r\n"])
    let once = ["L0001 UID SEARCH CHARSET UTF-8 HEADER \"Subject\" {5+}\r\nmöte\r\n"]
    #expect(pieces(command, Dialect(literals: .plus)) == once)
    #expect(pieces(command, Dialect(literals: .minus)) == once)
    #expect(pieces(command, Dialect(utf8: true)) == ["L0001 UID SEARCH HEADER \"Subject\" \"möte\"\r\n"])
    #expect(pieces(.create(try MailboxName("Möten")), Dialect(utf8: true)) == ["L0001 CREATE \"Möten\"\r\n"])
  }

  @Test(
    "Nothing that ends a line can be said",
    arguments: ["a\r\nL1 LOGOUT", "\n", "x\0", String(repeating: "x", count: 1001)])
  func injection(_ text: String) {
    #expect(throws: CommandError.text(limit: 1000)) { try CommandText(text) }
  }

  @Test("A command that asks for nothing, or too much, is refused before a byte is sent")
  func refused() throws {
    var machine = ClientStateMachine()
    let long = UIDSet((1...3000).compactMap { UID(UInt32($0 * 2)) })
    let cases: [(Command, CommandError)] = [
      (.fetch([], [.size]), .emptySet), (.move([], to: .inbox), .emptySet), (.expunge([]), .emptySet),
      (.search([.not(.uids([]))]), .emptySet),
      (.fetch([1], [.body(.headerFields(["TO)\r\nL1 LOGOUT"]))]), .notAnAtom),
      (.fetch([1], [.body(.headerFields([]))]), .notAnAtom),
      (.fetch([1], [.body(.other("1]"))]), .notAnAtom), (.enable([Capability("X\r\nL1 LOGOUT")]), .notAnAtom),
      (.store([1], .add, [Flag(received: [65, 13, 66])]), .notAnAtom),
      (.search([.has(Flag(received: [0xC3]))]), .notAnAtom),
      (.search([]), .nothingAsked),
      (.search([.lacks("\\Recent")]), .unsearchableFlag), (.enable([]), .nothingAsked),
      (.search([.all], returning: []), .nothingAsked), (.fetch([1], []), .nothingAsked),
      (.store([1], .add, []), .nothingAsked), (.copy(long, to: .inbox), .setTooLong(limit: 6000)),
    ]
    for (command, error) in cases { #expect(throws: error) { try machine.submit(command) } }
    #expect(machine.takeBytesToSend().isEmpty)
    #expect(machine.unanswered.isEmpty)
    for piece in long.pieces(bytes: 6000) { try machine.submit(.copy(piece, to: .inbox)) }
    #expect(machine.unanswered.count == 3)
  }
}
