import Feedback
import Foundation
import Synchronization
import Testing

@Suite struct SurroundingsTests {
  @Test func identifiersIncreaseWithinAMillisecondAndWhenTheClockIsSetBack() {
    let times = Mutex([5.0, 5.0, 5.0, 3.0, 4.0, 6.0])
    let surroundings = Surroundings(
      now: { Date(timeIntervalSince1970: times.withLock { $0.removeFirst() }) }, random: { .max })
    let ids = (0..<6).map { _ in surroundings.identifier() }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ids.last?.time == Date(timeIntervalSince1970: 6))
  }

  @Test func aSimulationRepeatsItselfAndSeedsDiffer() {
    let start = Date(timeIntervalSince1970: 1_741_852_800)
    func run(_ seed: UInt64) -> [ULID] {
      let surroundings = Surroundings.simulated(from: start, seed: seed)
      return (0..<50).map { _ in surroundings.identifier() }
    }
    #expect(run(1) == run(1))
    #expect(Set(run(1)).isDisjoint(with: run(2)))
  }

  @Test func identifiersStayUniqueAcrossTasks() async {
    let surroundings = Surroundings.system
    let ids = await withTaskGroup(of: [ULID].self) { group in
      for _ in 0..<8 { group.addTask { (0..<500).map { _ in surroundings.identifier() } } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(ids).count == 4000)
  }
}
