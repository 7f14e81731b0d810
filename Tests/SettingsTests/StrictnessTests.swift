import Foundation
import Support
import Testing

@testable import Settings

/// A mistake in a file, and the sentences that tell of it.
struct Mistaken: Sendable, CustomTestStringConvertible {
  var text: String
  var sentences: [String]
  init(_ text: String, _ sentences: String...) {
    self.text = text
    self.sentences = sentences
  }
  var testDescription: String { text.replacingOccurrences(of: "\n", with: "⏎") }
}

@Suite("What is wrong is said in one sentence with file, line and key")
struct StrictnessTests {
  static let keys = [
    Mistaken("stroe: sqlite:///a.db\n", #"lyssnad.yaml:1: stroe: unknown key; did you mean "store"?"#),
    Mistaken(
      "sources:\n  - name: a\n    url: file:///a\n  - name: b\n    url: file:///b\n    setle: 2s\n",
      #"lyssnad.yaml:6: sources[1].setle: unknown key; did you mean "settle"?"#),
    Mistaken("move_to: Arkiv\n", "lyssnad.yaml:1: move_to: unknown key; it belongs under sources[].done"),
    Mistaken(
      "log: { colour: blue }\n", "lyssnad.yaml:1: log.colour: unknown key; the keys here are level"),
    Mistaken(
      "limits: 50MB\n",
      "lyssnad.yaml:1: limits: a single value stands where keys are expected: message, attachment, extract_seconds, extract_memory, attempts, depth, parts, headers, header_length, addresses, attachments, zip_entries, zip_ratio, free_disk"
    ),
    Mistaken(
      "sources: inlamning\n",
      "lyssnad.yaml:1: sources: a single value stands where a list is expected; write each element after a dash, or all in [ ]"
    ),
    Mistaken(
      "store: [a]\n",
      "lyssnad.yaml:1: store: a list stands where a URL such as sqlite:///var/lib/lyssnad/lyssnad.db is expected"
    ),
    Mistaken(
      "log:\n", "lyssnad.yaml:1: log: the key has no value; write keys below it (level), or leave it out"),
    Mistaken(
      "timezone: ~\n",
      "lyssnad.yaml:1: timezone: the key has no value; write a time zone such as Europe/Stockholm, or leave the key out"
    ),
    Mistaken(
      "- store\n",
      "lyssnad.yaml:1: a list stands where keys are expected: store, timezone, sources, senders, mail, receipts, managers, digest, limits, retention, overview, metrics, log, themes, areas"
    ),
    Mistaken(
      "sources:\n  - url: file:///a\n",
      "lyssnad.yaml:2: sources[0]: name is missing; write name: and a name such as inlamning"),
    Mistaken(
      "log: { level: info }\nlog: { level: debug }\n",
      #"lyssnad.yaml:1: "log" stands twice in the same place; keep one"#),
  ]

  static let values = [
    Mistaken(
      "limits: { message: -5MB }\n",
      #"lyssnad.yaml:1: limits.message: "-5MB" is no size; write a whole number and a unit, such as 50MB"#),
    Mistaken(
      "limits: { message: 50XB }\n",
      #"lyssnad.yaml:1: limits.message: "50XB" has no unit of size; write B, kB, MB, GB, KiB, MiB or GiB"#),
    Mistaken(
      "limits: { attempts: 0 }\n",
      "lyssnad.yaml:1: limits.attempts: 0 is out of range; write a number from 1 to 20"),
    Mistaken(
      "limits: { extract_seconds: 1.5 }\n",
      #"lyssnad.yaml:1: limits.extract_seconds: "1.5" is no whole number; write one from 1 to 600"#),
    Mistaken(
      "log: { level: inf }\n",
      #"lyssnad.yaml:1: log.level: "inf" is none of error, warning, notice, info, debug; did you mean "info"?"#
    ),
    Mistaken(
      "timezone: Europe/Stokholm\n",
      #"lyssnad.yaml:1: timezone: "Europe/Stokholm" is no time zone; did you mean "Europe/Stockholm"?"#),
    Mistaken(
      "store: lyssnad.db\n",
      #"lyssnad.yaml:1: store: "lyssnad.db" is no store; write sqlite:// and an absolute path, as in sqlite:///var/lib/lyssnad/lyssnad.db"#
    ),
    Mistaken(
      "store: sqlite://lyssnad.db\n",
      #"lyssnad.yaml:1: store: "sqlite://lyssnad.db" names no absolute path of a file; write three slashes: sqlite:///PATH"#
    ),
    Mistaken(
      "store: postgresql://x@db.example/y\n",
      "lyssnad.yaml:1: store: PostgreSQL is not supported in this version; write sqlite:// and an absolute path"
    ),
    Mistaken(
      "receipts: { enabled: yes }\n", #"lyssnad.yaml:1: receipts.enabled: "yes" is neither true nor false"#),
    Mistaken(
      "senders: { allow: [\"a*@x.example\"] }\n",
      #"lyssnad.yaml:1: senders.allow[0]: "a*@x.example" uses * for a part of a word; * stands for a whole name before the @ or for one whole label at the front of the domain"#
    ),
    Mistaken(
      "senders: { allow: [\"*@*\"] }\n",
      #"lyssnad.yaml:1: senders.allow[0]: "*@*" would let a whole top-level domain in; name the domain after the *"#
    ),
    Mistaken(
      "senders: { allow: *@uppsala.example }\n",
      #"lyssnad.yaml:1: this is no valid YAML: did not find expected alphabetic or numeric character; look at the indentation, the colons and the quotation marks"#
    ),
    Mistaken(
      "senders: { authentication_results: { require: dmarc } }\n",
      "lyssnad.yaml:1: senders.authentication_results: nobody is named whose word counts; write authserv_id: NAME or provider: exchange-online"
    ),
    Mistaken(
      "retention:\n  - { of: messages, keep: 90d }\n",
      "lyssnad.yaml:2: retention[0]: decision is missing; nothing is removed without one: write it as the registry names it"
    ),
    Mistaken(
      "retention:\n  - { of: messages, keep: 90, decision: KS }\n",
      #"lyssnad.yaml:2: retention[0].keep: "90" has no unit of time; write ms, s, m, h, d or w, such as 90s"#),
    Mistaken(
      "managers:\n  - { mail: chef@uppsala.example, areas: [byglov] }\n",
      #"lyssnad.yaml:2: managers[0].areas[0]: "byglov" is no service area; did you mean "bygglov"?"#),
    Mistaken(
      "managers:\n  - { mail: chef@uppsala.example, areas: [no] }\n",
      #"lyssnad.yaml:2: managers[0].areas[0]: no without quotation marks means yes or no in YAML; write "no""#
    ),
    Mistaken(
      "digest: { to: [chefer@uppsala.example], every: måndag 07:00 }\n",
      #"lyssnad.yaml:1: digest.every: "måndag" is no day; write one of monday, tuesday, wednesday, thursday, friday, saturday, sunday, daily"#
    ),
    Mistaken(
      "mail: { url: \"smtp://smtp.example\", from: ola, tls: none }\n",
      #"lyssnad.yaml:1: mail.from: "ola" is no mail address; write NAME@DOMAIN"#,
      "lyssnad.yaml:1: mail.tls: none would send the password in clear over the network; it is for this machine itself alone, so leave it out"
    ),
    Mistaken(
      "overview: { directory: /a, internal: /a }\n",
      "lyssnad.yaml:1: overview.internal: the internal pages would lie among the shared ones; give them a folder of their own"
    ),
    Mistaken(
      "metrics: { listen: 9464 }\n",
      #"lyssnad.yaml:1: metrics.listen: "9464" names no port; write HOST:PORT, such as 127.0.0.1:9464"#),
    Mistaken(
      "metrics: { listen: \"0.0.0.0:9464\" }\n",
      #"lyssnad.yaml:1: metrics.listen: "0.0.0.0:9464" is not this machine itself, and the listener asks nobody who they are; write 127.0.0.1:9464, and let a proxy or the node exporter answer others"#
    ),
    Mistaken(
      "metrics: { textfile: /srv/figures.txt }\n",
      #"lyssnad.yaml:1: metrics.textfile: "/srv/figures.txt" does not end in .prom, and the node exporter would not read it; write PATH.prom"#
    ),
  ]

  static let sources = [
    Mistaken(
      source("url: file://var/spool/in"),
      #"lyssnad.yaml:3: sources[0].url: "file://var/spool/in" has a host; write the path with three slashes, such as file:///var/spool/lyssnad/in"#
    ),
    Mistaken(
      source("url: http://a.example/"),
      #"lyssnad.yaml:3: sources[0].url: "http" is no scheme that can stand here; write one of imaps, imap, file, sftp, ftps"#
    ),
    Mistaken(
      source("url: imap2://a.example/"),
      #"lyssnad.yaml:3: sources[0].url: "imap2" is no scheme that can stand here; did you mean "imaps"?"#),
    Mistaken(
      source("url: /var/spool/in"),
      #"lyssnad.yaml:3: sources[0].url: "/var/spool/in" is no URL; write it as imaps://…"#),
    Mistaken(
      source("url: sftp://lyssnad:hemligt@filer.example/in"),
      "lyssnad.yaml:3: sources[0].url: a user or a password does not belong in the URL; use the keys user and password"
    ),
    Mistaken(
      source("url: file:///in\n    settle: 2"),
      #"lyssnad.yaml:4: sources[0].settle: "2" has no unit of time; write ms, s, m, h, d or w, such as 2s"#),
    Mistaken(
      source("url: file:///in\n    since: 2026-02-30"),
      "lyssnad.yaml:4: sources[0].since: the key has no meaning for a drop; remove it",
      #"lyssnad.yaml:4: sources[0].since: "2026-02-30" is no day of the calendar; write year, month and day, such as 2026-01-31"#
    ),
    Mistaken(
      source("url: file:///in\n    user: a"),
      "lyssnad.yaml:2: sources[0]: it is not said how to log in; write password: { credential: NAME } or oauth2 with its keys",
      "lyssnad.yaml:4: sources[0].user: the key has no meaning for a file:// source; remove it"),
    Mistaken(
      source("url: sftp://filer.example/in/"),
      "lyssnad.yaml:2: sources[0]: it is not said how to log in; write password: { credential: NAME } or private_key: { file: PATH }",
      "lyssnad.yaml:2: sources[0]: user is missing; write the name with which to log in",
      "lyssnad.yaml:2: sources[0]: it is not said by what to know the server, and any other could take its place; write known_hosts: PATH, or host_key: with the fingerprint that ssh-keygen -lf shows of its key"
    ),
    Mistaken(
      source("url: sftp://filer.example/in/\n    user: a\n    password: { credential: b }"),
      "lyssnad.yaml:2: sources[0]: it is not said by what to know the server, and any other could take its place; write known_hosts: PATH, or host_key: with the fingerprint that ssh-keygen -lf shows of its key"
    ),
    Mistaken(
      source(
        "url: sftp://filer.example/in/\n    user: a\n    password: { credential: b }\n    private_key: { file: /c }\n    known_hosts: /d\n    host_key: SHA256:abc"
      ), "lyssnad.yaml:6: sources[0].private_key: password and private_key are both named; keep one",
      #"lyssnad.yaml:8: sources[0].host_key: "SHA256:abc" is no SHA-256 fingerprint of a host key; write it as ssh-keygen -lf shows it: SHA256: and 43 letters and digits"#,
      "lyssnad.yaml:8: sources[0].host_key: known_hosts and host_key are both named; keep one"
    ),
    Mistaken(
      source("url: sftp://filer.example/in/\n    private_key: { file: /c }\n    known_hosts: known"),
      "lyssnad.yaml:2: sources[0]: user is missing; write the name with which to log in",
      #"lyssnad.yaml:5: sources[0].known_hosts: "known" is no absolute path; begin it with /"#),
    Mistaken(
      source(
        "url: ftps://filer.example/in/\n    user: a\n    password: { credential: b }\n    private_key: { file: /c }\n    host_key: SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDE+/"
      ), "lyssnad.yaml:6: sources[0].private_key: the key has no meaning for a ftps:// source; remove it",
      "lyssnad.yaml:7: sources[0].host_key: the key has no meaning for a ftps:// source; remove it"),
    Mistaken(
      source("url: file:///in\n    password: hemligt"),
      "lyssnad.yaml:2: sources[0]: user is missing; write the name with which to log in",
      "lyssnad.yaml:4: sources[0].password: the key has no meaning for a file:// source; remove it",
      "lyssnad.yaml:4: sources[0].password: secrets do not belong in this file; write { credential: NAME } or { file: PATH }, and keep the secret there"
    ),
    Mistaken(
      source("url: ftps://filer.example/in/\n    user: a\n    password: { credential: ../a }"),
      #"lyssnad.yaml:5: sources[0].password.credential: "../a" is no credential's name; write the name that LoadCredential= gives it, without a path"#
    ),
    Mistaken(
      source("url: file:///in") + "  - name: a\n    url: file:///other\n",
      #"lyssnad.yaml:4: sources[1].name: "a" is the name of an earlier source too; give each its own"#),
    Mistaken(
      source("url: file:///in") + "  - name: b\n    url: file:///in\n",
      "lyssnad.yaml:5: sources[1].url: an earlier source reads the same place; keep one of them"),
    Mistaken(
      gate
        + source(
          "url: imap://imap.example/INBOX\n    user: a\n    password: { credential: b }\n    tls: none"),
      "lyssnad.yaml:7: sources[0].tls: none would send the password in clear over the network; it is for this machine itself alone, so leave it out"
    ),
    Mistaken(
      gate
        + source("url: imaps://localhost/INBOX\n    user: a\n    password: { credential: b }\n    tls: none"),
      "lyssnad.yaml:7: sources[0].tls: imaps:// is nothing without TLS; write imap://, or leave tls out"),
    Mistaken(
      source("url: imaps://imap.example/INBOX\n    user: a\n    password: { credential: b }"),
      "lyssnad.yaml:2: sources[0]: every mail of this mailbox would be turned away; name who may send in senders.allow",
      "lyssnad.yaml:2: sources[0]: no mail of this mailbox could be authenticated; name the receiving server in senders.authentication_results"
    ),
    Mistaken(
      gate
        + source(
          "url: imaps://imap.example/INBOX\n    user: a\n    password: { credential: b, file: /c }\n    done: { move_to: a, keyword: b }"
        ), "lyssnad.yaml:6: sources[0].password: credential and file are both named; keep one",
      "lyssnad.yaml:7: sources[0].done: move_to and keyword are both named; keep one"),
  ]

  private static let gate =
    "senders: { allow: [\"*@a.example\"], authentication_results: { authserv_id: mx.a.example } }\n"
  private static func source(_ rest: String) -> String { "sources:\n  - name: a\n    \(rest)\n" }

  @Test(arguments: keys + values + sources)
  func sentences(_ mistaken: Mistaken) throws {
    #expect(try Configuration(mistaken.text).problems() == mistaken.sentences)
  }

  @Test("All problems of all files are told at once, in the order of the files and their lines")
  func together() throws {
    let configuration = try Configuration(
      "stor: x\nlog: { level: loud }\nthemes: themes.yaml\nareas: areas.yaml\ntimezone: Mars\n",
      themes: "themes:\n  - { name: Big }\n", areas: "areas:\n  - { name: hamn, svenska: hamnen }\n")
    #expect(
      configuration.problems().map { $0.prefix { $0 != " " } } == [
        "lyssnad.yaml:1:", "lyssnad.yaml:2:", "lyssnad.yaml:5:", "themes.yaml:2:", "themes.yaml:2:",
        "themes.yaml:2:",
        "themes.yaml:2:", "themes.yaml:2:", "areas.yaml:2:", "areas.yaml:2:", "areas.yaml:2:",
        "areas.yaml:2:",
      ])
  }

  @Test("No secret that was written into the file by mistake is repeated")
  func secretsAreNotShown() throws {
    let secret = "hemligt123"
    for text in [
      "sources:\n  - { name: a, url: \"ftps://lyssnad:\(secret)@b.example/\" }\n",
      "sources:\n  - { name: a, url: \"lyssnad:\(secret)@b.example/\" }\n",
      "sources:\n  - { name: a, url: \"ftps://b.example/\", user: c, password: \(secret) }\n",
      "mail:\n  password: [\(secret)]\n",
    ] {
      let problems = try Configuration(text).problems()
      #expect(!problems.isEmpty)
      #expect(!problems.joined().contains(secret))
    }
  }

  @Test("A message shows no control characters and no endless value")
  func shown() throws {
    let long = String(repeating: "x", count: 500)
    let problems = try Configuration("log: { level: \"\\e[31m\(long)\" }\n\"a\\u202Eb\": 1\n").problems()
    #expect(problems.count == 2)
    for problem in problems {
      #expect(problem.utf8.count < 400)
      #expect(!problem.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    }
  }
}
