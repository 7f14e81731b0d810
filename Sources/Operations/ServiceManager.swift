import Foundation

/// Tells the service manager how the service is doing (sd_notify(3)): one datagram to the socket that `NOTIFY_SOCKET`
/// names. Does nothing where there is none, and never fails the service.
///
/// The environment is handed in, and no state is kept: the C library's `sd_notify` reads the process's own
/// environment, which no other thread may change meanwhile.
package struct ServiceManager: Sendable {
  /// A path, or an abstract name with its leading NUL; nil where nobody listens.
  private let address: [UInt8]?
  /// How often ``watchdog()`` is to be called, which is half of what the manager waits for (sd_watchdog_enabled(3));
  /// nil where it does not watch this process.
  package let watchdogPeriod: Duration?

  /// - Parameter environment: where systemd sets `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID`.
  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    var address = Array((environment["NOTIFY_SOCKET"] ?? "").utf8)
    let isAbstract = address.first == UInt8(ascii: "@")
    if isAbstract { address[0] = 0 }
    // sun_path holds 108 bytes, and a path ends with a NUL.
    let isUsable =
      address.count >= 2 && address.count <= (isAbstract ? 108 : 107)
      && (isAbstract || address[0] == UInt8(ascii: "/"))
    self.address = isUsable ? address : nil

    let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    let microseconds = environment["WATCHDOG_USEC"].flatMap { UInt64($0) } ?? 0
    watchdogPeriod =
      isOurs && (2..<UInt64(1 << 50)).contains(microseconds) ? .microseconds(Int64(microseconds / 2)) : nil
  }

  /// True where a service manager listens.
  package var isPresent: Bool { address != nil }

  /// The service is up, or up again after a reload.
  package func ready(status: String) { send(["READY=1", Self.status(status)]) }

  /// The configuration is being reloaded; ``ready(status:)`` ends it. With the time in the same datagram, as
  /// `Type=notify-reload` wants it (systemd 253) and earlier versions bear.
  package func reloading(status: String) {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let microseconds = UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1000
    send(["RELOADING=1", "MONOTONIC_USEC=\(microseconds)", Self.status(status)])
  }

  /// The service is coming to its end.
  package func stopping(status: String) { send(["STOPPING=1", Self.status(status)]) }

  /// One sentence for `systemctl status`.
  package func status(_ text: String) { send([Self.status(text)]) }

  /// The service is alive. To be called from where its work is done, not from a timer of its own.
  package func watchdog() { send(["WATCHDOG=1"]) }

  private static func status(_ text: String) -> String {
    "STATUS=" + String(decoding: printable(text, limit: 512), as: UTF8.self)
  }

  private func send(_ assignments: [String]) {
    guard let name = self.address else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // A manager that does not read must not hold up the work.
    var patience = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    // An abstract name counts as far as it goes (unix(7)); a path ends with its NUL, which is there already.
    let pathOffset = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? MemoryLayout<sa_family_t>.size
    let length = socklen_t(pathOffset + name.count + (name[0] == 0 ? 0 : 1))
    let message = Array(assignments.joined(separator: "\n").utf8)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        while sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), generic, length) < 0,
          errno == EINTR
        {}
      }
    }
  }
}
