import Feedback

/// A store that is waited for: where it is busy, full or read-only, intake pauses, with one line in the log when
/// that begins and one when it is over. Other failures are thrown.
struct PatientStore: Sendable {
  let store: any FeedbackStore
  let log: any EventLog
  let pulse: Pulse
  /// Seconds between attempts: doubled from the first to the last.
  var pauses: ClosedRange<Double> = 0.5...30

  func position(of source: SourceName) async throws -> Position? {
    try await patiently(source) { () async throws(StoreError) in try await store.position(of: source) }
  }

  func standings(of keys: [ArrivalKey], from source: SourceName) async throws -> [ArrivalKey: Standing] {
    try await patiently(source) { () async throws(StoreError) in
      try await store.standings(of: keys, from: source)
    }
  }

  func beginAttempt(at keys: [ArrivalKey], from source: SourceName) async throws {
    try await patiently(source) { () async throws(StoreError) in
      try await store.beginAttempt(at: keys, from: source)
    }
  }

  func commit(_ entries: [Entry], from source: SourceName, at position: Position?) async throws
    -> [CommitResult]
  {
    try await patiently(source) { () async throws(StoreError) in
      try await store.commit(entries, from: source, at: position)
    }
  }

  private func patiently<Result: Sendable>(
    _ source: SourceName, _ work: () async throws(StoreError) -> Result
  ) async throws -> Result {
    var pause = pauses.lowerBound
    var failed = false
    while true {
      do throws(StoreError) {
        let result = try await work()
        if failed {
          log.record(Event(.storeRecovered, .notice, "the store works again; intake goes on", source: source))
        }
        return result
      } catch {
        guard error.isTemporary else {
          log.record(Event(.storeFailed, .error, error.description, source: source))
          throw error
        }
        if !failed {
          failed = true
          log.record(
            Event(.storeFailed, .error, "\(error.description); intake waits and tries again", source: source))
        }
        pulse.pauses(source, because: error.description)
        try await Task.sleep(for: .seconds(pause))
        pause = min(pause * 2, pauses.upperBound)
      }
    }
  }
}
