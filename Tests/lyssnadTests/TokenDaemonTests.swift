import Foundation
import Support
import Testing

/// The daemon with OAuth 2: tokens from an endpoint over HTTPS, which a real IMAP server checks.
@Suite(.serialized)
struct TokenDaemonTests {
  private let mails: [Data] = {
    var writer = NoteWriter(seed: 17, sentences: FaultTests.sentences)
    return (1...40).map { writer.mail($0, passages: 3, size: 2000) }
  }()

  /// The first token has expired before it is used, and the second one expires while it is kept for good.
  @Test func anExpiredTokenIsRenewedWithoutLoss() throws {
    let house = try TokenHouse { dovecot in
      [
        .token(dovecot.token(for: "anna", expires: -10)), .token(dovecot.token(for: "anna", expires: 4)),
        .token(dovecot.token(for: "anna")),
      ]
    }
    try house.seed(mails[0..<15], from: 0)
    let daemon = try Daemon(house.configuration)
    #expect(try eventually { try daemon.notes == 15 }, "\(daemon.log)")
    #expect(house.endpoint.requests.count == 2)
    #expect(daemon.lines("source.refused").isEmpty, "\(daemon.log)")
    // The server comes back, and by now the token is too old for it; mails have come meanwhile.
    usleep(5_000_000)
    house.dovecot.stop()
    try house.seed(mails[15..<40], from: 15)
    try house.dovecot.start()
    #expect(try eventually { try daemon.notes == 40 }, "\(daemon.log)")
    #expect(house.endpoint.requests.count == 3)
    #expect(daemon.lines("source.refused").isEmpty, "\(daemon.log)")
    #expect(!daemon.log.contains("hemlig"))
    daemon.stop()
    #expect(house.dovecot.flags(of: "anna").allSatisfy { $0 == "a" })
  }

  /// An expired secret, then a mailbox to which the application has no access: each is told when it comes, once, and
  /// what to do; then it works by itself.
  @Test func whatIsWrongIsToldApartAndHealsByItself() throws {
    let house = try TokenHouse { _ in
      [
        .error(
          "invalid_client", status: 401,
          description: "AADSTS7000222: The provided client secret keys for app are expired.")
      ]
    }
    try house.seed(mails[0..<5], from: 0)
    let daemon = try Daemon(house.configuration)
    #expect(eventually { !daemon.lines("source.refused").isEmpty }, "\(daemon.log)")
    usleep(4_000_000)
    #expect(daemon.lines("source.refused").count == 1, "\(daemon.log)")
    #expect(daemon.log.contains("the client secret has expired; create a new one and put it in its place"))
    #expect(daemon.log.contains("AADSTS7000222") && !daemon.log.contains("provided client secret keys"))
    let check = try Program().run(["check", "--connect", "--config", house.configuration])
    #expect(check.status == 69)
    #expect(check.output.contains("the client secret has expired"), "\(check.output)")

    // The secret is renewed, but the token is for somebody else.
    try house.endpoint.answer([.token(house.dovecot.token(for: "berit"))])
    #expect(eventually { daemon.lines("source.refused").count == 2 }, "\(daemon.log)")
    #expect(daemon.log.contains("it does not accept the access token"))
    try house.endpoint.answer([.token(house.dovecot.token(for: "anna"))])
    #expect(try eventually { try daemon.notes == 5 }, "\(daemon.log)")
    #expect(eventually { !daemon.lines("source.recovered").isEmpty }, "\(daemon.log)")
    #expect(daemon.lines("source.refused").count == 2, "\(daemon.log)")
    daemon.stop()
  }

  /// As Exchange Online does it: the login is right, and then each command is refused.
  @Test(arguments: ["BAD User is authenticated but not connected.", "NO [NOPERM] not yours"])
  func authenticatedButNotPermittedIsSaidSo(_ answer: String) throws {
    let marker = try TemporaryFolder()
    let house = try ScriptedHouse { command in
      command == "SELECT" && !FileManager.default.fileExists(atPath: marker.path + "/permitted")
        ? [answer] : nil
    }
    let daemon = try Daemon(house.configuration)
    #expect(eventually { !daemon.lines("source.refused").isEmpty }, "\(daemon.log)")
    usleep(4_000_000)
    #expect(daemon.lines("source.refused").count == 1, "\(daemon.log)")
    let sentence = daemon.lines("source.refused").first ?? ""
    #expect(sentence.contains("grant") && !sentence.contains("password"), "\(sentence)")
    #expect(try Program().run(["check", "--connect", "--config", house.configuration]).status == 69)
    try marker.write("", to: "permitted")
    #expect(eventually { !daemon.lines("source.recovered").isEmpty }, "\(daemon.log)")
    #expect(daemon.lines("source.refused").count == 1, "\(daemon.log)")
    daemon.stop()
    house.server.stop()
  }
}
