package import Feedback
import Synchronization

/// Keeps a failure that repeats from filling the log: one line when it starts, one every ten minutes with a count,
/// and one when it ends, with how often and how long it failed.
///
/// What fails is known by its source and by what will end it: a server that is down is lost now and refuses then, and
/// is one failure. Within it, a sentence that was not told yet is told at once, so that somebody who mends one thing
/// hears of the next; but only the first ``sentenceLimit`` of them, and numbers make no other sentence. The line that
/// tells the count has the latest sentence.
package final class CoalescingLog: EventLog {
  private struct Failure: Hashable {
    /// What puts an end to it.
    var end: Event.Name
    var source: SourceName?
    /// What cannot be done for a while must not keep an outage from being told.
    var priority: Event.Priority
  }

  private struct Episode {
    /// By the clock of the log, in seconds.
    let began: Double
    var toldAt: Double
    /// All failures of the episode.
    var count = 1
    /// Those since the last line.
    var untold = 0
    var latest: Event
    /// The sentences that were told.
    var sentences: [Sentence]
  }

  /// What an event says, its numbers left out.
  private struct Sentence: Hashable {
    var name: Event.Name
    var text: [UInt8]

    init(_ event: Event) {
      name = event.name
      text = event.text.utf8.filter { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
  }

  /// How many sentences of one failure are told as they come.
  private static let sentenceLimit = 3

  private let log: any EventLog
  private let uptime: @Sendable () -> Double
  private let interval: Double
  private let episodes = Mutex<[Failure: Episode]>([:])

  /// No service has more sources than this; beyond it, lines are let through as they come.
  private static let episodeLimit = 1024

  /// - Parameters:
  ///   - log: where the lines go.
  ///   - uptime: seconds by a clock that nobody sets; see ``Surroundings/uptime``.
  ///   - interval: seconds between two lines about the same failure.
  package init(_ log: any EventLog, uptime: @escaping @Sendable () -> Double, interval: Double = 600) {
    self.log = log
    self.uptime = uptime
    self.interval = interval
  }

  package func record(_ event: Event) {
    // What is to be written is decided under the lock, and written outside of it.
    if let end = Self.end(of: event.name) {
      if let line = told(failure: event, until: end) { log.record(line) }
    } else {
      log.record(told(end: event))
    }
  }

  /// Writes the counts that no line has told yet, in a fixed order; for the end of the service.
  package func flush() {
    let time = uptime()
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
      ($0.name.rawValue, $0.source?.rawValue ?? "", $0.priority.rawValue)
        < ($1.name.rawValue, $1.source?.rawValue ?? "", $1.priority.rawValue)
    }) {
      log.record(line)
    }
  }

  /// The event that puts an end to a failure; nil for what is none.
  private static func end(of name: Event.Name) -> Event.Name? {
    switch name {
    case .sourceLost, .sourceRefused: .sourceRecovered
    case .storeFailed, .diskLow: .storeRecovered
    case .metricsFailed: .metricsRecovered
    default: nil
    }
  }

  /// The line for a failure, if one is due.
  private func told(failure event: Event, until end: Event.Name) -> Event? {
    let time = uptime()
    let key = Failure(end: end, source: event.source, priority: event.priority)
    let sentence = Sentence(event)
    return episodes.withLock { episodes in
      guard var episode = episodes[key] else {
        if episodes.count < Self.episodeLimit {
          episodes[key] = Episode(began: time, toldAt: time, latest: event, sentences: [sentence])
        }
        return event
      }
      defer { episodes[key] = episode }
      episode.count += 1
      episode.latest = event
      if episode.sentences.count < Self.sentenceLimit, !episode.sentences.contains(sentence) {
        episode.sentences.append(sentence)
        episode.toldAt = time
        return event
      }
      episode.untold += 1
      guard time - episode.toldAt >= interval else { return nil }
      defer {
        episode.untold = 0
        episode.toldAt = time
      }
      return Self.line(episode, at: time)
    }
  }

  /// An event that is no failure, with what it puts an end to.
  private func told(end event: Event) -> Event {
    let end = event.name == .sourceConnected ? .sourceRecovered : event.name
    let time = uptime()
    let ended = episodes.withLock { episodes in
      episodes.keys.filter { $0.end == end && $0.source == event.source }.compactMap {
        episodes.removeValue(forKey: $0)
      }
    }
    guard let began = ended.map(\.began).min() else { return event }
    var event = event
    let count = ended.reduce(0) { $0 + $1.count }
    event.text +=
      " (after \(count) \(count == 1 ? "failure" : "failures") in \(Self.length(from: began, to: time)))"
    return event
  }

  private static func line(_ episode: Episode, at time: Double) -> Event {
    var event = episode.latest
    event.text +=
      " (\(episode.untold) more since the last line, \(episode.count) in \(length(from: episode.began, to: time)))"
    return event
  }

  private static func length(from start: Double, to end: Double) -> String {
    let seconds = max(0, Int(end - start))
    return switch seconds {
    case 0..<120: "\(seconds) s"
    case 120..<7200: "\(seconds / 60) min"
    default: "\(seconds / 3600) h"
    }
  }
}
