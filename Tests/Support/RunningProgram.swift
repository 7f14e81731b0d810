package import Foundation
import Glibc

/// A program that a test has started. It does not outlive whoever holds it, nor the tests themselves, however those end.
///
/// What it starts is of its process group, and ends with it: a tracer that is killed would let what it traces run on.
package final class RunningProgram: @unchecked Sendable {
  private let process: Process
  package let processIdentifier: pid_t

  /// - Parameter process: as it is to be started.
  init(_ process: Process) throws {
    self.process = process
    try process.run()
    processIdentifier = process.processIdentifier
    Leftovers.shared.note(processIdentifier)
  }

  deinit {
    if process.isRunning {
      kill()
      process.waitUntilExit()
    }
    Leftovers.shared.forget(processIdentifier)
  }

  package var isRunning: Bool { process.isRunning }
  /// Once it has ended.
  package var terminationStatus: Int32 { process.terminationStatus }
  package var terminationReason: Process.TerminationReason { process.terminationReason }

  /// Asks it to end (SIGTERM).
  package func terminate() { process.terminate() }

  package func waitUntilExit() { process.waitUntilExit() }

  /// Ends it, and what it has started, without a chance to say goodbye.
  package func kill() {
    if process.isRunning { Glibc.kill(-processIdentifier, SIGKILL) }
    if process.isRunning { Glibc.kill(processIdentifier, SIGKILL) }
  }
}

/// Ends what is left when the process of the tests is gone, also where it crashed or was killed: a shell that waits for
/// the end of a pipe.
private final class Leftovers: Sendable {
  static let shared = Leftovers()

  private let pipe = Pipe()

  /// A process is known by its number and the time of its start (proc(5)), since numbers are used again.
  private static let script = """
    start() { cut -d' ' -f22 "/proc/$1/stat" 2>/dev/null; }
    list=
    while read -r sign process; do
      case $sign in
      +) list="$list $process:$(start $process)" ;;
      -)
        rest=
        for known in $list; do
          case $known in $process:*) ;; *) rest="$rest $known" ;; esac
        done
        list=$rest
        ;;
      esac
    done
    for known in $list; do
      process=${known%%:*}
      if [ "$(start $process)" = "${known#*:}" ]; then kill -KILL -$process || kill -KILL $process; fi
    done
    """

  private init() {
    let guardian = Process()
    guardian.executableURL = URL(fileURLWithPath: "/bin/sh")
    guardian.arguments = ["-c", Self.script]
    guardian.standardInput = pipe
    guardian.standardOutput = FileHandle.nullDevice
    guardian.standardError = FileHandle.nullDevice
    try? guardian.run()
    try? pipe.fileHandleForReading.close()
  }

  func note(_ process: pid_t) { write("+ \(process)\n") }
  func forget(_ process: pid_t) { write("- \(process)\n") }

  private func write(_ line: String) { try? pipe.fileHandleForWriting.write(contentsOf: Data(line.utf8)) }
}
