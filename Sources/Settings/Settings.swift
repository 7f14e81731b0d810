/// The whole configuration, checked and typed: `lyssnad.yaml` and the files of themes and areas that it names.
///
/// ``reference`` tells each key's meaning, limits and default. A value of this type is a pure function of those
/// files, so that a reload can be all or nothing.
package struct Settings: Hashable, Sendable {
  /// Where everything is kept.
  package var store: Store
  /// An IANA name, such as `Europe/Stockholm`.
  package var timezone: String
  /// In the order of the file; names differ.
  package var sources: [Source]
  /// Who may send.
  package var senders: Senders
  /// Nil where no mail is sent.
  package var mail: Mail?
  /// Whether and how often officers get receipts.
  package var receipts: Receipts
  /// Who may act on activities by mail.
  package var managers: [Manager]
  /// Nil where no digest is sent.
  package var digest: Digest?
  /// What is too much to be read.
  package var limits: Limits
  /// At most one rule a subject; nothing is removed without one.
  package var retention: [RetentionRule]
  /// Nil where no overview is written.
  package var overview: Overview?
  /// Where figures go.
  package var metrics: Metrics
  /// What is logged.
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
    /// Empty where nobody is let in by mail.
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
    /// False where none are sent.
    package var enabled: Bool
    /// No officer gets more in an hour.
    package var perSenderPerHour: Int
  }

  /// Somebody who may act on activities by mail.
  package struct Manager: Hashable, Sendable {
    /// Their address.
    package var mail: MailAddress
    /// Names of ``Settings/areas``.
    package var areas: [String]
  }

  /// The periodic mail.
  package struct Digest: Hashable, Sendable {
    /// Who gets the digest of all areas.
    package var to: [MailAddress]
    /// When it is sent, in ``Settings/timezone``.
    package var every: Schedule
  }

  /// What is too much.
  package struct Limits: Hashable, Sendable {
    /// A larger message is quarantined unread.
    package var message: ByteSize
    /// A larger attachment is left out, with a warning.
    package var attachment: ByteSize
    /// How long the reading of one document may take, in seconds.
    package var extractSeconds: Int
    /// How much memory the reading of one document may take.
    package var extractMemory: ByteSize
    /// How often a message is tried, crashes included.
    package var attempts: Int
    /// Messages and multiparts within each other.
    package var depth: Int
    /// Parts of a message, those of the messages within it included.
    package var parts: Int
    /// Header fields of a message or part.
    package var headers: Int
    /// A longer field is cut, with a warning.
    package var headerLength: ByteSize
    /// Addresses read of one field; the rest is passed over, with a warning.
    package var addresses: Int
    /// Attachments read of one message; the rest is named in a warning.
    package var attachments: Int
    /// Files within a zip.
    package var zipEntries: Int
    /// How many times larger than itself a zip may unpack.
    package var zipRatio: Int
    /// Nothing is taken in while the store's file system has less room.
    package var freeDisk: ByteSize
  }

  /// When something is removed, and by whose decision.
  package struct RetentionRule: Hashable, Sendable {
    /// What can be removed: the bytes of messages, or what is in quarantine.
    package enum Subject: String, CaseIterable, Sendable { case messages, quarantine }
    /// What is removed.
    package var of: Subject
    /// How long it is kept.
    package var keep: TimeSpan
    /// As the registry names it.
    package var decision: String
  }

  /// Where the pages are written.
  package struct Overview: Hashable, Sendable {
    /// The folder of the shared pages; nil where none are written.
    package var directory: String?
    /// The folder of the internal pages; nil where none are written.
    package var `internal`: String?
    /// How often they are written.
    package var every: TimeSpan
  }

  /// Figures for monitoring; both nil where none are wanted.
  package struct Metrics: Hashable, Sendable {
    /// A file for the node exporter's textfile collector.
    package var textfile: String?
    /// Where scrapes are answered.
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
    /// Events of this weight and above.
    package var level: Level
  }
}
