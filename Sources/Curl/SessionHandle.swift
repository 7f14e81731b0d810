import CCurl
import Glibc

/// The handle below a session: libcurl connects, encrypts and logs in, then carries bytes (CURLOPT_CONNECT_ONLY).
/// Belongs to one thread at a time; every call here may block.
final class SessionHandle {
  let easy: UnsafeMutableRawPointer
  private let loop: TransferLoop
  private let answers = AnswerLog()
  private let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private(set) var socket: Int32 = -1

  init?(wake: WakeEvent) {
    guard CurlHandle.readiness == CURLE_OK, let easy = curl_easy_init() else { return nil }
    message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    self.easy = easy
    loop = TransferLoop(wake: wake)
  }

  deinit {
    loop.release(easy)
    curl_easy_cleanup(easy)
    message.deallocate()
  }

  /// Connects and logs in.
  func connect(
    _ target: SessionTarget, as login: ServerLogin, timeout: Duration
  ) throws(SessionError) -> PeerCertificate? {
    let deadline = ContinuousClock.now + timeout
    var options = Options(easy)
    options.setCommon(url: target.url, scheme: target.scheme, timeout: timeout)
    options.set(CURLOPT_CONNECT_ONLY, 1)
    options.setTLS(caFile: target.caFile)
    options.setKeepAlive()
    options.setLogin(login)
    options.set(CURLOPT_CERTINFO, 1)
    options.set(
      CURLOPT_USE_SSL, Int((target.encryption == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
    options.keep(ccurl_set_header(easy, AnswerLog.callback, Unmanaged.passUnretained(answers).toOpaque()))
    options.keep(ccurl_set_error_buffer(easy, message))
    if let failure = options.failure { throw error(failure, target, login) }

    let end = withExtendedLifetime(self) { loop.run(easy, until: deadline) }
    switch end {
    case .done(CURLE_OK): break
    case .done(let code): throw error(code, target, login)
    case .late: throw error(CURLE_OPERATION_TIMEDOUT, target, login)
    case .cancelled: throw SessionError(.cancelled, server: target.name)
    }
    guard ccurl_get_socket(easy, &socket) == CURLE_OK, socket >= 0 else {
      throw SessionError(.connectionLost, server: target.name)
    }
    // With keepalive after 30 seconds, silence ends the connection within a minute; so does data that nobody takes.
    var probes: Int32 = 3
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_KEEPCNT, &probes, socklen_t(MemoryLayout<Int32>.size))
    var unanswered: UInt32 = 60_000
    setsockopt(
      socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, &unanswered, socklen_t(MemoryLayout<UInt32>.size))
    return PeerCertificate(of: easy)
  }

  private func error(_ code: CURLcode, _ target: SessionTarget, _ login: ServerLogin) -> SessionError {
    let diagnosis = Diagnosis(
      code, easy, answers: answers.lines, message: String(cString: message), usesToken: login.usesToken,
      isSSH: false)
    var fault = diagnosis.fault
    // libcurl waits for a greeting for ever where a server greets in another protocol.
    if fault == .timedOut, let first = answers.lines.first?.first, first != UInt8(ascii: "*") {
      fault = .protocolError
    }
    return SessionError(
      fault, server: target.name, code: Int(code.rawValue), detail: diagnosis.detail)
  }

  /// Takes what the server has sent so far; nil where nothing is there, zero at its end.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Result<Int?, Failure> {
    var count = 0
    return switch curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count) {
    case CURLE_OK: .success(count)
    case CURLE_AGAIN: .success(nil)
    case let code: .failure(Failure(number: Int(code.rawValue)))
    }
  }

  /// Hands over as many bytes as there is room for; zero where there is none now.
  func send(_ bytes: UnsafeRawBufferPointer) -> Result<Int, Failure> {
    var count = 0
    return switch curl_easy_send(easy, bytes.baseAddress, bytes.count, &count) {
    case CURLE_OK: .success(count)
    case CURLE_AGAIN: .success(0)
    case let code: .failure(Failure(number: Int(code.rawValue)))
    }
  }

  /// What libcurl says of a connection that broke.
  struct Failure: Error { var number: Int }
}
