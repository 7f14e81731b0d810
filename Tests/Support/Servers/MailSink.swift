import Foundation

/// A mail server (SMTP, RFC 5321) that takes everything in and keeps it, but for recipients that it was told to refuse.
/// Logins: `anna` with `hemligt`, or the token `token-1`, only over TLS.
package final class MailSink: Sendable {
  package enum Encryption: String, Sendable { case implicit, startTLS, none }

  package struct Delivery: Decodable, Sendable {
    package var sender: String
    package var recipients: [String]
    package var user: String?
    /// As it came over the wire, without dot-stuffing; Latin-1, a character a byte.
    package var data: String
  }

  package let port: Int
  private let folder: TemporaryFolder
  private let process: ServerProcess

  /// - Parameters:
  ///   - refused: recipients who get 550.
  ///   - busy: recipients who get 451.
  package init(
    certificate: TestCA.Certificate, encryption: Encryption = .implicit, refused: [String] = [],
    busy: [String] = []
  ) throws {
    folder = try TemporaryFolder()
    let script = try folder.write(Self.script, to: "sink.py")
    try folder.write("", to: "mails")
    try folder.write("", to: "commands")
    let path = folder.path
    process = try ServerProcess(
      [program("python3"), script, path, certificate.file, certificate.key, encryption.rawValue]
        + [refused.joined(separator: ","), busy.joined(separator: ",")], name: "sink", in: folder)
    try process.waitUntilReady { FileManager.default.fileExists(atPath: path + "/port") }
    guard let port = Int(try String(contentsOfFile: path + "/port", encoding: .utf8)) else {
      throw ServerFailure("the sink names no port")
    }
    self.port = port
  }

  package var deliveries: [Delivery] {
    let lines = (try? Data(contentsOf: folder.url.appendingPathComponent("mails"))) ?? Data()
    return lines.split(separator: 10).compactMap { try? JSONDecoder().decode(Delivery.self, from: $0) }
  }

  /// Every line that came as a command.
  package var commands: [String] {
    let text = (try? String(contentsOfFile: folder.path + "/commands", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  package func stop() { process.stop() }

  private static let script = #"""
    import base64, json, os, socket, ssl, sys, threading
    folder, certificate, key, encryption, refused, busy = sys.argv[1:]
    refused, busy = refused.split(","), busy.split(",")
    lock = threading.Lock()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def keep(name, text):
        with lock, open(folder + "/" + name, "a") as file:
            file.write(text + "\n")

    def serve(connection):
        secure = encryption == "implicit"
        if secure:
            connection = context.wrap_socket(connection, server_side=True)
        stream = connection.makefile("rb")
        def say(text):
            connection.sendall((text + "\r\n").encode())
        def ask(text):
            say(text)
            return base64.b64decode(stream.readline().strip())
        user, sender, recipients = None, None, []
        say("220 sink.example ESMTP")
        while True:
            line = stream.readline()
            if not line:
                return
            line = line.decode("latin-1").rstrip("\r\n")
            keep("commands", line)
            verb, _, rest = line.partition(" ")
            verb = verb.upper()
            if verb == "EHLO":
                say("250-sink.example")
                if encryption == "startTLS" and not secure:
                    say("250-STARTTLS")
                elif secure:
                    say("250-AUTH PLAIN LOGIN XOAUTH2")
                say("250 8BITMIME")
            elif verb == "STARTTLS" and encryption == "startTLS":
                say("220 go on")
                connection = context.wrap_socket(connection, server_side=True)
                stream = connection.makefile("rb")
                secure = True
            elif verb == "AUTH" and secure:
                mechanism, _, initial = rest.partition(" ")
                good = False
                if mechanism == "LOGIN":
                    name = ask("334 VXNlcm5hbWU6").decode()
                    good = (name, ask("334 UGFzc3dvcmQ6")) == ("anna", b"hemligt")
                else:
                    proof = base64.b64decode(initial) if initial else ask("334 ")
                    if mechanism == "PLAIN":
                        good = proof.split(b"\0")[1:] == [b"anna", b"hemligt"]
                    elif mechanism == "XOAUTH2":
                        good = b"auth=Bearer token-1\x01" in proof
                        if not good:
                            ask("334 eyJzdGF0dXMiOiI0MDEifQ==")
                user = "anna" if good else None
                say("235 welcome" if good else "535 5.7.8 no, anna")
            elif verb == "MAIL":
                sender, recipients = line[line.index("<") + 1:line.index(">")], []
                say("250 ok")
            elif verb == "RCPT":
                recipient = line[line.index("<") + 1:line.index(">")]
                if recipient in refused:
                    say("550 5.1.1 no such user " + recipient)
                elif recipient in busy:
                    say("451 4.2.0 try later " + recipient)
                else:
                    recipients.append(recipient)
                    say("250 ok")
            elif verb == "DATA":
                say("354 go on")
                data = b""
                while True:
                    piece = stream.readline()
                    if piece == b".\r\n":
                        break
                    if not piece:
                        return
                    data += piece[1:] if piece.startswith(b".") else piece
                keep("mails", json.dumps({"sender": sender, "recipients": recipients, "user": user,
                                          "data": data.decode("latin-1")}))
                say("250 taken")
            elif verb == "RSET":
                say("250 ok")
            elif verb == "QUIT":
                say("221 bye")
                return
            else:
                say("502 not here")

    def guarded(connection):
        try:
            serve(connection)
        except (OSError, ValueError):
            pass
        finally:
            connection.close()

    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    with open(folder + "/port.new", "w") as file:
        file.write(str(listener.getsockname()[1]))
    os.rename(folder + "/port.new", folder + "/port")
    while True:
        threading.Thread(target=guarded, args=(listener.accept()[0],), daemon=True).start()
    """#
}
