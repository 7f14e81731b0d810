/// An OAuth 2 access token (RFC 6750) and its life.
package struct Token: Sendable {
  package let bytes: SecretBytes
  /// From when on it is not used any more.
  package let expires: ContinuousClock.Instant
  /// From when on a new one is asked for.
  let renew: ContinuousClock.Instant

  /// Tokens that live for more than ten minutes are renewed five minutes before their end at the latest, all of them
  /// when four fifths of their life are over.
  init(bytes: SecretBytes, obtained: ContinuousClock.Instant, life: Duration) {
    self.bytes = bytes
    expires = obtained + life
    let most = life * 4 / 5
    let early = life - .seconds(300)
    renew = obtained + (life > .seconds(600) ? min(most, early) : most)
  }
}

/// Why there is no token.
package struct TokenError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    /// The endpoint could not be reached, or could not be trusted.
    case connection(ConnectionFault)
    /// `invalid_client`, `unauthorized_client`: the application or its secret is wrong or has expired.
    case clientRefused
    /// `invalid_scope`.
    case scopeRefused
    /// Any other refusal (RFC 6749, section 5.2).
    case requestRefused
    /// The endpoint is too busy or down: 429, 5xx, `temporarily_unavailable`.
    case temporarilyRefused
    /// The endpoint answered with something that is no token.
    case answerInvalid
    /// The secret itself could not be had.
    case secretMissing
    case cancelled
  }

  package var kind: Kind
  /// How long the endpoint asks to be left alone.
  package var retryAfter: Duration?
  /// One sentence: which endpoint, what is wrong, what to do; no secret, no identifier.
  package var description: String

  /// Whether waiting may help.
  package var isTemporary: Bool {
    switch kind {
    case .connection(let fault): fault.isTemporary
    case .temporarilyRefused, .answerInvalid: true
    case .clientRefused, .scopeRefused, .requestRefused, .secretMissing, .cancelled: false
    }
  }

  /// As a session that needed the token reports it.
  var asSessionError: SessionError {
    let fault: ConnectionFault =
      switch kind {
      case .connection(let fault): fault
      case .clientRefused: .credentialsRefused
      case .scopeRefused, .requestRefused: .notPermitted
      case .temporarilyRefused, .answerInvalid: .temporarilyRefused
      case .secretMissing: .fault
      case .cancelled: .cancelled
      }
    return SessionError(fault, code: nil, retryAfter: retryAfter, description: description)
  }
}
