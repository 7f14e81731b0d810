import Foundation

/// Answers `/metrics` and `/healthz` on this machine itself.
///
/// One thread, which sleeps where nobody asks. Bounded: at most ``connectionLimit`` connections at once, each of them
/// over within ``patience`` whether it asks, dawdles or does not read.
package final class MetricsListener: Sendable {
  static let connectionLimit = 16
  /// Seconds.
  static let patience = 5.0

  private let socket: ListeningSocket
  /// Closed to end the thread: its other end becomes readable.
  private let rope: Int32

  /// Begins to listen.
  /// - Parameters:
  ///   - health: what is wrong, a sentence each; empty where all is well.
  package init(
    on address: ListenerAddress, metrics: MetricRegistry, health: @escaping @Sendable () -> [String]
  ) throws(ListenerFailure) {
    let socket = try ListeningSocket.open(address)
    self.socket = socket
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    else {
      throw ListenerFailure(address, errno, "the process has too many files open")
    }
    rope = ends[1]
    let knot = ends[0]
    let thread = Thread {
      Self.serve(socket, until: knot) { Self.answer($0, metrics, health) }
      close(knot)
    }
    thread.name = "lyssnad.metrics"
    thread.stackSize = 256 * 1024
    thread.start()
  }

  deinit { close(rope) }

  /// Where it listens; nil for a socket in the file system.
  package var port: Int? { socket.port }

  private static func answer(
    _ path: String, _ metrics: MetricRegistry, _ health: () -> [String]
  ) -> HTTPExchange.Answer {
    switch path {
    case "/metrics": return HTTPExchange.Answer(200, MetricRegistry.mediaType, metrics.text())
    case "/healthz":
      let sentences = health()
      return sentences.isEmpty
        ? HTTPExchange.Answer(200, "ok")
        : HTTPExchange.Answer(503, sentences.joined(separator: "\n"))
    default: return HTTPExchange.Answer(404, "there is /metrics, and /healthz")
    }
  }

  /// A connection: first it asks, then it is answered.
  private struct Connection {
    let descriptor: Int32
    let deadline: ContinuousClock.Instant
    var exchange = HTTPExchange()
    var answer: [UInt8]?
    var sent = 0

    /// Goes on as far as it can without waiting; false when it is over.
    mutating func goOn(_ answering: (String) -> HTTPExchange.Answer) -> Bool {
      if answer == nil {
        var bytes = [UInt8](repeating: 0, count: 2048)
        let count = recv(descriptor, &bytes, bytes.count, Int32(MSG_DONTWAIT))
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        guard count > 0 else { return false }
        answer = exchange.receive(bytes[..<count], answer: answering)
      }
      guard let answer else { return true }
      while sent < answer.count {
        let count = answer[sent...].withUnsafeBytes {
          send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        sent += count
      }
      // What was not read of the request would turn the end of the connection into a reset, and lose the answer.
      shutdown(descriptor, Int32(SHUT_WR))
      return false
    }
  }

  private static func serve(
    _ socket: ListeningSocket, until knot: Int32, _ answering: (String) -> HTTPExchange.Answer
  ) {
    var connections = [Connection]()
    defer { for connection in connections { close(connection.descriptor) } }
    while true {
      // Whoever comes while all places are taken waits in the socket's queue.
      let listens = connections.count < connectionLimit
      var states = [
        pollfd(fd: knot, events: 0, revents: 0),
        pollfd(fd: listens ? socket.descriptor : -1, events: Int16(POLLIN), revents: 0),
      ]
      states += connections.map {
        pollfd(fd: $0.descriptor, events: Int16($0.answer == nil ? POLLIN : POLLOUT), revents: 0)
      }
      let next = connections.map(\.deadline).min().map { $0 - .now }
      let wait = next.map { Int32(max(0, min($0 / .milliseconds(1), 60_000)).rounded(.up)) } ?? -1
      if poll(&states, nfds_t(states.count), wait) < 0, errno != EINTR { return }
      if states[0].revents != 0 { return }
      let now = ContinuousClock.now
      var left = [Connection]()
      for (index, var connection) in connections.enumerated() {
        let isReady = states[index + 2].revents != 0
        if connection.deadline > now, !isReady || connection.goOn(answering) {
          left.append(connection)
        } else {
          close(connection.descriptor)
        }
      }
      connections = left
      guard states[1].revents != 0 else { continue }
      let descriptor = accept(socket.descriptor, nil, nil)
      if descriptor >= 0 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        connections.append(Connection(descriptor: descriptor, deadline: now + .seconds(patience)))
      } else if errno == EMFILE || errno == ENFILE || errno == ENOMEM {
        // The one who waits stays in the queue, and poll would say so again at once.
        usleep(100_000)
      }
    }
  }
}
