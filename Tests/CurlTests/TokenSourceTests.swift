import Curl
import Foundation
import Support
import Synchronization
import Testing

/// Access tokens by client credentials, from an endpoint over TLS.
struct TokenSourceTests {
  private static let secret = "hemlig&nyckel=å/+"

  /// A clock that a test puts forward.
  private final class Clock: Sendable {
    private let ahead = Mutex(Duration.zero)
    private let start = ContinuousClock.now
    func forward(_ duration: Duration) { ahead.withLock { $0 += duration } }
    func now() -> ContinuousClock.Instant { start + ahead.withLock { $0 } }
  }

  private func source(
    _ endpoint: TokenEndpoint, clock: Clock = Clock(), caFile: String? = nil, timeout: Duration = .seconds(10)
  ) throws -> TokenSource {
    let file = try caFile ?? Servers.authority.get().file
    return TokenSource(
      TokenSource.Client(url: endpoint.url, clientID: "id & co", scope: "https://outlook.example/.default", caFile: file) {
        SecretBytes(Array(Self.secret.utf8))
      }, timeout: timeout, now: { clock.now() })
  }

  private func text(_ token: Token) -> String { token.bytes.withBytes { String(decoding: $0, as: UTF8.self) } }

  private func failure(_ source: TokenSource) async throws -> TokenError {
    try #require(await #expect(throws: TokenError.self) { _ = try await source.token() })
  }

  @Test func asksAsTheStandardSays() async throws {
    let endpoint = try await Servers.endpoint(answers: [.token("t-1")])
    let source = try source(endpoint)
    #expect(text(try await source.token()) == "t-1")
    let request = try #require(endpoint.requests.first)
    #expect(request.method == "POST")
    #expect(request.type == "application/x-www-form-urlencoded")
    #expect(
      request.body == "grant_type=client_credentials&client_id=id%20%26%20co"
        + "&scope=https%3A%2F%2Foutlook.example%2F.default&client_secret=hemlig%26nyckel%3D%C3%A5%2F%2B")
  }

  @Test func keepsAndRenewsInTime() async throws {
    let clock = Clock()
    let endpoint = try await Servers.endpoint(answers: (1...9).map { .token("t-\($0)", expiresIn: 3600) })
    let source = try source(endpoint, clock: clock)
    #expect(text(try await source.token()) == "t-1")
    clock.forward(.seconds(2879))
    #expect(text(try await source.token()) == "t-1")
    clock.forward(.seconds(2))
    #expect(text(try await source.token()) == "t-2")
    // A refused one is not used again, and a refusal of an old one does not throw the new one away.
    let second = try await source.token()
    await source.discard(second)
    #expect(text(try await source.token()) == "t-3")
    await source.discard(second)
    #expect(text(try await source.token()) == "t-3")
    // Of twenty minutes' life, five at the end are not relied on.
    try endpoint.answer([.token("s-1", expiresIn: 1200), .token("s-2", expiresIn: 1200)])
    await source.discard(try await source.token())
    #expect(text(try await source.token()) == "s-1")
    clock.forward(.seconds(899))
    #expect(text(try await source.token()) == "s-1")
    clock.forward(.seconds(2))
    #expect(text(try await source.token()) == "s-2")
  }

  @Test func allWaitForOneRequest() async throws {
    let endpoint = try await Servers.endpoint(answers: [.token("t-1", delaySeconds: 0.4), .token("t-2")])
    let source = try source(endpoint)
    let tokens = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { self.text(try await source.token()) } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(tokens == ["t-1"])
    #expect(endpoint.requests.count == 1)
  }

  @Test func whoLeavesTakesNobodyAlong() async throws {
    let endpoint = try await Servers.endpoint(answers: [.token("t-1", delaySeconds: 1)])
    let source = try source(endpoint)
    let leaver = Task { try await source.token() }
    try await Task.sleep(for: .milliseconds(50))
    let stayer = Task { try await source.token() }
    try await Task.sleep(for: .milliseconds(50))
    leaver.cancel()
    let error = await #expect(throws: TokenError.self) { _ = try await leaver.value }
    #expect(error?.kind == .cancelled)
    #expect(text(try await stayer.value) == "t-1")
    #expect(endpoint.requests.count == 1)
  }

  @Test(arguments: [
    ("invalid_client", 401, "AADSTS7000222: gone", TokenError.Kind.clientRefused, "has expired"),
    ("invalid_client", 401, "AADSTS7000215: no", .clientRefused, "AADSTS7000215"),
    ("unauthorized_client", 400, "", .clientRefused, "client_id"),
    ("invalid_scope", 400, "AADSTS70011: no", .scopeRefused, "scope"),
    ("invalid_request", 400, "AADSTS90002: no", .requestRefused, "token_url"),
    ("temporarily_unavailable", 400, "", .temporarilyRefused, "later"),
    ("server_error", 503, "", .temporarilyRefused, "later"),
  ])
  func tellsRefusalsApart(
    _ code: String, _ status: Int, _ description: String, _ expected: TokenError.Kind, _ word: String
  ) async throws {
    let endpoint = try await Servers.endpoint(
      answers: [.error(code, status: status, description: description + " hemlig id & co")])
    let error = try await failure(source(endpoint))
    #expect(error.kind == expected)
    #expect(error.isTemporary == (expected == .temporarilyRefused))
    #expect(error.description.contains(word), "\(error)")
    #expect(error.description.contains("127.0.0.1:\(endpoint.port)"))
    for secret in ["hemlig", "id & co"] { #expect(!error.description.contains(secret)) }
  }

  @Test func staysAwayAsLongAsItIsTold() async throws {
    let clock = Clock()
    let endpoint = try await Servers.endpoint(
      answers: [.error("busy", status: 429, headers: ["Retry-After": "120"]), .token("t-1", expiresIn: 3600)])
    let source = try source(endpoint, clock: clock)
    let error = try await failure(source)
    #expect(error.kind == .temporarilyRefused)
    #expect(error.retryAfter == .seconds(120))
    clock.forward(.seconds(119))
    #expect(try await failure(source) == error)
    #expect(endpoint.requests.count == 1)
    clock.forward(.seconds(2))
    #expect(text(try await source.token()) == "t-1")
    // While renewal is refused for a time, the old token serves to its end, and no longer.
    try endpoint.answer([.error("busy", status: 503, headers: ["Retry-After": "100000"])])
    clock.forward(.seconds(3000))
    #expect(text(try await source.token()) == "t-1")
    #expect(text(try await source.token()) == "t-1")
    #expect(endpoint.requests.count == 3)
    clock.forward(.seconds(601))
    #expect(try await failure(source).kind == .temporarilyRefused)
    // Nobody can send us away for longer than an hour.
    try endpoint.answer([.token("t-2")])
    clock.forward(.seconds(3600))
    #expect(text(try await source.token()) == "t-2")
  }

  @Test(arguments: [
    "", "{", "[]", #"{"access_token":"x"}"#, #"{"token_type":"mac","access_token":"x"}"#,
    #"{"token_type":"Bearer","access_token":""}"#, #"{"token_type":"Bearer","access_token":"a\r\nb"}"#,
    #"{"token_type":"Bearer","access_token":5}"#,
  ])
  func takesNothingElseForAToken(_ body: String) async throws {
    let endpoint = try await Servers.endpoint(answers: [TokenEndpoint.Answer(body: body)])
    #expect(try await failure(source(endpoint)).kind == .answerInvalid)
  }

  @Test func takesALifeThatIsWrittenAsAText() async throws {
    let clock = Clock()
    let body = #"{"token_type":"bearer","access_token":"x","expires_in":"500"}"#
    let endpoint = try await Servers.endpoint(answers: [TokenEndpoint.Answer(body: body), .token("t-2")])
    let source = try source(endpoint, clock: clock)
    #expect(try await source.token().expires == clock.now() + .seconds(500))
  }

  @Test func readsNoEndlessAnswer() async throws {
    let endpoint = try await Servers.endpoint(
      answers: [TokenEndpoint.Answer(body: String(repeating: "x", count: 100_000))])
    #expect(try await failure(source(endpoint)).kind == .answerInvalid)
  }

  @Test func followsNoRedirection() async throws {
    let other = try await Servers.endpoint(answers: [.token("stolen")])
    let endpoint = try await Servers.endpoint(
      answers: [TokenEndpoint.Answer(status: 307, headers: ["Location": other.url], body: "")])
    #expect(try await failure(source(endpoint)).kind == .requestRefused)
    #expect(other.requests.isEmpty)
  }

  @Test func givesTheSecretToNobodyElse() async throws {
    let stranger = try await offPool { try TestCA() }
    let endpoint = try await Servers.endpoint(answers: [.token("t-1")])
    let error = try await failure(source(endpoint, caFile: stranger.file))
    #expect(error.kind == .connection(.certificateUnknownAuthority))
    #expect(!error.isTemporary)
    #expect(endpoint.requests.isEmpty)
    let clear = TokenSource(
      TokenSource.Client(url: "http://127.0.0.1:\(endpoint.port)/", clientID: "x", scope: "y") {
        SecretBytes([1])
      })
    #expect(try await failure(clear).kind == .requestRefused)
  }

  @Test func tellsAnEndpointThatIsAwayOrSilent() async throws {
    let endpoint = try await Servers.endpoint(answers: [.token("t-1", delaySeconds: 3)])
    let error = try await failure(source(endpoint, timeout: .milliseconds(300)))
    #expect(error.kind == .connection(.timedOut))
    #expect(error.isTemporary)
    try await offPool { endpoint.stop() }
    #expect(try await failure(source(endpoint)).kind == .connection(.connectionRefused))
  }

  @Test func tellsWhyThereIsNoSecret() async throws {
    struct Missing: Error, CustomStringConvertible { let description = "the credential entra-secret is nowhere" }
    let source = TokenSource(
      TokenSource.Client(url: "https://127.0.0.1:1/", clientID: "x", scope: "y") { throw Missing() })
    let error = try await failure(source)
    #expect(error.kind == .secretMissing)
    #expect(error.description.contains("entra-secret is nowhere"))
  }

  @Test func aSecretIsNeverShown() {
    let secret = SecretBytes(Array("hemligt".utf8))
    var dumped = ""
    dump(Transfer(url: "https://x.example/", limit: 1, action: .post(secret, type: "x")), to: &dumped)
    #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("hemligt"))
  }
}
