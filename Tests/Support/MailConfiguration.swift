package import Foundation

extension TemporaryFolder {
  /// Writes a configuration that reads one mailbox, `mots`, of `anna`'s into a store in this folder.
  /// - Parameters:
  ///   - login: its lines that say how to log in, and whom to trust.
  ///   - more: further sources, as the file has them.
  ///   - rest: further lines of the configuration, beside `sources`.
  /// - Returns: its path.
  @discardableResult
  package func configure(
    mailbox url: String, login: [String], sources more: String = "", rest: String = ""
  ) throws -> String {
    try write(
      """
      store: sqlite://\(path)/lyssnad.db
      sources:
        - name: mots
          url: \(url)
          user: anna
      \(login.map { "    " + $0 }.joined(separator: "\n"))
      \(more)
      senders:
        allow: ["*@uppsala.example"]
        authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }
      \(rest)

      """, to: "lyssnad.yaml")
  }
}

/// A mailbox into which one gets with a token alone, and the endpoint that gives tokens.
package struct TokenHouse: Sendable {
  package let folder: TemporaryFolder
  package let dovecot: Dovecot
  package let endpoint: TokenEndpoint
  /// Its file is named in the configuration.
  package let authority: TestCA
  package var configuration: String { folder.path + "/lyssnad.yaml" }
  package var store: String { folder.path + "/lyssnad.db" }

  /// - Parameters:
  ///   - certificate: of both servers, by the authority; by default a good one.
  ///   - more: further sources, made from the path of the folder.
  ///   - rest: further lines of the configuration.
  ///   - answers: of the endpoint.
  package init(
    certificate: (TestCA) throws -> TestCA.Certificate = { try $0.good() },
    sources more: (String) -> String = { _ in "" }, rest: String = "",
    _ answers: (Dovecot) -> [TokenEndpoint.Answer]
  ) throws {
    folder = try TemporaryFolder()
    authority = try TestCA()
    let certificate = try certificate(authority)
    dovecot = try Dovecot(
      certificate: certificate, users: ["anna": "hemligt"],
      settings: "mailbox_idle_check_interval = 1 secs")
    endpoint = try TokenEndpoint(certificate: certificate, answers: answers(dovecot))
    try folder.write("hemlig-nyckel\n", to: "secret")
    try folder.configure(
      mailbox: "imaps://127.0.0.1:\(dovecot.imapsPort)/INBOX",
      login: [
        "oauth2:", "  token_url: \(endpoint.url)", "  client_id: 00000000-0000-0000-0000-000000000000",
        "  client_secret: { file: \(folder.path)/secret }", "  scope: https://outlook.example/.default",
        "ca_file: \(authority.file)",
      ], sources: more(folder.path), rest: rest)
  }

  /// Puts mails into the mailbox, vouched for, in their order.
  /// - Parameter first: how many were put there before.
  package func seed(_ mails: some Sequence<Data>, from first: Int = 0) throws {
    try dovecot.seed(mails.lazy.map { Data(MailHouse.vouching.utf8) + $0 }, user: "anna", from: first)
  }
}

/// A mailbox on a server that says what a test tells it.
package struct ScriptedHouse: Sendable {
  package let folder: TemporaryFolder
  package let server: ScriptedServer
  package var configuration: String { folder.path + "/lyssnad.yaml" }

  /// - Parameters:
  ///   - log: the level.
  ///   - answer: to a command that comes after the login, by its name: lines of which the last lacks its tag. Nil leaves
  ///     it to the house, whose folder is empty.
  package init(log level: String = "info", answer: @escaping @Sendable (Substring) -> [String]?) throws {
    folder = try TemporaryFolder()
    server = try ScriptedServer { _, script in
      try script.logIn(capabilities: "IMAP4rev1 AUTH=PLAIN")
      while true {
        let words = try script.hear().split(separator: " ")
        guard words.count > 1 else { continue }
        var lines = answer(words[1]) ?? Self.ordinary(words[1])
        lines[lines.count - 1] = "\(words[0]) \(lines[lines.count - 1])"
        for line in lines { try script.say(line) }
      }
    }
    try folder.write("hemligt\n", to: "secret")
    try folder.configure(
      mailbox: "imap://127.0.0.1:\(server.port)/INBOX",
      login: ["password: { file: \(folder.path)/secret }", "tls: none"], rest: "log: { level: \(level) }")
  }

  private static func ordinary(_ command: Substring) -> [String] {
    switch command {
    case "CAPABILITY": ["* CAPABILITY IMAP4rev1", "OK done"]
    case "LIST": ["* LIST (\\Noselect) \"/\" \"\"", "OK done"]
    case "SELECT":
      ["* 0 EXISTS", "* OK [UIDVALIDITY 7] numbers", "* OK [UIDNEXT 1] next", "OK done"]
    default: ["OK done"]
    }
  }
}
