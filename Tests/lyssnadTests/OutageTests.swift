import Foundation
import Support
import Testing

/// What a mailbox needs besides its server fails in one way after the other; then all mail comes in, once, and the log
/// has told it in few lines.
@Suite(.serialized)
struct OutageTests {
  private func mails(_ count: Int) -> [Data] {
    var writer = NoteWriter(seed: 23, sentences: FaultTests.sentences)
    return (1...count).map { writer.mail($0, passages: 3, size: 2000) }
  }

  @Test func aTokenEndpointThatRefusesThrottlesFailsAndDawdles() throws {
    let house = try TokenHouse { dovecot in
      [
        .error("invalid_client", status: 401, description: "AADSTS7000215: no"),
        .error("temporarily_unavailable", status: 429, headers: ["Retry-After": "1"]),
        .init(status: 500, body: "<html>Internal Server Error</html>"),
        .init(status: 200, body: "{"),
        .token(dovecot.token(for: "anna"), delaySeconds: 3),
      ]
    }
    try house.seed(mails(10))
    let daemon = try Daemon(house.configuration)
    #expect(try eventually(200) { try daemon.notes == 10 }, "\(daemon.log)")
    daemon.stop()
    #expect(house.endpoint.requests.count >= 5)
    let told = daemon.lines("source.refused") + daemon.lines("source.lost")
    #expect((1...10).contains(told.count), "\(daemon.log)")
    #expect(!daemon.log.contains("hemlig"))
  }

  /// The name of the server is not known, and the daemon lives; it is known, and the mail comes in.
  @Test func aNameThatIsNotResolved() throws {
    let house = try MailHouse()
    try house.seed(mails(5))
    let right = try String(contentsOfFile: house.configuration, encoding: .utf8)
    try house.folder.write(
      right.replacing("imaps://127.0.0.1:", with: "imaps://nowhere.invalid:"), to: "lyssnad.yaml")
    let daemon = try Daemon(house.configuration)
    #expect(
      eventually { !(daemon.lines("source.lost") + daemon.lines("source.refused")).isEmpty }, "\(daemon.log)")
    #expect(daemon.log.contains("nowhere.invalid"), "\(daemon.log)")
    try house.folder.write(right, to: "lyssnad.yaml")
    daemon.reload()
    #expect(try eventually { try daemon.notes == 5 }, "\(daemon.log)")
    daemon.stop()
  }
}
