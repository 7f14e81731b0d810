import Foundation
import Support
import Testing

/// Servers that must not be trusted: each is one clear sentence, in the log and from `check --connect`, and no secret
/// goes to any of them.
@Suite(.serialized)
struct CertificateTests {
  private static let sentences = [
    "utgangen": "its certificate has expired; renew it on the server",
    "annat-namn": "its certificate is for another name",
    "egen": "its certificate is signed by itself",
    "naken": "it offers no encryption, and nothing was sent in clear",
    "naken-halsning": "it offers no encryption, and nothing was sent in clear",
  ]

  @Test func eachIsOneSentenceAndGetsNoSecret() throws {
    let folder = try TemporaryFolder()
    let authority = try TestCA()
    let servers = [
      ("utgangen", try Dovecot(certificate: try authority.expired())),
      ("annat-namn", try Dovecot(certificate: try authority.wrongHost())),
      ("egen", try Dovecot(certificate: try authority.selfSigned())),
    ]
    // STARTTLS taken out of what the server says it can do; and a server that says that we are logged in already.
    let stripped = try ScriptedServer { _, script in
      try script.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready")
      while true {
        let words = try script.hear().split(separator: " ")
        guard words.count > 1 else { continue }
        try script.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN", "\(words[0]) OK done")
      }
    }
    let greeting = try ScriptedServer { _, script in
      try script.say("* PREAUTH [CAPABILITY IMAP4rev1] welcome")
      while true {
        let words = try script.hear().split(separator: " ")
        guard words.count > 1 else { continue }
        try script.say("* CAPABILITY IMAP4rev1", "\(words[0]) OK done")
      }
    }
    try folder.write("hemligt\n", to: "secret")
    func source(_ name: String, _ url: String) -> String {
      """
        - name: \(name)
          url: \(url)/INBOX
          user: anna
          password: { file: \(folder.path)/secret }
          ca_file: \(authority.file)

      """
    }
    let sources =
      servers.map { source($0.0, "imaps://127.0.0.1:\($0.1.imapsPort)") }
      + [
        source("naken", "imap://127.0.0.1:\(stripped.port)"),
        source("naken-halsning", "imap://127.0.0.1:\(greeting.port)"),
      ]
    let configuration = try folder.write(
      "store: sqlite://\(folder.path)/lyssnad.db\nsources:\n\(sources.joined())"
        + "senders:\n  allow: [\"*@uppsala.example\"]\n"
        + "  authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }\n",
      to: "lyssnad.yaml")

    let check = try Program().run(["check", "--connect", "--config", configuration])
    #expect(check.status == 69, "\(check.output)\(check.messages)")
    for (name, sentence) in Self.sentences {
      let lines = check.output.split(separator: "\n").filter { $0.contains("source \(name):") }
      #expect(lines.count == 1 && lines.first?.contains(sentence) == true, "\(name): \(check.output)")
    }
    // A configuration that cannot be is another thing than a server that cannot be used.
    #expect(try Program().run(["check", "--config", configuration]).status == 0)

    let daemon = try Daemon(configuration)
    for (name, sentence) in Self.sentences {
      #expect(
        eventually { daemon.lines("source.refused").contains { $0.contains(sentence) && $0.contains(name) } },
        "\(name): \(daemon.log)")
    }
    usleep(4_000_000)
    for name in Self.sentences.keys {
      #expect(daemon.lines("source.", of: "source=\(name) ").count == 1, "\(name): \(daemon.log)")
    }
    #expect(daemon.lines("source.refused").count == Self.sentences.count, "\(daemon.log)")
    #expect(daemon.lines("source.lost").isEmpty, "\(daemon.log)")
    daemon.stop()

    let heard = (stripped.lines + greeting.lines).map { $0.uppercased() }
    #expect(!heard.isEmpty)
    for line in heard { #expect(!line.contains("LOGIN") && !line.contains("AUTHENTICATE"), "\(heard)") }
    for (_, dovecot) in servers {
      #expect(!dovecot.log.contains("user=<anna>"), "\(dovecot.log)")
    }
    stripped.stop()
    greeting.stop()
  }
}
