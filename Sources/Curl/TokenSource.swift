import Glibc

/// Where access tokens come from: OAuth 2 client credentials (RFC 6749, section 4.4), as for Exchange Online.
///
/// A token is kept and shared until it is due for renewal; there is one request at a time, and all who wait share its
/// answer. Where renewal fails for a while, the old token serves to its end.
package actor TokenSource {
  package struct Client: Sendable {
    /// The endpoint, `https`.
    package var url: String
    package var clientID: String
    package var scope: String
    /// Authorities to trust beside the system's, in PEM form.
    package var caFile: String?
    /// Asked anew for each request, so that a changed secret is found; what it throws is taken for a sentence that may
    /// be shown.
    package var secret: @Sendable () throws -> SecretBytes

    package init(
      url: String, clientID: String, scope: String, caFile: String? = nil,
      secret: @escaping @Sendable () throws -> SecretBytes
    ) {
      self.url = url
      self.clientID = clientID
      self.scope = scope
      self.caFile = caFile
      self.secret = secret
    }
  }

  /// The most bytes of an answer.
  static let answerLimit = 64 * 1024
  /// The longest time for which an endpoint can send us away.
  static let longestWait = Duration.seconds(3600)

  private let client: Client
  private let timeout: Duration
  private let now: @Sendable () -> ContinuousClock.Instant
  private let pool = CurlPool(handles: 1)
  /// For messages.
  private let endpoint: String

  private var kept: Token?
  /// What the endpoint showed last.
  package private(set) var certificate: PeerCertificate?
  private var request: Task<Void, Never>?
  private var waiters = [UInt64: CheckedContinuation<Result<Token, TokenError>, Never>]()
  private var nextWaiter: UInt64 = 0
  /// Until when the endpoint wants to be left alone, and what it said.
  private var pause: (until: ContinuousClock.Instant, error: TokenError)?

  /// - Parameter now: a clock that goes on while the machine sleeps.
  package init(
    _ client: Client, timeout: Duration = .seconds(30),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
  ) {
    self.client = client
    self.timeout = timeout
    self.now = now
    let authority = client.url.dropFirst("https://".count).prefix { $0 != "/" && $0 != "?" }
    endpoint = "the token endpoint \(authority.drop { $0 == "/" })"
  }

  /// A token that can be used now.
  package func token() async throws(TokenError) -> Token {
    if let kept, now() < kept.renew { return kept }
    if let pause, now() < pause.until {
      if let kept, now() < kept.expires { return kept }
      throw pause.error
    }
    if Task.isCancelled { throw cancelled }
    if request == nil {
      // Not the caller's: it may go while others wait.
      request = Task { await self.renew() }
    }
    return try await answer().get()
  }

  /// How long the token that is kept serves yet; nil where there is none.
  package var life: Duration? {
    guard let kept else { return nil }
    return max(.zero, kept.expires - now())
  }

  /// Forgets a token that a server refused, unless a newer one has come.
  package func discard(_ token: Token) {
    if kept?.bytes == token.bytes { kept = nil }
  }

  func token(for server: String) async throws(SessionError) -> Token {
    do throws(TokenError) { return try await token() } catch { throw error.asSessionError }
  }

  private func answer() async -> Result<Token, TokenError> {
    let number = nextWaiter
    nextWaiter += 1
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: .failure(cancelled))
        } else {
          waiters[number] = continuation
        }
      }
    } onCancel: {
      Task { await self.leave(number) }
    }
  }

  private func leave(_ number: UInt64) {
    waiters.removeValue(forKey: number)?.resume(returning: .failure(cancelled))
  }

  private func renew() async {
    let asked = now()
    let result = await ask(asked)
    request = nil
    let given: Result<Token, TokenError>
    switch result {
    case .success(let token):
      kept = token
      pause = nil
      given = .success(token)
    case .failure(let error):
      if let wait = error.retryAfter { pause = (now() + min(wait, Self.longestWait), error) }
      if error.isTemporary, let kept, now() < kept.expires {
        given = .success(kept)
      } else {
        given = .failure(error)
      }
    }
    let all = waiters
    waiters = [:]
    for waiter in all.values { waiter.resume(returning: given) }
  }

  private func ask(_ asked: ContinuousClock.Instant) async -> Result<Token, TokenError> {
    guard client.url.hasPrefix("https://") else {
      return .failure(
        TokenError(
          kind: .requestRefused,
          description: "token_url does not begin with https://; a secret goes nowhere else"))
    }
    let form: SecretBytes
    do { form = try self.form(client.secret()) } catch {
      return .failure(TokenError(kind: .secretMissing, description: "\(endpoint): \(error)"))
    }
    do throws(CurlError) {
      let response = try await pool.perform(
        Transfer(
          url: client.url, scheme: .https, limit: Self.answerLimit, timeout: timeout,
          action: .post(form, type: "application/x-www-form-urlencoded"), caFile: client.caFile))
      // A connection that was kept shows none again.
      certificate = response.certificate ?? certificate
      return TokenAnswer(response, from: endpoint).result.map {
        Token(bytes: $0.bytes, obtained: asked, life: $0.life)
      }
    } catch {
      return .failure(self.error(for: error))
    }
  }

  private func error(for error: CurlError) -> TokenError {
    switch error.kind {
    case .cancelled: cancelled
    case .tooLarge:
      TokenError(
        kind: .answerInvalid,
        description: "\(endpoint): it answered with more than \(Self.answerLimit) bytes; check token_url")
    case .temporary, .permanent:
      TokenError(
        kind: .connection(error.fault ?? .fault),
        description: "\(endpoint): \((error.fault ?? .fault).advice)")
    }
  }

  private var cancelled: TokenError { TokenError(kind: .cancelled, description: "\(endpoint): cancelled") }

  /// RFC 6749, section 4.4.2, with the client's password in the body (section 2.3.1), as every endpoint of note takes it.
  private func form(_ secret: SecretBytes) -> SecretBytes {
    var form = Array("grant_type=client_credentials&client_id=".utf8)
    form += FileURL.percentEncoded(Array(client.clientID.utf8), keepingSlashes: false).utf8
    form += Array("&scope=".utf8)
    form += FileURL.percentEncoded(Array(client.scope.utf8), keepingSlashes: false).utf8
    form += Array("&client_secret=".utf8)
    secret.withBytes { bytes in
      for byte in bytes { form += FileURL.percentEncoded([byte], keepingSlashes: false).utf8 }
    }
    defer {
      form.withUnsafeMutableBytes { bytes in
        if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
      }
    }
    return SecretBytes(form)
  }
}
