import Feedback
import Foundation
import Stores
import Support
import Testing

/// The daemon with a real mailbox, from the mail that an officer sends to the answer that the store gives.
@Suite(.serialized)
struct MailboxDaemonTests {
  let program = Program()

  private func notes(_ house: MailHouse) throws -> Int {
    let status = try program.run(["status", "--json", "--config", house.configuration])
    let object = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
    return object?["notes"] as? Int ?? -1
  }

  private func eventually(_ seconds: Double = 60, _ holds: () throws -> Bool) rethrows -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if try holds() { return true }
      usleep(100_000)
    }
    return try holds()
  }

  private func mails(_ count: Int) -> [Data] {
    var writer = NoteWriter(seed: 11, sentences: FaultTests.sentences)
    return (1...count).map { writer.mail($0, passages: 5, size: 3000) }
  }

  private func log(_ house: MailHouse) -> String {
    (try? String(contentsOfFile: house.folder.path + "/log", encoding: .utf8)) ?? ""
  }

  private func stop(_ process: Process) {
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func aMailFromHandToAnswer() throws {
    let house = try MailHouse()
    try house.seed(mails(20))
    let process = try program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log")
    #expect(try eventually { try notes(house) == 20 }, "\(log(house))")
    // One that comes while the service idles.
    let mail = Data(MailHouse.vouching.utf8) + (try House.sample("04-fran-telefonen.eml"))
    try house.dovecot.deliver(mail, to: "anna")
    #expect(try eventually { try notes(house) == 21 }, "\(log(house))")
    // Marked with the keyword, and not as read.
    #expect(eventually(20) { house.flags.allSatisfy { $0 == "a" } })
    stop(process)

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

  @Test func killedAtRandomInstants() async throws {
    let house = try MailHouse()
    let count = 500
    try house.seed(mails(count))
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<25 {
      let process = try program.start(
        ["run", "--config", house.configuration], output: house.folder.path + "/log")
      usleep(UInt32.random(in: 50_000...600_000, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let process = try program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log")
    #expect(try eventually(90) { try notes(house) == count }, "\(log(house).suffix(2000))")
    #expect(eventually(20) { house.flags.allSatisfy { $0 == "a" } })
    stop(process)

    let store = try SQLiteStore(path: house.store)
    #expect(try await store.inconsistencies() == [])
    var keys = Set<ArrivalKey>()
    var cursor: ULID?
    while true {
      let page = try await store.entries(after: cursor, since: nil, note: nil, limit: 100)
      guard let last = page.last else { break }
      cursor = last.id
      for entry in page {
        #expect(entry.outcome == .stored)
        #expect(keys.insert(entry.key).inserted)
      }
    }
    #expect(keys.count == count)
  }

  @Test func aWrongPasswordIsOneSentenceAndHealsByItself() throws {
    let house = try MailHouse()
    try house.folder.write("fel\n", to: "secret")
    try house.seed(mails(3))
    let process = try program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log")
    #expect(eventually(20) { log(house).contains("source.refused") }, "\(log(house))")
    usleep(4_000_000)
    let lines = log(house).split(separator: "\n").filter { $0.contains("source.refused") }
    #expect(lines.count == 1, "\(lines)")
    #expect(!log(house).contains("fel\n") && !log(house).contains("hemligt"))
    try house.folder.write("hemligt\n", to: "secret")
    #expect(try eventually(60) { try notes(house) == 3 }, "\(log(house))")
    #expect(log(house).contains("source.recovered"))
    stop(process)
  }

  @Test func aStrangerIsRefusedAndCanBeLetIn() throws {
    let house = try MailHouse()
    try house.dovecot.seed([try House.sample("14-okand-avsandare.eml")], user: "anna")
    let process = try program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log")
    let list = ["quarantine", "list", "--json", "--config", house.configuration]
    #expect(try eventually { try !program.run(list).output.isEmpty }, "\(log(house))")
    stop(process)
    let record =
      try JSONSerialization.jsonObject(with: Data(try program.run(list).output.utf8)) as? [String: Any]
    #expect(record?["reason"] as? String == "sender_not_allowed")
    let id = try #require(record?["id"] as? String)
    // Its bytes were not kept: they are fetched again from the server.
    let released = try program.run(["quarantine", "release", id, "--config", house.configuration])
    #expect(released.status == 0, "\(released.messages)")
    #expect(try notes(house) == 1)
  }
}
