import Curl
import Foundation
import Support

/// What the tests of this room share: one authority and one Dovecot for all, since most tests only log in.
enum Servers {
  static let authority = Result { try TestCA() }
  private static let shared = Result { try Dovecot(certificate: authority.get().good(), users: ["anna": "hemligt"]) }

  static func dovecot() async throws -> Dovecot { try await offPool { try shared.get() } }

  static func endpoint(answers: [TokenEndpoint.Answer]) async throws -> TokenEndpoint {
    try await offPool { try TokenEndpoint(certificate: authority.get().good(), answers: answers) }
  }

  /// The shared Dovecot's IMAPS, as a client should see it.
  static func target() async throws -> SessionTarget {
    try await SessionTarget(
      host: "127.0.0.1", port: dovecot().imapsPort, encryption: .immediate, caFile: authority.get().file)
  }

  static func password(
    _ password: String = "hemligt", user: String = "anna", mechanism: ServerLogin.Mechanism = .automatic
  ) -> SessionLogin {
    .password(user: user, mechanism: mechanism) { SecretBytes(Array(password.utf8)) }
  }

  /// In clear, to a server that a test plays itself.
  static func plain(_ port: Int) -> SessionTarget {
    SessionTarget(host: "127.0.0.1", port: port, encryption: .none)
  }
}

extension CurlSession {
  /// Says a command and gives the lines of the answer, to the one that bears its tag.
  func ask(_ command: String, tag: String = "t1") async throws -> [String] {
    try await send(Array("\(tag) \(command)\r\n".utf8), timeout: .seconds(10))
    return try await lines(to: tag)
  }

  func lines(to tag: String) async throws -> [String] {
    var buffer = [UInt8]()
    while true {
      let text = String(decoding: buffer, as: UTF8.self)
      let lines = text.components(separatedBy: "\r\n")
      if text.hasSuffix("\r\n"), let last = lines.dropLast().last, last.hasPrefix(tag + " ") {
        return Array(lines.dropLast())
      }
      if try await receive(into: &buffer, timeout: .seconds(10)) == 0 {
        throw ServerFailure("ended after \(text.suffix(200))")
      }
    }
  }

  func end() { close(farewell: Array("z LOGOUT\r\n".utf8)) }
}
