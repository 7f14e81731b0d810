import Testing
import IMAP

/// Whole sessions, in the manner of servers that are met in the wild.
struct Transcript: Sendable, CustomTestStringConvertible {
  let name: String
  let awaitsGreeting: Bool
  let steps: [Step]

  var testDescription: String { name }

  static func all() throws -> [Transcript] { [try dovecot(), try exchange(), try gmail(), try cyrus()] }

  static let note = """
    From: anna@municipality.example
    Subject: =?utf-8?q?M=C3=B6te?=

    Företagen vill ha snabbare besked.
    * 99 EXISTS
    L0005 OK Done.

    """

  /// CONDSTORE, QRESYNC, ESEARCH, MOVE, IDLE; the login was done by somebody else.
  static func dovecot() throws -> Transcript {
    let archive = try MailboxName(path: "Arkiv/Möten", delimiter: ".")
    return Transcript(
      name: "Dovecot", awaitsGreeting: false,
      steps: [
        .submit(.capability),
        .submit(.id([ClientIDField(name: "name", value: "Lyssnad")])),
        .server(
          """
          * CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT UNSELECT CHILDREN NAMESPACE UIDPLUS \
          CONDSTORE QRESYNC ESEARCH MOVE LITERAL+ SPECIAL-USE
          L0001 OK Capability completed (0.001 + 0.000 secs).
          * ID ("name" "Dovecot" "revision" NIL)
          L0002 OK ID completed.

          """),
        .submit(.enable([.qResync])),
        .server("* ENABLED QRESYNC\nL0003 OK Enabled.\n"),
        .submit(.list(.named(archive))),
        .server(#"* LIST (\HasNoChildren \Archive) "." Arkiv.M&APY-ten"# + "\nL0004 OK List completed.\n"),
        .submit(.select(.inbox, .qResync(try validity(1_700_000_001), try modSeq(41)))),
        .server(
          """
          * FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Lyssnad)
          * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Lyssnad \\*)] Flags permitted.
          * 3 EXISTS
          * 0 RECENT
          * OK [UIDVALIDITY 1700000001] UIDs valid
          * OK [UIDNEXT 12] Predicted next UID
          * OK [HIGHESTMODSEQ 57] Highest
          * VANISHED (EARLIER) 3:5,8
          * 2 FETCH (UID 7 FLAGS (\\Seen $Lyssnad) MODSEQ (57))
          L0005 OK [READ-WRITE] Select completed (0.002 + 0.000 secs).

          """),
        .submit(.search([.uidsFrom(9), .lacks("$Lyssnad")], returning: [.all, .count])),
        .submit(.fetch([9, 11], [.size, .flags])),
        .server(
          """
          * ESEARCH (TAG "L0006") UID ALL 9,11 COUNT 2
          L0006 OK Search completed (0.001 + 0.000 secs).
          * 2 FETCH (UID 9 RFC822.SIZE 1211 FLAGS ())
          * 3 FETCH (UID 11 RFC822.SIZE 42 FLAGS (\\Recent))
          L0007 OK Fetch completed.

          """),
        .submit(.fetch([9], [.internalDate, .body(.whole)])),
        .submit(.fetch([11], [.internalDate, .body(.whole)])),
        .server(
          "* 2 FETCH (UID 9 INTERNALDATE \" 7-Mar-2026 08:02:11 +0100\" BODY[] \(literal(note)))\n"
            + "L0008 OK Fetch completed.\n"
            + "* 3 FETCH (UID 11 INTERNALDATE \"17-Jul-2026 08:02:11 +0200\" BODY[] {0}\r\n)\nL0009 OK Done.\n"
        ),
        .submit(.store([9], .add, ["$Lyssnad"])),
        .submit(.move([9, 11], to: archive)),
        .server(
          """
          L0010 OK Store completed.
          * OK [COPYUID 1600000000 9,11 101:102] Moved UIDs.
          * VANISHED 9,11
          L0011 OK [HIGHESTMODSEQ 60] Move completed.

          """),
        .submit(.idle),
        .server("+ idling\n* OK Still here\n* 2 EXISTS\n* 1 RECENT\n"),
        .endIdle, .submit(.noop),
        .server("L0012 OK Idle completed.\nL0013 OK NOOP completed.\n"),
        .submit(.logout),
        .server("* BYE Logging out\nL0014 OK Logout completed.\n"),
      ])
  }

  /// No keywords, neither CONDSTORE nor ESEARCH; spaces at line ends, and UID after the body.
  static func exchange() throws -> Transcript {
    Transcript(
      name: "Exchange Online", awaitsGreeting: true,
      steps: [
        .server("* OK The Microsoft Exchange IMAP4 service is ready. [WABBAFAAUgAwADIAQwBBADAAMAAxAC4A]\n"),
        .submit(.capability),
        .server(
          """
          * CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+
          L0001 OK CAPABILITY completed.

          """),
        .submit(.namespace),
        .server("* NAMESPACE ((\"\" \"/\")) NIL NIL\nL0002 OK NAMESPACE completed.\n"),
        .submit(.select(.inbox)),
        .server(
          """
          * 2 EXISTS
          * 0 RECENT
          * FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)
          * OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)] Permanent flags
          * OK [UNSEEN 2] Is the first unseen message
          * OK [UIDVALIDITY 14] UIDVALIDITY value
          * OK [UIDNEXT 1034] The next unique identifier value
          L0003 OK [READ-WRITE] SELECT completed.

          """),
        .submit(.search([.uids(try set("1000:1033"))])),
        .server("* SEARCH 1001 1033 \nL0004 OK SEARCH completed.\n"),
        .submit(.fetch([1001, 1033], [.size])),
        .server(
          "* 1 FETCH (RFC822.SIZE 512 UID 1001)\n* 2 FETCH (RFC822.SIZE 77 UID 1033)\nL0005 OK FETCH completed.\n"
        ),
        .submit(.fetch([1001, 1033], [.internalDate, .body(.whole)])),
        .server(
          "* 1 FETCH (BODY[] \(literal(note)) INTERNALDATE \"01-Feb-2026 00:00:00 +0000\" UID 1001 FLAGS (\\Seen))\n"
            + "* 2 FETCH (BODY[] \"\" INTERNALDATE \"01-Feb-2026 00:00:00 +0000\" UID 1033)\nL0006 OK FETCH completed.\n"
        ),
        .submit(.move([1001], to: try MailboxName("Arkiv/Lyssnad"))),
        .server(
          """
          L0007 NO [TRYCREATE] The requested folder could not be found.
          * BYE Connection is closed. 13

          """),
      ])
  }

  /// CONDSTORE without QRESYNC, items of its own, quoted names, an alert.
  static func gmail() throws -> Transcript {
    Transcript(
      name: "Gmail", awaitsGreeting: false,
      steps: [
        .submit(.capability),
        .server(
          """
          * CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS \
          COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- APPENDLIMIT=35651584
          L0001 OK Success

          """),
        .submit(.enable([.condStore, .utf8Accept])),
        .server("* ENABLED UTF8=ACCEPT CONDSTORE\nL0002 OK Success\n"),
        .submit(.list(.all)),
        .server(
          """
          * LIST (\\HasNoChildren) "/" "INBOX"
          * LIST (\\HasChildren \\Noselect) "/" "[Gmail]"
          * LIST (\\HasNoChildren) "/" "Möten/Åre {5}"
          L0003 OK Success

          """),
        .submit(.select(try MailboxName("Möten/Åre {5}"), .condStore)),
        .server(
          """
          * FLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen $NotPhishing)
          * OK [PERMANENTFLAGS (\\Answered \\Flagged \\Draft \\Deleted \\Seen $NotPhishing \\*)] Flags permitted.
          * OK [UIDVALIDITY 5] UIDs valid.
          * 1 EXISTS
          * OK [HIGHESTMODSEQ 9007199254740993]
          * OK [ALERT] Konto \u{1B}[31msnart fullt {17}
          L0004 OK [READ-WRITE] Möten selected. (Success)

          """),
        .submit(
          .fetch(
            [8], [.flags, .body(.headerFields(["FROM", "AUTO-SUBMITTED"]))], changedSince: try modSeq(1))),
        .server(
          "* 1 FETCH (X-GM-LABELS (\"\\\\Inbox\" \(literal("åäö")) (\"a) (\" NIL)) UID 8 MODSEQ (9007199254740993) "
            + "FLAGS (\\Seen) BODY[HEADER.FIELDS (FROM \"AUTO-SUBMITTED\")] "
            + "\(literal("From: bo@firm.example\n\n")))\nL0005 OK Success\n"),
        .submit(.noop),
        .server(
          "* 1 FETCH (FLAGS ())\n* XGMEXTRA (something \"new\") {3}\na\nL0006 BAD\n* 1 EXPUNGE\nL0006 OK\n"),
      ])
  }

  /// Literals where others quote, `~{n}`, lists over several lines, answers out of order.
  static func cyrus() throws -> Transcript {
    Transcript(
      name: "Cyrus", awaitsGreeting: true,
      steps: [
        .server(
          "* PREAUTH [CAPABILITY IMAP4rev1 LITERAL- ID ENABLE ESEARCH UIDPLUS MOVE CONDSTORE QRESYNC] ready\n"
        ),
        .submit(.id([])),
        .submit(.list(.all)),
        .server(
          "* ID NIL\nL0001 OK Completed\n* LIST (\\HasChildren) \".\" \(literal("INBOX"))\n"
            + "* LIST (\\HasNoChildren) \".\" \(literal("user.\"x\"")) (\"CHILDINFO\" (\"SUBSCRIBED\"))\nL0002 OK Completed\n"
        ),
        .submit(.select(.inbox, .condStore, isReadOnly: true)),
        .server(
          "* 2 EXISTS\n* OK [UIDVALIDITY 9] Ok\n* OK [NOMODSEQ] None\n* OK [URLMECH INTERNAL] Ok\n"
            + "L0003 OK [READ-ONLY] Completed\n"),
        .submit(.fetch([1], [.body(.header, first: 10)])),
        .submit(.fetch([2], [.body(.whole)])),
        .server(
          "* 2 FETCH (UID 2 ENVELOPE (\(literal("a )\n* BYE")) (((\"x\"))) NIL) BODY[] ~{7}\r\n\0a\r\n)\n)\n"
            + "L0005 OK Completed\n* 1 FETCH (UID 1 BODY[HEADER]<0> {10}\r\n0123456789 BODY[TEXT] NIL)\n"
            + "L0004 OK Completed\n"),
        .submit(.expunge([1])),
        .server("L0006 NO [LIMIT] too many\n* NO [OVERQUOTA] 95%\n* BYE [UNAVAILABLE] shutting down\n"),
      ])
  }
}

func set(_ text: String) throws -> UIDSet { try #require(UIDSet(text)) }
func modSeq(_ value: UInt64) throws -> ModSeq { try #require(ModSeq(value)) }
func validity(_ value: UInt32) throws -> UIDValidity { try #require(UIDValidity(value)) }
