import CLinux
import Glibc

/// The process that children are forked from, seen from the thread that started it.
///
/// It has loaded what reading needs, and never sees a document: a child of its own for each is cheap, where starting the
/// program and its libraries anew takes longer than reading most documents.
struct ChildTemplate {
  private let process: pid_t
  private let channel: Int32
  private var children = 0

  /// Children of one template have the same layout of memory, which one that was taken over could learn: after so many
  /// another template is started.
  private static let most = 256
  /// For the start of the program and the fork. The machine may be busy.
  private static let patience: Int32 = 30_000

  /// Starts it, on the thread that will live as long as it.
  /// - Throws: `failed` with the reason.
  init(program: [String]) throws(DocumentError) {
    var channel: Int32 = -1
    var process: pid_t = -1
    let arguments = program.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    let failure = (arguments + [nil]).withUnsafeBufferPointer {
      sandbox_spawn(program[0], $0.baseAddress, &channel, &process)
    }
    guard failure == 0 else { throw Self.error(program, failure) }
    self.process = process
    self.channel = channel
  }

  /// Whether it has had as many children as it may.
  var isWornOut: Bool { children >= Self.most }

  /// Forks a child.
  /// - Throws: `failed` with the reason; then it is to be ended.
  mutating func child(of program: [String], now: UInt64) throws(DocumentError) -> ChildProcess {
    var own: Int32 = -1
    var child: pid_t = -1
    let failure = sandbox_fork(channel, Self.patience, &own, &child)
    guard failure == 0 else { throw Self.error(program, failure) }
    children += 1
    return ChildProcess(process: child, channel: own, now: now)
  }

  /// Ends it; its children live on.
  func end() {
    close(channel)
    _ = sandbox_end(process)
  }

  private static func error(_ program: [String], _ failure: Int32) -> DocumentError {
    .failed("The child \(program[0]) cannot be started: \(String(cString: strerror(failure))).")
  }
}
