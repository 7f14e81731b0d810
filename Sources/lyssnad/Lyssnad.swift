import ArgumentParser
import CLinux
import Documents
import Feedback
import Foundation
import Operations

@main
struct Lyssnad {
  /// The argument by which the service starts itself as the child that reads documents. No command for people.
  static let extractorArgument = "extract-documents"

  static func main() async {
    if CommandLine.arguments.dropFirst().first == extractorArgument { ExtractorChild.main() }
    // The thread library writes to the system's log, past ours, that it may not raise a priority which it does not need.
    setenv("LIBDISPATCH_LOG", "NO", 0)
    // Each arena of glibc's keeps what it once had: two are enough for two cores' worth of short-lived memory.
    clinux_limit_arenas(2)
    // Messages and secrets pass through our memory: none of it may end in a core dump.
    clinux_keep_from_dumps()
    // A reader that closes its pipe early ("| head") is no reason to die with a signal.
    ignoreBrokenPipes()
    do {
      var command = try LyssnadCommand.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      leave(failure.description, failure.code.rawValue)
    } catch let error as StoreError {
      leave(error.description, error.exitCode.rawValue)
    } catch is CancellationError {
      leave(
        "interrupted; nothing is lost, and the command can be given again", Failure.Code.tryAgain.rawValue)
    } catch {
      // The argument parser's own: usage errors (64), --help and --version (0).
      LyssnadCommand.exit(withError: error)
    }
  }

  private static func leave(_ sentence: String, _ code: Int32) -> Never {
    for line in sentence.split(separator: "\n") {
      Terminal.messages.line("lyssnad: \(Terminal.harmless(String(line)))")
    }
    exit(code)
  }
}

extension StoreError {
  /// How a command that could not use the store exits.
  var exitCode: Failure.Code {
    switch kind {
    case .busy, .full, .io: .tryAgain
    case .readOnly, .notPermitted: .notPermitted
    case .cannotOpen: .unavailable
    case .cannotCreate: .cannotCreate
    case .notOurs, .corrupt: .badInput
    case .refused, .fault: .ownFault
    }
  }
}
