import Foundation
import Support
import Testing

/// The daemon with OAuth 2: tokens from an endpoint over HTTPS, which a real IMAP server checks.
@Suite(.serialized)
struct TokenDaemonTests {
  /// A mailbox into which one gets with a token alone.
  private struct House {
    let folder: TemporaryFolder
    let dovecot: Dovecot
    let endpoint: TokenEndpoint
    var configuration: String { folder.path + "/lyssnad.yaml" }
    private let mails: [Data]
    /// Its file is named in the configuration.
    private let authority: TestCA

    init(_ answers: (Dovecot) -> [TokenEndpoint.Answer]) throws {
      folder = try TemporaryFolder()
      authority = try TestCA()
      dovecot = try Dovecot(
        certificate: try authority.good(), users: ["anna": "hemligt"],
        settings: "mailbox_idle_check_interval = 1 secs")
      endpoint = try TokenEndpoint(certificate: try authority.good(), answers: answers(dovecot))
      var writer = NoteWriter(seed: 17, sentences: FaultTests.sentences)
      mails = (1...40).map { Data(MailHouse.vouching.utf8) + writer.mail($0, passages: 3, size: 2000) }
      try folder.write("hemlig-nyckel\n", to: "secret")
      try folder.write(
        """
        store: sqlite://\(folder.path)/lyssnad.db
        sources:
          - name: mots
            url: imaps://127.0.0.1:\(dovecot.imapsPort)/INBOX
            user: anna
            oauth2:
              token_url: \(endpoint.url)
              client_id: 00000000-0000-0000-0000-000000000000
              client_secret: { file: \(folder.path)/secret }
              scope: https://outlook.example/.default
            ca_file: \(authority.file)
        senders:
          allow: ["*@uppsala.example"]
          authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }

        """, to: "lyssnad.yaml")
    }

    func seed(_ range: Range<Int>) throws {
      try dovecot.seed(Array(mails[range]), user: "anna", from: range.lowerBound)
    }
  }

  /// The first token has expired before it is used, and the second one expires while it is kept for good.
  @Test func anExpiredTokenIsRenewedWithoutLoss() throws {
    let house = try House { dovecot in
      [
        .token(dovecot.token(for: "anna", expires: -10)), .token(dovecot.token(for: "anna", expires: 4)),
        .token(dovecot.token(for: "anna")),
      ]
    }
    try house.seed(0..<15)
    let daemon = try Daemon(house.configuration)
    #expect(try eventually { try daemon.notes == 15 }, "\(daemon.log)")
    #expect(house.endpoint.requests.count == 2)
    #expect(daemon.lines("source.refused").isEmpty, "\(daemon.log)")
    // The server comes back, and by now the token is too old for it; mails have come meanwhile.
    usleep(5_000_000)
    house.dovecot.stop()
    try house.seed(15..<40)
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
    let house = try House { _ in
      [
        .error(
          "invalid_client", status: 401,
          description: "AADSTS7000222: The provided client secret keys for app are expired.")
      ]
    }
    try house.seed(0..<5)
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
    let folder = try TemporaryFolder()
    let marker = folder.path + "/permitted"
    let server = try ScriptedServer { _, script in
      try script.logIn(capabilities: "IMAP4rev1 AUTH=PLAIN")
      let isPermitted = FileManager.default.fileExists(atPath: marker)
      while true {
        let words = try script.hear().split(separator: " ")
        guard words.count > 1 else { continue }
        switch words[1] {
        case "CAPABILITY": try script.say("* CAPABILITY IMAP4rev1", "\(words[0]) OK done")
        case "LIST": try script.say("* LIST (\\Noselect) \"/\" \"\"", "\(words[0]) OK done")
        case "SELECT" where isPermitted:
          try script.say(
            "* 0 EXISTS", "* OK [UIDVALIDITY 7] numbers", "* OK [UIDNEXT 1] next", "\(words[0]) OK done")
        case "SELECT": try script.say("\(words[0]) \(answer)")
        default: try script.say("\(words[0]) OK done")
        }
      }
    }
    try folder.write("hemligt\n", to: "secret")
    let configuration = try folder.write(
      """
      store: sqlite://\(folder.path)/lyssnad.db
      sources:
        - name: mots
          url: imap://127.0.0.1:\(server.port)/INBOX
          user: anna
          password: { file: \(folder.path)/secret }
          tls: none
      senders:
        allow: ["*@uppsala.example"]
        authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }

      """, to: "lyssnad.yaml")
    let daemon = try Daemon(configuration)
    #expect(eventually { !daemon.lines("source.refused").isEmpty }, "\(daemon.log)")
    usleep(4_000_000)
    #expect(daemon.lines("source.refused").count == 1, "\(daemon.log)")
    let sentence = daemon.lines("source.refused").first ?? ""
    #expect(sentence.contains("grant") && !sentence.contains("password"), "\(sentence)")
    #expect(try Program().run(["check", "--connect", "--config", configuration]).status == 69)
    try folder.write("", to: "permitted")
    #expect(eventually { !daemon.lines("source.recovered").isEmpty }, "\(daemon.log)")
    #expect(daemon.lines("source.refused").count == 1, "\(daemon.log)")
    daemon.stop()
    server.stop()
  }
}
