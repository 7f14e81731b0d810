import Foundation
import Glibc

/// A real server, started for a test.
///
/// A shell stands between: it stops the server when the pipe to the test closes, which happens also where the test
/// crashes or is killed. So no server is left behind.
package final class ServerProcess: @unchecked Sendable {
  private let lock = NSLock()
  private let guardian = Process()
  private let pipe = Pipe()
  private let pidFile: String
  package let log: String

  /// - Parameters:
  ///   - command: that stays in the foreground.
  ///   - name: of its log in `folder`.
  package init(_ command: [String], name: String, in folder: TemporaryFolder) throws {
    log = folder.path + "/\(name).out"
    pidFile = folder.path + "/\(name).pid-of-test"
    try? FileManager.default.removeItem(atPath: pidFile)
    // A command in the background would read from /dev/null: hence descriptor 3. Threads of a test block signals, which
    // children inherit: env unblocks those by which a server is stopped.
    let script = """
      exec 3<&0
      log=$1; pid=$2; shift 2
      env --default-signal "$@" </dev/null >>"$log" 2>&1 3<&- &
      server=$!
      echo $server >"$pid.new" && mv "$pid.new" "$pid"
      (
        cat <&3 >/dev/null
        kill -TERM $server
        turn=0
        while kill -0 $server && [ $turn -lt 100 ]; do sleep 0.05; turn=$((turn + 1)); done
        kill -KILL $server
      ) >/dev/null 2>&1 &
      watch=$!
      wait $server
      status=$?
      kill $watch 2>/dev/null
      exit $status
      """
    guardian.executableURL = URL(fileURLWithPath: "/bin/sh")
    guardian.arguments = ["-c", script, "sh", log, pidFile] + command
    guardian.standardInput = pipe
    guardian.standardOutput = FileHandle.nullDevice
    guardian.standardError = FileHandle.nullDevice
    try guardian.run()
    try? pipe.fileHandleForReading.close()
  }

  /// Does not wait: the shell does the rest.
  deinit { try? pipe.fileHandleForWriting.close() }

  package var isRunning: Bool { guardian.isRunning }

  /// Waits until `probe` tells that the server works, not only that it listens.
  package func waitUntilReady(seconds: Double = 15, _ probe: () -> Bool) throws {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if probe() { return }
      guard guardian.isRunning else { break }
      usleep(20_000)
    }
    let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    stop()
    throw ServerFailure("the server did not become ready: \(said.suffix(2000))")
  }

  /// Ends the server, and waits until it is gone.
  package func stop() {
    lock.withLock {
      try? pipe.fileHandleForWriting.close()
      if guardian.isRunning { guardian.waitUntilExit() }
    }
  }

  /// Ends it without a chance to say goodbye. What it started itself may live on for a moment.
  package func kill() {
    if let text = try? String(contentsOfFile: pidFile, encoding: .utf8),
      let pid = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)), guardian.isRunning
    {
      Glibc.kill(pid, SIGKILL)
    }
    stop()
  }
}

package struct ServerFailure: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}

/// Runs a tool to its end, and gives what it wrote.
@discardableResult
package func runTool(_ command: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = command
  let output = Pipe()
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw ServerFailure("\(command.joined(separator: " ")): \(text)")
  }
  return text
}

/// Finds a program also where the user's path leaves out the folders for administration.
package func program(_ name: String) throws -> String {
  for folder in ["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin"] {
    if access("\(folder)/\(name)", X_OK) == 0 { return "\(folder)/\(name)" }
  }
  throw ServerFailure("\(name) is not installed; `make test` installs what the tests need")
}

/// The user that servers act as: the test's own, or nobody where that is root.
struct ServerUser {
  let uid: uid_t
  let gid: gid_t
  let name: String
  let group: String
  static let isRoot = getuid() == 0

  init() {
    uid = Self.isRoot ? 65_534 : getuid()
    gid = Self.isRoot ? 65_534 : getgid()
    name = getpwuid(uid).map { String(cString: $0.pointee.pw_name) } ?? "nobody"
    group = getgrgid(gid).map { String(cString: $0.pointee.gr_name) } ?? "nogroup"
  }

  /// Makes a file or folder its own.
  func own(_ path: String) { if Self.isRoot { chown(path, uid, gid) } }
}
