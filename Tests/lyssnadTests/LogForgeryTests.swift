import Foundation
import Support
import Testing

/// What others choose, names of files, subjects, addresses, a server's words, is written so that a line of the log looks
/// like another, steers the reader's terminal, or turns its direction. It comes out as one harmless line, or not at all.
@Suite(.serialized)
struct LogForgeryTests {
  private static let forged =
    "x\n2026-11-25T01:00:00Z error service.stopping FORGED\r\n\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}omvänd\u{2066}\u{2028}y"

  /// Control characters but line ends, and what turns the direction.
  private func harmful(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter {
      switch $0.value {
      case 0x0A: false
      case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }

  /// How many lines say, in the place where a line says it, that the service stops.
  private func endings(_ log: String) -> Int {
    log.split(separator: "\n").count { line in
      let words = line.split(separator: " ")
      return words.count > 2 && words[2] == "service.stopping"
    }
  }

  @Test func namesAndHeadersOfMails() throws {
    let house = try House(more: "log: { level: debug }")
    let encoded = Data(Self.forged.utf8).base64EncodedString()
    let head =
      "From: =?utf-8?b?\(encoded)?= <anna@uppsala.example>\nSubject: =?utf-8?b?\(encoded)?=\nMessage-ID: <a\u{1B}[2J@b>\n"
    let body = "\nBageriet har väntat åtta veckor på besked om bygglovet.\n"
    let attachment =
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\(body)--b\nContent-Type: application/pdf; "
      + "name*=utf-8''%1B%5B2J%0Aservice.stopping%E2%80%AE\n\n%PDF-1.4 broken\n--b--\n"
    let name = Self.forged.replacing("/", with: "")
    try house.folder.write(head + body, to: "in/1-\(name).eml")
    try house.folder.write(head + attachment, to: "in/2-\(name).eml")
    try house.folder.write(head.replacing("anna@", with: "anna@x.") + body, to: "in/3-\(name).eml")
    try house.folder.write("\(body)", to: "in/4-\(name).txt")
    let daemon = try Daemon(house.configuration)
    #expect(eventually { daemon.lines("message.").count >= 4 }, "\(daemon.log)")
    daemon.stop()
    #expect(harmful(daemon.log) == [], "\(daemon.log)")
    #expect(endings(daemon.log) == 1, "\(daemon.log)")
    for line in daemon.log.split(separator: "\n") {
      #expect(line.firstMatch(of: /^\S+ +\S+ +[a-z]+\.[a-z_]+/) != nil, "\(line)")
    }
    // Nor does a command that shows them.
    for arguments in [
      ["quarantine", "list"], ["quarantine"], ["status"], ["reconcile"], ["search", "bygglovet"],
    ] {
      let result = try house.program.run(arguments + ["--config", house.configuration])
      #expect(harmful(result.output + result.messages) == [], "\(arguments)")
    }
  }

  @Test func aServersWords() throws {
    let forged = Self.forged.replacing("\r\n", with: "").replacing("\n", with: "")
    let house = try ScriptedHouse(log: "debug") { _ in
      ["* OK [ALERT] \(forged)", "NO [\(forged.prefix(20))] \(forged)"]
    }
    let daemon = try Daemon(house.configuration)
    #expect(
      eventually { !(daemon.lines("source.refused") + daemon.lines("source.lost")).isEmpty }, "\(daemon.log)")
    daemon.stop()
    house.server.stop()
    #expect(harmful(daemon.log) == [], "\(daemon.log)")
    #expect(endings(daemon.log) == 1, "\(daemon.log)")
  }
}
