package import Feedback
package import Foundation
import Synchronization

/// Keeps a failure that repeats from filling the log: one line when it starts, one every ten minutes with a count,
/// and one when it ends, with how often and how long it failed.
///
/// A failure is known by its event and its source, whatever its sentence says: the line that tells the count has the
/// latest sentence.
package final class CoalescingLog: EventLog {
  private struct Failure: Hashable {
    var name: Event.Name
    var source: SourceName?
  }

  private struct Episode {
    let began: Date
    var toldAt: Date
    /// All failures of the episode.
    var count = 1
    /// Those since the last line.
    var untold = 0
    var latest: Event
  }

  private let log: any EventLog
  private let now: @Sendable () -> Date
  private let interval: TimeInterval
  private let episodes = Mutex<[Failure: Episode]>([:])

  /// No service has more sources than this; beyond it, lines are let through as they come.
  private static let episodeLimit = 1024

  /// - Parameters:
  ///   - log: where the lines go.
  ///   - now: the clock by which the interval is told.
  ///   - interval: seconds between two lines about the same failure.
  package init(_ log: any EventLog, now: @escaping @Sendable () -> Date, interval: TimeInterval = 600) {
    self.log = log
    self.now = now
    self.interval = interval
  }

  package func record(_ event: Event) {
    // What is to be written is decided under the lock, and written outside of it.
    if Self.failures.contains(event.name) {
      if let line = told(failure: event) { log.record(line) }
    } else {
      log.record(told(end: event))
    }
  }

  /// Writes the counts that no line has told yet, in a fixed order; for the end of the service.
  package func flush() {
    let time = now()
    let lines = episodes.withLock { episodes in
      var lines = [Event]()
      for (failure, episode) in episodes where episode.untold > 0 {
        lines.append(Self.line(episode, at: time))
        episodes[failure]?.untold = 0
        episodes[failure]?.toldAt = time
      }
      return lines
    }
    for line in lines.sorted(by: {
      ($0.name.rawValue, $0.source?.rawValue ?? "") < ($1.name.rawValue, $1.source?.rawValue ?? "")
    }) {
      log.record(line)
    }
  }

  /// The failures that an event puts an end to.
  private static func ended(by name: Event.Name) -> [Event.Name] {
    switch name {
    case .sourceConnected, .sourceRecovered: [.sourceLost, .sourceRefused]
    case .storeRecovered: [.storeFailed]
    default: []
    }
  }

  private static let failures: Set<Event.Name> = Set(Event.Name.allCases.flatMap(ended(by:)))

  /// The line for a failure, if one is due.
  private func told(failure event: Event) -> Event? {
    let time = now()
    let key = Failure(name: event.name, source: event.source)
    return episodes.withLock { episodes in
      guard var episode = episodes[key] else {
        if episodes.count < Self.episodeLimit {
          episodes[key] = Episode(began: time, toldAt: time, latest: event)
        }
        return event
      }
      episode.count += 1
      episode.untold += 1
      episode.latest = event
      let isDue = time.timeIntervalSince(episode.toldAt) >= interval
      let line = isDue ? Self.line(episode, at: time) : nil
      if isDue {
        episode.untold = 0
        episode.toldAt = time
      }
      episodes[key] = episode
      return line
    }
  }

  /// An event that is no failure, with what it puts an end to.
  private func told(end event: Event) -> Event {
    let names = Self.ended(by: event.name)
    guard !names.isEmpty else { return event }
    let time = now()
    let ended = episodes.withLock { episodes in
      names.compactMap { episodes.removeValue(forKey: Failure(name: $0, source: event.source)) }
    }
    guard let began = ended.map(\.began).min() else { return event }
    var event = event
    let count = ended.reduce(0) { $0 + $1.count }
    event.text +=
      " (after \(count) \(count == 1 ? "failure" : "failures") in \(Self.length(from: began, to: time)))"
    return event
  }

  private static func line(_ episode: Episode, at time: Date) -> Event {
    var event = episode.latest
    event.text +=
      " (\(episode.untold) more since the last line, \(episode.count) in \(length(from: episode.began, to: time)))"
    return event
  }

  private static func length(from start: Date, to end: Date) -> String {
    let seconds = max(0, Int(end.timeIntervalSince(start)))
    return switch seconds {
    case 0..<120: "\(seconds) s"
    case 120..<7200: "\(seconds / 60) min"
    default: "\(seconds / 3600) h"
    }
  }
}
