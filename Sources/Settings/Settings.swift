/// The whole configuration, checked and typed: `lyssnad.yaml` and the files of themes and areas that it names.
///
/// ``reference`` tells each key's meaning, limits and default. A value of this type is a pure function of those
/// files, so that a reload can be all or nothing.
package struct Settings: Hashable, Sendable {
  /// Where everything is kept.
  package var store: Store
  /// An IANA name, such as `Europe/Stockholm`.
  package var timezone: String
  package var sources: [Source]
  package var senders: Senders
  /// Nil where no mail is sent.
  package var mail: Mail?
  package var receipts: Receipts
  package var managers: [Manager]
  /// Nil where no digest is sent.
  package var digest: Digest?
  package var limits: Limits
  package var retention: [RetentionRule]
  /// Nil where no overview is written.
  package var overview: Overview?
  package var metrics: Metrics
  package var log: Log
  /// The five standard themes in their order, then the added ones.
  package var themes: [Theme]
  /// The standard service areas in their order, the added ones before `other` and `none`.
  package var areas: [Area]
  /// What is written in the files and has no effect in this version, with its place.
  package var withoutEffect: [Notice]

  /// No file of the configuration may be larger, in bytes.
  package static let fileLimit = 1_000_000

  /// Where the store is.
  package struct Store: Hashable, Sendable, CustomStringConvertible {
    /// The absolute path of an SQLite database.
    package var path: String
    /// As a URL, for `status`.
    package var description: String { "sqlite://\(path)" }
  }

  /// Who may send.
  package struct Senders: Hashable, Sendable {
    package var allow: [AddressPattern]
    /// Nil where no mail can be authenticated: then only drops are let in.
    package var authenticationResults: AuthenticationResults?

    /// Whether an address is let in.
    package func allows(_ address: String) -> Bool { allow.contains { $0.matches(address) } }
  }

  /// Whose word counts on who a sender is (RFC 8601).
  package enum AuthenticationResults: Hashable, Sendable {
    /// The topmost Authentication-Results, if it bears this authserv-id and says `dmarc=pass`.
    case server(authservID: String)
    /// Exchange Online: internal mail, or the topmost Authentication-Results with `dmarc=pass`.
    case exchangeOnline
  }

  /// Receipts to officers.
  package struct Receipts: Hashable, Sendable {
    package var enabled: Bool
    package var perSenderPerHour: Int
  }

  /// Somebody who may act on activities by mail.
  package struct Manager: Hashable, Sendable {
    package var mail: MailAddress
    /// Names of ``Settings/areas``.
    package var areas: [String]
  }

  /// The periodic mail.
  package struct Digest: Hashable, Sendable {
    package var to: [MailAddress]
    package var every: Schedule
  }

  /// What is too much.
  package struct Limits: Hashable, Sendable {
    package var message: ByteSize
    package var attachment: ByteSize
    package var extractSeconds: Int
    package var extractMemory: ByteSize
    /// How often a message is tried, crashes included.
    package var attempts: Int
  }

  /// When something is removed, and by whose decision.
  package struct RetentionRule: Hashable, Sendable {
    package enum Subject: String, CaseIterable, Sendable { case messages, quarantine }
    package var of: Subject
    package var keep: TimeSpan
    package var decision: String
  }

  /// Where the pages are written.
  package struct Overview: Hashable, Sendable {
    package var directory: String?
    package var `internal`: String?
    package var every: TimeSpan
  }

  /// Figures for monitoring; both nil where none are wanted.
  package struct Metrics: Hashable, Sendable {
    package var textfile: String?
    package var listen: ListenAddress?
  }

  /// What is logged.
  package struct Log: Hashable, Sendable {
    /// The weight of an event, as syslog counts (RFC 5424); the raw value is its name, ``priority`` its number.
    package enum Level: String, CaseIterable, Sendable {
      case error, warning, notice, info, debug
      /// 3 to 7.
      package var priority: Int {
        switch self {
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug: 7
        }
      }
    }
    package var level: Level
  }
}
