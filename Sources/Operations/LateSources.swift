package import Feedback
import Synchronization

/// Finds the sources that have not succeeded within their time, and tells of each once when it begins and once an hour
/// while it lasts. That it is over is told by whoever told of the failure; where nobody did, it is told here. Measured by
/// a clock that nobody sets.
package final class LateSources: Sendable {
  private struct Episode {
    let began: Double
    var toldAt: Double
    /// Somebody has told of a failure, and will tell of its end.
    var isExplained: Bool
  }

  /// Seconds between two lines about the same source.
  static let interval: Double = 3600

  private let limits: [SourceName: Double]
  private let log: any EventLog
  private let episodes = Mutex<[SourceName: Episode]>([:])

  /// - Parameter limits: seconds without success after which each source is late; others never are.
  package init(limits: [SourceName: Double], log: any EventLog) {
    self.limits = limits
    self.log = log
  }

  /// The sources that are late, sorted.
  package var names: [SourceName] { episodes.withLock { $0.keys.sorted() } }

  /// Judges one source.
  /// - Parameters:
  ///   - succeeded: when it last did, by the clock of `now`.
  ///   - error: what it says is wrong, if it does.
  /// - Returns: the sentence, where it is late.
  package func judge(_ source: SourceName, succeeded: Double, now: Double, error: String?) -> String? {
    guard let limit = limits[source] else { return nil }
    let age = now - succeeded
    guard age > limit else {
      if let episode = episodes.withLock({ $0.removeValue(forKey: source) }), !episode.isExplained {
        log.record(
          Event(
            .sourceRecovered, .notice,
            "succeeds again, after being late for \(Self.length(now - episode.began))",
            source: source))
      }
      return nil
    }
    let sentence =
      "has not succeeded for \(Self.length(age)) (late_after is \(Self.length(limit)))"
      + (error.map { ": \($0)" } ?? "; it says nothing of a failure: restart the service if that lasts")
    let isDue = episodes.withLock { episodes in
      guard let episode = episodes[source] else {
        episodes[source] = Episode(began: now, toldAt: now, isExplained: error != nil)
        return true
      }
      if error != nil { episodes[source]?.isExplained = true }
      guard now - episode.toldAt >= Self.interval else { return false }
      episodes[source]?.toldAt = now
      return true
    }
    if isDue { log.record(Event(.sourceLate, .error, sentence, source: source)) }
    return sentence
  }

  private static func length(_ seconds: Double) -> String {
    let seconds = max(0, Int(seconds.rounded()))
    return switch seconds {
    case 0..<120: "\(seconds) s"
    case 120..<7200: "\(seconds / 60) min"
    case 7200..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}
