import Arrivals
import Contracts
import Curl
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

/// A drop on a real server, and what a test does to it: each bench has a folder of its own there.
struct RemoteBench: Sendable {
  enum Kind: String, CaseIterable, Sendable { case sftp, ftps }

  static let authority = Result { try TestCA() }
  private static let ssh = Result { try SFTPServer() }
  private static let ftp = Result { try FTPServer(certificate: authority.get().good()) }

  let server: RemoteServer
  /// The drop's folder as the server names it, and as this machine does.
  let folder: String
  let local: String
  let events = CollectedEvents()

  init(_ kind: Kind) async throws {
    switch kind {
    case .sftp: try self.init(await offPool { try Self.ssh.get() })
    case .ftps:
      let (ftp, file) = try await offPool { (try Self.ftp.get(), try Self.authority.get().file) }
      try self.init(ftp, authority: file)
    }
  }

  private init(_ ftp: FTPServer, authority: String) throws {
    let name = UUID().uuidString
    server = RemoteServer(
      scheme: .ftps, host: "127.0.0.1", port: ftp.port,
      login: ServerLogin(user: ftp.user, .password(SecretBytes(Array(ftp.password.utf8)))), caFile: authority)
    folder = "/" + name
    local = ftp.files + "/" + name
    try ftp.write(Data(), to: name + "/.here")
  }

  init(_ ssh: SFTPServer) throws {
    server = RemoteServer(
      scheme: .sftp, host: "127.0.0.1", port: ssh.port,
      login: ServerLogin(user: ssh.user, .key(file: ssh.userKey, passphrase: nil)),
      hostKeys: .file(ssh.knownHosts))
    local = ssh.files + "/" + UUID().uuidString
    folder = local
    try FileManager.default.createDirectory(atPath: local, withIntermediateDirectories: true)
  }

  func drop(
    settle: Duration = .zero, poll: Duration = .milliseconds(100), server: RemoteServer? = nil,
    _ change: (inout RemoteDropConfiguration) -> Void = { _ in }
  ) -> RemoteDrop {
    let target = server ?? self.server
    var configuration = RemoteDropConfiguration(
      name: "grannkommunen", folder: folder + "/", settle: settle, poll: poll
    ) { .success(target) }
    configuration.timeout = .seconds(10)
    change(&configuration)
    return RemoteDrop(configuration, log: events)
  }

  func path(_ name: String) -> String { "\(local)/\(name)" }

  /// Makes a file of the machine one of the server's user, with the folders that hold it.
  private func own(_ name: String) {
    guard server.scheme != .sftp, getuid() == 0 else { return }
    var owned = path(name)
    while owned.count >= local.count {
      lchown(owned, 65_534, 65_534)
      owned = URL(fileURLWithPath: owned).deletingLastPathComponent().path
    }
  }

  /// Writes a file under a hidden name and renames it, so that it is never seen half written.
  func write(_ bytes: [UInt8], to name: String, modified: Date? = nil) throws {
    let target = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    let hidden = ".writing-\(UUID().uuidString)"
    try fill(bytes, hidden)
    if let modified {
      try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path(hidden))
    }
    guard rename(path(hidden), path(name)) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    own(name)
  }

  func write(_ text: String, to name: String, modified: Date? = nil) throws {
    try write(Array(text.utf8), to: name, modified: modified)
  }

  /// Writes a file in place.
  func fill(_ bytes: [UInt8], _ name: String, appending: Bool = false) throws {
    let file = open(path(name), O_WRONLY | O_CREAT | O_CLOEXEC | (appending ? O_APPEND : O_TRUNC), 0o600)
    defer { close(file) }
    guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
    own(name)
  }

  func exists(_ name: String) -> Bool {
    var status = stat()
    return lstat(path(name), &status) == 0
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  func names(_ name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Waits for something to become true; false where it does not in 20 s.
  func wait(until condition: () -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while !condition(), ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(5)) }
    return condition()
  }

  /// Hands out what there is and waits until nothing more comes.
  func arrivals(_ count: Int, of drop: RemoteDrop) async -> [Arrival] {
    let collector = ArrivalCollector(drop)
    await collector.wait(for: count)
    try? await Task.sleep(for: .milliseconds(250))
    await collector.stop()
    if let failure = collector.failure { Issue.record("\(failure)") }
    return collector.arrivals
  }
}
