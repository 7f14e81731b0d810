import Feedback
import Foundation
import Stores
import Support
import Testing

/// The process is killed in the middle of its work, wherever that may be. Afterwards nothing is lost, nothing is there
/// twice, and every invariant of the store holds.
@Suite(.serialized)
struct FaultTests {
  static let sentences = [
    "Vi väntade fjorton veckor på beskedet, och ingen kunde säga varför det dröjde.",
    "Handläggaren kom ut till oss och gick igenom ritningarna på plats.",
    "Blanketten går inte att förstå utan hjälp av en jurist.",
    "Växeln kopplade oss runt mellan fyra personer innan någon svarade.",
    "Avdelningarna pratar inte med varandra, så vi fick skicka samma sak tre gånger.",
    "Beslutet kom på nio dagar, snabbare än vi hade räknat med.",
  ]

  /// Lays `count` different mails into the drop.
  /// - Parameter first: how many were laid there before.
  static func fill(_ house: House, _ count: Int, from first: Int = 0) throws {
    var writer = NoteWriter(seed: 7 + UInt64(first), sentences: sentences)
    for number in first + 1...first + count {
      try house.folder.write(writer.mail(number, passages: 5, size: 3000), to: "in/\(number).eml")
    }
  }

  /// Files that are still in the drop itself.
  static func waiting(_ house: House) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: house.drop).count { $0.hasSuffix(".eml") }
  }

  /// Runs the daemon until the drop is empty, then stops it in order.
  static func finish(
    _ house: House, within seconds: Double = 120, until isDone: () throws -> Bool = { true }
  ) throws {
    let log = house.folder.path + "/log-\(UUID().uuidString)"
    let process = try house.program.start(["run", "--config", house.configuration], output: log)
    let end = Date().addingTimeInterval(seconds)
    func isReady() -> Bool {
      (try? String(contentsOfFile: log, encoding: .utf8).contains("service.ready")) == true
    }
    while try waiting(house) > 0 || !isReady() || !isDone(), Date() < end, process.isRunning {
      usleep(20_000)
    }
    #expect(try waiting(house) == 0, "the drop was not emptied")
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// Every file was taken in exactly once, and the store is sound.
  /// - Parameter path: of the store, where it is not the house's own.
  static func verify(_ house: House, _ count: Int, store path: String? = nil) async throws {
    let store = try SQLiteStore(path: path ?? house.store)
    #expect(try await store.inconsistencies() == [])
    var paths = [String: Int]()
    var notes = Set<ULID>()
    for entry in try await store.all() {
      #expect(entry.outcome == .stored, "\(entry.path ?? "?")")
      paths[entry.path ?? "", default: 0] += 1
      for note in entry.notes { #expect(notes.insert(note.id).inserted) }
    }
    #expect(paths.count == count, "lost: \(count - paths.count)")
    #expect(paths.values.allSatisfy { $0 == 1 }, "twice: \(paths.filter { $0.value > 1 }.keys.sorted())")
    #expect(notes.count == count)
    let done = try FileManager.default.contentsOfDirectory(atPath: house.drop + "/done")
    #expect(done.count == count)
  }

  @Test func killedAtRandomInstants() async throws {
    let house = try House()
    var count = 0
    var generator = SystemRandomNumberGenerator()
    for _ in 1...FaultScale.count(25, full: 200, soak: 1000) {
      // There is always something to lose.
      if try Self.waiting(house) < 100 {
        try Self.fill(house, 300, from: count)
        count += 300
      }
      let process = try house.program.start(
        ["run", "--config", house.configuration], output: house.folder.path + "/log")
      usleep(UInt32.random(in: 20_000...400_000, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    // Those that were being read at more than one kill are taken in last, one by one with a pause before each.
    try Self.finish(house, within: Double(FaultScale.count(120, full: 300, soak: 1200)))
    try await Self.verify(house, count)
  }

  /// The Nth `fdatasync` of the process never returns: it is killed there, for every N that intake reaches.
  @Test func killedAtEveryDurableStep() async throws {
    let count = 500
    let house = try House()
    try Self.fill(house, count)
    var step = 1
    var reached = 0
    while try Self.waiting(house) > 0, step < 200 {
      let process = try house.program.start(
        ["run", "--config", house.configuration], output: house.folder.path + "/log",
        through: [
          "strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync,fsync", "-e",
          "inject=fdatasync,fsync:signal=KILL:when=\(step)",
        ])
      let end = Date().addingTimeInterval(60)
      while process.isRunning, try Self.waiting(house) > 0, Date() < end { usleep(20_000) }
      if process.isRunning {
        // It outlived this step: the drop is empty.
        Program.terminate(tracedBy: process)
      } else {
        reached += 1
      }
      process.waitUntilExit()
      step += 1
    }
    #expect(reached > 3, "strace killed nothing: \(reached)")
    try Self.finish(house)
    try await Self.verify(house, count)
  }
}
