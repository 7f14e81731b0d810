import Foundation

/// How much the fault tests do: a little in `make test`, all that is promised in `make test-faults`, and what takes longest
/// in `make soak`.
package enum FaultScale {
  private static let asked = ProcessInfo.processInfo.environment["LYSSNAD_FAULTS"]

  /// Whether `LYSSNAD_FAULTS` is `full`, or more than that.
  package static let isFull = asked == "full" || isSoak
  /// Whether `LYSSNAD_FAULTS` is `soak`.
  package static let isSoak = asked == "soak"

  /// - Parameter most: for a soak; as many as in full where it is nil.
  package static func count(_ few: Int, full: Int, soak most: Int? = nil) -> Int {
    isSoak ? most ?? full : isFull ? full : few
  }
}
