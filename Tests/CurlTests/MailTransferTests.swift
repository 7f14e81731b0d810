import Curl
import Foundation
import Support
import Testing

/// Handing mail over by SMTP, and pages by HTTPS.
struct MailTransferTests {
  private let pool = CurlPool(handles: 1)
  private let envelope = MailEnvelope(
    sender: "uppsalamots@uppsala.example", recipients: ["anna.k@uppsala.example", "bo@uppsala.example"])

  private func sink(
    _ encryption: MailSink.Encryption = .implicit, refused: [String] = [], busy: [String] = []
  ) async throws -> MailSink {
    try await offPool {
      try MailSink(
        certificate: Servers.authority.get().good(), encryption: encryption, refused: refused, busy: busy)
    }
  }

  private func send(
    _ message: String, to sink: MailSink, _ envelope: MailEnvelope? = nil, scheme: Transfer.Scheme = .smtps,
    login: ServerLogin? = nil
  ) async throws(CurlError) -> Response {
    let file = try? Servers.authority.get().file
    return try await pool.perform(
      Transfer(
        url: "\(scheme.rawValue)://127.0.0.1:\(sink.port)/lyssnad.example", scheme: scheme, limit: 10_000,
        timeout: .seconds(10), action: .mail(envelope ?? self.envelope, Array(message.utf8)), login: login,
        caFile: file))
  }

  @Test func handsEveryByteOver() async throws {
    for (encryption, scheme) in [(MailSink.Encryption.implicit, Transfer.Scheme.smtps), (.startTLS, .smtp)] {
      let sink = try await sink(encryption)
      let message = "Subject: å\n\nbare LF\nand CR\rand both\r\n.dot\r\n..\n.\n.\r\n\r\nQUIT\r\n"
      _ = try await send(message, to: sink, scheme: scheme)
      let delivery = try #require(sink.deliveries.first)
      #expect(sink.deliveries.count == 1)
      #expect(delivery.sender == envelope.sender)
      #expect(delivery.recipients == envelope.recipients)
      let expected = "Subject: å\r\n\r\nbare LF\r\nand CR\r\nand both\r\n.dot\r\n..\r\n.\r\n.\r\n\r\nQUIT\r\n"
      #expect(delivery.data.unicodeScalars.map { UInt8($0.value) } == Array(expected.utf8))
      #expect(sink.commands.contains("EHLO lyssnad.example"))
    }
  }

  @Test func logsIn() async throws {
    let sink = try await sink()
    let password = SecretBytes(Array("hemligt".utf8))
    let token = SecretBytes(Array("token-1".utf8))
    for login in [
      ServerLogin(user: "anna", .password(password)),
      ServerLogin(user: "anna", .password(password), mechanism: .login),
      ServerLogin(user: "anna", .token(token)), ServerLogin(user: "anna", .token(token), mechanism: .xoauth2),
    ] {
      _ = try await CurlPool(handles: 1).perform(transfer(sink, login))
    }
    #expect(sink.deliveries.map(\.user) == ["anna", "anna", "anna", "anna"])
    for (proof, fault) in [
      (ServerLogin.Proof.password(token), ConnectionFault.credentialsRefused),
      (.token(password), .tokenRefused),
    ] {
      let error = await #expect(throws: CurlError.self) {
        _ = try await CurlPool(handles: 1).perform(transfer(sink, ServerLogin(user: "anna", proof)))
      }
      #expect(error?.fault == fault, "\(String(describing: error))")
      #expect(error?.kind == .permanent)
      #expect(error?.description.contains("anna") == false)
    }
    #expect(sink.deliveries.count == 4)
  }

  private func transfer(_ sink: MailSink, _ login: ServerLogin?) throws -> Transfer {
    Transfer(
      url: "smtps://127.0.0.1:\(sink.port)/lyssnad.example", scheme: .smtps, limit: 10_000,
      timeout: .seconds(10),
      action: .mail(envelope, Array("Subject: x\r\n\r\ny\r\n".utf8)), login: login,
      caFile: try Servers.authority.get().file)
  }

  @Test func tellsARefusedRecipient() async throws {
    let sink = try await sink(refused: ["bo@uppsala.example"], busy: ["cia@uppsala.example"])
    let refused = await #expect(throws: CurlError.self) { _ = try await send("x\n", to: sink) }
    #expect(refused?.kind == .permanent)
    #expect(refused?.status == 550)
    #expect(refused?.description.contains("bo") == false)
    var later = envelope
    later.recipients = ["cia@uppsala.example"]
    let busy = await #expect(throws: CurlError.self) { _ = try await send("x\n", to: sink, later) }
    #expect(busy?.kind == .temporary)
    #expect(busy?.status == 451)
    #expect(sink.deliveries.isEmpty)
  }

  @Test(arguments: [
    "anna@uppsala.example\r\nRCPT TO:<eve@evil.example>", "anna@uppsala.example>,<eve@evil.example", "anna",
    "@x", "a@",
    "a b@x.example", "\"a\"@x.example", "a@b@c.example", "a@x.example\0", "",
  ])
  func refusesWhatIsNoAddress(_ address: String) async throws {
    let sink = try await sink()
    var envelopes = [MailEnvelope(sender: "a@x.example", recipients: ["b@x.example", address])]
    if !address.isEmpty { envelopes.append(MailEnvelope(sender: address, recipients: ["b@x.example"])) }
    for envelope in envelopes + [MailEnvelope(sender: "a@x.example", recipients: [])] {
      let error = await #expect(throws: CurlError.self) { _ = try await send("x", to: sink, envelope) }
      #expect(error?.fault == .fault)
      #expect(error?.kind == .permanent)
    }
    #expect(sink.commands.isEmpty)
  }

  @Test func sendsNothingInClear() async throws {
    let sink = try await sink(.none)
    let login = ServerLogin(user: "anna", .password(SecretBytes(Array("hemligt".utf8))))
    let error = await #expect(throws: CurlError.self) {
      _ = try await send("x", to: sink, scheme: .smtp, login: login)
    }
    #expect(error?.fault == .encryptionMissing)
    #expect(!sink.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") })
  }

  @Test func getsPages() async throws {
    let endpoint = try await Servers.endpoint(
      answers: [.init(body: "hej"), .init(status: 404, body: "inte här"), .init(body: "x", delaySeconds: 20)])
    let file = try Servers.authority.get().file
    func get(_ timeout: Duration = .seconds(10)) async throws(CurlError) -> Response {
      try await pool.perform(
        Transfer(url: endpoint.url, scheme: .https, limit: 100, timeout: timeout, caFile: file))
    }
    var response = try await get()
    #expect(try #require(response.certificate).expires > Date())
    response.certificate = nil
    #expect(response == Response(bytes: Array("hej".utf8), size: 3, status: 200))
    #expect(try await get().status == 404)
    // A transfer that waits for a server is let go at once, too.
    var times = [Duration]()
    for _ in 0..<5 {
      let task = Task { () throws(CurlError) in try await get(.seconds(30)) }
      try await Task.sleep(for: .milliseconds(100))
      let start = ContinuousClock.now
      task.cancel()
      let error = await #expect(throws: CurlError.self) { _ = try await task.value }
      #expect(error?.kind == .cancelled)
      times.append(ContinuousClock.now - start)
    }
    #expect(try #require(times.min()) < .milliseconds(100))
    let late = await #expect(throws: CurlError.self) { _ = try await get(.milliseconds(200)) }
    #expect(late?.kind == .temporary)
    #expect(late?.fault == .timedOut)
  }
}
