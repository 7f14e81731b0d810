import Feedback
import Foundation
import Stores
import Support
import Testing

/// The daemon with a real mailbox, from the mail that an officer sends to the answer that the store gives.
@Suite(.serialized)
struct MailboxDaemonTests {
  let program = Program()

  private func mails(_ count: Int) -> [Data] {
    var writer = NoteWriter(seed: 11, sentences: FaultTests.sentences)
    return (1...count).map { writer.mail($0, passages: 5, size: 3000) }
  }

  @Test func aMailFromHandToAnswer() throws {
    let house = try MailHouse()
    try house.seed(mails(20))
    let daemon = try Daemon(house.configuration)
    #expect(try eventually { try daemon.notes == 20 }, "\(daemon.log)")
    // One that comes while the service idles.
    let mail = Data(MailHouse.vouching.utf8) + (try House.sample("04-fran-telefonen.eml"))
    try house.dovecot.deliver(mail, to: "anna")
    #expect(try eventually { try daemon.notes == 21 }, "\(daemon.log)")
    // Marked with the keyword, and not as read.
    #expect(eventually { house.flags.allSatisfy { $0 == "a" } })
    daemon.stop()

    let search = try program.run(["search", "--config", house.configuration, "skomakaren"])
    #expect(search.output.contains("Skomakaren tvärtom"))
    let reconciled = try program.run(["reconcile", "--json", "--config", house.configuration])
    #expect(
      reconciled.output.contains("\"settled\":21,\"missing\":[]"),
      "\(reconciled.output)\(reconciled.messages)")
    let check = try program.run(["check", "--connect", "--config", house.configuration])
    #expect(check.status == 0, "\(check.output)\(check.messages)")
    #expect(check.output.contains("IDLE:"))
  }

  /// Mails keep coming, so that there is always something at work when the process is killed.
  @Test func killedAtRandomInstants() async throws {
    let house = try MailHouse()
    let count = FaultScale.count(500, full: 2000, soak: 5000)
    let kills = FaultScale.count(25, full: 100, soak: 250)
    let mails = mails(count)
    var generator = SystemRandomNumberGenerator()
    var interrupted = 0
    for kill in 0..<kills {
      let portion = count / kills
      try house.seed(Array(mails[kill * portion..<(kill + 1) * portion]), from: kill * portion)
      let daemon = try Daemon(house.configuration)
      // From its start to soon after it is done: how long it takes is the machine's.
      usleep(UInt32.random(in: 50_000...400_000, using: &generator))
      daemon.kill()
      if house.flags.contains(where: { !$0.contains("a") }) { interrupted += 1 }
    }
    #expect(interrupted > kills / 5, "only \(interrupted) of \(kills) had something to lose")
    let daemon = try Daemon(house.configuration)
    #expect(try eventually(300) { try daemon.notes == count }, "\(daemon.log.suffix(2000))")
    #expect(eventually { house.flags.allSatisfy { $0 == "a" } })
    daemon.stop()

    let store = try SQLiteStore(path: house.store)
    #expect(try await store.inconsistencies() == [])
    var keys = Set<ArrivalKey>()
    for entry in try await store.all() {
      #expect(entry.outcome == .stored)
      #expect(keys.insert(entry.key).inserted)
    }
    #expect(keys.count == count)
  }

  @Test func aWrongPasswordIsOneSentenceAndHealsByItself() throws {
    let house = try MailHouse()
    try house.folder.write("fel\n", to: "secret")
    try house.seed(mails(3))
    let daemon = try Daemon(house.configuration)
    #expect(eventually { !daemon.lines("source.refused").isEmpty }, "\(daemon.log)")
    usleep(4_000_000)
    #expect(daemon.lines("source.refused").count == 1, "\(daemon.log)")
    #expect(daemon.log.contains("does not accept the user with this password"))
    #expect(!daemon.log.contains("fel\n") && !daemon.log.contains("hemligt"))
    try house.folder.write("hemligt\n", to: "secret")
    #expect(try eventually { try daemon.notes == 3 }, "\(daemon.log)")
    #expect(eventually { !daemon.lines("source.recovered").isEmpty }, "\(daemon.log)")
    daemon.stop()
  }

  @Test func aStrangerIsRefusedAndCanBeLetIn() throws {
    let house = try MailHouse()
    try house.dovecot.seed([try House.sample("14-okand-avsandare.eml")], user: "anna")
    let daemon = try Daemon(house.configuration)
    let list = ["quarantine", "list", "--json", "--config", house.configuration]
    #expect(try eventually { try !program.run(list).output.isEmpty }, "\(daemon.log)")
    daemon.stop()
    let record =
      try JSONSerialization.jsonObject(with: Data(try program.run(list).output.utf8)) as? [String: Any]
    #expect(record?["reason"] as? String == "sender_not_allowed")
    let id = try #require(record?["id"] as? String)
    // Its bytes were not kept: they are fetched again from the server.
    let released = try program.run(["quarantine", "release", id, "--config", house.configuration])
    #expect(released.status == 0, "\(released.messages)")
    #expect(try daemon.notes == 1)
  }

  /// Of a mail that is larger than the limit the headers are there to decide by; with a higher limit it is let in.
  @Test func aMailThatIsTooLargeIsShownAndCanBeLetIn() throws {
    let house = try MailHouse(limits: "{ message: 40KB }")
    var writer = NoteWriter(seed: 3, sentences: FaultTests.sentences)
    try house.seed([writer.mail(1, passages: 4, size: 3000), writer.mail(2, passages: 4, size: 90_000)])
    let daemon = try Daemon(house.configuration)
    #expect(try eventually { try daemon.notes == 1 && !daemon.lines("message.quarantined").isEmpty })
    #expect(eventually { house.flags.allSatisfy { $0 == "a" } })
    daemon.stop()
    let list = try program.run(["quarantine", "list", "--json", "--config", house.configuration])
    let record = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any]
    #expect(record?["reason"] as? String == "too_large")
    #expect(record?["sha256"] is NSNull)
    #expect(record?["message_id"] as? String == "<made-2@uppsala.example>")
    let id = try #require(record?["id"] as? String)
    let shown = try program.run(["quarantine", "show", id, "--config", house.configuration]).output
    #expect(shown.contains("Message-ID: <made-2@uppsala.example>") && shown.contains("bytes     not kept"))
    #expect(!shown.contains("Synpunkter"))
    let early = try program.run(["quarantine", "release", id, "--config", house.configuration])
    #expect(early.status == 65 && early.messages.contains("raise limits.message"), "\(early.messages)")
    let text = try String(contentsOfFile: house.configuration, encoding: .utf8)
    try house.folder.write(text.replacing("40KB", with: "1MB"), to: "lyssnad.yaml")
    let released = try program.run(["quarantine", "release", id, "--config", house.configuration])
    #expect(released.status == 0, "\(released.messages)")
    #expect(try daemon.notes == 2)
  }
}
