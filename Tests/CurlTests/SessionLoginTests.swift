import Curl
import Foundation
import Support
import Testing

/// Getting to a server and in, against a real Dovecot.
struct SessionLoginTests {
  @Test(arguments: [ServerLogin.Mechanism.automatic, .plain, .login])
  func logsInWithAPassword(_ mechanism: ServerLogin.Mechanism) async throws {
    for encryption in [SessionTarget.Encryption.immediate, .startTLS] {
      var target = try await Servers.target()
      target.encryption = encryption
      if encryption == .startTLS { target.port = try await Servers.dovecot().imapPort }
      let session = try await CurlSession.open(target, as: Servers.password(mechanism: mechanism))
      let answer = try await session.ask("CAPABILITY")
      #expect(answer.last?.hasPrefix("t1 OK") == true)
      // What is told only to those who are logged in.
      #expect(answer.contains { $0.contains("CONDSTORE") })
      #expect(try await session.ask("SELECT INBOX").last?.hasPrefix("t1 OK") == true)
      let expires = try #require(await session.certificate?.expires)
      #expect(abs(expires.timeIntervalSinceNow - 20 * 86_400) < 86_400)
      await session.end()
    }
  }

  @Test func tellsAWrongPassword() async throws {
    let error = await #expect(throws: SessionError.self) {
      _ = try await CurlSession.open(await Servers.target(), as: Servers.password("fel-losen", user: "anna"))
    }
    #expect(error?.kind == .credentialsRefused)
    #expect(error?.isTemporary == false)
    #expect(error?.description.contains("[AUTHENTICATIONFAILED]") == true)
    for secret in ["fel-losen", "anna", "hemligt"] { #expect(error?.description.contains(secret) == false) }
  }

  @Test(arguments: ["", "rad\r\nA2 NOOP", "nul\0"])
  func sendsNoPasswordThatBreaksALine(_ password: String) async throws {
    let server = try ScriptedServer { _, script in try script.logIn() }
    for login in [Servers.password(password), Servers.password("x", user: password)] {
      let error = await #expect(throws: SessionError.self) {
        _ = try await CurlSession.open(Servers.plain(server.port), as: login)
      }
      #expect(error?.kind == .fault)
    }
    #expect(server.lines.isEmpty)
  }

  @Test func passesOnWhyThereIsNoPassword() async throws {
    struct Missing: Error, CustomStringConvertible { let description = "the credential imap is nowhere" }
    let error = await #expect(throws: SessionError.self) {
      _ = try await CurlSession.open(await Servers.target(), as: .password(user: "anna") { throw Missing() })
    }
    #expect(error?.description.contains("the credential imap is nowhere") == true)
  }

  // MARK: Tokens

  private func source(_ endpoint: TokenEndpoint) throws -> TokenSource {
    let file = try Servers.authority.get().file
    return TokenSource(
      TokenSource.Client(url: endpoint.url, clientID: "lyssnad", scope: "imap", caFile: file) {
        SecretBytes(Array("klienthemlighet".utf8))
      })
  }

  @Test(arguments: [ServerLogin.Mechanism.automatic, .xoauth2, .oauthbearer])
  func logsInWithAToken(_ mechanism: ServerLogin.Mechanism) async throws {
    let dovecot = try await Servers.dovecot()
    let endpoint = try await Servers.endpoint(
      answers: [.token(dovecot.token(for: "anna"))])
    let source = try source(endpoint)
    for _ in 0..<3 {
      let session = try await CurlSession.open(
        await Servers.target(), as: .token(user: "anna", mechanism: mechanism, from: source))
      #expect(try await session.ask("SELECT INBOX").last?.hasPrefix("t1 OK") == true)
      await session.end()
    }
    #expect(endpoint.requests.count == 1)
  }

  @Test(arguments: [ServerLogin.Mechanism.xoauth2, .oauthbearer])
  func renewsARefusedTokenOnce(_ mechanism: ServerLogin.Mechanism) async throws {
    let dovecot = try await Servers.dovecot()
    let endpoint = try await Servers.endpoint(
      answers: [.token(dovecot.token(for: "anna", expires: -60)), .token(dovecot.token(for: "anna"))])
    let session = try await CurlSession.open(
      await Servers.target(), as: .token(user: "anna", mechanism: mechanism, from: source(endpoint)))
    #expect(try await session.ask("NOOP").last?.hasPrefix("t1 OK") == true)
    await session.end()
    #expect(endpoint.requests.count == 2)
  }

  @Test(arguments: [ServerLogin.Mechanism.xoauth2, .oauthbearer])
  func tellsATokenThatIsRefusedAgain(_ mechanism: ServerLogin.Mechanism) async throws {
    let token = try await Servers.dovecot().token(for: "anna", expires: -60)
    let endpoint = try await Servers.endpoint(answers: [.token(token)])
    let error = await #expect(throws: SessionError.self) {
      _ = try await CurlSession.open(
        await Servers.target(), as: .token(user: "anna", mechanism: mechanism, from: source(endpoint)))
    }
    #expect(error?.kind == .tokenRefused)
    #expect(error?.isTemporary == false)
    #expect(error?.description.contains(token) == false)
    #expect(endpoint.requests.count == 2)
  }

  @Test func tellsThatThereIsNoToken() async throws {
    let endpoint = try await Servers.endpoint(
      answers: [.error("invalid_client", status: 401, description: "AADSTS7000222: expired")])
    let error = await #expect(throws: SessionError.self) {
      _ = try await CurlSession.open(await Servers.target(), as: .token(user: "anna", from: source(endpoint)))
    }
    #expect(error?.kind == .credentialsRefused)
    #expect(error?.description.contains("client secret has expired") == true)
  }
}
