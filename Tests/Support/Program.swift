package import Foundation

/// The program under test, as it was built beside the tests, run as its user would.
package struct Program: Sendable {
  package struct Result: Sendable {
    package var status: Int32
    package var output: String
    package var messages: String
    /// Lines of standard output.
    package var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  package let path: String

  /// - Parameter name: of a product in the folder of the running test bundle or program.
  package init(_ name: String = "lyssnad") {
    // The bundle's own path: `argv[0]` of `swift test` is a helper of the toolchain.
    var folder =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    for argument in CommandLine.arguments where argument.hasSuffix(".xctest") { folder = argument }
    path = URL(fileURLWithPath: folder).deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Runs it to its end.
  package func run(
    _ arguments: [String], input: Data? = nil, environment: [String: String] = [:], folder: String? = nil
  ) throws -> Result {
    let process = process(arguments, environment: environment, folder: folder)
    let output = Pipe()
    let messages = Pipe()
    process.standardOutput = output
    process.standardError = messages
    let stdin = Pipe()
    process.standardInput = input == nil ? FileHandle.nullDevice : stdin
    let collected = Collected()
    let group = DispatchGroup()
    try process.run()
    for (pipe, isOutput) in [(output, true), (messages, false)] {
      group.enter()
      DispatchQueue.global().async {
        let data = Self.readToEnd(pipe.fileHandleForReading.fileDescriptor)
        collected.put(data, isOutput)
        group.leave()
      }
    }
    if let input {
      try? stdin.fileHandleForWriting.write(contentsOf: input)
      try? stdin.fileHandleForWriting.close()
    }
    process.waitUntilExit()
    group.wait()
    return Result(
      status: process.terminationStatus, output: String(decoding: collected.output, as: UTF8.self),
      messages: String(decoding: collected.messages, as: UTF8.self))
  }

  /// All that comes until the end, through interruptions by signals: `FileHandle` traps on them.
  private static func readToEnd(_ descriptor: Int32) -> Data {
    var data = Data()
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return data }
      data += chunk[..<count]
    }
  }

  /// Starts it in the background, its output going to a file. It is killed where the result is let go while it runs.
  package func start(
    _ arguments: [String], output: String, environment: [String: String] = [:], through tracer: [String] = []
  ) throws -> RunningProgram {
    let process =
      tracer.isEmpty
      ? process(arguments, environment: environment, folder: nil)
      : Self.process("/usr/bin/env", tracer + [path] + arguments, environment)
    if !FileManager.default.fileExists(atPath: output) {
      try Data().write(to: URL(fileURLWithPath: output))
    }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    handle.seekToEndOfFile()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    process.standardError = handle
    return try RunningProgram(process)
  }

  /// Ends in order what runs under a tracer: strace itself blocks the signal while it writes to a file.
  package static func terminate(tracedBy tracer: RunningProgram) {
    let path = "/proc/\(tracer.processIdentifier)/task/\(tracer.processIdentifier)/children"
    let children = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    for child in children.split(separator: " ").compactMap({ pid_t($0) }) { kill(child, SIGTERM) }
  }

  private func process(_ arguments: [String], environment: [String: String], folder: String?) -> Process {
    let process = Self.process(path, arguments, environment)
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    return process
  }

  private static func process(_ path: String, _ arguments: [String], _ environment: [String: String])
    -> Process
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    return process
  }
}

private final class Collected: @unchecked Sendable {
  private let lock = NSLock()
  private var out = Data()
  private var err = Data()
  func put(_ data: Data, _ isOutput: Bool) {
    lock.withLock { if isOutput { out = data } else { err = data } }
  }
  var output: Data { lock.withLock { out } }
  var messages: Data { lock.withLock { err } }
}
