import Feedback

/// Steps 1 to 3 of the straight line, a batch ahead of the rest: takes the next batch from the source, asks what the
/// store knows of it, and counts the attempt at what is new.
///
/// The store has one writer. Counted only when it is to be read, a batch would wait until the one before it is durable,
/// and reading and committing would take turns. What was tried before is not counted here, but when its turn comes: it is
/// read alone, and a death in between must not be laid at its door.
actor Counting<Line: Source> {
  typealias Counted = (batch: [Arrival], standing: [ArrivalKey: Standing])

  private let source: SourceName
  private let store: PatientStore
  private let pulse: Pulse
  private var iterator: Line.Arrivals.AsyncIterator

  init(source: Line, after position: Position?, store: PatientStore, pulse: Pulse) {
    self.source = source.name
    self.store = store
    self.pulse = pulse
    iterator = source.arrivals(after: position).makeAsyncIterator()
  }

  /// Begins to take the next batch; nil at the source's end. One at a time.
  nonisolated func next() -> Task<Counted?, any Error> { Task { try await count() } }

  private func count() async throws -> Counted? {
    // `next` changes the iterator, which an actor's own property must not be while it waits.
    var iterator = iterator
    let batch = try await iterator.next(isolation: self)
    self.iterator = iterator
    guard let batch else { return nil }
    pulse.beats(source)
    let standing = try await store.standings(of: batch.map(\.key), from: source)
    let fresh = batch.map(\.key).filter { standing[$0] == nil }
    if !fresh.isEmpty { try await store.beginAttempt(at: fresh, from: source) }
    return (batch, standing)
  }
}
