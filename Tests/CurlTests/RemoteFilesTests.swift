import Curl
import Foundation
import Glibc
import Support
import Testing

/// Folders on real servers: OpenSSH's SFTP and ProFTPD over TLS.
struct RemoteFilesTests {
  private static let ssh = Result { try SFTPServer() }

  private func server(_ server: SFTPServer, key: String? = nil, hostKeys: HostKeys?) -> RemoteServer {
    RemoteServer(
      scheme: .sftp, host: "127.0.0.1", port: server.port,
      login: ServerLogin(user: server.user, .key(file: key ?? server.userKey, passphrase: nil)),
      hostKeys: hostKeys)
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func names(_ entries: [RemoteEntry]) -> [String] {
    entries.map { String(decoding: $0.name, as: UTF8.self) }
  }

  private func failure(_ files: RemoteFiles, _ path: String) async throws -> CurlError {
    try #require(await #expect(throws: CurlError.self) { _ = try await files.list(bytes(path)) })
  }

  /// What holds for both kinds of server: `put` writes a file into the server's folder, `root` is its path there.
  private func works(_ files: RemoteFiles, root: String, put: (Data, String) throws -> Void) async throws {
    let content = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) })
    let odd = #"å ä  ö "citat" \ # ?%41;x.eml"#
    try put(content, "in/" + odd)
    try put(Data(), "in/empty")
    try put(Data("x".utf8), "in/sub/inner")
    let folder = root + "/in"
    let entries = try await files.list(bytes(folder))
    #expect(names(entries) == ["empty", "sub", odd])
    #expect(entries.map(\.kind) == [.file, .folder, .file])
    #expect(entries[0].size == 0)
    #expect(entries[2].size == 300_000)
    let modified = try #require(entries[2].modified)
    // Servers tell the time of their own zone.
    #expect(abs(modified.timeIntervalSinceNow) < 15 * 3600)
    if entries[2].isExact { #expect(abs(modified.timeIntervalSinceNow) < 120) }

    let path = bytes(folder + "/" + odd)
    let response = try await files.read(path, limit: 300_000)
    #expect(response.bytes == [UInt8](content))
    #expect(abs(Double(try #require(response.modified)) - Date().timeIntervalSince1970) < 120)
    #expect(
      try await files.read(path, limit: 1000, range: 70_000..<71_000).bytes
        == [UInt8](content[70_000..<71_000]))
    #expect(try await files.read(bytes(folder + "/empty"), limit: 10).bytes.isEmpty)
    let large = await #expect(throws: CurlError.self) { _ = try await files.read(path, limit: 299_999) }
    #expect(large?.kind == .tooLarge)
    let missing = await #expect(throws: CurlError.self) {
      _ = try await files.read(bytes(folder + "/none"), limit: 9)
    }
    #expect(missing?.isMissing == true)
    #expect(missing?.kind == .permanent)
    #expect(missing?.description.contains("none") == false)

    try await files.makeFolder(bytes(folder + "/done"))
    try await files.rename(path, to: bytes(folder + "/done/\"1\" å.eml"))
    #expect(names(try await files.list(bytes(folder))) == ["done", "empty", "sub"])
    #expect(names(try await files.list(bytes(folder + "/done/"))) == [#""1" å.eml"#])
    #expect(
      try await files.read(bytes(folder + "/done/\"1\" å.eml"), limit: 300_000).bytes == [UInt8](content))

    // One file: its time and whether it has that size, whether a name is taken, and writing.
    let moved = bytes(folder + "/done/\"1\" å.eml")
    #expect(try await files.status(moved, size: 300_000)?.modified == response.modified)
    for size in [0, 1, 299_999, 300_001, 400_000] as [Int64] {
      #expect(try await files.status(moved, size: size) == nil, "\(size)")
    }
    #expect(try await files.status(bytes(folder + "/empty"), size: 0) != nil)
    #expect(try await files.status(bytes(folder + "/empty"), size: 1) == nil)
    let absent = await #expect(throws: CurlError.self) { _ = try await files.status(path, size: 300_000) }
    #expect(absent?.isMissing == true)
    #expect(try await files.exists(moved))
    #expect(try await files.exists(bytes(folder + "/empty")))
    #expect(try await !files.exists(path))
    let note = bytes(folder + "/done/skäl.txt")
    try await files.write(bytes("därför"), to: note)
    #expect(try await files.read(note, limit: 100).bytes == bytes("därför"))
    // Whoever was there first loses nothing.
    try await files.write(bytes(" att"), to: note)
    #expect(try await files.read(note, limit: 100).bytes == bytes("därför att"))
    let nowhere = await #expect(throws: CurlError.self) {
      try await files.write(bytes("x"), to: bytes(folder + "/ingenstans/x"))
    }
    #expect(nowhere != nil)

    let gone = await #expect(throws: CurlError.self) {
      try await files.rename(path, to: bytes(folder + "/x"))
    }
    #expect(gone?.kind == .permanent)
    // A name cannot carry a second command.
    let forged = await #expect(throws: CurlError.self) {
      try await files.rename(bytes(folder + "/empty"), to: bytes(folder + "/a\r\nDELE empty"))
    }
    #expect(forged?.fault == .fault)
    #expect(names(try await files.list(bytes(folder))) == ["done", "empty", "sub"])
  }

  // MARK: SFTP

  @Test func worksOverSFTP() async throws {
    let ssh = try await offPool { try Self.ssh.get() }
    for hostKeys in [HostKeys.file(ssh.knownHosts), .fingerprint(try ssh.fingerprint())] {
      let root = "/" + UUID().uuidString
      try await works(RemoteFiles(server(ssh, hostKeys: hostKeys)), root: ssh.files + root) {
        try ssh.folder.write($0, to: "files" + root + "/" + $1)
      }
    }
  }

  @Test func asksNothingOfAServerThatItCannotKnow() async throws {
    let proxy = try FaultProxy(to: Self.ssh.get().port)
    let ssh = try Self.ssh.get()
    let folder = try TemporaryFolder()
    let flaws: [HostKeys?] = [
      nil, .file(folder.path + "/none"), .file(try folder.write("", to: "empty")), .fingerprint("SHA256:abc"),
      .fingerprint(""),
    ]
    for flaw in flaws {
      var target = server(ssh, hostKeys: flaw)
      target.port = proxy.port
      let error = try await failure(RemoteFiles(target), ssh.files)
      #expect(error.fault == .hostKeyNotPinned)
      #expect(error.kind == .permanent)
    }
    #expect(proxy.counts.connections == 0)
  }

  @Test func leavesAServerWhoseKeyIsAnother() async throws {
    let ssh = try await offPool { try SFTPServer() }
    let pin = HostKeys.fingerprint(try ssh.fingerprint())
    let known = HostKeys.file(ssh.knownHosts)
    for hostKeys in [pin, known] {
      _ = try await RemoteFiles(server(ssh, hostKeys: hostKeys)).list(bytes(ssh.files))
    }
    try await offPool { try ssh.changeHostKey() }
    let stranger = try ssh.folder.write(
      "[127.0.0.1]:1 ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==\n", to: "stranger")
    for hostKeys in [pin, known, .file(stranger)] {
      let error = try await failure(RemoteFiles(server(ssh, hostKeys: hostKeys)), ssh.files)
      #expect(error.fault == .hostKeyUnknown, "\(hostKeys): \(error)")
      #expect(error.kind == .permanent)
    }
  }

  @Test func tellsAKeyOrAPasswordThatDoesNotLetIn() async throws {
    let ssh = try await offPool { try Self.ssh.get() }
    let known = HostKeys.file(ssh.knownHosts)
    var password = server(ssh, hostKeys: known)
    password.login = ServerLogin(user: ssh.user, .password(SecretBytes(bytes("fel-losen"))))
    for target in [server(ssh, key: ssh.otherKey, hostKeys: known), password] {
      let error = try await failure(RemoteFiles(target), ssh.files)
      #expect(error.fault == .credentialsRefused, "\(error)")
      #expect(error.kind == .permanent)
      #expect(!error.description.contains("fel-losen"))
    }
  }

  @Test func tellsAnSFTPServerThatIsAway() async throws {
    let ssh = try await offPool { try Self.ssh.get() }
    var target = server(ssh, hostKeys: .file(ssh.knownHosts))
    target.port = try freePort()
    #expect(try await failure(RemoteFiles(target), ssh.files).fault == .connectionRefused)
    let silent = try ScriptedServer { _, script in script.listenInSilence() }
    target.port = silent.port
    let error = try await failure(RemoteFiles(target, timeout: .milliseconds(400)), ssh.files)
    #expect(error.fault == .timedOut)
    #expect(error.kind == .temporary)
  }

  // MARK: FTP

  @Test func worksOverFTP() async throws {
    for (encryption, hasFacts) in [
      (FTPServer.Encryption.implicit, true), (.explicit, true), (.explicit, false),
    ] {
      let ftp = try await offPool {
        try FTPServer(certificate: Servers.authority.get().good(), encryption: encryption, hasFacts: hasFacts)
      }
      let files = RemoteFiles(try server(ftp, encryption))
      try await works(files, root: "/r", put: { try ftp.write($0, to: "r/" + $1) })
      #expect(try await files.list(bytes("/r/in")).allSatisfy { $0.isExact == hasFacts })
      // The authority of the tests gives its certificates twenty days.
      let days = try #require(files.certificate).expires.timeIntervalSinceNow / 86_400
      #expect((18...21).contains(days))
    }
  }

  private func server(_ ftp: FTPServer, _ encryption: FTPServer.Encryption) throws -> RemoteServer {
    RemoteServer(
      scheme: encryption == .implicit ? .ftps : .ftp, host: "127.0.0.1", port: ftp.port,
      login: ServerLogin(user: ftp.user, .password(SecretBytes(bytes(ftp.password)))),
      caFile: try Servers.authority.get().file)
  }

  @Test func verifiesFTPServers() async throws {
    for encryption in [FTPServer.Encryption.implicit, .explicit] {
      let ftp = try await offPool {
        try FTPServer(certificate: Servers.authority.get().wrongHost(), encryption: encryption)
      }
      let error = try await failure(RemoteFiles(server(ftp, encryption)), "/")
      #expect(error.fault == .certificateWrongHost)
    }
  }

  @Test func sendsNoPasswordWhereFTPOffersNoTLS() async throws {
    let server = try ScriptedServer { _, script in
      try script.say("220 ready")
      while true {
        let line = try script.hear()
        try script.say(line.hasPrefix("AUTH") ? "534 no" : line.hasPrefix("USER") ? "331 go on" : "230 in")
      }
    }
    let target = RemoteServer(
      scheme: .ftp, host: "127.0.0.1", port: server.port,
      login: ServerLogin(user: "anna", .password(SecretBytes(bytes("hemligt")))))
    let error = try await failure(RemoteFiles(target), "/")
    #expect(error.fault == .encryptionMissing)
    #expect(!server.lines.contains { $0.hasPrefix("USER") || $0.hasPrefix("PASS") })
  }

  @Test func tellsAWrongFTPPassword() async throws {
    let ftp = try await offPool { try FTPServer(certificate: Servers.authority.get().good()) }
    var target = try server(ftp, .implicit)
    target.login = ServerLogin(user: ftp.user, .password(SecretBytes(bytes("fel"))))
    let error = try await failure(RemoteFiles(target), "/")
    #expect(error.fault == .credentialsRefused, "\(error)")
    #expect(error.kind == .permanent)
  }
}
