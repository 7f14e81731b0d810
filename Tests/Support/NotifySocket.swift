import Foundation
import Glibc
import Synchronization

/// The other end of `sd_notify(3)`: a datagram socket that keeps what the service says of itself.
package final class NotifySocket: Sendable {
  package let path: String
  private let descriptor: Int32
  private let received = Mutex<[String]>([])

  package init(in folder: TemporaryFolder) throws {
    path = folder.path + "/notify"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard descriptor >= 0, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw CocoaError(.fileWriteUnknown)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    unlink(path)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  deinit { close(descriptor) }

  /// Everything that has come so far, a datagram each.
  package var messages: [String] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    return received.withLock { messages in
      while true {
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        guard count > 0 else { return messages }
        messages.append(String(decoding: buffer[..<count], as: UTF8.self))
      }
    }
  }

  /// Waits until some datagram holds `text`.
  package func waits(for text: String, atMost seconds: Double = 20) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if messages.contains(where: { $0.contains(text) }) { return true }
      usleep(10_000)
    }
    return false
  }
}
