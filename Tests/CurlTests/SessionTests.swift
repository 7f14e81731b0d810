import Curl
import Foundation
import Glibc
import Support
import Testing

/// What is said over a session: bytes, deadlines, wake-ups and ends.
struct SessionTests {
  /// A session with a server that plays `script` after the login.
  private func session(
    _ server: ScriptedServer
  ) async throws -> CurlSession {
    try await CurlSession.open(Servers.plain(server.port), as: Servers.password())
  }

  private static func server(
    _ script: @escaping @Sendable (ScriptedServer.Script) throws -> Void
  ) throws -> ScriptedServer {
    try ScriptedServer { _, each in
      try each.logIn(capabilities: "IMAP4rev1 AUTH=PLAIN")
      try script(each)
    }
  }

  @Test func carriesEveryByteBothWays() async throws {
    let dovecot = try await offPool { try Dovecot(certificate: Servers.authority.get().good()) }
    // Every byte but NUL, CR and LF, and lines of all lengths up to far beyond a TLS record.
    var body = "Subject: allt\r\n\r\n"
    for length in [0, 1, 900, 17_000, 70_000, 3_000_000] { body += String(repeating: "x\u{E5}", count: length / 3) + "\r\n" }
    try dovecot.seed([Data(body.utf8)], user: "anna")
    let session = try await CurlSession.open(
      SessionTarget(
        host: "127.0.0.1", port: dovecot.imapsPort, encryption: .immediate, caFile: Servers.authority.get().file),
      as: Servers.password())
    _ = try await session.ask("SELECT INBOX", tag: "t1")
    try await session.send(Array("t2 FETCH 1 BODY.PEEK[]\r\n".utf8), timeout: .seconds(10))
    var buffer = [UInt8]()
    while !buffer.suffix(200).split(separator: 10).contains(where: { $0.starts(with: Array("t2 OK".utf8)) }) {
      try #require(try await session.receive(into: &buffer, timeout: .seconds(10)) > 0)
    }
    let line = try #require(buffer.firstIndex(of: 10))
    #expect(String(decoding: buffer[..<line], as: UTF8.self).contains("{\(body.utf8.count)}"))
    #expect(buffer[(line + 1)...].starts(with: Array(body.utf8)))
    await session.end()
  }

  @Test func takesNoMoreThanTheLimitAtOnce() async throws {
    let server = try Self.server { script in
      try script.hear()
      try script.connection.send([UInt8](repeating: 65, count: 100_000))
      script.listenInSilence()
    }
    let session = try await session(server)
    try await session.send(Array("x NOOP\r\n".utf8), timeout: .seconds(1))
    var buffer = [UInt8]()
    while buffer.count < 100_000 {
      let count = try await session.receive(into: &buffer, limit: 1000, timeout: .seconds(5))
      #expect((1...1000).contains(count))
    }
    #expect(buffer == [UInt8](repeating: 65, count: 100_000))
  }

  // MARK: Waiting

  @Test func wakesAtOnce() async throws {
    let session = try await session(Self.server { $0.listenInSilence() })
    var times = [Duration]()
    for _ in 0..<10 {
      let waiting = Task { try await session.wait(for: .seconds(30)) }
      try await Task.sleep(for: .milliseconds(30))
      let start = ContinuousClock.now
      session.wake()
      #expect(try await waiting.value == .woken)
      times.append(ContinuousClock.now - start)
    }
    // The best of some: other tests are at work at the same time.
    #expect(try #require(times.min()) < .milliseconds(100))
    // A call that came before the wait is not lost, and counts once.
    session.wake()
    session.wake()
    #expect(try await session.wait(for: .seconds(30)) == .woken)
    #expect(try await session.wait(for: .milliseconds(50)) == .timeUp)
  }

  @Test func noticesWhatComes() async throws {
    let server = try Self.server { script in
      usleep(100_000)
      try script.say("* 1 EXISTS")
      script.listenInSilence()
    }
    let session = try await session(server)
    #expect(try await session.wait(for: .seconds(10)) == .readable)
    // Looked at, not taken.
    #expect(try await session.wait(for: .seconds(10)) == .readable)
    var buffer = [UInt8]()
    _ = try await session.receive(into: &buffer, timeout: .seconds(1))
    #expect(buffer == Array("* 1 EXISTS\r\n".utf8))
    #expect(try await session.wait(for: .milliseconds(20)) == .timeUp)
  }

  @Test func endsWithItsTask() async throws {
    let session = try await session(Self.server { $0.listenInSilence() })
    let calls: [@Sendable () async throws -> Void] = [
      { _ = try await session.wait(for: .seconds(30)) },
      {
        var buffer = [UInt8]()
        _ = try await session.receive(into: &buffer, timeout: .seconds(30))
      },
    ]
    for call in calls {
      var times = [Duration]()
      for _ in 0..<5 {
        let task = Task { try await call() }
        try await Task.sleep(for: .milliseconds(30))
        let start = ContinuousClock.now
        task.cancel()
        let error = await #expect(throws: SessionError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        times.append(ContinuousClock.now - start)
      }
      #expect(try #require(times.min()) < .milliseconds(100))
    }
    // Nothing was lost: the session lives on.
    #expect(try await session.wait(for: .milliseconds(10)) == .timeUp)
  }

  @Test func connectingEndsWithItsTask() async throws {
    let server = try ScriptedServer { _, script in script.listenInSilence() }
    var times = [Duration]()
    for _ in 0..<5 {
      let task = Task { try await CurlSession.open(Servers.plain(server.port), as: Servers.password()) }
      try await Task.sleep(for: .milliseconds(50))
      let start = ContinuousClock.now
      task.cancel()
      let error = await #expect(throws: SessionError.self) { _ = try await task.value }
      #expect(error?.kind == .cancelled)
      times.append(ContinuousClock.now - start)
    }
    #expect(try #require(times.min()) < .milliseconds(100))
  }

  // MARK: Ends

  @Test func tellsTheEndOfTheStream() async throws {
    let session = try await session(Self.server { script in
        try script.hear()
        try script.say("* BYE")
      })
    try await session.send(Array("x NOOP\r\n".utf8), timeout: .seconds(1))
    var buffer = [UInt8]()
    while try await session.receive(into: &buffer, timeout: .seconds(5)) > 0 {}
    #expect(buffer == Array("* BYE\r\n".utf8))
    #expect(try await session.receive(into: &buffer, timeout: .seconds(5)) == 0)
    #expect(try await session.wait(for: .seconds(5)) == .readable)
  }

  @Test func theFirstErrorIsTheTruth() async throws {
    let server = try Self.server { script in
      try script.hear()
      try script.say("* 1 EXISTS")
      usleep(100_000)
      script.connection.reset()
    }
    let session = try await session(server)
    try await session.send(Array("x NOOP\r\n".utf8), timeout: .seconds(1))
    var buffer = [UInt8]()
    var errors = [SessionError]()
    while errors.count < 3 {
      do { _ = try await session.receive(into: &buffer, timeout: .seconds(5)) } catch { errors.append(error) }
    }
    #expect(Set(errors).count == 1)
    #expect(errors[0].kind == .connectionLost)
    #expect(errors[0].isTemporary)
    // What came before is not lost with it.
    #expect(buffer == Array("* 1 EXISTS\r\n".utf8))
  }

  @Test func noticesAHalfOpenConnectionByItsOwnDeadline() async throws {
    let proxy = try FaultProxy(to: await Servers.dovecot().imapsPort)
    var target = try await Servers.target()
    target.port = proxy.port
    let session = try await CurlSession.open(target, as: Servers.password())
    #expect(try await session.ask("NOOP").last?.hasPrefix("t1 OK") == true)
    proxy.strike(.silence)
    try await session.send(Array("t2 NOOP\r\n".utf8), timeout: .seconds(1))
    let start = ContinuousClock.now
    var buffer = [UInt8]()
    let error = await #expect(throws: SessionError.self) {
      _ = try await session.receive(into: &buffer, timeout: .milliseconds(300))
    }
    #expect(error?.kind == .timedOut)
    #expect((.milliseconds(300) ... .seconds(2)).contains(ContinuousClock.now - start))
  }

  @Test func sendingToAServerThatTakesNothingEnds() async throws {
    let server = try Self.server { _ in sleep(20) }
    let session = try await session(server)
    let start = ContinuousClock.now
    let error = await #expect(throws: SessionError.self) {
      try await session.send([UInt8](repeating: 65, count: 64 << 20), timeout: .milliseconds(300))
    }
    #expect(error?.kind == .timedOut)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func saysGoodbye() async throws {
    let server = try Self.server { script in
      let tag = try script.hear("LOGOUT")
      try script.say("* BYE", "\(tag) OK")
    }
    let session = try await session(server)
    await session.end()
    #expect(server.lines.last == "z LOGOUT")
    let error = await #expect(throws: SessionError.self) { _ = try await session.wait(for: .seconds(1)) }
    #expect(error?.description.contains("closed here") == true)
    // Whoever does not answer the farewell holds nobody up.
    let silent = try await self.session(Self.server { $0.listenInSilence() })
    let start = ContinuousClock.now
    await silent.close(farewell: Array("z LOGOUT\r\n".utf8), timeout: .milliseconds(200))
    #expect(ContinuousClock.now - start < .seconds(2))
  }

  // MARK: Many

  @Test func manyWaitWithoutHoldingUpOthers() async throws {
    let server = try Self.server { $0.listenInSilence() }
    let sessions = try await withThrowingTaskGroup(of: CurlSession.self) { group in
      for _ in 0..<100 { group.addTask { try await self.session(server) } }
      return try await group.reduce(into: [CurlSession]()) { $0.append($1) }
    }
    try await withThrowingTaskGroup(of: CurlSession.Readiness.self) { group in
      for session in sessions { group.addTask { try await session.wait(for: .seconds(60)) } }
      try await Task.sleep(for: .milliseconds(300))
      // All of them block now, and one more still gets through.
      let other = try await CurlSession.open(await Servers.target(), as: Servers.password())
      #expect(try await other.ask("NOOP").last?.hasPrefix("t1 OK") == true)
      await other.end()
      for session in sessions { session.wake() }
      for try await readiness in group { #expect(readiness == .woken) }
    }
  }

  @Test func tenFetchAtOnce() async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<10 {
        group.addTask {
          let session = try await CurlSession.open(await Servers.target(), as: Servers.password())
          for number in 0..<20 {
            guard try await session.ask("NOOP", tag: "n\(number)").last?.hasPrefix("n\(number) OK") == true else {
              return false
            }
          }
          await session.end()
          return true
        }
      }
      for try await isGood in group { #expect(isGood) }
    }
  }
}
