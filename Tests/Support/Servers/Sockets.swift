import Foundation
import Glibc

/// A listening socket, open as long as somebody holds it: one that is ended twice must not end another that has got its
/// number meanwhile.
final class Listener: Sendable {
  let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Takes no more connections: whoever waits for one wakes.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  deinit { close(descriptor) }
}

/// Loopback sockets for test servers. All block; they are used on threads of their own.
enum Sockets {
  /// Listens at a free port of 127.0.0.1.
  static func listen() throws -> (listener: Listener, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var on: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = loopback(0)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withPointer(&address) { bind(descriptor, $0, size) }
    guard descriptor >= 0, bound == 0, Glibc.listen(descriptor, 64) == 0 else { throw failure("listen") }
    var length = size
    _ = withPointer(&address) { getsockname(descriptor, $0, &length) }
    return (Listener(descriptor), Int(UInt16(bigEndian: address.sin_port)))
  }

  static func connect(_ port: Int) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = loopback(port)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard withPointer(&address, { Glibc.connect(descriptor, $0, size) }) == 0 else {
      close(descriptor)
      throw failure("connect")
    }
    return descriptor
  }

  /// Nil once the listener is shut down.
  static func accept(_ listener: Listener) -> Int32? {
    while true {
      let descriptor = Glibc.accept(listener.descriptor, nil, nil)
      if descriptor >= 0 {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return descriptor
      }
      if errno != EINTR && errno != ECONNABORTED { return nil }
    }
  }

  /// Ends a connection by RST rather than FIN.
  static func reset(_ descriptor: Int32) {
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    close(descriptor)
  }

  static func failure(_ operation: String) -> any Error {
    NSError(
      domain: NSPOSIXErrorDomain, code: Int(errno),
      userInfo: [NSLocalizedDescriptionKey: "\(operation): \(String(cString: strerror(errno)))"])
  }

  private static func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func withPointer<R>(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> R
  ) -> R {
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0) }
    }
  }
}

/// A port at which nothing listens at the moment.
package func freePort() throws -> Int {
  try Sockets.listen().port
}

/// A connection on which lines are spoken, for test servers and their probes.
package final class LineConnection {
  let descriptor: Int32
  private var buffer = [UInt8]()
  private var isOpen = true

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  package convenience init(port: Int) throws { self.init(try Sockets.connect(port)) }

  deinit { if isOpen { close(descriptor) } }

  package func send(_ text: String) throws { try send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw Sockets.failure("send") }
      sent += count
    }
  }

  /// The next line without its end; throws at the end of the stream.
  @discardableResult
  package func line() throws -> String {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        let line = buffer[..<end]
        buffer.removeFirst(end + 1)
        return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
      }
      var chunk = [UInt8](repeating: 0, count: 16_384)
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { throw Sockets.failure("receive") }
      buffer += chunk[..<count]
    }
  }

  /// Ends the stream in an orderly way (FIN).
  package func finish() {
    if isOpen { close(descriptor) }
    isOpen = false
  }

  /// Breaks it (RST).
  package func reset() {
    if isOpen { Sockets.reset(descriptor) }
    isOpen = false
  }

  func limit(seconds: Int) {
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
}
