import CCurl

/// One exchange through libcurl: which URL, what to do there, how much to take in at most, and how long it may take.
package struct Transfer: Hashable, Sendable {
  /// The schemes that may be asked for; libcurl refuses every other, also after a redirection.
  package enum Scheme: String, Sendable {
    case file, sftp, https
    /// TLS from the first byte.
    case ftps, smtps
    /// TLS by the protocol's own command, required before anything secret is sent.
    case ftp, smtp

    var isSSH: Bool { self == .sftp }
    var isFTP: Bool { self == .ftp || self == .ftps }
    var isMail: Bool { self == .smtp || self == .smtps }
  }

  /// What is done at the URL.
  package enum Action: Hashable, Sendable {
    /// Reads a file, or gets a page.
    case read
    /// Lists a folder, whose URL ends in a slash; `facts` asks an FTP server for MLSD (RFC 3659) rather than LIST.
    case list(facts: Bool)
    /// Asks an FTP server for a file's size and time (SIZE and MDTM, RFC 3659), without reading it.
    case status
    /// Writes a file that is not there; where one is after all, as in a race, the bytes are put after its own, so that
    /// nothing is lost.
    case write([UInt8])
    /// Commands of libcurl's for SFTP, or of the protocol for FTP (CURLOPT_QUOTE), one after the other to the first
    /// that fails; reads nothing.
    case commands([[UInt8]])
    /// Posts a body to an `https` URL.
    case post(SecretBytes, type: String)
    /// Hands a mail over (RFC 5321): all recipients are accepted, or it is not sent.
    case mail(MailEnvelope, [UInt8])

    /// Whether it may be done twice.
    var changesNothing: Bool {
      switch self {
      case .read, .list, .status: true
      case .write, .commands, .post, .mail: false
      }
    }
  }

  /// An absolute URL (RFC 3986), percent-encoded.
  package var url: String
  /// The only scheme that is allowed.
  package var scheme: Scheme
  /// The most bytes that are taken in; one more, and the transfer ends with ``CurlError/Kind/tooLarge``.
  package var limit: Int
  /// A file of ours, open for writing, that takes the bytes in the response's stead; it stays open meanwhile.
  package var sink: Int32?
  /// The piece that is read, as offsets in bytes; nil reads all.
  package var range: Range<Int64>?
  /// How long the whole may take.
  package var timeout: Duration
  package var action: Action
  package var login: ServerLogin?
  /// A file of authorities in PEM form, to trust beside the system's.
  package var caFile: String?
  /// By what an SSH server is known; without it, nothing is asked of one.
  package var hostKeys: HostKeys?

  package init(
    url: String, scheme: Scheme = .file, limit: Int, range: Range<Int64>? = nil,
    timeout: Duration = .seconds(60), action: Action = .read, login: ServerLogin? = nil,
    caFile: String? = nil,
    hostKeys: HostKeys? = nil
  ) {
    self.url = url
    self.scheme = scheme
    self.limit = limit
    self.range = range
    self.timeout = timeout
    self.action = action
    self.login = login
    self.caFile = caFile
    self.hostKeys = hostKeys
  }

  /// What is being done, for messages.
  var operation: String {
    switch action {
    case .read: "read"
    case .list: "list a folder"
    case .status: "look at a file"
    case .write: "write a file"
    case .commands: "change a folder"
    case .post: "post"
    case .mail: "send a mail"
    }
  }

  /// Why nothing is asked of the server at all, if so.
  var refusal: CurlError? {
    func refuse(_ fault: ConnectionFault, _ sentence: String) -> CurlError {
      CurlError(.permanent, code: CURLE_BAD_FUNCTION_ARGUMENT, operation: operation, sentence, fault: fault)
    }
    if scheme.isSSH {
      guard let hostKeys else {
        return refuse(.hostKeyNotPinned, "the server: \(ConnectionFault.hostKeyNotPinned.advice)")
      }
      if let flaw = hostKeys.flaw { return refuse(.hostKeyNotPinned, flaw) }
    }
    if let login, !login.isSound {
      return refuse(.fault, "the user or the secret is empty or holds a line break or a NUL")
    }
    switch action {
    case .commands(let commands):
      guard !commands.joined().contains(where: { $0 == 0 || $0 == 10 || $0 == 13 }) else {
        return refuse(.fault, "a name with a line break or a NUL cannot be put into a command")
      }
    case .mail(let envelope, _): if let flaw = envelope.flaw { return refuse(.fault, flaw) }
    case .post: if scheme != .https { return refuse(.fault, "only an https URL can be posted to") }
    case .read, .list, .status, .write: break
    }
    return nil
  }
}

/// What a transfer brought.
package struct Response: Hashable, Sendable {
  package var bytes: [UInt8]
  /// The size of the whole or of the asked range, in bytes, where the other end told it.
  package var size: Int64?
  /// The last status or reply code of HTTP, FTP or SMTP.
  package var status: Int?
  /// How long an HTTP server asks to be left alone (RFC 9110, section 10.2.3).
  package var retryAfter: Duration?
  /// When a file was last changed, in seconds since 1970, where an SFTP or FTP server told it.
  package var modified: Int64?
  /// The server's certificate, where a connection was made for this transfer; nil where one was kept from before.
  package var certificate: PeerCertificate?

  package init(
    bytes: [UInt8], size: Int64?, status: Int? = nil, retryAfter: Duration? = nil, modified: Int64? = nil
  ) {
    self.bytes = bytes
    self.size = size
    self.status = status
    self.retryAfter = retryAfter
    self.modified = modified
  }
}
