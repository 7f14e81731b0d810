import CCurl

/// Who we are to a server, and what shows it.
package struct ServerLogin: Hashable, Sendable {
  package enum Proof: Hashable, Sendable {
    case password(SecretBytes)
    /// An OAuth 2 access token (RFC 6750), for IMAP and SMTP.
    case token(SecretBytes)
    /// A private key for SSH, in a file; ed25519 is the kind that works with current servers.
    case key(file: String, passphrase: SecretBytes?)
  }

  /// How to log in where a server offers several ways (RFC 4422).
  package enum Mechanism: String, Hashable, Sendable, CaseIterable {
    /// libcurl's choice among what the server offers; IMAP's LOGIN command where that is nothing of SASL.
    case automatic
    case plain = "PLAIN"
    case login = "LOGIN"
    case xoauth2 = "XOAUTH2"
    case oauthbearer = "OAUTHBEARER"
  }

  package var user: String
  package var proof: Proof
  package var mechanism: Mechanism

  package init(user: String, _ proof: Proof, mechanism: Mechanism = .automatic) {
    self.user = user
    self.proof = proof
    self.mechanism = mechanism
  }

  var usesToken: Bool { if case .token = proof { true } else { false } }

  /// Protocol lines must not be made of a name or a password that holds a line break.
  var isSound: Bool {
    guard !user.isEmpty, user.utf8.count <= 1024, !user.utf8.contains(where: { $0 < 32 || $0 == 127 }) else {
      return false
    }
    switch proof {
    case .password(let secret), .token(let secret): return secret.count > 0 && secret.isOneLine
    case .key(let file, let passphrase): return file.hasPrefix("/") && (passphrase?.isOneLine ?? true)
    }
  }
}

extension Options {
  mutating func setLogin(_ login: ServerLogin) {
    set(CURLOPT_USERNAME, login.user)
    switch login.proof {
    case .password(let secret):
      set(CURLOPT_PASSWORD, secret)
      // Some servers ask for a password through keyboard-interactive alone.
      set(CURLOPT_SSH_AUTH_TYPES, 1 << 1 | 1 << 3)
    case .token(let secret): set(CURLOPT_XOAUTH2_BEARER, secret)
    case .key(let file, let passphrase):
      set(CURLOPT_SSH_AUTH_TYPES, 1 << 0)
      set(CURLOPT_SSH_PRIVATE_KEYFILE, file)
      if let passphrase { set(CURLOPT_KEYPASSWD, passphrase) }
    }
    if login.mechanism != .automatic { set(CURLOPT_LOGIN_OPTIONS, "AUTH=\(login.mechanism.rawValue)") }
  }
}
