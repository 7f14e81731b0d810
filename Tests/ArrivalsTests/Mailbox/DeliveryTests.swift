import Feedback
import Foundation
import Intake
import Testing

@testable import Arrivals
@testable import IMAP

/// Which messages are asked for and in which order they are handed out, without a server.
struct DeliveryTests {
  private func messages(_ numbers: ClosedRange<UInt32>, size: UInt64 = 10) -> [ListedMessage] {
    numbers.compactMap { UID($0) }.map { ListedMessage(uid: $0, size: size, receivedAt: nil) }
  }

  private func delivery(_ messages: [ListedMessage], perCommand: Int, without: UID? = nil) -> Delivery {
    var limits = FetchPlan.Limits()
    limits.messages = perCommand
    limits.depth = 2
    limits.message = 1_000
    return Delivery(messages[...], limits: limits, without: without) { message, body in
      let size = if case .bytes(let bytes) = body { bytes.count } else { -1 }
      return Arrival(
        key: ArrivalKey(rawValue: "\(message.uid)"), path: nil, form: .mail, size: size, receivedAt: Date()
      ) { _ throws(SourceError) in [] }
    }
  }

  private func answer(_ tag: UInt32, _ status: Status = .ok) -> ClientStateMachine.Completion {
    .init(tag: .init(number: tag), command: .noop, status: status, text: ResponseText(text: ""))
  }

  private func come(_ numbers: [UInt32], _ delivery: inout Delivery) {
    for uid in numbers.compactMap({ UID($0) }) { delivery.take(uid, .bytes([1, 2]), receivedAt: nil) }
  }

  private func next(_ delivery: inout Delivery) throws -> FetchPlan.Batch {
    let batch = delivery.next()
    return try #require(batch)
  }

  private func expectBatch(
    _ keys: [String]?, of delivery: inout Delivery, count: Int = 100,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let batch = delivery.batch(count: count, bytes: 1_000)?.arrivals.map(\.key.rawValue)
    #expect(batch == keys, sourceLocation: sourceLocation)
  }

  @Test func keepsTheOrderWhereAnswersDoNot() throws {
    var delivery = delivery(messages(1...6), perCommand: 3)
    delivery.sent(try next(&delivery), as: .init(number: 1))
    delivery.sent(try next(&delivery), as: .init(number: 2))
    let third = delivery.next()
    #expect(third == nil)
    // The second command is answered first, and backwards.
    come([6, 5, 4], &delivery)
    var isOurs = [delivery.land(answer(2))]
    _ = delivery.settleLanded()
    expectBatch(nil, of: &delivery)
    #expect(delivery.firstAwaited == UID(1))
    come([2, 3, 1, 1, 9], &delivery)
    expectBatch(["1", "2", "3", "4"], of: &delivery, count: 4)
    expectBatch(["5", "6"], of: &delivery, count: 4)
    #expect(!delivery.isFinished)
    isOurs += [delivery.land(answer(1)), delivery.land(answer(7))]
    #expect(isOurs == [true, true, false])
    _ = delivery.settleLanded()
    #expect(delivery.isFinished)
  }

  @Test func handsOutTogetherWhatComesByOneCommand() throws {
    var delivery = delivery(messages(1...4), perCommand: 4)
    delivery.sent(try next(&delivery), as: .init(number: 1))
    come([1, 2, 3], &delivery)
    expectBatch(nil, of: &delivery)
    expectBatch(["1", "2"], of: &delivery, count: 2)
    come([4], &delivery)
    expectBatch(nil, of: &delivery)
    _ = delivery.land(answer(1))
    _ = delivery.settleLanded()
    expectBatch(["3", "4"], of: &delivery)
  }

  @Test func passesOverWhatDidNotCome() throws {
    var delivery = delivery(messages(1...4), perCommand: 4)
    delivery.sent(try next(&delivery), as: .init(number: 1))
    come([2, 4], &delivery)
    _ = delivery.land(answer(1))
    _ = delivery.settleLanded()
    let batch = delivery.batch(count: 100, bytes: 1_000)
    #expect(batch?.arrivals.map(\.key.rawValue) == ["2", "4"])
    #expect(batch?.gone == 2)
    #expect(delivery.isFinished)
  }

  @Test func asksOneByOneAfterARefusal() throws {
    var delivery = delivery(messages(1...3), perCommand: 3)
    delivery.sent(try next(&delivery), as: .init(number: 1))
    come([1], &delivery)
    _ = delivery.land(answer(1, .no))
    _ = delivery.settleLanded()
    expectBatch(["1"], of: &delivery)
    for (tag, uid) in [(2, 2), (3, 3)] as [(UInt32, UInt32)] {
      let batch = try next(&delivery)
      #expect(Array(batch.uids) == [UID(uid)])
      delivery.sent(batch, as: .init(number: tag))
    }
    come([3], &delivery)
    _ = delivery.land(answer(2, .no))
    _ = delivery.land(answer(3))
    let refusals = delivery.settleLanded()
    #expect(refusals.count == 1)
    let doubtful = delivery.takeDoubtful()
    #expect(Array(doubtful) == [UID(2)])
    expectBatch(nil, of: &delivery)
    let second = try #require(UID(2))
    let isGivenUp = [delivery.giveUp(second), delivery.giveUp(second)]
    #expect(isGivenUp == [true, false])
    expectBatch(["2", "3"], of: &delivery)
    #expect(delivery.isFinished)
  }

  @Test func doubtsWhatComesAsNIL() throws {
    var delivery = delivery(messages(1...4), perCommand: 4)
    delivery.sent(try next(&delivery), as: .init(number: 1))
    come([1, 4], &delivery)
    for uid in [2, 3].compactMap({ UID($0) }) { delivery.take(uid, .missing, receivedAt: nil) }
    _ = delivery.land(answer(1))
    _ = delivery.settleLanded()
    let doubtful = delivery.takeDoubtful()
    #expect(doubtful.description == "2:3")
    delivery.pass(try #require(UID(2)))
    let isGivenUp = delivery.giveUp(try #require(UID(3)))
    #expect(isGivenUp)
    let batch = delivery.batch(count: 100, bytes: 1_000)
    #expect(batch?.arrivals.map(\.key.rawValue) == ["1", "3", "4"])
    #expect(batch?.gone == 1)
  }

  @Test func doesNotAskForWhatIsTooLargeOrGivenUp() throws {
    var list = messages(1...4)
    list[1].size = 5_000
    var delivery = delivery(list, perCommand: 10, without: UID(3))
    let command = try next(&delivery)
    #expect(Array(command.uids) == [UID(1), UID(4)])
    delivery.sent(command, as: .init(number: 1))
    come([1, 4], &delivery)
    let isGivenUp = delivery.giveUp(try #require(UID(3)))
    #expect(isGivenUp)
    _ = delivery.land(answer(1))
    _ = delivery.settleLanded()
    expectBatch(["1", "2", "3", "4"], of: &delivery)
  }

  @Test func cutsSetsIntoWindows() throws {
    let set = try #require(UIDSet("1:5,9,11:12,20:4294967295"))
    let windows = set.clamped(to: .first...(try #require(UID(30)))).windows(of: 4).map(\.description)
    #expect(windows == ["1:4", "5,9,11:12", "20:23", "24:27", "28:30"])
    #expect(UIDSet().windows(of: 4).map(\.description).isEmpty)
  }

  @Test func readsOnlyPositionsAndKeysOfItsOwn() throws {
    let position = MailboxPosition(
      validity: try #require(UIDValidity(4_294_967_295)), uid: try #require(UID(1)))
    #expect(position.position.rawValue == "4294967295:1")
    #expect(MailboxPosition(position.position) == position)
    let key = MailboxKey(validity: position.validity, uid: position.uid)
    #expect(key.arrival.rawValue == "4294967295/1")
    #expect(MailboxKey(key.arrival) == key)
    for text in [
      "", "1/", "/1", "1/0", "0/1", "1/4294967296", "01/1", "1/1/1", "1:1", " 1/1", "1/+1", "1/\u{661}",
    ] {
      #expect(MailboxKey(ArrivalKey(rawValue: text)) == nil)
    }
  }
}
