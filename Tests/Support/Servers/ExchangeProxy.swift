import Foundation
import Glibc
import Synchronization

/// A proxy on a free port of 127.0.0.1 before an IMAP server that is spoken to in clear. It counts what is exchanged, each
/// line of the client's and each response of the server's with its literals (RFC 9051, section 4.3), and does something
/// at one of them; then it ends the connection.
package final class ExchangeProxy: Sendable {
  package enum Moment: Sendable, CaseIterable {
    /// The other end never gets it.
    case before
    /// The other end has got it.
    case after
  }

  private struct State {
    var count = 0
    var strike: (number: Int, moment: Moment, action: @Sendable () -> Void)?
  }

  package let port: Int
  private let listener: Listener
  private let state: Shared

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  package init(to server: Int) throws {
    (listener, port) = try Sockets.listen()
    state = Shared()
    let (listener, state) = (listener, state)
    Thread {
      while let client = Sockets.accept(listener) {
        guard let server = try? Sockets.connect(server) else {
          close(client)
          continue
        }
        let connection = Connection(client: client, server: server)
        for (from, to) in [(client, server), (server, client)] {
          Thread { Self.pass(from, to, connection, state) }.start()
        }
      }
    }.start()
  }

  deinit { listener.stop() }

  package func stop() { listener.stop() }

  /// Counts anew, from one, and acts at the exchange of that number.
  package func strike(
    at number: Int, _ moment: Moment, _ action: @escaping @Sendable () -> Void
  ) {
    state.state.withLock { $0 = State(count: 0, strike: (number, moment, action)) }
  }

  /// Acts no more.
  /// - Returns: how many exchanges there were since it began to count.
  package func rest() -> Int {
    state.state.withLock {
      $0.strike = nil
      return $0.count
    }
  }

  /// Both sockets are closed when both directions have ended.
  private final class Connection: Sendable {
    private let client: Int32
    private let server: Int32
    init(client: Int32, server: Int32) {
      self.client = client
      self.server = server
    }
    func end() {
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
    deinit {
      close(client)
      close(server)
    }
  }

  private static func pass(_ from: Int32, _ to: Int32, _ connection: Connection, _ shared: Shared) {
    var reader = ExchangeReader(from)
    defer { connection.end() }
    while let exchange = reader.next() {
      let struck = shared.state.withLock { state -> (moment: Moment, action: @Sendable () -> Void)? in
        state.count += 1
        guard let strike = state.strike, strike.number == state.count else { return nil }
        return (strike.moment, strike.action)
      }
      if struck?.moment == .before {
        struck?.action()
        return
      }
      guard send(exchange, to: to) else { return }
      if let struck { return struck.action() }
    }
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

/// Reads lines with the literals that they announce.
private struct ExchangeReader {
  private let descriptor: Int32
  private var buffer = [UInt8]()

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Nil at the end of the stream; what is left of a line then is dropped.
  mutating func next() -> [UInt8]? {
    var end = 0
    while true {
      while true {
        if let feed = buffer[end...].firstIndex(of: 10) {
          let announced = Self.literal(atEndOf: buffer[end...feed])
          end = feed + 1
          guard let announced else {
            defer { buffer.removeFirst(end) }
            return Array(buffer[..<end])
          }
          end += announced
          break
        }
        guard fill() else { return nil }
      }
      while buffer.count < end { guard fill() else { return nil } }
    }
  }

  /// The number of a line that ends in `{number}` or `{number+}`.
  private static func literal(atEndOf line: ArraySlice<UInt8>) -> Int? {
    var rest = line.dropLast()
    if rest.last == 13 { rest.removeLast() }
    guard rest.last == UInt8(ascii: "}"), let start = rest.lastIndex(of: UInt8(ascii: "{")) else {
      return nil
    }
    return Int(String(decoding: rest[(start + 1)...].dropLast(), as: UTF8.self).replacing("+", with: ""))
  }

  private mutating func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      buffer += chunk[..<count]
      return true
    }
  }
}
