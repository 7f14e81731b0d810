package import Foundation

/// A mailbox on a real server, and a configuration that reads it into a store of its own.
package struct MailHouse: Sendable {
  package let folder: TemporaryFolder
  package let dovecot: Dovecot
  package let authority: TestCA
  package var configuration: String { folder.path + "/lyssnad.yaml" }
  package var store: String { folder.path + "/lyssnad.db" }
  package var secret: String { folder.path + "/secret" }

  /// What the receiving server would write on top of each mail.
  package static let vouching =
    "Authentication-Results: mx.uppsala.example; dmarc=pass header.from=uppsala.example\r\n"

  /// - Parameters:
  ///   - isPlain: without encryption, so that a proxy can see what is said.
  ///   - certificate: of the server, by the authority.
  ///   - more: further lines of the source, with four spaces before each.
  ///   - sources: further ones, made from the path of the folder.
  ///   - rest: further lines of the configuration.
  ///   - proxied: stands something in front of the server's port, and gives its own.
  package init(
    isPlain: Bool = false, certificate: (TestCA) throws -> TestCA.Certificate = { try $0.good() },
    source more: String = "", log level: String = "info",
    limits: String = "{}", sources: (String) -> String = { _ in "" }, rest: String = "",
    proxied: (Int) throws -> Int = { $0 }
  ) throws {
    folder = try TemporaryFolder()
    authority = try TestCA()
    dovecot = try Dovecot(
      certificate: try certificate(authority), users: ["anna": "hemligt"],
      settings: "mailbox_idle_check_interval = 1 secs")
    try folder.write("hemligt\n", to: "secret")
    let port = try proxied(isPlain ? dovecot.imapPort : dovecot.imapsPort)
    try folder.configure(
      mailbox: "\(isPlain ? "imap" : "imaps")://127.0.0.1:\(port)/INBOX",
      login: [
        "password: { file: \(folder.path)/secret }", isPlain ? "tls: none" : "ca_file: \(authority.file)",
      ]
        + more.split(separator: "\n").map { String($0.dropFirst(4)) },
      sources: sources(folder.path), rest: "log: { level: \(level) }\nlimits: \(limits)\n\(rest)")
  }

  /// Puts mails into the mailbox, vouched for, in their order.
  /// - Parameter first: how many were put there before.
  package func seed(_ mails: some Sequence<Data>, from first: Int = 0) throws {
    try dovecot.seed(mails.lazy.map { Data(Self.vouching.utf8) + $0 }, user: "anna", from: first)
  }

  /// The flags of each mail in the inbox, as a Maildir has them: `a` is the first keyword, `S` is \Seen.
  package var flags: [String] { dovecot.flags(of: "anna") }
}
