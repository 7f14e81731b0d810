import Foundation

/// Where a ``MetricsListener`` waits.
package enum ListenerAddress: Hashable, Sendable, CustomStringConvertible {
  /// A numeric loopback address; port 0 takes a free one.
  case loopback(host: String, port: Int)
  /// A socket in the file system.
  case unix(path: String)

  package var description: String {
    switch self {
    case .loopback(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    case .unix(let path): "unix:\(path)"
    }
  }
}

/// Why nothing listens: one sentence, with what to do.
package struct ListenerFailure: Error, Hashable, CustomStringConvertible {
  package var description: String

  init(_ address: ListenerAddress, _ number: Int32, _ advice: String) {
    description =
      "metrics.listen: \(address) cannot be listened on (\(String(cString: strerror(number)))); \(advice)"
  }
}

/// A socket that listens, non-blocking; closed, and its file removed, with its owner.
final class ListeningSocket: Sendable {
  let descriptor: Int32
  let address: ListenerAddress

  private init(_ descriptor: Int32, at address: ListenerAddress) {
    self.descriptor = descriptor
    self.address = address
  }

  /// Binds and listens. Not an initialiser: one that fails would still take away the file, which may be another's.
  static func open(_ address: ListenerAddress) throws(ListenerFailure) -> ListeningSocket {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let descriptor: Int32
    let isBound: Bool
    switch address {
    case .loopback(let host, let port) where host.contains(":"):
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = in_port_t(truncatingIfNeeded: port).bigEndian
      inet_pton(AF_INET6, host, &name.sin6_addr)
      descriptor = socket(AF_INET6, type, 0)
      isBound = Self.bind(descriptor, &name)
    case .loopback(let host, let port):
      var name = sockaddr_in()
      name.sin_family = sa_family_t(AF_INET)
      name.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
      inet_pton(AF_INET, host, &name.sin_addr)
      descriptor = socket(AF_INET, type, 0)
      isBound = Self.bind(descriptor, &name)
    case .unix(let path):
      Self.removeLeftover(path)
      var name = sockaddr_un()
      name.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
      descriptor = socket(AF_UNIX, type, 0)
      isBound = Self.bind(descriptor, &name)
    }
    guard isBound, listen(descriptor, 16) == 0 else {
      let number = errno
      if descriptor >= 0 { close(descriptor) }
      throw ListenerFailure(
        address, number,
        number == EADDRINUSE ? "another program is there; name another port or path" : "name another address")
    }
    // For the service's own group; who else may read the figures is the folder's matter.
    if case .unix(let path) = address { chmod(path, 0o660) }
    return ListeningSocket(descriptor, at: address)
  }

  deinit {
    close(descriptor)
    if case .unix(let path) = address { unlink(path) }
  }

  /// The port that a port of 0 became; nil for a socket in the file system.
  var port: Int? {
    guard case .loopback(let host, _) = address else { return nil }
    var name = sockaddr_in6()
    var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let isKnown = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
    }
    guard isKnown else { return nil }
    if host.contains(":") { return Int(in_port_t(bigEndian: name.sin6_port)) }
    // The port stands at the same place in both (ip(7), ipv6(7)).
    return Int(in_port_t(bigEndian: name.sin6_port))
  }

  private static func bind<Name>(_ descriptor: Int32, _ name: inout Name) -> Bool {
    guard descriptor >= 0 else { return false }
    // After a restart the port may still be taken by connections that have ended.
    var one: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    return withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Name>.size)) == 0
      }
    }
  }

  /// A socket that nobody listens on any more, as a crash leaves it. Anything else stays, and binding fails.
  private static func removeLeftover(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return }
    let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard probe >= 0 else { return }
    defer { close(probe) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let answer = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(probe, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if answer != 0, errno == ECONNREFUSED { unlink(path) }
  }
}
