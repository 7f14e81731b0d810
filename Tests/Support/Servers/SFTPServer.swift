import Foundation
import Glibc
import Synchronization

/// OpenSSH's server on a free port of 127.0.0.1, for the user of the test, with SFTP alone.
package final class SFTPServer: Sendable {
  package let folder: TemporaryFolder
  package let port: Int
  /// Who can log in.
  package let user: String
  /// The private key that lets in, ed25519.
  package var userKey: String { folder.path + "/user_key" }
  /// Names the server's first host key.
  package var knownHosts: String { folder.path + "/known_hosts" }
  /// Where the files of a test lie; paths on the server are absolute.
  package var files: String { folder.path + "/files" }

  private let process = Mutex<ServerProcess?>(nil)

  package init() throws {
    folder = try TemporaryFolder()
    port = try freePort()
    user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
    let path = folder.path
    try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
    for name in ["user_key", "other_key"] { try Self.makeKey(path + "/" + name) }
    try makeHostKey()
    try FileManager.default.copyItem(atPath: path + "/user_key.pub", toPath: path + "/authorized_keys")
    try folder.write("[127.0.0.1]:\(port) \(publicHostKey())\n", to: "known_hosts")
    // Without it, sshd does not start as root; a machine that never ran it has none.
    if ServerUser.isRoot { mkdir("/run/sshd", 0o755) }
    try folder.write(
      """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(path)/host_key
      PidFile none
      AuthorizedKeysFile \(path)/authorized_keys
      StrictModes no
      UsePAM no
      PermitRootLogin yes
      PasswordAuthentication yes
      MaxStartups 100
      Subsystem sftp internal-sftp
      ForceCommand internal-sftp

      """, to: "sshd_config")
    try start()
  }

  package func start() throws {
    let process = try ServerProcess(
      [program("sshd"), "-D", "-e", "-f", folder.path + "/sshd_config"], name: "sshd", in: folder)
    try process.waitUntilReady {
      guard let connection = try? LineConnection(port: port) else { return false }
      connection.limit(seconds: 2)
      return (try? connection.line())?.hasPrefix("SSH-2.0") == true
    }
    self.process.withLock { $0 = process }
  }

  package func stop() { process.withLock { $0?.stop() } }

  /// Comes back with another host key, as a server does that was put up anew, or somebody in between.
  package func changeHostKey() throws {
    stop()
    for name in ["host_key", "host_key.pub"] { try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)") }
    try makeHostKey()
    try start()
  }

  /// A key that does not let in.
  package var otherKey: String { folder.path + "/other_key" }

  /// The SHA-256 fingerprint of the host key that is in use, `SHA256:…`.
  package func fingerprint() throws -> String {
    let words = try runTool(["ssh-keygen", "-lf", folder.path + "/host_key.pub"]).split(separator: " ")
    guard words.count > 1 else { throw ServerFailure("ssh-keygen shows no fingerprint") }
    return String(words[1])
  }

  private func makeHostKey() throws { try Self.makeKey(folder.path + "/host_key") }

  private static func makeKey(_ path: String) throws {
    try runTool(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", path])
  }

  /// Kind and key, without the comment.
  private func publicHostKey() throws -> String {
    let text = try String(contentsOfFile: folder.path + "/host_key.pub", encoding: .utf8)
    return text.split(separator: " ").prefix(2).joined(separator: " ")
  }
}
