import Testing

@testable import IMAP

@Suite("Mailbox names")
struct MailboxNameTests {
  @Test(
    "Names travel in modified UTF-7 and back",
    arguments: [
      ("Arkiv", "Arkiv"), ("Möten", "M&APY-ten"), ("Åtgärder & beslut", "&AMU-tg&AOQ-rder &- beslut"),
      ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"), ("&", "&-"), ("😀x", "&2D3eAA-x"),
      ("åäö", "&AOUA5AD2-"),
      ("a\u{30A}", "a&Awo-"),
    ])
  func modifiedUTF7(_ text: String, _ wire: String) throws {
    let name = try MailboxName(text)
    #expect(String(decoding: name.encoded(utf8: false), as: UTF8.self) == wire)
    #expect(MailboxName(encoded: wire.utf8, utf8: false) == name)
    #expect(MailboxName(encoded: text.utf8, utf8: true) == name)
    #expect(name.encoded(utf8: true) == Array(text.utf8))
  }

  @Test("Any text survives the journey")
  func roundTrip() throws {
    var random = SplitMix(seed: 3)
    for _ in 0..<2000 {
      let scalars = (0..<Int.random(in: 1...20, using: &random)).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0x20...0x1_FFFF, using: &random))
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      #expect(ModifiedUTF7.decode(ModifiedUTF7.encode(String(text))) == String(text))
    }
  }

  @Test(
    "Broken modified UTF-7 is no name",
    arguments: [
      "&", "a&APY", "&A-", "&AP-", "&APYB-", "&AP/2-", "&2D0-", "&3gA-", "&APY-\u{7F}", "M\u{F6}ten", "&AAA-",
      "&AA0ACg-",
    ])
  func broken(_ wire: String) { #expect(MailboxName(encoded: wire.utf8, utf8: false) == nil) }

  @Test("INBOX is the same in any case; other names are not")
  func inbox() throws {
    #expect(try MailboxName("inBox") == .inbox)
    #expect(try MailboxName("arkiv") != MailboxName("Arkiv"))
    #expect(MailboxName(encoded: "iNBOX".utf8, utf8: false) == .inbox)
    #expect(try MailboxName("M\u{F6}ten") == MailboxName("Mo\u{308}ten"))
  }

  @Test(
    "No name ends a line or is empty",
    arguments: ["", "a\r\nL1 DELETE x", "a\nb", "a\0", "\u{1B}[2J", "x\u{85}"])
  func refused(_ text: String) {
    #expect(throws: CommandError.mailboxName) { try MailboxName(text) }
  }

  @Test("A name has at most 1,000 bytes")
  func long() throws {
    _ = try MailboxName(String(repeating: "x", count: 1000))
    #expect(throws: CommandError.mailboxName) { try MailboxName(String(repeating: "å", count: 501)) }
  }

  @Test("Levels are written with the server's delimiter")
  func levels() throws {
    #expect(try MailboxName(path: "Arkiv/Lyssnad", delimiter: "/").text == "Arkiv/Lyssnad")
    #expect(try MailboxName(path: "Arkiv/Lyssnad", delimiter: ".").text == "Arkiv.Lyssnad")
    #expect(try MailboxName(path: "inbox/Klart", delimiter: ".").text == "INBOX.Klart")
    #expect(try MailboxName(path: "Arkiv", delimiter: nil).text == "Arkiv")
    #expect(throws: CommandError.mailboxLevels(delimiter: ".")) {
      try MailboxName(path: "Möten 2.0/x", delimiter: ".")
    }
    #expect(throws: CommandError.mailboxLevels(delimiter: nil)) {
      try MailboxName(path: "a/b", delimiter: nil)
    }
    #expect(throws: CommandError.mailboxName) { try MailboxName(path: "a//b", delimiter: ".") }
  }
}
