import Glibc
import Synchronization

/// A connection to an IMAP server that libcurl dialled, encrypted and logged in; what is said on it is ours.
///
/// One handle and one dispatch queue a session: its calls block that queue, never a thread of Swift's pool. A client
/// that makes ``executor`` its own actor's executor calls without a switch of threads.
///
/// After the first error the connection is gone: every later call throws that same error. The end of the task ends its
/// call at once, with ``ConnectionFault/cancelled``; the session lives on, since nothing was lost, unless it was cut
/// off in the middle of sending.
///
/// What the server sent in the same TLS record after its answer to the login is lost to libcurl: ask for CAPABILITY
/// anew. libcurl's own tags are A001, A002, …: use others.
package actor CurlSession {
  /// What ended a wait.
  package enum Readiness: Hashable, Sendable {
    /// Bytes, or the stream's end, can be received.
    case readable
    /// ``CurlSession/wake()`` was called.
    case woken
    case timeUp
  }

  package nonisolated let executor: BlockingExecutor
  /// Host and port.
  package nonisolated let server: String
  /// Of the server; nil without TLS.
  package private(set) var certificate: PeerCertificate?

  private nonisolated let event: WakeEvent
  private nonisolated let wakeCalls = Mutex(false)
  private var handle: SessionHandle?
  private var failure: SessionError?
  private var room = [UInt8](repeating: 0, count: 64 * 1024)
  /// Received to find out whether there is something, and not handed out yet.
  private var stash = 0..<0
  private var hasEnded = false

  private init(server: String, event: WakeEvent) {
    self.server = server
    self.event = event
    executor = BlockingExecutor(label: "lyssnad.session")
  }

  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// Connects, encrypts and logs in.
  /// - Parameter timeout: for all of it, and again where a refused token is renewed.
  /// - Throws: ``SessionError``; nothing secret was sent in clear, whichever it is.
  package static func open(
    _ target: SessionTarget, as login: SessionLogin, timeout: Duration = .seconds(30)
  ) async throws(SessionError) -> CurlSession {
    switch login {
    case .password(let user, let mechanism, let secret):
      let bytes: SecretBytes
      do { bytes = try secret() } catch {
        throw SessionError(.fault, server: target.name, detail: "\(error)")
      }
      let proof = ServerLogin(user: user, .password(bytes), mechanism: mechanism)
      return try await attempt(target, proof, timeout)
    case .token(let user, let mechanism, let source):
      let token = try await source.token(for: target.name)
      do throws(SessionError) {
        return try await attempt(
          target, ServerLogin(user: user, .token(token.bytes), mechanism: mechanism), timeout)
      } catch {
        guard error.kind == .tokenRefused else { throw error }
        await source.discard(token)
        let renewed = try await source.token(for: target.name)
        return try await attempt(
          target, ServerLogin(user: user, .token(renewed.bytes), mechanism: mechanism), timeout)
      }
    }
  }

  private static func attempt(
    _ target: SessionTarget, _ login: ServerLogin, _ timeout: Duration
  ) async throws(SessionError) -> CurlSession {
    guard target.isSound else {
      throw SessionError(.fault, server: "the server", detail: "its host or port cannot stand in a URL")
    }
    guard target.encryption != .none || target.isLoopback else {
      throw SessionError(
        .encryptionMissing, server: target.name, detail: "tls: none is for this machine itself alone")
    }
    guard login.isSound else {
      throw SessionError(
        .fault, server: target.name, detail: "the user or the secret is empty or holds a line break or a NUL")
    }
    let session = CurlSession(server: target.name, event: WakeEvent())
    try await session.endingWithTask { (session) throws(SessionError) in
      try session.connect(target, login, timeout)
    }
    return session
  }

  private func connect(
    _ target: SessionTarget, _ login: ServerLogin, _ timeout: Duration
  ) throws(SessionError) {
    guard event.descriptor >= 0, let handle = SessionHandle(wake: event) else {
      throw SessionError(.fault, server: server)
    }
    certificate = try handle.connect(target, as: login, timeout: timeout)
    self.handle = handle
  }

  // MARK: Talking

  /// Hands all bytes over to the connection.
  /// - Parameter timeout: how long it may make no headway at all.
  package func send(_ bytes: [UInt8], timeout: Duration) async throws(SessionError) {
    try await endingWithTask { (session) throws(SessionError) in try session.push(bytes, timeout) }
  }

  /// Appends what has come to `buffer`, as soon as there is something.
  /// - Parameters:
  ///   - limit: the most bytes that are taken at once.
  ///   - timeout: how long the server may stay silent.
  /// - Returns: how many bytes came; zero where the server has closed. A clean end and a broken one look alike: whether
  ///   all was said, the protocol tells.
  package func receive(
    into buffer: inout [UInt8], limit: Int = 256 * 1024, timeout: Duration
  ) async throws(SessionError) -> Int {
    // The task's end is heard through the event; `inout` cannot go into its handler.
    let chunk = try await endingWithTask { (session) throws(SessionError) in
      try session.pull(limit, timeout)
    }
    if buffer.isEmpty && buffer.capacity < chunk.count { buffer = chunk } else { buffer += chunk }
    return chunk.count
  }

  /// Waits until the server has sent something, ``wake()`` is called or the time is up.
  package func wait(for duration: Duration) async throws(SessionError) -> Readiness {
    try await endingWithTask { (session) throws(SessionError) in try session.await(duration) }
  }

  /// Ends the wait that runs, or the next; from any thread, at once.
  package nonisolated func wake() {
    wakeCalls.withLock { $0 = true }
    event.raise()
  }

  /// Ends the session. Later calls throw ``ConnectionFault/connectionLost``.
  /// - Parameters:
  ///   - farewell: sent before, such as IMAP's LOGOUT, which libcurl does not send; then the server's end is awaited.
  ///   - timeout: for the farewell.
  package func close(farewell: [UInt8] = [], timeout: Duration = .seconds(2)) {
    if !farewell.isEmpty, handle != nil {
      let deadline = ContinuousClock.now + timeout
      if (try? push(farewell, timeout)) != nil {
        while let chunk = try? pull(64 * 1024, ContinuousClock.now.duration(to: deadline)), !chunk.isEmpty {}
      }
    }
    handle = nil
    stash = 0..<0
    if failure == nil { failure = SessionError(.connectionLost, server: server, detail: "it was closed here") }
  }

  // MARK: Below, everything blocks

  private func push(_ bytes: [UInt8], _ timeout: Duration) throws(SessionError) {
    let handle = try live()
    var sent = 0
    var deadline = ContinuousClock.now + timeout
    while sent < bytes.count {
      let result = bytes.withUnsafeBytes { handle.send(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
      switch result {
      case .success(0):
        switch block(handle, Int16(POLLOUT), until: deadline) {
        case .ready, .woken: break
        case .late: throw fail(.timedOut)
        // Half a command cannot be taken back.
        case .cancelled: throw sent == 0 ? cancelled : fail(.cancelled)
        }
      case .success(let count):
        sent += count
        deadline = .now + timeout
      case .failure(let cause): throw fail(.connectionLost, cause.number)
      }
    }
  }

  private func pull(_ limit: Int, _ timeout: Duration) throws(SessionError) -> [UInt8] {
    let handle = try live()
    let deadline = ContinuousClock.now + timeout
    var chunk = [UInt8]()
    while true {
      // TLS may hold bytes that no poll tells of: libcurl is asked until it has none.
      do throws(SessionError) {
        while chunk.count < limit, try fill(handle), !stash.isEmpty {
          let end = min(stash.upperBound, stash.lowerBound + limit - chunk.count)
          chunk += room[stash.lowerBound..<end]
          stash = end..<stash.upperBound
        }
      } catch {
        // What came before the failure is handed out; the next call throws it.
        if chunk.isEmpty { throw error }
        return chunk
      }
      if !chunk.isEmpty || hasEnded || limit <= 0 { return chunk }
      switch block(handle, Int16(POLLIN), until: deadline) {
      case .ready, .woken: break
      case .late: throw fail(.timedOut)
      case .cancelled: throw cancelled
      }
    }
  }

  private func `await`(_ duration: Duration) throws(SessionError) -> Readiness {
    let handle = try live()
    let deadline = ContinuousClock.now + duration
    while true {
      if try fill(handle) { return .readable }
      switch block(handle, Int16(POLLIN), until: deadline, endsOnWake: true) {
      case .ready: break
      case .woken: return .woken
      case .late: return .timeUp
      case .cancelled: throw cancelled
      }
    }
  }

  /// Whether there is something to hand out: bytes, or the end.
  private func fill(_ handle: SessionHandle) throws(SessionError) -> Bool {
    if !stash.isEmpty || hasEnded { return true }
    switch room.withUnsafeMutableBytes({ handle.receive(into: $0) }) {
    case .success(nil): return false
    case .success(let count?):
      stash = 0..<count
      hasEnded = count == 0
      return true
    case .failure(let cause): throw fail(.connectionLost, cause.number)
    }
  }

  private enum Blocking { case ready, woken, late, cancelled }

  private func block(
    _ handle: SessionHandle, _ events: Int16, until deadline: ContinuousClock.Instant, endsOnWake: Bool = false
  ) -> Blocking {
    while true {
      // Drained before the flags are looked at, so that what comes between is seen in the next turn.
      event.drain()
      if Task.isCancelled { return .cancelled }
      if endsOnWake, takeWake() { return .woken }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return .late }
      var descriptors = [
        pollfd(fd: handle.socket, events: events, revents: 0),
        pollfd(fd: event.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&descriptors, 2, Int32(min(left.milliseconds, 3_600_000)))
      if count > 0, descriptors[0].revents != 0 { return .ready }
    }
  }

  private func takeWake() -> Bool {
    wakeCalls.withLock { called in
      defer { called = false }
      return called
    }
  }

  private var cancelled: SessionError { SessionError(.cancelled, server: server) }

  private func live() throws(SessionError) -> SessionHandle {
    if let failure { throw failure }
    guard let handle else { throw fail(.connectionLost) }
    return handle
  }

  /// The first error is the truth; the handle is of no use after it.
  private func fail(_ kind: ConnectionFault, _ code: Int? = nil) -> SessionError {
    let error = failure ?? SessionError(kind, server: server, code: code)
    failure = error
    handle = nil
    return error
  }

  private func endingWithTask<Value: Sendable>(
    _ body: @Sendable (isolated CurlSession) throws(SessionError) -> Value
  ) async throws(SessionError) -> Value {
    let event = event
    let result = await withTaskCancellationHandler {
      Result { () throws(SessionError) in try body(self) }
    } onCancel: {
      event.raise()
    }
    return try result.get()
  }
}
