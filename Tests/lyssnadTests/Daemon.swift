import Foundation
import Support
import Testing

/// A running service, with its log.
struct Daemon {
  private let program = Program()
  private let configuration: String
  private let process: RunningProgram
  private let output: String

  /// The log of daemons that run one after the other under one configuration is one.
  init(_ configuration: String) throws {
    self.configuration = configuration
    output = configuration + ".log"
    process = try program.start(["run", "--config", configuration], output: output)
  }

  var log: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }

  /// The lines that tell of an event, and of a source where one is named.
  func lines(_ event: String, of source: String? = nil) -> [Substring] {
    log.split(separator: "\n").filter { line in
      line.contains(event) && source.map { line.contains($0) } ?? true
    }
  }

  var notes: Int {
    get throws {
      let status = try program.run(["status", "--json", "--config", configuration])
      let object = try JSONSerialization.jsonObject(with: Data(status.output.utf8)) as? [String: Any]
      return object?["notes"] as? Int ?? -1
    }
  }

  /// Ends it in order.
  func stop() {
    process.terminate()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  var processIdentifier: pid_t { process.processIdentifier }

  /// Has it read its configuration again.
  func reload() { Foundation.kill(process.processIdentifier, SIGHUP) }

  func kill() {
    process.kill()
    process.waitUntilExit()
  }
}

/// Waits for something to become true, with patience: machines that run tests can be slow.
func eventually(_ seconds: Double = 90, _ holds: () throws -> Bool) rethrows -> Bool {
  let end = Date().addingTimeInterval(seconds)
  while Date() < end {
    if try holds() { return true }
    usleep(100_000)
  }
  return try holds()
}
