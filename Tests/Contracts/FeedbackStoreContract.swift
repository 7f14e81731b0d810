package import Feedback
import Testing

/// What every feedback store does, whatever it is built on. Run each of ``clauses`` against a new, empty store:
///
/// ```swift
/// @Test(arguments: FeedbackStoreContract.clauses)
/// func keeps(_ clause: FeedbackStoreContract.Clause) async throws { try await clause.run(on: makeStore()) }
/// ```
package enum FeedbackStoreContract {
  /// One thing that holds.
  package struct Clause: Sendable, CustomTestStringConvertible {
    package let testDescription: String
    private let body: @Sendable (any FeedbackStore, SampleEntries) async throws -> Void

    init(
      _ description: String,
      _ body: @escaping @Sendable (any FeedbackStore, SampleEntries) async throws -> Void
    ) {
      testDescription = description
      self.body = body
    }

    /// Runs it against an empty store, which must be consistent afterwards.
    package func run(on store: some FeedbackStore) async throws {
      try await body(store, SampleEntries())
      let found = try await store.inconsistencies()
      #expect(found.isEmpty, "the store holds together afterwards")
    }
  }

  /// All clauses, by subject.
  package static let clauses: [Clause] =
    commits + duplicates + attempts + quarantine + reading + searching + records + tagging
}

extension FeedbackStore {
  /// Commits entries from the drop of the samples, without a position.
  @discardableResult
  func commit(_ entries: Entry...) async throws -> [CommitResult] {
    try await commit(entries, from: "inlamning", at: nil)
  }
}

extension Entry {
  /// As a store gives it back: without its bytes.
  var withoutBytes: Entry {
    var entry = self
    entry.original = nil
    return entry
  }
}
