package import Intake

/// What looks into a folder, here or on a server, and hands out what has settled there.
protocol FolderWatching: Actor {
  /// Starts a sequence of batches, and ends the one before; returns its number.
  func begin() -> Int
  /// The next batch of a sequence; nil once it has ended or the task is cancelled.
  func next(of sequence: Int) async throws(SourceError) -> [Arrival]?
}

/// The batches of a drop, local or on a server.
package struct DropArrivals: AsyncSequence, Sendable {
  package typealias Element = [Arrival]
  package typealias Failure = SourceError

  let worker: any FolderWatching

  package func makeAsyncIterator() -> Iterator { Iterator(worker: worker) }

  package struct Iterator: AsyncIteratorProtocol {
    let worker: any FolderWatching
    private var sequence: Int?

    init(worker: any FolderWatching) { self.worker = worker }

    /// The next batch; nil once the task is cancelled.
    package mutating func next() async throws(SourceError) -> [Arrival]? { try await next(isolation: nil) }

    /// The next batch; nil once the task is cancelled.
    package mutating func next(isolation actor: isolated (any Actor)?) async throws(SourceError) -> [Arrival]?
    {
      let current: Int
      if let sequence { current = sequence } else { current = await worker.begin() }
      sequence = current
      return try await worker.next(of: current)
    }
  }
}
