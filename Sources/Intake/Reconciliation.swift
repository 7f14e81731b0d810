package import Feedback

/// A source that can show everything that stands there now, also what is done: for the proof that nothing was lost.
package protocol Inventoried: Source {
  associatedtype Inventory: AsyncSequence<[Arrival], SourceError> & Sendable

  /// All messages, in batches; ends with the last. Marks and moves nothing.
  func inventory() -> Inventory
}

/// What a comparison of a source with the store has shown.
package struct Reconciliation: Hashable, Sendable {
  /// Messages whose outcome stands in the store.
  package var settled = 0
  /// Messages that have none, and wait at the source to be taken in: by their place there.
  package var missing: [String] = []
  /// What could not be fetched to be compared: place and reason.
  package var unread: [String] = []

  package init() {}

  /// Compares a source with a store: by the arrival's key first, and where that is unknown (it was moved, or is
  /// counted anew) by the SHA-256 of its bytes.
  /// - Parameter limit: bytes of a message; a larger one that was refused as such is known by its key alone.
  package static func of(
    _ source: some Inventoried, in store: any FeedbackStore, limit: Int
  ) async throws -> Reconciliation {
    var result = Reconciliation()
    for try await batch in source.inventory() {
      let standings = try await store.standings(of: batch.map(\.key), from: source.name)
      var unknown: [(place: String, digest: Digest)] = []
      for arrival in batch {
        if case .decided = standings[arrival.key] {
          result.settled += 1
          continue
        }
        let place = arrival.path ?? arrival.key.rawValue
        do throws(SourceError) {
          unknown.append((place, Digest(of: try await arrival.content(limit))))
        } catch {
          if error.kind == .cancelled { throw error }
          if error.kind != .gone { result.unread.append("\(place): \(error.description)") }
        }
      }
      let outcomes = try await store.outcomes(of: unknown.map(\.digest))
      for (place, digest) in unknown {
        if outcomes[digest] == nil { result.missing.append(place) } else { result.settled += 1 }
      }
    }
    return result
  }
}
