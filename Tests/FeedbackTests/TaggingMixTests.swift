import Feedback
import Testing

@Suite struct TaggingMixTests {
  private func mix(_ untagged: Int, _ simplicity: Int, _ efficiency: Int) -> TaggingMix {
    TaggingMix(
      passages: untagged + simplicity + efficiency, untagged: untagged,
      themes: [.simplicity: simplicity, .efficiency: efficiency])
  }

  @Test func theSameMixHasNoDriftHoweverManyThereAre() {
    #expect(mix(10, 20, 30).drift(from: mix(100, 200, 300)) == 0)
  }

  @Test func mixesWithNothingInCommonDifferWholly() {
    #expect(mix(10, 0, 0).drift(from: mix(0, 3, 4)) == 1)
  }

  @Test func driftIsTheShareThatMovedAndTheSameInBothDirections() throws {
    let (a, b) = (mix(50, 50, 0), mix(50, 25, 25))
    #expect(a.drift(from: b) == 0.25)
    #expect(b.drift(from: a) == 0.25)
  }

  @Test func nothingTellsNothing() {
    #expect(mix(0, 0, 0).drift(from: mix(1, 1, 1)) == nil)
    #expect(mix(1, 1, 1).drift(from: mix(0, 0, 0)) == nil)
    #expect(mix(0, 0, 0).untaggedRatio == nil)
    #expect(mix(0, 0, 0).ratio(of: .simplicity) == nil)
    #expect(mix(1, 1, 2).ratio(of: .efficiency) == 0.5)
  }
}
