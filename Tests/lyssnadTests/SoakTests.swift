import Feedback
import Foundation
import Stores
import Support
import Testing

/// A long run: as many messages as `LYSSNAD_SOAK` says come in through a drop, a thousand at a time. Memory and descriptors
/// stay what they were after the first tenth. For `make soak`.
@Suite(.serialized)
struct SoakTests {
  static let messages = ProcessInfo.processInfo.environment["LYSSNAD_SOAK"].flatMap { Int($0) } ?? 0

  @Test(.enabled(if: messages > 0, "LYSSNAD_SOAK says how many messages"))
  func memoryAndDescriptorsStayFlat() async throws {
    let house = try House()
    let log = house.folder.path + "/log"
    let process = try house.program.start(["run", "--config", house.configuration], output: log)
    let portion = min(1000, Self.messages)
    var samples = [(memory: Int, descriptors: Int)]()
    var laid = 0
    while laid < Self.messages {
      try FaultTests.fill(house, portion, from: laid)
      laid += portion
      #expect(try eventually(600) { try FaultTests.waiting(house) == 0 }, "stuck at \(laid)")
      samples.append(try Self.sample(process.processIdentifier))
      print(
        "soak: \(laid) messages, \(samples[samples.count - 1].memory) kB, \(samples[samples.count - 1].descriptors) descriptors"
      )
      // What is done is not what is measured; but as many names as there are messages would be.
      if laid < Self.messages { try FileManager.default.removeItem(atPath: house.drop + "/done") }
    }
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)

    let settled = samples[samples.count / 10]
    let last = samples[samples.count - 1]
    #expect(last.memory < settled.memory + 16 << 10, "\(samples)")
    #expect(last.descriptors <= settled.descriptors + 4, "\(samples)")
    let store = try SQLiteStore(path: house.store)
    #expect(try await store.inconsistencies() == [])
    let status = try await store.status()
    #expect(status.outcomes["stored"] == laid, "\(status.outcomes)")
    #expect(status.notes == laid)
  }

  /// Resident memory in kB and open descriptors of a process (proc(5)).
  private static func sample(_ process: pid_t) throws -> (memory: Int, descriptors: Int) {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let memory = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
    return (memory ?? 0, descriptors)
  }
}
