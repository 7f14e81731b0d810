package import Foundation
import Glibc
import Synchronization

/// ProFTPD on a free port of 127.0.0.1, with TLS required, for a user of its own.
package final class FTPServer: Sendable {
  package enum Encryption: Sendable {
    /// From the first byte: `ftps`.
    case implicit
    /// By AUTH TLS: `ftp`.
    case explicit
    /// None at all.
    case none
  }

  package let folder: TemporaryFolder
  package let port: Int
  package let user = "anna"
  package let password = "hemligt"
  /// Where a login begins.
  package var files: String { folder.path + "/files" }

  private let process = Mutex<ServerProcess?>(nil)

  /// - Parameter hasFacts: whether it knows MLSD (RFC 3659).
  package init(
    certificate: TestCA.Certificate, encryption: Encryption = .implicit, hasFacts: Bool = true
  ) throws {
    folder = try TemporaryFolder()
    port = try freePort()
    let path = folder.path
    let user = ServerUser()
    try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
    user.own(files)
    let hash = try runTool(["openssl", "passwd", "-6", password]).trimmingCharacters(in: .whitespacesAndNewlines)
    try folder.write("\(self.user):\(hash):\(user.uid):\(user.gid)::\(path)/files:/bin/false\n", to: "passwd")
    chmod(path + "/passwd", 0o600)
    let tls =
      encryption == .none
      ? ""
      : """
      LoadModule mod_tls.c
      TLSEngine on
      TLSRequired on
      TLSProtocol TLSv1.2 TLSv1.3
      TLSECCertificateFile \(certificate.file)
      TLSECCertificateKeyFile \(certificate.key)
      TLSLog \(path)/tls.log
      TLSOptions NoSessionReuseRequired \(encryption == .implicit ? "UseImplicitSSL" : "")

      """
    try folder.write(
      """
      ModulePath /usr/lib/proftpd
      ServerType standalone
      ServerName test
      DefaultAddress 127.0.0.1
      UseIPv6 off
      Port \(port)
      User \(user.name)
      Group \(user.group)
      PidFile \(path)/proftpd.pid
      ScoreboardFile \(path)/scoreboard
      SystemLog \(path)/proftpd.log
      WtmpLog off
      UseFtpUsers off
      RequireValidShell off
      UseReverseDNS off
      AuthOrder mod_auth_file.c
      AuthUserFile \(path)/passwd
      AllowOverwrite on
      AllowStoreRestart on
      FactsAdvertise \(hasFacts ? "on" : "off")
      TimesGMT on
      MaxInstances 60

      """ + tls + (hasFacts ? "" : "<Limit MLSD>\n  DenyAll\n</Limit>\n"), to: "proftpd.conf")
    let process = try ServerProcess(
      [program("proftpd"), "-n", "-q", "-c", path + "/proftpd.conf"], name: "proftpd", in: folder)
    try process.waitUntilReady {
      guard let connection = try? LineConnection(port: port) else { return false }
      // With implicit TLS the server waits for us to speak.
      if encryption == .implicit { return true }
      connection.limit(seconds: 2)
      return (try? connection.line())?.hasPrefix("220") == true
    }
    self.process.withLock { $0 = process }
  }

  package func stop() { process.withLock { $0?.stop() } }

  /// Writes a file where the server's user can read and rename it.
  package func write(_ data: Data, to name: String) throws {
    let user = ServerUser()
    user.own(try folder.write(data, to: "files/" + name))
    var folder = URL(fileURLWithPath: files + "/" + name).deletingLastPathComponent().path
    while folder.hasPrefix(files) {
      user.own(folder)
      folder = URL(fileURLWithPath: folder).deletingLastPathComponent().path
    }
  }
}
