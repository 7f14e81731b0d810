import Contracts
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

@testable import Arrivals

/// What a drop on a server hands out, in what form, and when.
@Suite(.serialized)
struct RemoteTakingTests {
  @Test(arguments: RemoteBench.Kind.allCases)
  func tellsFormsAndPathsApart(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    try bench.write(DropBench.mail(), to: "a.eml")
    try bench.write("Minnesanteckning", to: "sub/möte 1.txt")
    try bench.write(DropBench.mail(2), to: "sub/deep/brev")
    try bench.write("", to: "sub/tom.txt")
    try bench.write("klart", to: "done/gammal.txt")
    try bench.write("nej", to: "refused/gammal.txt")
    try bench.write("ja", to: "sub/done/ny.txt")
    try bench.write("halv", to: "halv.txt.part")
    try bench.write("gömd", to: ".gömd.txt")
    try bench.write(DropBench.mail(3), to: "box/new/1700000000.M1.host")
    try bench.write("ö", to: "box/cur/x")
    try bench.write("t", to: "box/tmp/x")
    try bench.write("index", to: "box/dovecot-uidlist")
    let arrivals = await bench.arrivals(7, of: bench.drop()).sorted { ($0.path ?? "") < ($1.path ?? "") }
    #expect(
      arrivals.map(\.path) == [
        "a.eml", "box/cur/x", "box/new/1700000000.M1.host", "sub/deep/brev", "sub/done/ny.txt",
        "sub/möte 1.txt",
        "sub/tom.txt",
      ])
    #expect(
      arrivals.map(\.form) == [
        .mail, .mail, .mail, .mail, .document(name: "ny.txt"), .document(name: "möte 1.txt"),
        .document(name: "tom.txt"),
      ])
    #expect(try await arrivals.last?.content(10) == [])
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func oddNamesAreTakenAndMoved(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    let names = [
      #"å ä  "ö" \ %41;b@c#?.txt"#, "mellan slag .txt", "-rf", "*.eml", "'citat'.txt",
      String(repeating: "x", count: 255),
    ]
    for name in names { try bench.write(Array(name.utf8), to: name) }
    // A listing is made of lines: such a name cannot be told, let alone moved, and must not stop the others.
    try bench.write("rad", to: "med\nradbrytning.txt")
    let drop = bench.drop()
    let arrivals = await bench.arrivals(names.count, of: drop)
    #expect(arrivals.count == names.count)
    #expect(Set(arrivals.map(\.key)).count == names.count)
    for arrival in arrivals { #expect(try await arrival.content(1000) == Array((arrival.path ?? "").utf8)) }
    try await drop.acknowledge(arrivals.settled(.stored))
    #expect(try bench.names("done").sorted() == names.sorted())
    #expect(bench.exists("med\nradbrytning.txt"))
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func leavesWhatIsNoRegularFileAndSaysItOnce(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    try bench.write(DropBench.mail(), to: "a.eml")
    #expect(symlink(bench.path("a.eml"), bench.path("länk.eml")) == 0)
    #expect(mkfifo(bench.path("kö"), 0o644) == 0)
    let drop = bench.drop { $0.depth = 1 }
    try bench.write("djupt", to: "1/2/x.txt")
    let arrivals = await bench.arrivals(1, of: drop)
    #expect(arrivals.map(\.path) == ["a.eml"])
    let told = bench.events.named(.sourceRefused)
    #expect(told.count == 1)
    let sentence = try #require(told.first?.text)
    #expect(sentence.contains("1 link"))
    // Some FTP servers pass over what is neither file, folder nor link.
    if kind == .sftp { #expect(sentence.contains("1 special file")) }
    #expect(sentence.contains("1 folder too deep"))
    #expect(!sentence.contains("länk"))
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func waitsForASlowWriter(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    let collector = ArrivalCollector(bench.drop(settle: .milliseconds(600)))
    let piece = [UInt8](repeating: 97, count: 1000)
    var written = 0
    for _ in 0..<6 {
      try bench.fill(piece, "långsam.txt", appending: true)
      written += piece.count
      try await Task.sleep(for: .milliseconds(250))
      #expect(collector.arrivals.isEmpty)
    }
    let arrivals = await collector.wait(for: 1)
    #expect(arrivals.map(\.size) == [written])
    #expect(try await arrivals.first?.content(10_000).count == written)
    await collector.stop()
  }

  /// Over SFTP a listing tells the minute alone: the look at the file itself sees that it was written over.
  @Test(arguments: RemoteBench.Kind.allCases)
  func aFileWrittenOverInItsOwnSizeHasNotSettled(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    let old = Date(timeIntervalSince1970: 1_700_000_000)
    try bench.write("första", to: "a.txt", modified: old)
    let collector = ArrivalCollector(bench.drop(settle: .milliseconds(800)))
    try await Task.sleep(for: .milliseconds(400))
    try bench.write("andra!", to: "a.txt", modified: old.addingTimeInterval(1))
    let arrivals = await collector.wait(for: 1)
    #expect(arrivals.map(\.receivedAt) == [old.addingTimeInterval(1)])
    #expect(try await arrivals.first?.content(100) == Array("andra!".utf8))
    await collector.stop()
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func whatChangedAfterItWasHandedOutIsGoneAndComesAgain(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    try bench.write("första", to: "a.eml", modified: Date(timeIntervalSince1970: 1_700_000_000))
    let drop = bench.drop()
    let collector = ArrivalCollector(drop)
    let first = try #require(await collector.wait(for: 1).first)
    try bench.write("andra!", to: "a.eml", modified: Date(timeIntervalSince1970: 1_700_000_001))
    let error = await #expect(throws: SourceError.self) { _ = try await first.content(100) }
    #expect(error?.kind == .gone)
    let both = await collector.wait(for: 2)
    #expect(both.count == 2)
    #expect(try await both.last?.content(100) == Array("andra!".utf8))
    // The outcome of what nobody read any more moves nothing.
    try await drop.acknowledge([Settled(arrival: first, outcome: .stored, message: nil)])
    #expect(bench.exists("a.eml"))
    try await drop.acknowledge(both.suffix(1).map { Settled(arrival: $0, outcome: .stored, message: nil) })
    #expect(try bench.text("done/a.eml") == "andra!")
    await collector.stop()
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func threeHundredFilesComeExactlyOnce(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    for number in 0..<300 { try bench.write(DropBench.mail(number), to: "\(number % 3)/m\(number).eml") }
    let drop = bench.drop { $0.candidates = 120 }
    let collector = ArrivalCollector(drop)
    var settled = 0
    var bodies: Set<[UInt8]> = []
    let deadline = ContinuousClock.now + .seconds(20)
    while settled < 300, ContinuousClock.now < deadline {
      let new = await collector.wait(for: settled + 1)[settled...]
      for arrival in new { bodies.insert(try await arrival.content(10_000)) }
      try await drop.acknowledge(Array(new).settled(.stored))
      settled += new.count
    }
    try await Task.sleep(for: .milliseconds(250))
    #expect(collector.arrivals.count == 300)
    #expect(bodies.count == 300)
    for folder in 0..<3 {
      #expect(try bench.names("\(folder)").isEmpty)
      #expect(try bench.names("done/\(folder)").count == 100)
    }
    #expect(await drop.backlog().count == 0)
    await collector.stop()
  }
}
