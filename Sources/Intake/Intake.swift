package import Feedback

/// The straight line of a message:
///
///     source ─► gate ─► read ─► passages ─► tag ─► note ─► COMMIT ─► acknowledge
///               └─────────── Reader ──────────────────┘
///
/// 1. A source hands out arrivals, oldest first, in batches.
/// 2. What the store has decided already (a crash came between commit and acknowledgement) is only acknowledged.
/// 3. The attempt is counted before anything is read, so that a message which kills the process is found out
///    (``Counting``).
/// 4. Readers on all cores fetch, pass the gate, read, cut, tag and assemble: one entry an arrival, whatever it holds.
/// 5. Entries, bytes and position are committed in one transaction. *At this instant the notes count as received.*
/// 6. The source marks or moves them. A crash before 5 reads again; a crash between 5 and 6 ends at 2.
///
/// While a batch is committed, the next is read, and the one after it is counted: three batches are in memory, however
/// large the mailbox is.
package struct Intake: Sendable {
  package var store: any FeedbackStore
  package var reader: Reader
  package var log: any EventLog
  package var surroundings: Surroundings
  package var pulse: Pulse
  /// How many messages are read at a time.
  package var width: Int
  /// How long the process must have lived before it reads what was there at several deaths.
  package var pauseBeforeDoubtful: Duration = .seconds(2)
  /// Waits while nothing may be taken in, as where the store's disk is nearly full; asked before each batch.
  package var mayTakeIn: @Sendable (SourceName) async throws -> Void = { _ in }
  /// Told how long each step took; also of those that failed.
  package var timed: @Sendable (Stage, Duration) -> Void = { _, _ in }
  /// Called after each commit, with the entries as they were read and what the commit made of them.
  package var committed: @Sendable ([Entry], [CommitResult]) async -> Void

  package init(
    store: any FeedbackStore, reader: Reader, log: any EventLog, surroundings: Surroundings, pulse: Pulse,
    width: Int, committed: @escaping @Sendable ([Entry], [CommitResult]) async -> Void = { _, _ in }
  ) {
    self.store = store
    self.reader = reader
    self.log = log
    self.surroundings = surroundings
    self.pulse = pulse
    self.width = max(1, width)
    self.committed = committed
  }

  /// Takes in what the source has until it ends, its task is cancelled, or the source or store fails for good.
  /// What is being committed when the task is cancelled is either committed or comes again.
  /// - Throws: `SourceError`; `StoreError` where waiting does not help; `CancellationError`.
  package func takeIn(from source: some Source, under policy: SourcePolicy) async throws {
    let patient = PatientStore(store: store, log: log, pulse: pulse)
    let position = try await patient.position(of: source.name)
    var landing: Task<Void, any Error>?
    let counting = Counting(source: source, after: position, store: patient, pulse: pulse)
    pulse.waits(source.name)
    var coming = counting.next()
    do {
      while let (batch, standing) = try await coming.landed() {
        coming = counting.next()
        try await mayTakeIn(source.name)
        pulse.beats(source.name)
        let returned = batch.compactMap { $0.settled(by: standing[$0.key]) }
        let fresh = batch.filter { standing[$0.key] == nil }
        let suspects = batch.suspects(standing)

        if !returned.isEmpty { try await source.acknowledge(returned) }
        let groups = ([fresh] + suspects.map { [$0] }).filter { !$0.isEmpty }
        for (index, group) in groups.enumerated() {
          try Task.checkCancellation()
          let earlier = group.count == 1 ? standing[group[0].key]?.attempts ?? 0 : 0
          if earlier > 1 {
            // A process that is killed from outside again and again proves nothing about what it happens to hold: the
            // doubtful ones are read only by one that lives.
            try await landing?.landed()
            pulse.waits(source.name)
            try await Task.sleep(for: pauseBeforeDoubtful)
          }
          if earlier > 0 { try await patient.beginAttempt(at: group.map(\.key), from: source.name) }
          let read = try await read(group, after: earlier, from: source.name, under: policy)
          try await landing?.landed()
          // The position passes the batch with its last group, however the groups are ordered.
          let position = index == groups.count - 1 ? batch.last?.position : nil
          landing = Task { try await land(read, at: position, of: source, through: patient) }
          if earlier > 0 { try await landing?.landed() }
        }
        if groups.isEmpty, let position = batch.last?.position {
          try await landing?.landed()
          _ = try await patient.commit([], from: source.name, at: position)
        }
        pulse.waits(source.name)
      }
    } catch {
      coming.cancel()
      landing?.cancel()
      _ = try? await coming.value
      try? await landing?.value
      throw error
    }
    try await landing?.landed()
  }

  /// Step 4 for one group, `width` messages at a time; in the order of the arrivals, less those that are gone.
  private func read(
    _ arrivals: [Arrival], after earlierAttempts: Int, from source: SourceName, under policy: SourcePolicy
  ) async throws -> [(arrival: Arrival, entry: Entry)] {
    var reader = reader
    reader.progressed = { [pulse] in pulse.beats(source) }
    reader.timed = timed
    let telling = reader
    return try await withThrowingTaskGroup(of: (Int, Entry?).self) { group in
      var entries = [Entry?](repeating: nil, count: arrivals.count)
      var next = 0
      func start() {
        guard next < arrivals.count else { return }
        let index = next
        next += 1
        group.addTask {
          (
            index,
            try await telling.entry(for: arrivals[index], of: source, under: policy, after: earlierAttempts)
          )
        }
      }
      for _ in 0..<width { start() }
      while let (index, entry) = try await group.next() {
        entries[index] = entry
        pulse.beats(source)
        start()
      }
      return zip(arrivals, entries).compactMap { arrival, entry in entry.map { (arrival, $0) } }
    }
  }

  /// Steps 5 and 6: commits, tells, acknowledges.
  private func land(
    _ read: [(arrival: Arrival, entry: Entry)], at position: Position?, of source: some Source,
    through store: PatientStore
  ) async throws {
    guard !read.isEmpty || position != nil else { return }
    pulse.commits(source.name)
    defer { pulse.committed(source.name) }
    let entries = read.map(\.entry)
    let results = try await timing(.commit) {
      try await store.commit(entries, from: source.name, at: position)
    }
    for (entry, result) in zip(entries, results) where result.isNew { log.record(.decided(entry, result)) }
    await committed(entries, results)
    pulse.commits(source.name)
    do {
      let settled = zip(read, results).map {
        Settled(arrival: $0.arrival, outcome: $1.outcome, message: $1.message)
      }
      try await timing(.acknowledge) { try await source.acknowledge(settled) }
    } catch {
      // The store is the record: what could not be moved is recognised when it turns up again.
      log.record(Event(.sourceRefused, .warning, "\(error)", source: source.name))
    }
  }

  private func timing<Value>(_ stage: Stage, _ step: () async throws -> Value) async throws -> Value {
    let began = ContinuousClock.now
    defer { timed(stage, .now - began) }
    return try await step()
  }
}

extension Task where Failure == any Error {
  /// Waits for a step that goes on beside the line. Cancelled while it waits, it cancels the step too, which a store that
  /// is full could otherwise hold for ever.
  fileprivate func landed() async throws -> Success {
    try await withTaskCancellationHandler {
      try await value
    } onCancel: {
      cancel()
    }
  }
}

extension [Arrival] {
  /// What was being read when the process died. Each is read alone, so that only the guilty one is counted out, and
  /// those that were there at most deaths come last: then a process that is killed from outside, however often, wears
  /// out no innocent message that happens to stand first.
  fileprivate func suspects(_ standing: [ArrivalKey: Standing]) -> [Arrival] {
    let attempted = compactMap { arrival in standing[arrival.key]?.attempts.map { (arrival, $0) } }
    return attempted.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(
      \.element.0)
  }
}

extension Arrival {
  /// What only needs to be acknowledged, because its outcome is committed.
  fileprivate func settled(by standing: Standing?) -> Settled? {
    guard case .decided(let outcome, let message) = standing else { return nil }
    return Settled(arrival: self, outcome: outcome, message: message)
  }
}

extension Event {
  /// The event that tells a message's outcome. Without personal data: numbers and the reason.
  package static func decided(_ entry: Entry, _ result: CommitResult) -> Event {
    let passages = entry.notes.reduce(0) { $0 + $1.passages.count }
    return switch result.outcome {
    case .stored:
      Event(
        .messageStored, .info,
        "stored: notes \(entry.notes.count), passages \(passages), bytes \(entry.size)",
        source: entry.source, message: result.message)
    case .duplicate(let reason):
      Event(
        .messageDuplicate, .info,
        "duplicate (\(reason.rawValue)) of \(result.notes.map(\.description).joined(separator: ", "))",
        source: entry.source, message: result.message)
    case .ignored(let reason):
      Event(
        .messageIgnored, .info, "ignored: \(reason.rawValue)", source: entry.source, message: result.message)
    case .quarantined(let reason):
      Event(
        .messageQuarantined, .warning, "quarantined (\(reason.rawValue)): \(reason.explanation)",
        source: entry.source, message: result.message)
    }
  }
}
