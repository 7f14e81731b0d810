extension Settings {
  /// Where messages come from.
  package struct Source: Hashable, Sendable {
    /// A mailbox holds mails with UIDs; a drop is a folder of files.
    package enum Kind: String, Sendable { case mailbox, drop }

    /// As in records and logs; unique, and kept for the life of the source.
    package var name: String
    /// What is read: `imap`, `imaps`, `file`, `sftp` or `ftps`.
    package var url: ServiceURL
    /// Follows from the URL's scheme.
    package var kind: Kind
    /// Nil for a local drop.
    package var login: Login?
    /// For servers: how the way there is protected.
    package var transport: Transport
    /// For SFTP, and never nil there: by what the server is known.
    package var hostKeys: HostKeys?
    /// For mailboxes: what is done with a mail whose outcome is committed.
    package var done: Done
    /// For mailboxes: earlier mails are left alone at a first start.
    package var since: CalendarDay?
    /// The service area of notes whose text names none.
    package var serviceArea: String?
    /// For drops: how long a file must have stayed as it is.
    package var settle: TimeSpan
    /// For drops: the reporter of a file that names nobody.
    package var reporter: MailAddress?
    /// For drops: whether their reporters get receipts.
    package var receipts: Bool
    /// How long it may go without success before it counts as late.
    package var lateAfter: TimeSpan

    /// A local drop with every default, for where no configuration is read.
    /// - Parameters:
    ///   - name: its name in records and logs.
    ///   - folder: an absolute path.
    package static func drop(name: String, folder: String) -> Source {
      Source(
        name: name, url: ServiceURL(folder: folder), kind: .drop, login: nil,
        transport: Transport(tls: .required, caFile: nil), hostKeys: nil, done: .keyword("$Lyssnad"),
        since: nil,
        serviceArea: nil,
        settle: TimeSpan(milliseconds: 2000), reporter: nil, receipts: false,
        lateAfter: TimeSpan(milliseconds: 900_000))
    }

    /// The folder of a local drop, without a slash at its end; nil for every other source.
    package var folder: String? {
      guard url.scheme == .file else { return nil }
      return url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path
    }
  }

  /// What becomes of a mail at its source.
  package enum Done: Hashable, Sendable {
    case keyword(String)
    case moveTo(String)
  }

  /// Who we are to a server.
  package struct Login: Hashable, Sendable {
    /// What shows that we are who we say.
    package enum Proof: Hashable, Sendable {
      case password(SecretReference)
      case oauth2(OAuth2)
      /// A private key for SSH, without a passphrase: the file of the reference is the key's own.
      case privateKey(SecretReference)
    }
    /// The name with which to log in.
    package var user: String
    /// What goes with the name.
    package var proof: Proof
  }

  /// OAuth 2 client credentials (RFC 6749, section 4.4).
  package struct OAuth2: Hashable, Sendable {
    /// Where tokens are issued; `https`.
    package var tokenURL: ServiceURL
    /// The application's identifier.
    package var clientID: String
    /// The application's secret.
    package var clientSecret: SecretReference
    /// The scope that is asked for.
    package var scope: String
    /// The day on which the secret expires; nil where nobody has said.
    package var secretExpires: CalendarDay?
  }

  /// By what an SSH server is known before anything secret is sent.
  package enum HostKeys: Hashable, Sendable {
    /// An absolute path of a file as of ssh(1), section "Verifying host keys".
    case knownHosts(String)
    /// The SHA-256 fingerprint of its key, `SHA256:…` without padding.
    case fingerprint(String)
  }

  /// How the way to a server is protected.
  package struct Transport: Hashable, Sendable {
    /// Whether the way must be encrypted.
    package enum TLS: String, CaseIterable, Sendable {
      /// From the first byte or by STARTTLS, as the scheme says; never without.
      case required
      /// In clear, to this machine itself.
      case none
    }
    /// `none` for this machine itself alone.
    package var tls: TLS
    /// Authorities to trust beside the system's.
    package var caFile: String?
  }

  /// The server that sends our mail.
  package struct Mail: Hashable, Sendable {
    /// `smtps`, or `smtp` with STARTTLS.
    package var url: ServiceURL
    /// Our own address, by which our own mails are recognised.
    package var from: NamedAddress
    /// Nil where the server asks for none.
    package var login: Login?
    /// How the way there is protected.
    package var transport: Transport
  }
}
