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

  /// - Parameter port: of a proxy before the server; nil for the server itself.
  package init(
    port: Int? = nil, source more: String = "", log level: String = "info", limits: String = "{}"
  ) throws {
    folder = try TemporaryFolder()
    authority = try TestCA()
    dovecot = try Dovecot(
      certificate: try authority.good(), users: ["anna": "hemligt"],
      settings: "mailbox_idle_check_interval = 1 secs")
    try folder.write("hemligt\n", to: "secret")
    try folder.write(
      """
      store: sqlite://\(store)
      sources:
        - name: mots
          url: imaps://127.0.0.1:\(port ?? dovecot.imapsPort)/INBOX
          user: anna
          password: { file: \(folder.path)/secret }
          ca_file: \(authority.file)
      \(more)
      senders:
        allow: ["*@uppsala.example"]
        authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }
      log: { level: \(level) }
      limits: \(limits)

      """, to: "lyssnad.yaml")
  }

  /// Puts mails into the mailbox, vouched for, in their order.
  /// - Parameter first: how many were put there before.
  package func seed(_ mails: some Sequence<Data>, from first: Int = 0) throws {
    try dovecot.seed(mails.lazy.map { Data(Self.vouching.utf8) + $0 }, user: "anna", from: first)
  }

  /// The flags of each mail in the inbox, as a Maildir has them: `a` is the first keyword, `S` is \Seen.
  package var flags: [String] { dovecot.flags(of: "anna") }
}
