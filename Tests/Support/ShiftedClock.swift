import Foundation

/// The time that a program lives in: set and wound by a test, through a library that is preloaded into it. It is built of
/// `Tests/ShiftedClock` when it is needed, by the compiler for C that comes with Swift.
package final class ShiftedClock: Sendable {
  private let folder: TemporaryFolder
  private let rate: Double
  private var file: URL { folder.url.appendingPathComponent("shift") }
  private var library: String { folder.path + "/shifted-clock.so" }
  private static let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("ShiftedClock/ShiftedClock.c").path

  /// Why there is no such time.
  private struct NotBuilt: Error, CustomStringConvertible {
    let description = "clang did not build Tests/ShiftedClock/ShiftedClock.c; its words stand above"
  }

  /// - Parameter rate: how many times as fast as the real ones all of the program's clocks go.
  package init(rate: Double = 1) throws {
    folder = try TemporaryFolder()
    self.rate = rate
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments = ["clang", "-shared", "-fPIC", "-O2", "-o", library, Self.source, "-ldl", "-lm"]
    try compiler.run()
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else { throw NotBuilt() }
    try set(by: 0)
  }

  /// Sets the time of day of the programs that run under it, and of those to come, so many seconds off the real one.
  package func set(by offset: Double) throws {
    var bytes = Data()
    for value in [offset, rate] { withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) } }
    // In place: the programs have it mapped.
    guard FileManager.default.fileExists(atPath: file.path) else { return try bytes.write(to: file) }
    let handle = try FileHandle(forWritingTo: file)
    try handle.write(contentsOf: bytes)
    try handle.close()
  }

  /// What a program is started with so as to live in it.
  package var environment: [String: String] {
    ["LD_PRELOAD": library, "SHIFTED_CLOCK": file.path]
  }
}
