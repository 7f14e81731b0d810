import Testing

@testable import IMAP

@Suite("Plans of what to ask")
struct PlanTests {
  private func items(_ sizes: [UInt64]) -> [FetchPlan.Item] {
    sizes.enumerated().map { FetchPlan.Item(uid: UID(known: UInt32($0.offset + 1)), size: $0.element) }
  }

  private func next(_ plan: inout FetchPlan) throws -> FetchPlan.Batch {
    let batch = plan.next()
    return try #require(batch)
  }

  private func isNew(_ uid: UID, _ plan: inout FetchPlan) -> Bool { plan.delivered(uid) }

  private func missing(_ batch: FetchPlan.Batch, _ plan: inout FetchPlan) -> UIDSet { plan.completed(batch) }

  @Test("Batches keep to their number, bytes and depth, in order of UID")
  func batches() throws {
    var limits = FetchPlan.Limits()
    limits.messages = 3
    limits.bytes = 100
    limits.bytesInFlight = 150
    limits.depth = 2
    var plan = FetchPlan(items([10, 10, 10, 90, 20, 10, 500, 10]).shuffled(), limits: limits)
    let first = try next(&plan)
    #expect(first.uids.description == "1:3" && first.bytes == 30)
    let second = try next(&plan)
    #expect(second.uids.description == "4" && second.bytes == 90)
    #expect(plan.next() == nil)
    #expect(missing(first, &plan) == (try set("1:3")))
    let third = try next(&plan)
    #expect(third.uids.description == "5:6")
    for uid: UInt32 in 4...6 { #expect(isNew(UID(known: uid), &plan)) }
    #expect(missing(second, &plan).isEmpty)
    // One alone may be larger than all limits, when nothing else is in flight.
    #expect(plan.next() == nil)
    #expect(missing(third, &plan).isEmpty)
    let fourth = try next(&plan)
    #expect(fourth.uids.description == "7")
    #expect(plan.next() == nil)
    _ = plan.completed(fourth)
    let fifth = try next(&plan)
    #expect(!plan.isFinished)
    _ = plan.completed(fifth)
    #expect(plan.isFinished)
    #expect(plan.next() == nil)
  }

  @Test("What is too large is not asked for")
  func tooLarge() throws {
    var limits = FetchPlan.Limits()
    limits.message = 1000
    limits.depth = 9
    var plan = FetchPlan(items([10, 2000, .max, 1000]), limits: limits)
    let batches = [plan.next(), plan.next()]
    #expect(batches.map { $0?.uids.description } == ["1,4", nil])
    #expect(batches[0]?.command == .fetch([1, 4], [.internalDate, .body(.whole)]))
  }

  @Test("A message that comes twice, or unasked, is told; one that vanished is named")
  func delivered() throws {
    var plan = FetchPlan(items([1, 1, 1]))
    let batch = try next(&plan)
    #expect(isNew(2, &plan))
    #expect(!isNew(2, &plan))
    #expect(!isNew(9, &plan))
    #expect(missing(batch, &plan) == [1, 3])
    #expect(missing(batch, &plan).isEmpty)
  }

  @Test("Messages of a refused batch are asked for one by one, and the one that cannot be had is named")
  func refused() throws {
    var limits = FetchPlan.Limits()
    limits.messages = 3
    limits.depth = 1
    var plan = FetchPlan(items([5, 5, 5, 5]), limits: limits)
    let batch = try next(&plan)
    #expect(isNew(1, &plan))
    let none = plan.refused(batch)
    #expect(none == nil)
    let second = try next(&plan)
    #expect(second.uids == [2])
    let poison = plan.refused(second)
    #expect(poison == 2)
    let third = try next(&plan)
    #expect(third.uids == [3])
    #expect(isNew(3, &plan))
    #expect(missing(third, &plan).isEmpty)
    let fourth = try next(&plan)
    #expect(fourth.uids == [4])
    #expect(missing(fourth, &plan) == [4])
    #expect(plan.isFinished)
  }

  @Test("No command of a plan is too long, however sparse the UIDs")
  func sparse() throws {
    var limits = FetchPlan.Limits()
    limits.messages = 100_000
    limits.depth = .max
    var plan = FetchPlan(
      (0..<5000).map { FetchPlan.Item(uid: UID(known: 4_000_000_000 + $0 * 2), size: 1) }, limits: limits)
    var machine = ClientStateMachine()
    var count = 0
    while let batch = plan.next() {
      try machine.submit(batch.command)
      count += batch.uids.count
    }
    #expect(count == 5000)
  }

  /// A mailbox that answers a plan's searches.
  private func search(_ plan: inout SearchPlan, in mailbox: UIDSet) -> Int {
    var commands = 0
    while let command = plan.next() {
      commands += 1
      guard case .search(let keys, let returning) = command else { continue }
      var found = SearchResult(tag: returning == nil ? nil : Tag(number: 1))
      switch keys.first {
      case .uids(let uids)?: found.all = uids.ranges.reduce(UIDSet()) { $0.union(mailbox.clamped(to: $1)) }
      case .uidsFrom(let first)?:
        found.all = mailbox.clamped(to: first...UID.last)
        if found.all.isEmpty, let last = mailbox.last { found.all = UIDSet(last) }
      default: break
      }
      plan.found(found)
    }
    return commands
  }

  @Test("With ESEARCH one command finds all")
  func eSearch() throws {
    var plan = SearchPlan(from: 5, uidNext: 1_000_001, keys: [.lacks("$Lyssnad")], usesESearch: true)
    let first = plan.next()
    #expect(first == .search([.uids(UIDSet(5...1_000_000)), .lacks("$Lyssnad")], returning: [.all]))
    var found = SearchResult(tag: Tag(number: 1))
    found.all = [4, 5, 1_000_000, 1_000_001]
    plan.found(found)
    #expect(plan.next() == nil)
    #expect(plan.result == [5, 1_000_000])
  }

  @Test("Without ESEARCH windows find all, in few commands")
  func windows() throws {
    let dense = UIDSet(1...300_000)
    var plan = SearchPlan(from: 1, uidNext: 300_001, usesESearch: false)
    #expect(search(&plan, in: dense) <= 16)
    #expect(plan.result == dense)
    let sparse: UIDSet = [7, 1_000_000_000, 4_294_967_290]
    plan = SearchPlan(from: 1, uidNext: 4_294_967_295, usesESearch: false)
    #expect(search(&plan, in: sparse) <= 10)
    #expect(plan.result == sparse)
    var uneven = UIDSet(1...10)
    uneven.insert(900_000_000...900_100_000)
    plan = SearchPlan(from: 3, uidNext: 900_100_001, usesESearch: false, target: 1000)
    _ = search(&plan, in: uneven)
    #expect(plan.result == uneven.clamped(to: 3...UID.last))
  }

  @Test("Nothing new costs no command; without UIDNEXT one, and the highest message is not found again")
  func nothingNew() {
    var plan = SearchPlan(from: 10, uidNext: 10, usesESearch: false)
    #expect(plan.next() == nil)
    plan = SearchPlan(from: 1, uidNext: 1, usesESearch: true)
    #expect(plan.next() == nil)
    plan = SearchPlan(from: 10, uidNext: nil, usesESearch: false)
    #expect(search(&plan, in: [3, 9]) == 1)
    #expect(plan.result.isEmpty)
  }
}
