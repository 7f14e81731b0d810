import Feedback
import Foundation
import Testing

/// How what was taken in was tagged.
extension FeedbackStoreContract {
  static let tagging: [Clause] = [
    Clause("the mix of themes counts each passage of the span, and each theme of it") {
      store, samples async throws in
      // Of four passages the first and the last have no theme, the others two each.
      let first = samples.stored("1", SampleEntries.sentences(1))
      try await store.commit(first)
      let start = SampleEntries.start.addingTimeInterval(-1)
      let end = SampleEntries.start.addingTimeInterval(3600)
      let mix = try await store.tagging(from: start, to: end)
      #expect(mix == TaggingMix(passages: 4, untagged: 2, themes: [.fastDecisions: 2, .simplicity: 2]))
      #expect(mix.untaggedRatio == 0.5)
      // When it was taken in counts, to the millisecond, and the end is outside.
      #expect(try await store.tagging(from: start, to: first.id.time).passages == 0)
      #expect(
        try await store.tagging(from: first.id.time, to: first.id.time.addingTimeInterval(0.001)).passages
          == 4)
      #expect(try await store.tagging(from: end, to: start).passages == 0)
    },
    Clause("a duplicate adds nothing to the mix, and quarantine is counted until it is settled") {
      store, samples async throws in
      try await store.commit(samples.stored("1", SampleEntries.sentences(1), bytes: "x"))
      try await store.commit(samples.stored("2", SampleEntries.sentences(1), bytes: "y"))
      let waiting = samples.other("3", .quarantined(.noText))
      try await store.commit(waiting)
      let end = SampleEntries.start.addingTimeInterval(3600)
      let mix = try await store.tagging(from: SampleEntries.start, to: end)
      #expect(mix.passages == 4)
      #expect(mix.quarantined == 1)
      _ = try await store.discard(waiting.id, by: "anna", at: SampleEntries.start)
      #expect(try await store.tagging(from: SampleEntries.start, to: end).quarantined == 0)
    },
  ]
}
