import Arrivals
import Contracts
import Feedback
import Foundation
import Glibc
import Intake
import Support

/// A drop in a temporary folder, and what a test does to it.
struct DropBench: Sendable {
  let folder: TemporaryFolder
  let events = CollectedEvents()

  init() throws { folder = try TemporaryFolder() }

  /// A new source over the folder. Without waiting for files to settle, unless a test is about that.
  func drop(
    settle: Duration = .zero, poll: Duration = .milliseconds(50),
    _ change: (inout DropConfiguration) -> Void = { _ in }
  ) -> Drop {
    var configuration = DropConfiguration(name: "inlamning", folder: folder.path, settle: settle, poll: poll)
    change(&configuration)
    return Drop(configuration, log: events)
  }

  func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  /// Writes a file in place. Without Foundation, which syncs each one to the disk.
  func fill(_ bytes: [UInt8], _ name: String) throws {
    let file = open(path(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(file) }
    guard file >= 0, Glibc.write(file, bytes, bytes.count) == bytes.count else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  /// Writes a file under a hidden name and renames it, so that it is never seen half written.
  func write(_ bytes: [UInt8], to name: String, modified: Date? = nil) throws {
    let hidden = ".writing-\(UUID().uuidString)"
    try fill(bytes, hidden)
    if let modified {
      try FileManager.default.setAttributes([.modificationDate: modified], ofItemAtPath: path(hidden))
    }
    let target = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    guard rename(path(hidden), path(name)) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  func write(_ text: String, to name: String, modified: Date? = nil) throws {
    try write(Array(text.utf8), to: name, modified: modified)
  }

  func exists(_ name: String) -> Bool {
    var status = stat()
    return lstat(path(name), &status) == 0
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  /// The names in a folder below the drop, sorted.
  func names(_ name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  /// Waits for something to become true; false where it does not in 20 s.
  func wait(until condition: () -> Bool) async -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while !condition(), ContinuousClock.now < deadline { try? await Task.sleep(for: .milliseconds(2)) }
    return condition()
  }

  /// Hands out what there is and waits until nothing more comes.
  func arrivals(_ count: Int, of drop: Drop) async -> [Arrival] {
    let collector = ArrivalCollector(drop)
    await collector.wait(for: count)
    try? await Task.sleep(for: .milliseconds(120))
    await collector.stop()
    return collector.arrivals
  }

  static func mail(_ number: Int = 1, body: String = "Bygglovet tog för lång tid.") -> String {
    "From: anna@kommun.example\nTo: mots@kommun.example\nSubject: Möte \(number)\n"
      + "Message-ID: <\(number)@kommun.example>\nDate: Wed, 12 Mar 2025 08:02:11 +0100\n\n\(body)\n"
  }
}

extension Array<Arrival> {
  func settled(_ outcome: Outcome, message: ULID? = nil) -> [Settled] {
    map { Settled(arrival: $0, outcome: outcome, message: message) }
  }
}
