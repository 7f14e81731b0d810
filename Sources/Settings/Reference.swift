extension Settings {
  /// The keys of `lyssnad.yaml`.
  static let mainKeys: [Key] =
    [
      Key(
        "store", "URL", default: "sqlite:///var/lib/lyssnad/lyssnad.db",
        "Where everything is kept: sqlite:// and the absolute path of the database. A change takes effect at a restart."
      ),
      Key(
        "timezone", "time zone", default: "Europe/Stockholm",
        "The municipality's time zone, by which days and schedules are told (IANA name)."),
      Key("sources", "list", "Where messages come from: mailboxes and drops, in any number."),
      Key(
        "sources[].name", "name",
        "The source's name in records and logs: a to z, digits, - _ and . at most 64. Keep it for the source's life: "
          + "the store remembers by it how far the source was read."),
      Key(
        "sources[].url", "URL",
        "What is read. A mailbox: imaps://HOST/MAILBOX, or imap://HOST/MAILBOX with STARTTLS. A drop: file:///FOLDER, "
          + "sftp://HOST/FOLDER/ or ftps://HOST/FOLDER/."),
      Key("sources[].user", "text", "The name with which to log in; not for file://."),
    ] + secret("sources[].password", hasEffect: true, "The password that goes with user.")
    + secret(
      "sources[].private_key", hasEffect: true,
      "For sftp://, instead of password: an SSH private key without a passphrase (ed25519).")
    + oauth("sources[].oauth2", hasEffect: true) + [
      Key(
        "sources[].known_hosts", "path",
        "For sftp://: a file of known host keys (ssh_known_hosts), among which the server's must be."),
      Key(
        "sources[].host_key", "fingerprint",
        "For sftp://, instead of known_hosts: the SHA-256 fingerprint of the server's host key, as ssh-keygen -lf shows it."
      ),
      Key(
        "sources[].ca_file", "path",
        "A file of certificate authorities to trust beside the system's (PEM); not for file:// and sftp://."),
      Key(
        "sources[].tls", "word", default: "required",
        "required or none. none leaves out STARTTLS and is accepted for imap:// to this machine itself alone."
      ),
      Key("sources[].done", "keys", "What is done with a mail whose outcome is committed."),
      Key(
        "sources[].done.move_to", "text",
        "The mailbox into which it is moved, such as Arkiv/Lyssnad."),
      Key(
        "sources[].done.keyword", "text", default: "$Lyssnad",
        "The keyword that it gets; where the server keeps no keywords, the cursor alone tells what was read."),
      Key(
        "sources[].since", "day",
        "For a first start on an old mailbox: earlier mails are left alone."),
      Key(
        "sources[].service_area", "area",
        "The service area of this source's notes where their text names none."),
      Key(
        "sources[].settle", "span", default: "2s",
        "For drops: how long a file must have stayed as it is before it is taken in."),
      Key(
        "sources[].reporter", "address",
        "For drops: who counts as the reporter of a file that names nobody."),
      Key(
        "sources[].late_after", "span", default: "15m",
        "How long the source may go without success before it counts as late, which is an error in the log, the status "
          + "and the metrics, 1s to 30d."),
      Key(
        "sources[].receipts", "flag", default: "false", hasEffect: false,
        "For drops: whether their reporters get receipts."),
      Key("senders", "keys", "Who may send."),
      Key(
        "senders.allow", "list of patterns",
        "Addresses that are let in: anna@uppsala.example, *@uppsala.example, or *@*.uppsala.example for one label "
          + "before the domain. Mail from anybody else is quarantined."),
      Key(
        "senders.authentication_results", "keys",
        "How the receiving mail server says that a sender is who they claim (RFC 8601)."),
      Key(
        "senders.authentication_results.authserv_id", "text",
        "The name by which the server signs its topmost Authentication-Results; no other counts."),
      Key(
        "senders.authentication_results.require", "word", default: "dmarc",
        "Which check must have passed; dmarc is the only one that covers the From that people see."),
      Key(
        "senders.authentication_results.provider", "word",
        "exchange-online, whose Authentication-Results bear no authserv-id; instead of authserv_id."),
      Key(
        "mail", "keys", hasEffect: false,
        "The server that sends receipts and digests; leave it out, and none are sent."),
      Key("mail.url", "URL", hasEffect: false, "smtps://HOST, or smtp://HOST with STARTTLS."),
      Key(
        "mail.from", "named address", hasEffect: false,
        "Our own address, NAME <ADDRESS>, by which our own mails are recognised when they come back."),
      Key(
        "mail.user", "text", hasEffect: false, "The name with which to log in, where the server asks for one."
      ),
    ] + secret("mail.password", hasEffect: false, "The password that goes with user.")
    + oauth("mail.oauth2", hasEffect: false)
    + [
      Key(
        "mail.ca_file", "path", hasEffect: false,
        "Certificate authorities to trust beside the system's (PEM)."),
      Key(
        "mail.tls", "word", default: "required", hasEffect: false,
        "required or none; none for smtp:// to this machine itself alone."),
      Key("receipts", "keys", hasEffect: false, "The mail that an officer gets back."),
      Key("receipts.enabled", "flag", default: "true", hasEffect: false, "Whether receipts are sent at all."),
      Key(
        "receipts.per_sender_per_hour", "number", default: "20", hasEffect: false,
        "No officer gets more receipts than this in an hour, 1 to 1000."),
      Key("managers", "list", hasEffect: false, "Who may act on activities by mail."),
      Key("managers[].mail", "address", hasEffect: false, "The manager's address."),
      Key(
        "managers[].areas", "list of areas", hasEffect: false,
        "The service areas for which they may act."),
      Key("digest", "keys", hasEffect: false, "The periodic mail to managers."),
      Key("digest.to", "list of addresses", hasEffect: false, "Who gets the digest of all areas."),
      Key(
        "digest.every", "schedule", default: "monday 07:00", hasEffect: false,
        "When: a weekday, or daily, and a time in the configured zone."),
      Key("limits", "keys", "What is too much to be read."),
      Key(
        "limits.message", "size", default: "50MB",
        "A larger message is quarantined unread, 1kB to 1GB."),
      Key(
        "limits.attachment", "size", default: "25MB",
        "A larger attachment is left out, with a warning, 1kB to 1GB."),
      Key(
        "limits.extract_seconds", "number", default: "30",
        "How long the reading of one document may take, 1 to 600 seconds."),
      Key(
        "limits.extract_memory", "size", default: "512MB",
        "How much memory the reading of one document may take, 64MB to 16GB."),
      Key(
        "limits.attempts", "number", default: "3",
        "How often a message is tried before it is quarantined, crashes included, 1 to 20."),
      Key(
        "limits.depth", "number", default: "16",
        "How deep messages and multiparts may stand within each other, 1 to 64; a deeper message is quarantined."
      ),
      Key(
        "limits.parts", "number", default: "500",
        "How many parts a message may have, 1 to 10000; one with more is quarantined."),
      Key(
        "limits.headers", "number", default: "1000",
        "How many header fields a message or part may have, 10 to 100000; one with more is quarantined."),
      Key(
        "limits.header_length", "size", default: "64KiB",
        "How much of one header field is read, 1kB to 1MB; the rest is cut off, with a warning."),
      Key(
        "limits.addresses", "number", default: "500",
        "How many addresses of one field are read, 1 to 10000; the rest is passed over, with a warning."),
      Key(
        "limits.attachments", "number", default: "100",
        "How many attachments of a message are read, 1 to 10000; the rest is left out, with a warning."),
      Key(
        "limits.zip_entries", "number", default: "10000",
        "How many files a docx or another zip may hold, 10 to 1000000; one with more is a bomb."),
      Key(
        "limits.zip_ratio", "number", default: "200",
        "How many times its own size a zip may unpack to, beyond its first 8 MiB, 10 to 1000; else it is a bomb."
      ),
      Key(
        "limits.free_disk", "size", default: "100MB",
        "Nothing is taken in while the store's file system has less room than this, or than a twentieth of its size "
          + "where that is less, 1kB to 1TB; it goes on by itself when there is room again."),
      Key("retention", "list", hasEffect: false, "What is removed when. Nothing is removed without a rule."),
      Key("retention[].of", "word", hasEffect: false, "messages (their bytes as received) or quarantine."),
      Key("retention[].keep", "span", hasEffect: false, "How long it is kept, 1d to 100 years."),
      Key(
        "retention[].decision", "text", hasEffect: false,
        "The decision that the rule follows, as the registry names it. No rule without its decision."),
      Key("overview", "keys", hasEffect: false, "The pages of themes, areas, trends and activities."),
      Key(
        "overview.directory", "path", hasEffect: false,
        "Where the shared pages are written; no personal data is in them."),
      Key(
        "overview.internal", "path", hasEffect: false,
        "Where the internal pages are written, for the owner's eyes."),
      Key(
        "overview.every", "span", default: "5m", hasEffect: false, "How often they are written, 10s to 7d."),
      Key("metrics", "keys", "Figures for a monitoring system, in the text format of Prometheus."),
      Key(
        "metrics.textfile", "path",
        "A file for the node exporter's textfile collector; its name ends in .prom. It is replaced every 15 seconds."
      ),
      Key(
        "metrics.listen", "address and port",
        "Where to answer /metrics and /healthz: 127.0.0.1:PORT, [::1]:PORT, or unix:PATH for a socket in the file system, as unix:/run/lyssnad/metrics.sock, whose folder the unit makes."
      ),
      Key("log", "keys", "What is logged."),
      Key(
        "log.level", "word", default: "info",
        "error, warning, notice, info or debug: events of this weight and above."),
      Key(
        "themes", "path",
        "The file of themes, from this file's folder on; the five standard ones where it is left out."),
      Key(
        "areas", "path",
        "The file of service areas, from this file's folder on; the standard ones where it is left out."),
    ]

  /// The keys of `themes.yaml`.
  static let themeKeys: [Key] = [
    Key(
      "themes", "list", in: .themes,
      "The themes. Of the five standard ones, what is not written here stays as it is; others are added after them."
    ),
    Key(
      "themes[].name", "name", in: .themes,
      "The name in records, a to z, digits and _, at most 40: a standard theme's, or a new one."),
    Key("themes[].sv", "text", in: .themes, "What the theme is called in Swedish."),
    Key("themes[].en", "text", in: .themes, "What the theme is called in English."),
    Key("themes[].definition", "keys", in: .themes, "What belongs to the theme, in a sentence."),
    Key("themes[].definition.sv", "text", in: .themes, "In Swedish."),
    Key("themes[].definition.en", "text", in: .themes, "In English."),
    Key(
      "themes[].words", "list of texts", in: .themes,
      "Words and expressions that speak of the theme, in their dictionary form; other forms are found by themselves."
    ),
    Key(
      "themes[].examples", "list of texts", in: .themes,
      "Sentences as officers write them that belong to the theme. A new theme needs words or examples."),
  ]

  /// The keys of `areas.yaml`.
  static let areaKeys: [Key] = [
    Key(
      "areas", "list", in: .areas,
      "The service areas. Of the standard ones, what is not written here stays as it is; others are added before other."
    ),
    Key("areas[].name", "name", in: .areas, "The name in records: a standard area's, or a new one."),
    Key("areas[].sv", "text", in: .areas, "What the area is called in Swedish."),
    Key("areas[].en", "text", in: .areas, "What the area is called in English."),
    Key(
      "areas[].words", "list of texts", in: .areas,
      "Words that only this area's matters are spoken of with. A new area needs some."),
    Key(
      "areas[].digest", "list of addresses", hasEffect: false, in: .areas, "Who gets the digest of this area."
    ),
  ]

  private static func secret(_ path: String, hasEffect: Bool, _ meaning: String) -> [Key] {
    [
      Key(path, "secret", hasEffect: hasEffect, meaning + " Never the secret itself."),
      Key(
        path + ".credential", "name", hasEffect: hasEffect,
        "The name of a credential: looked up in $CREDENTIALS_DIRECTORY, then in the machine's credential stores."
      ),
      Key(
        path + ".file", "path", hasEffect: hasEffect,
        "The absolute path of a file that holds it; instead of credential."),
    ]
  }

  private static func oauth(_ path: String, hasEffect: Bool) -> [Key] {
    [
      Key(
        path, "keys", hasEffect: hasEffect,
        "OAuth 2 client credentials (RFC 6749, section 4.4), as for Exchange Online; instead of password."),
      Key(path + ".token_url", "URL", hasEffect: hasEffect, "Where tokens are issued, https://."),
      Key(path + ".client_id", "text", hasEffect: hasEffect, "The application's identifier."),
    ] + secret(path + ".client_secret", hasEffect: hasEffect, "The application's secret.") + [
      Key(path + ".scope", "text", hasEffect: hasEffect, "The scope that is asked for."),
      Key(
        path + ".secret_expires", "day", hasEffect: hasEffect,
        "The day on which the application's secret expires, as its maker's portal shows it: from thirty days before on, "
          + "the log and the metrics warn of it."),
    ]
  }
}
