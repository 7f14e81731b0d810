import Foundation

/// How much the fault tests do: a little in `make test`, all that is promised in `make test-faults`.
package enum FaultScale {
  /// Whether `LYSSNAD_FAULTS=full` is set.
  package static let isFull = ProcessInfo.processInfo.environment["LYSSNAD_FAULTS"] == "full"

  package static func count(_ few: Int, full: Int) -> Int { isFull ? full : few }
}
