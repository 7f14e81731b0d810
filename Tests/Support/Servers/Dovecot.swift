package import Foundation
import Glibc
import Synchronization

/// A Dovecot of one's own, on free ports of 127.0.0.1: IMAP with STARTTLS and IMAPS, LMTP to deliver to it.
///
/// Users log in with a password, or with a token by ``token(for:expires:)``. Each has a Maildir below ``mailFolder``.
package final class Dovecot: Sendable {
  package let folder: TemporaryFolder
  /// STARTTLS is offered, and logins in clear are allowed, so that a test can tell whether one was tried.
  package let imapPort: Int
  package let imapsPort: Int
  package let lmtpPort: Int
  package var mailFolder: String { folder.path + "/mail" }
  package var log: String {
    (try? String(contentsOfFile: folder.path + "/dovecot.log", encoding: .utf8)) ?? ""
  }

  private static let key = [UInt8]((0..<32).map { UInt8($0 * 7 + 3) })
  private let user = ServerUser()
  private let process = Mutex<ServerProcess?>(nil)

  /// - Parameters:
  ///   - users: names and passwords.
  ///   - settings: more lines of configuration, which win over those of ours.
  package init(
    certificate: TestCA.Certificate, users: [String: String] = ["anna": "hemligt"], settings: String = ""
  ) throws {
    folder = try TemporaryFolder()
    imapPort = try freePort()
    imapsPort = try freePort()
    lmtpPort = try freePort()
    let path = folder.path
    for name in ["run", "state", "mail"] {
      try FileManager.default.createDirectory(atPath: "\(path)/\(name)", withIntermediateDirectories: true)
    }
    user.own(path + "/mail")
    let lines = users.merging(["probe": "probe"]) { $1 }.sorted { $0.key < $1.key }.map {
      "\($0.key):\($0.value)"
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "users")
    try folder.write(Data(Self.key).base64EncodedString(), to: "keys/default/HS256/default")
    try folder.write(
      """
      introspection_mode = local
      local_validation_key_dict = fs:posix:prefix=\(path)/keys/
      username_attribute = email

      """, to: "oauth2.conf")
    try folder.write(configuration(certificate) + settings + "\n", to: "dovecot.conf")
    try start()
  }

  /// Starts it again after ``stop()`` or ``kill()``, with the same ports and mails.
  package func start() throws {
    let process = try ServerProcess(
      [program("dovecot"), "-c", folder.path + "/dovecot.conf", "-F"], name: "dovecot", in: folder)
    do { try process.waitUntilReady { canLogIn } } catch {
      throw ServerFailure("\(error)\n\(log.suffix(2000))")
    }
    self.process.withLock { $0 = process }
  }

  /// Ends it without a goodbye, as a crash does.
  package func kill() { process.withLock { $0?.kill() } }

  /// Ends it in an orderly way: clients see `* BYE`.
  package func stop() { process.withLock { $0?.stop() } }

  package func restart() throws {
    stop()
    try start()
  }

  /// - Parameter expires: seconds from now.
  package func token(for user: String, expires: Int = 3600) -> String {
    WebToken.sign(user: user, expires: expires, key: Self.key)
  }

  // MARK: Mail

  /// Delivers as a mail server would, by LMTP (RFC 2033).
  package func deliver(_ message: Data, to user: String) throws {
    let connection = try LineConnection(port: lmtpPort)
    connection.limit(seconds: 20)
    func reply(_ expected: String) throws {
      var line = try connection.line()
      while line.dropFirst(3).first == "-" { line = try connection.line() }
      guard line.hasPrefix(expected) else { throw ServerFailure("LMTP: \(line)") }
    }
    try reply("220")
    try connection.send("LHLO test.example\r\n")
    try reply("250")
    try connection.send("MAIL FROM:<sender@uppsala.example>\r\n")
    try reply("250")
    try connection.send("RCPT TO:<\(user)>\r\n")
    try reply("250")
    try connection.send("DATA\r\n")
    try reply("354")
    var text = [UInt8]()
    for line in message.split(separator: 10, omittingEmptySubsequences: false) {
      let bare = line.last == 13 ? line.dropLast() : line
      if bare.first == UInt8(ascii: ".") { text.append(UInt8(ascii: ".")) }
      text += bare + [13, 10]
    }
    if message.last == 10 { text.removeLast(2) }
    try connection.send(text + Array(".\r\n".utf8))
    try reply("250")
    try connection.send("QUIT\r\n")
  }

  /// Puts mails straight into a Maildir: thousands in no time. Their UIDs follow their order, once the server looks.
  /// - Parameter first: how many were put there before, so that these come after them.
  package func seed(
    _ messages: some Sequence<Data>, user name: String, folder mailbox: String? = nil, from first: Int = 0
  ) throws {
    let maildir = "\(mailFolder)/\(name)/Maildir" + (mailbox.map { "/.\($0)" } ?? "")
    var made = [String]()
    for part in ["\(mailFolder)/\(name)", "\(mailFolder)/\(name)/Maildir", maildir]
      + ["cur", "new", "tmp"].map({ "\(maildir)/\($0)" })
    {
      if !FileManager.default.fileExists(atPath: part) {
        try FileManager.default.createDirectory(atPath: part, withIntermediateDirectories: false)
        made.append(part)
      }
    }
    for folder in made { user.own(folder) }
    for (number, message) in messages.enumerated() {
      // Digits of one length: Dovecot sorts by name where it meets several at once.
      let digits = String(first + number + 1_000_000)
      // Their sizes, as they are and with CRLF, as Dovecot's own delivery notes them.
      let wire = message.count + Self.bareLineFeeds(in: message)
      let name = "17\(digits)0.M\(digits)P1.test.example,S=\(message.count),W=\(wire)"
      // Written elsewhere, so that a server that is looking never finds half a mail.
      try message.write(to: URL(fileURLWithPath: "\(maildir)/tmp/\(name)"))
      user.own("\(maildir)/tmp/\(name)")
      try FileManager.default.moveItem(atPath: "\(maildir)/tmp/\(name)", toPath: "\(maildir)/new/\(name)")
    }
  }

  private static func bareLineFeeds(in message: Data) -> Int {
    message.withUnsafeBytes { bytes in
      var count = 0
      var last: UInt8 = 0
      for byte in bytes {
        if byte == 10, last != 13 { count += 1 }
        last = byte
      }
      return count
    }
  }

  private func files(of name: String) -> [(path: String, flags: String)] {
    ["cur", "new"].flatMap { part -> [(path: String, flags: String)] in
      let folder = "\(mailFolder)/\(name)/Maildir/\(part)"
      return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().map { file in
        ("\(folder)/\(file)", file.range(of: ":2,").map { String(file[$0.upperBound...]) } ?? "")
      }
    }
  }

  /// The flags of each mail in an inbox, as a Maildir has them: `a` is the first keyword, `S` is \Seen.
  package func flags(of name: String) -> [String] { files(of: name).map(\.flags) }

  /// Takes mails out of an inbox without asking anybody, as other programs do.
  /// - Returns: how many; at most `count`.
  package func expunge(_ count: Int, of name: String, where chosen: (String) -> Bool) throws -> Int {
    try files(of: name).filter { chosen($0.flags) }.prefix(count).count { file in
      // The server may have given it another name meanwhile.
      guard unlink(file.path) == 0 else {
        guard errno == ENOENT else {
          throw ServerFailure("\(file.path): \(String(cString: strerror(errno)))")
        }
        return false
      }
      return true
    }
  }

  /// Gives an inbox another UIDVALIDITY, as one that was restored has.
  package func renumber(_ name: String, to validity: Int) throws {
    let maildir = "\(mailFolder)/\(name)/Maildir"
    let list = "\(maildir)/dovecot-uidlist"
    var lines = try String(contentsOfFile: list, encoding: .utf8).components(separatedBy: "\n")
    var head = lines[0].split(separator: " ").map(String.init)
    for (index, word) in head.enumerated() where word.hasPrefix("V") { head[index] = "V\(validity)" }
    lines[0] = head.joined(separator: " ")
    try lines.joined(separator: "\n").write(toFile: list, atomically: true, encoding: .utf8)
    user.own(list)
    for file in try FileManager.default.contentsOfDirectory(atPath: maildir)
    where file.hasPrefix("dovecot.index") { unlink("\(maildir)/\(file)") }
  }

  // MARK: Ready

  private var canLogIn: Bool {
    guard let connection = try? LineConnection(port: imapPort) else { return false }
    connection.limit(seconds: 2)
    guard (try? connection.line())?.hasPrefix("* OK") == true else { return false }
    guard (try? connection.send("a LOGIN probe probe\r\n")) != nil else { return false }
    while let line = try? connection.line() {
      if line.hasPrefix("a ") {
        try? connection.send("b LOGOUT\r\n")
        return line.hasPrefix("a OK")
      }
    }
    return false
  }

  private func configuration(_ certificate: TestCA.Certificate) -> String {
    let path = folder.path
    // Dovecot's own users need root; without it, the test's user is all of them.
    let users =
      ServerUser.isRoot
      ? ""
      : """
      default_internal_user = \(user.name)
      default_internal_group = \(user.group)
      default_login_user = \(user.name)

      """
    return users + """
      base_dir = \(path)/run
      state_dir = \(path)/state
      log_path = \(path)/dovecot.log
      protocols = imap lmtp
      listen = 127.0.0.1
      first_valid_uid = 1
      first_valid_gid = 1
      ssl = yes
      ssl_cert = <\(certificate.file)
      ssl_key = <\(certificate.key)
      disable_plaintext_auth = no
      auth_mechanisms = plain login xoauth2 oauthbearer
      auth_failure_delay = 0
      mail_location = maildir:\(path)/mail/%u/Maildir
      mail_fsync = never
      mail_max_userip_connections = 200
      passdb {
        driver = passwd-file
        mechanisms = plain login
        args = scheme=PLAIN \(path)/users
      }
      passdb {
        driver = oauth2
        mechanisms = xoauth2 oauthbearer
        args = \(path)/oauth2.conf
      }
      userdb {
        driver = static
        args = uid=\(user.uid) gid=\(user.gid) home=\(path)/mail/%u allow_all_users=yes
      }
      namespace inbox {
        inbox = yes
      }
      service imap-login {
        chroot =
        service_count = 0
        inet_listener imap {
          port = \(imapPort)
        }
        inet_listener imaps {
          port = \(imapsPort)
          ssl = yes
        }
      }
      service imap {
        process_limit = 400
      }
      service anvil {
        chroot =
        unix_listener anvil-auth-penalty {
          mode = 0
        }
      }
      service lmtp {
        inet_listener lmtp {
          port = \(lmtpPort)
        }
      }

      """
  }
}
