import Contracts
import Feedback
import Foundation
import Support
import Testing

@testable import Stores

/// A process that takes messages in and is killed, again and again, at an instant that nobody chose.
@Suite struct CrashTests {
  @Test func nothingIsLostAndNothingIsTwice() async throws {
    let folder = try TemporaryFolder()
    var rounds = 0
    var generator = SystemRandomNumberGenerator()
    while rounds < 30 {
      rounds += 1
      let delay = UInt32.random(in: 0..<250_000, using: &generator)
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = folder.path as String, delay = delay as UInt32] in
        try await DoomedIntake(folder: path).run(killedAfter: delay)
      }
      try await check(folder.path)
    }
    let store = try SQLiteStore(path: DoomedIntake(folder: folder.path).database)
    let committed = DoomedIntake.next(after: try await store.position(of: DoomedIntake.source))
    #expect(committed > 200, "the processes lived long enough to show something")
  }

  private func check(_ folder: String) async throws {
    let intake = DoomedIntake(folder: folder)
    // Killed before it had made the file: nothing was promised.
    guard FileManager.default.fileExists(atPath: intake.database) else { return }
    let store = try SQLiteStore(path: intake.database)
    let committed = DoomedIntake.next(after: try await store.position(of: DoomedIntake.source))
    let acknowledged = try intake.acknowledged()
    #expect(acknowledged <= committed, "what was acknowledged is there")

    // The position and the messages before it are one: all of them, once, and none after.
    let keys = (0..<(committed + 50)).map(DoomedIntake.key)
    let standings = try await store.standings(of: keys, from: DoomedIntake.source)
    #expect(keys.filter { standings[$0].map(\.attempts) == .some(nil) } == Array(keys.prefix(committed)))
    let status = try await store.status()
    let duplicates = (0..<committed).count(where: DoomedIntake.isDuplicate)
    #expect(status.outcomes["stored"] == committed - duplicates)
    #expect(status.outcomes["duplicate"] == duplicates)
    #expect(status.notes == committed - duplicates)
    #expect(status.passages == 4 * status.notes)
    #expect(try await store.inconsistencies().isEmpty)
    while try await store.index(atMost: 500) > 0 {}
    #expect(try await store.search("handläggningstid", limit: 100_000).count == status.passages)
    try store.close()
  }
}

/// Takes numbered messages in from where the store stands, and notes outside the store what it was promised.
private struct DoomedIntake {
  static let source: SourceName = "inlamning"
  let folder: String
  var database: String { "\(folder)/lyssnad.db" }
  private var notebook: String { "\(folder)/acknowledged" }

  static func key(_ number: Int) -> ArrivalKey { ArrivalKey(rawValue: "\(number)") }
  static func next(after position: Position?) -> Int { position.flatMap { Int($0.rawValue) } ?? 0 }
  static func isDuplicate(_ number: Int) -> Bool { number % 5 == 4 }

  func run(killedAfter microseconds: UInt32) async throws {
    Thread.detachNewThread {
      usleep(microseconds)
      kill(getpid(), SIGKILL)
    }
    let notes = open(notebook, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0o600)
    try #require(notes >= 0)
    let store = try SQLiteStore(path: database)
    var number = Self.next(after: try await store.position(of: Self.source))
    while true {
      // Identifiers that no earlier process has given.
      let samples = SampleEntries(
        seed: UInt64(number) << 20 | UInt64(UInt32(truncatingIfNeeded: getpid()) & 0xFFFFF))
      let numbers = number..<(number + 1 + number % 20)
      let entries = numbers.map { number in
        // Every fifth says what the one before it said.
        samples.stored(
          "\(number)", from: Self.source,
          SampleEntries.sentences(Self.isDuplicate(number) ? number - 1 : number),
          bytes: "\(number)")
      }
      try await store.beginAttempt(at: entries.map(\.key), from: Self.source)
      _ = try await store.commit(entries, from: Self.source, at: Position(rawValue: "\(numbers.upperBound)"))
      let line = "\(numbers.upperBound)\n"
      _ = line.withCString { write(notes, $0, strlen($0)) }
      _ = try await store.index(atMost: 30)
      number = numbers.upperBound
    }
  }

  /// The highest number that was promised; a line that was cut short was not noted.
  func acknowledged() throws -> Int {
    let text = (try? String(contentsOfFile: notebook, encoding: .utf8)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last.flatMap { Int($0) }
      ?? 0
  }
}
