import Feedback
import Foundation
import Intake
import Synchronization
import Testing

@Suite struct PulseTests {
  private final class Clock: Sendable {
    private let seconds = Mutex(0.0)
    var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }
    func passes(_ time: Double) { seconds.withLock { $0 += time } }
  }

  private let clock = Clock()
  private let pulse: Pulse

  init() { pulse = Pulse { [clock] in clock.now } }

  @Test func whatIsCommittedWhileTheLineWaitsLeavesItIdle() {
    pulse.beats("a")
    pulse.commits("a")
    pulse.waits("a")
    #expect(pulse.sources["a"]?.state == .working)
    pulse.committed("a")
    #expect(pulse.sources["a"]?.state == .idle)
    clock.passes(1_000_000)
    #expect(pulse.stalled(longerThan: 200) == [])
  }

  @Test func aCommitThatHangsIsAStall() {
    pulse.commits("a")
    pulse.waits("a")
    clock.passes(201)
    #expect(pulse.stalled(longerThan: 200) == ["a"])
    pulse.pauses("a", because: "the disk is full")
    #expect(pulse.stalled(longerThan: 200) == [])
  }

  @Test func readingThatHangsIsAStallAlthoughTheCommitIsThrough() {
    pulse.beats("a")
    pulse.commits("a")
    pulse.committed("a")
    clock.passes(201)
    #expect(pulse.stalled(longerThan: 200) == ["a"])
  }

  @Test func aSourceThatPausesTellsWhyAndKeepsItsLastSuccess() {
    pulse.waits("a")
    let success = clock.now
    clock.passes(5)
    pulse.pauses("a", because: "it cannot be reached")
    #expect(pulse.sources["a"]?.error == "it cannot be reached")
    #expect(pulse.sources["a"]?.lastSuccess == success)
    pulse.waits("a")
    #expect(pulse.sources["a"]?.error == nil)
  }
}
