import Feedback
import Foundation
import Intake
import Synchronization
import Testing

@Suite struct PulseTests {
  private final class Clock: Sendable {
    private let seconds = Mutex(0.0)
    private let jumped = Mutex(0.0)
    var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 } + jumped.withLock { $0 }) }
    /// Somebody sets the clock.
    func jumps(_ time: Double) { jumped.withLock { $0 += time } }
    var uptime: Double { seconds.withLock { $0 } }
    func passes(_ time: Double) { seconds.withLock { $0 += time } }
  }

  private let clock = Clock()
  private let pulse: Pulse

  init() { pulse = Pulse(now: { [clock] in clock.now }, uptime: { [clock] in clock.uptime }) }

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

  @Test(arguments: [-10_800.0, 30 * 86_400.0])
  func aClockThatIsSetMakesNoStallAndHidesNone(_ jump: Double) {
    pulse.beats("a")
    clock.jumps(jump)
    clock.passes(199)
    #expect(pulse.stalled(longerThan: 200) == [])
    clock.passes(2)
    #expect(pulse.stalled(longerThan: 200) == ["a"])
    pulse.waits("a")
    let succeeded = clock.uptime
    clock.jumps(-jump)
    clock.passes(3)
    pulse.pauses("a", because: "it cannot be reached")
    #expect(pulse.sources["a"]?.succeeded == succeeded)
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
