import Curl
import Foundation
import Support
import Testing

/// In a suite of its own that runs alone, since it counts what the whole process holds.
@Suite(.serialized) struct LeakTests {
  private static func sockets(to port: Int) throws -> Int {
    // Sockets of this process whose other end is the server.
    let own = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }
    let hexadecimal = String(port, radix: 16, uppercase: true)
    let remote = ":" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    let table = try String(contentsOfFile: "/proc/self/net/tcp", encoding: .utf8).split(separator: "\n").dropFirst()
    let inodes = table.compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count > 9 && words[2].hasSuffix(remote) ? "socket:[\(words[9])]" : nil
    }
    return own.count { inodes.contains($0) }
  }

  private static func events() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == "anon_inode:[eventfd]"
    }
  }

  @Test func sessionsLeaveNothingBehind() async throws {
    let dovecot = try await offPool { try Dovecot(certificate: Servers.authority.get().good()) }
    let target = SessionTarget(
      host: "127.0.0.1", port: dovecot.imapsPort, encryption: .immediate, caFile: try Servers.authority.get().file)
    let before = try Self.events()
    for number in 0..<200 {
      switch number % 20 {
      // Few, since Dovecot takes half a second to refuse.
      case 0:
        let error = await #expect(throws: SessionError.self) {
          _ = try await CurlSession.open(target, as: Servers.password("fel"))
        }
        #expect(error?.kind == .credentialsRefused)
      case 1, 2, 3, 4, 5, 6, 7:
        // Dropped without a goodbye.
        _ = try await CurlSession.open(target, as: Servers.password())
      case 8, 9, 10, 11, 12:
        let task = Task { try await CurlSession.open(target, as: Servers.password()) }
        task.cancel()
        _ = try? await task.value
      default:
        let session = try await CurlSession.open(target, as: Servers.password())
        _ = try await session.ask("NOOP")
        await session.end()
      }
    }
    #expect(try Self.sockets(to: dovecot.imapsPort) == 0)
    // Other tests run at the same time and hold some of their own; two hundred would show.
    #expect(try Self.events() < before + 150)
  }
}
