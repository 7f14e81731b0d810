extension Settings {
  /// Where messages come from.
  package struct Source: Hashable, Sendable {
    package enum Kind: String, Sendable { case mailbox, drop }

    package var name: String
    package var url: ServiceURL
    package var kind: Kind
    /// Nil for a local drop.
    package var login: Login?
    package var transport: Transport
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
    package enum Proof: Hashable, Sendable {
      case password(SecretReference)
      case oauth2(OAuth2)
    }
    package var user: String
    package var proof: Proof
  }

  /// OAuth 2 client credentials (RFC 6749, section 4.4).
  package struct OAuth2: Hashable, Sendable {
    package var tokenURL: ServiceURL
    package var clientID: String
    package var clientSecret: SecretReference
    package var scope: String
  }

  /// How the way to a server is protected.
  package struct Transport: Hashable, Sendable {
    package enum TLS: String, CaseIterable, Sendable {
      /// From the first byte or by STARTTLS, as the scheme says; never without.
      case required
      /// In clear, to this machine itself.
      case none
    }
    package var tls: TLS
    /// Authorities to trust beside the system's.
    package var caFile: String?
  }

  /// The server that sends our mail.
  package struct Mail: Hashable, Sendable {
    package var url: ServiceURL
    package var from: NamedAddress
    /// Nil where the server asks for none.
    package var login: Login?
    package var transport: Transport
  }
}
