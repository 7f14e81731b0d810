import Feedback
import Foundation
import Synchronization

/// The repository's folder.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A clock that stands still until it is moved.
final class Clock: Sendable {
  private let time = Mutex(Date(timeIntervalSince1970: 1_773_302_531))
  var now: @Sendable () -> Date { { self.time.withLock { $0 } } }
  var uptime: @Sendable () -> Double { { self.time.withLock { $0.timeIntervalSince1970 } } }
  func advance(_ seconds: Double) { time.withLock { $0.addTimeInterval(seconds) } }
}

/// Runs a program to its end and gives what it said, or nil where it is not installed.
func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String)? {
  let folders = ["/usr/bin", "/bin", "/usr/local/bin"]
  guard let path = folders.map({ "\($0)/\(program)" }).first(where: FileManager.default.isExecutableFile)
  else { return nil }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: path)
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

func isInstalled(_ program: String) -> Bool {
  ["/usr/bin", "/bin", "/usr/local/bin"].contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
  }
}

/// A datagram socket that a test listens on, at a path or, with a leading `@`, at an abstract name.
final class Listener {
  private let descriptor: Int32

  init?(at name: String) {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    var bytes = Array(name.utf8)
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + (bytes[0] == 0 ? 0 : 1))
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard bound == 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// The next datagram; nil where none comes within a second.
  func receive() -> [UInt8]? {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&state, 1, 1000) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    return count < 0 ? nil : Array(bytes[..<count])
  }

  /// The next datagram's lines.
  func lines() -> [String]? {
    receive().map { String(decoding: $0, as: UTF8.self).split(separator: "\n").map(String.init) }
  }

  /// True where nothing has come.
  var isSilent: Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&state, 1, 0) == 0
  }
}

let message = ULID("01JP6ZK5QAVN1D3Q5C6Y8T0XKE")
