import Arrivals
import Contracts
import Feedback
import Foundation
import Intake
import Support
import Testing

/// What a drop on a server can tell of what stands there, and take back of what it put aside.
struct RemoteStandingTests {
  private static let box = """
    From anna@uppsala.example Thu Mar 13 09:02:09 2025
    From: anna@uppsala.example

    Ett

    From anna@uppsala.example Fri Mar 14 09:02:09 2025
    From: anna@uppsala.example

    Två

    """

  private func inventory(of drop: RemoteDrop) async throws -> [Arrival] {
    var all: [Arrival] = []
    for try await batch in drop.inventory() { all += batch }
    return all
  }

  /// What was moved comes under the key that it had, so that the store knows it without its bytes.
  @Test(arguments: RemoteBench.Kind.allCases) func everythingIsInTheInventory(
    _ kind: RemoteBench.Kind
  ) async throws {
    let bench = try await RemoteBench(kind)
    try bench.write("From: anna@uppsala.example\n\nNoll\n", to: "a.eml")
    try bench.write("Möte om bygglov.\n", to: "under/b.md")
    try bench.write(Self.box, to: "c.mbox")
    let drop = bench.drop()
    let arrivals = await bench.arrivals(4, of: drop)
    try #require(arrivals.count == 4)
    let before = try await inventory(of: drop)
    #expect(Set(before.map(\.key)) == Set(arrivals.map(\.key)))
    for arrival in arrivals {
      let isRefused = arrival.path == "under/b.md"
      try await drop.acknowledge([
        Settled(
          arrival: arrival, outcome: isRefused ? .quarantined(.noText) : .stored, message: nil)
      ])
    }
    #expect(try bench.names("done").contains("a.eml"))
    #expect(bench.exists("refused/under/b.md.reason.txt"))
    let after = try await inventory(of: drop)
    #expect(after.count == 4)
    let files = arrivals.filter { !($0.path ?? "").contains("#") }
    #expect(Set(after.map(\.key)).isSuperset(of: files.map(\.key)))
    var bytes: Set<[UInt8]> = []
    for arrival in after { bytes.insert(try await arrival.content(10_000)) }
    #expect(bytes.contains(Array("Möte om bygglov.\n".utf8)))
    #expect(bytes.count == 4)
  }

  @Test(arguments: RemoteBench.Kind.allCases) func whatTheServerCanDoIsFoundOutByTrying(
    _ kind: RemoteBench.Kind
  ) async throws {
    let bench = try await RemoteBench(kind)
    let drop = bench.drop()
    try await drop.open()
    for _ in 0..<2 {
      let sentences = try await drop.abilities()
      #expect(sentences.count == 4, "\(sentences)")
      #expect(sentences.first?.hasPrefix(kind == .ftps ? "listing with" : "listing without") == true)
      #expect(sentences.last?.hasPrefix("renaming: ") == true)
      // One small hidden file, which the drop leaves alone.
      #expect(bench.exists("done/.lyssnad-check"))
      #expect(!bench.exists(".lyssnad-check"))
    }
    #expect(try bench.names() == ["done", "refused"])
    #expect(await bench.arrivals(0, of: drop).isEmpty)
  }

  @Test(arguments: RemoteBench.Kind.allCases) func whatWasLetInIsTakenBack(
    _ kind: RemoteBench.Kind
  ) async throws {
    let bench = try await RemoteBench(kind)
    try bench.write("From: okand@annan.example\n\nEtt\n", to: "under/a.eml")
    let drop = bench.drop()
    let arrival = try #require(await bench.arrivals(1, of: drop).first)
    let message = Surroundings.system.identifier()
    // The name is taken, by one that was refused before.
    try bench.write("En annan.\n", to: "refused/under/a.eml")
    try await drop.acknowledge([
      Settled(arrival: arrival, outcome: .quarantined(.senderNotAllowed), message: message)
    ])
    #expect(bench.exists("refused/under/a (2).eml.reason.txt"))
    #expect(
      try await drop.message(arrival.key, limit: 1000) == Array("From: okand@annan.example\n\nEtt\n".utf8))
    let tooLarge = await #expect(throws: SourceError.self) {
      _ = try await drop.message(arrival.key, limit: 10)
    }
    #expect(tooLarge?.kind == .tooLarge)
    // Not as long as it holds something that waits.
    try await drop.refile(arrival.key, message: message, waiting: [arrival.key])
    #expect(bench.exists("refused/under/a (2).eml"))
    try await drop.refile(arrival.key, message: message, waiting: [])
    #expect(try bench.names("refused/under") == ["a.eml"])
    #expect(try bench.names("done/under") == ["a (2).eml", "a (2).eml.reason.txt"])
    // Done already: nothing to do.
    try await drop.refile(arrival.key, message: message, waiting: [])
    #expect(try bench.names("done/under").count == 2)
  }

  @Test func aMessageOfAnMboxIsFoundAgain() async throws {
    let bench = try await RemoteBench(.sftp)
    try bench.write(Self.box, to: "c.mbox")
    let drop = bench.drop()
    let arrivals = await bench.arrivals(2, of: drop)
    try #require(arrivals.count == 2)
    let settled = arrivals.map {
      Settled(
        arrival: $0, outcome: .quarantined(.senderNotAllowed), message: Surroundings.system.identifier())
    }
    try await drop.acknowledge(settled)
    #expect(bench.exists("refused/c.mbox"))
    let second = try await drop.message(arrivals[1].key, limit: 1000)
    #expect(String(decoding: second, as: UTF8.self).hasSuffix("Två\n"))
    try await drop.refile(
      arrivals[1].key, message: try #require(settled[1].message), waiting: [arrivals[0].key])
    #expect(bench.exists("refused/c.mbox"))
    try await drop.refile(arrivals[0].key, message: try #require(settled[0].message), waiting: [])
    #expect(try bench.names("refused").isEmpty)
    #expect(try bench.names("done") == ["c.mbox", "c.mbox.reason.txt"])
  }

  @Test(arguments: RemoteBench.Kind.allCases) func theHeadOfALargeMailCanBeHad(
    _ kind: RemoteBench.Kind
  ) async throws {
    let bench = try await RemoteBench(kind)
    let mail = Array("From: anna@uppsala.example\n\n".utf8) + [UInt8](repeating: 65, count: 200_000)
    try bench.write(mail, to: "a.eml")
    let drop = bench.drop()
    let arrival = try #require(await bench.arrivals(1, of: drop).first)
    #expect(try await arrival.head() == Array(mail.prefix(Arrival.headLimit)))
  }
}
