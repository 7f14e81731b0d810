import Foundation
import IMAP
import Intake

/// Messages on their way from the server to batches in the order of their UIDs: which are asked for, which have come,
/// which are next. No I/O.
struct Delivery {
  /// What is known of a message that need not be waited for any more.
  enum Resolved {
    case here(Arrival)
    /// Expunged meanwhile.
    case gone
  }

  private var plan: FetchPlan
  private var flights: [CommandTag: FetchPlan.Batch] = [:]
  private var landed: [ClientStateMachine.Completion] = []
  /// In the order in which they are to be handed out.
  private var queue: ArraySlice<ListedMessage>
  private var resolved: [UID: Resolved] = [:]
  /// Those for which NIL came.
  private var withoutBody = UIDSet()
  /// Those that the server did not give, and perhaps still has.
  private var doubtful = UIDSet()
  private let make: (ListedMessage, FetchedBody) -> Arrival
  private let listed: [UID: ListedMessage]

  /// - Parameters:
  ///   - messages: ascending, each UID once.
  ///   - limits: of what is asked for at a time; larger messages are not asked for.
  ///   - without: a message that is not asked for; it is to be given up.
  ///   - arrival: makes an arrival of a message whose body is not asked for; nil where bodies are.
  ///   - make: makes an arrival of a body.
  init(
    _ messages: ArraySlice<ListedMessage>, limits: FetchPlan.Limits, without given: UID? = nil,
    lazily arrival: ((ListedMessage) -> Arrival)? = nil,
    make: @escaping (ListedMessage, FetchedBody) -> Arrival
  ) {
    queue = messages
    self.make = make
    if let arrival {
      plan = FetchPlan([], limits: limits)
      listed = [:]
      for message in messages { resolved[message.uid] = .here(arrival(message)) }
    } else {
      plan = FetchPlan(
        messages.lazy.filter { $0.uid != given }.map {
          FetchPlan.Item(uid: $0.uid, size: $0.size)
        },
        limits: limits)
      listed = Dictionary(messages.map { ($0.uid, $0) }, uniquingKeysWith: { $1 })
      for message in messages where message.size > limits.message {
        resolved[message.uid] = .here(make(message, .tooLarge(message.size)))
      }
    }
  }

  /// Whether all has been handed out and all answers have come.
  var isFinished: Bool { queue.isEmpty && flights.isEmpty && landed.isEmpty }
  /// How many batches are asked for and have not come whole.
  var inFlight: Int { flights.count + landed.count }

  /// The first message that was asked for and has not come.
  var firstAwaited: UID? {
    guard inFlight > 0 else { return nil }
    return queue.first { resolved[$0.uid] == nil }?.uid
  }

  /// The batch to ask for next.
  mutating func next() -> FetchPlan.Batch? { plan.next() }

  mutating func sent(_ batch: FetchPlan.Batch, as tag: CommandTag) { flights[tag] = batch }

  /// A body has come; one that was not asked for is passed over.
  mutating func take(_ uid: UID, _ body: FetchedBody, receivedAt: Date?) {
    if case .missing = body { return withoutBody.insert(uid) }
    guard plan.delivered(uid), var message = listed[uid] else { return }
    message.receivedAt = receivedAt ?? message.receivedAt
    resolved[uid] = .here(make(message, body))
  }

  /// Whether the answer is to a command of this delivery.
  mutating func land(_ completion: ClientStateMachine.Completion) -> Bool {
    guard flights[completion.tag] != nil else { return false }
    landed.append(completion)
    return true
  }

  /// Works out what the answers that came mean.
  /// - Returns: the answers by which the server refused a message that was asked for by itself.
  mutating func settleLanded() -> [ResponseText] {
    var refusals: [ResponseText] = []
    for completion in landed {
      guard let batch = flights.removeValue(forKey: completion.tag) else { continue }
      if completion.status == .ok {
        for uid in plan.completed(batch) {
          // Dovecot says NIL for what was expunged; another server may say it for what it cannot read.
          if withoutBody.contains(uid) { doubtful.insert(uid) } else { resolved[uid] = .gone }
        }
      } else if let uid = plan.refused(batch) {
        doubtful.insert(uid)
        refusals.append(completion.text)
      }
    }
    landed = []
    return refusals
  }

  /// Those that were not given: whoever takes them finds out which are still there, and says so by ``giveUp(_:)`` or
  /// ``pass(_:)``.
  mutating func takeDoubtful() -> UIDSet {
    defer { doubtful = UIDSet() }
    return doubtful
  }

  /// A message is no longer there.
  mutating func pass(_ uid: UID) { resolved[uid] = .gone }

  /// Hands out a message without its bytes: one that is not asked for, or that was refused.
  /// - Returns: false for one that is not to be delivered, or has come.
  mutating func giveUp(_ uid: UID) -> Bool {
    guard let message = listed[uid], resolved[uid] == nil else { return false }
    resolved[uid] = .here(make(message, .missing))
    return true
  }

  /// The next batch, if one is complete.
  /// - Returns: nil where the next message is still awaited; `gone` counts messages that did not come.
  mutating func batch(count: Int, bytes: Int) -> (arrivals: [Arrival], gone: Int)? {
    var batch: [Arrival] = []
    var total = 0
    var gone = 0
    var isFull = false
    var rest = queue
    while let next = rest.first, let state = resolved[next.uid] {
      switch state {
      case .gone: gone += 1
      case .here(let arrival):
        guard batch.isEmpty || (batch.count < count && total + arrival.size <= bytes) else {
          isFull = true
          break
        }
        batch.append(arrival)
        total += arrival.size
      }
      if isFull { break }
      rest.removeFirst()
    }
    // What comes by one command is handed out together.
    guard
      isFull
        || queue[..<rest.startIndex].last.map({ last in
          !flights.values.contains { $0.uids.contains(last.uid) }
        }) ?? false
    else { return nil }
    for message in queue[..<rest.startIndex] { resolved[message.uid] = nil }
    queue = rest
    return (batch, gone)
  }
}
