/// The server that a session is with.
package struct SessionTarget: Hashable, Sendable {
  package enum Encryption: Hashable, Sendable {
    /// TLS from the first byte: `imaps`.
    case immediate
    /// STARTTLS (RFC 3501, section 6.2.1), required before anything secret is sent: `imap`.
    case startTLS
    /// None. Refused for every host but this machine itself.
    case none
  }

  /// A name or an address, without brackets.
  package var host: String
  /// Nil for the scheme's own: 993 or 143.
  package var port: Int?
  package var encryption: Encryption
  /// A file of authorities in PEM form, to trust beside the system's.
  package var caFile: String?

  package init(host: String, port: Int? = nil, encryption: Encryption, caFile: String? = nil) {
    self.host = host
    self.port = port
    self.encryption = encryption
    self.caFile = caFile
  }

  /// For messages.
  var name: String { "\(bracketed):\(port ?? (encryption == .immediate ? 993 : 143))" }

  var scheme: String { encryption == .immediate ? "imaps" : "imap" }

  var url: String { url(scheme) + "/" }

  /// Without a slash at its end.
  func url(_ scheme: String) -> String { "\(scheme)://\(bracketed)" + (port.map { ":\($0)" } ?? "") }

  /// `localhost` is this machine for libcurl too, whatever the name service says (RFC 6761, section 6.3).
  var isLoopback: Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "::1" || host == "localhost"
      || (labels.count == 4 && labels[0] == "127" && labels.allSatisfy { UInt8($0) != nil })
  }

  /// What stands between `//` and `/` cannot lead elsewhere.
  var isSound: Bool {
    !host.isEmpty && host.utf8.count <= 253
      && host.utf8.allSatisfy { byte in
        (48...58).contains(byte) || (97...122).contains(byte | 0x20) || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte >= 128
      } && port.map { (1...65_535).contains($0) } ?? true
  }

  private var bracketed: String { host.contains(":") ? "[\(host)]" : host }
}

/// How a session logs in.
package enum SessionLogin: Sendable {
  /// The closure is asked anew for each connection, so that a changed password is found; what it throws is taken for a
  /// sentence that may be shown.
  case password(
    user: String, mechanism: ServerLogin.Mechanism = .automatic, secret: @Sendable () throws -> SecretBytes)
  /// XOAUTH2 or OAUTHBEARER, whichever the server offers. A token that the server refuses is renewed once.
  case token(user: String, mechanism: ServerLogin.Mechanism = .automatic, from: TokenSource)
}
