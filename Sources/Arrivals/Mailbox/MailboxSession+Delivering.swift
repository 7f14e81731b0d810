import Curl
import Foundation
import IMAP
import Intake

extension MailboxSession {
  /// Asks for the sizes of messages.
  /// - Returns: ascending; those that are gone are left out.
  func list(_ uids: UIDSet) async throws(SourceError) -> [ListedMessage] {
    listed = []
    var tags: [CommandTag] = []
    for piece in uids.pieces(bytes: Self.setBytes) {
      tags.append(try submit(.fetch(piece, [.size, .internalDate])))
    }
    for tag in tags {
      let answer = try await answer(to: tag)
      guard answer.status == .ok else { throw fail(fault.refusal(of: "list messages", answer.text)) }
    }
    return takeListed(within: uids)
  }

  /// What was listed, in order and each once.
  func takeListed(within uids: UIDSet) -> [ListedMessage] {
    var unique: [ListedMessage] = []
    for message in listed.sorted(by: { $0.uid < $1.uid })
    where unique.last?.uid != message.uid && uids.contains(message.uid) {
      unique.append(message)
    }
    listed = []
    return unique
  }

  /// Commands' lists of UIDs are not longer than this, which leaves room for the rest of the line.
  static let setBytes = 5_500

  /// Fetches messages and hands them out, batch by batch in their order, while the next ones are fetched. Requests are
  /// served meanwhile.
  /// - Parameters:
  ///   - messages: ascending.
  ///   - floor: a position that stays, for messages that it has passed already.
  ///   - isLazy: for messages that are most likely decided: their bytes are fetched only if they are asked for.
  func deliver(
    _ messages: [ListedMessage], notBelow floor: UID?, isLazy: Bool = false
  ) async throws(SourceError) {
    if let stall = ledger.stall, stall.count > 1, stall.key.validity == validity, !isLazy,
      let start = messages.firstIndex(where: { $0.uid == stall.key.uid })
    {
      // The one at which connections end is in the batch that begins here: it is found by asking for each by itself.
      let end = min(start + configuration.batchCount, messages.endIndex)
      try await deliver(messages[..<start], notBelow: floor)
      try await deliver(messages[start..<end], notBelow: floor, oneByOne: true)
      try await deliver(messages[end...], notBelow: floor)
    } else {
      try await deliver(messages[...], notBelow: floor, isLazy: isLazy)
    }
  }

  private func deliver(
    _ messages: ArraySlice<ListedMessage>, notBelow floor: UID?, isLazy: Bool = false, oneByOne: Bool = false
  ) async throws(SourceError) {
    guard let handover, let validity, !messages.isEmpty else { return }
    var limits = FetchPlan.Limits()
    limits.messages = configuration.batchCount
    limits.bytes = UInt64(configuration.batchBytes)
    limits.depth = configuration.batchesAhead
    limits.bytesInFlight = .max
    limits.message = UInt64(configuration.messageBytes)
    if oneByOne {
      limits.messages = 1
      limits.depth = 1
    }
    let fallback = now()
    func arrival(_ message: ListedMessage, _ size: Int, _ content: MessageContent) -> Arrival {
      Arrival(
        key: MailboxKey(validity: validity, uid: message.uid).arrival,
        position: MailboxPosition(validity: validity, uid: max(message.uid, floor ?? message.uid)).position,
        path: nil, form: .mail, size: size, receivedAt: message.receivedAt ?? fallback,
        head: { () throws(SourceError) in try await content.head() }
      ) { limit throws(SourceError) in try await content.bytes(limit: limit) }
    }
    let lazy = { (message: ListedMessage) in
      arrival(
        message, Int(clamping: message.size), MessageContent(message.uid, bytes: nil, handover: handover))
    }
    let given = stalledForGood
    delivery = Delivery(messages, limits: limits, without: given, lazily: isLazy ? lazy : nil) {
      message, body in
      switch body {
      case .bytes(let bytes):
        arrival(message, bytes.count, MessageContent(message.uid, bytes: bytes, handover: handover))
      case .tooLarge(let size):
        arrival(message, Int(clamping: size), MessageContent(tooLarge: message.uid, handover: handover))
      case .missing: arrival(message, 0, MessageContent(message.uid, bytes: [], handover: handover))
      }
    }
    defer { delivery = nil }
    if let given { giveUp(given, because: "each connection ends when it is asked for") }
    do throws(SourceError) {
      try await work()
    } catch {
      // Silence is the network's, or a slow server's, and a server that asks to be left alone means no message; an end
      // while a message was asked for may be that message's.
      if !hasFallenSilent, error.kind == .unreachable, error.pause == nil, let uid = delivery?.firstAwaited {
        ledger.noteStall(at: MailboxKey(validity: validity, uid: uid))
      }
      throw error
    }
    if let stalled = ledger.stall?.key.uid, messages.contains(where: { $0.uid == stalled }) {
      ledger.noteStall(at: nil)
    }
  }

  /// The message that is asked for no more, because no connection has survived it.
  private var stalledForGood: UID? {
    guard let stall = ledger.stall, stall.key.validity == validity,
      stall.count >= configuration.stallAttempts,
      stall.since.duration(to: .now) >= configuration.stallPatience
    else { return nil }
    return stall.key.uid
  }

  /// Works until all is delivered.
  private func work() async throws(SourceError) {
    while delivery?.isFinished == false {
      try await serve()
      try await settleDoubtful()
      if hasUnanswered {
        try await turn(within: configuration.answerTimeout)
      } else {
        try topUp()
        if hasUnanswered || delivery?.isFinished != false { continue }
        // All that may be asked for is ready, and nobody takes it: the reader is at work.
        if try await wait(for: configuration.poll) == .timeUp { try await probe() }
      }
    }
  }

  /// Tells messages that were expunged meanwhile from those that the server has and does not give.
  private func settleDoubtful() async throws(SourceError) {
    guard let doubtful = delivery?.takeDoubtful(), !doubtful.isEmpty else { return }
    let there = UIDSet(try await list(doubtful).map(\.uid))
    for uid in doubtful {
      if there.contains(uid) {
        giveUp(uid, because: "the server does not give it")
      } else {
        delivery?.pass(uid)
      }
    }
    try topUp()
  }

  /// Finds out whether the server is still there.
  private func probe() async throws(SourceError) {
    _ = try await answer(to: submit(.noop), within: configuration.probeTimeout)
  }

  /// Hands out what is complete, and asks for as much as may be on its way: what is asked for and what nobody has taken
  /// are never more than ``MailboxConfiguration/batchesAhead`` together, so that all that comes can always be taken in.
  func topUp() throws(SourceError) {
    guard let handover else { return }
    while handover.readyCount < configuration.batchesAhead,
      let (batch, gone) = delivery?.batch(count: configuration.batchCount, bytes: configuration.batchBytes)
    {
      if gone > 0 { ledger.lose(gone) }
      guard !batch.isEmpty else { continue }
      for arrival in batch {
        if let key = MailboxKey(arrival.key) { ledger.handOut(key.uid, receivedAt: arrival.receivedAt) }
      }
      handover.put(batch)
    }
    while let flights = delivery?.inFlight, flights + handover.readyCount < configuration.batchesAhead,
      let batch = delivery?.next()
    {
      delivery?.sent(batch, as: try submit(batch.command))
    }
  }

  /// Works out what has come, and hands it on.
  func landFlights() throws(SourceError) {
    for text in delivery?.settleLanded() ?? [] {
      switch text.code {
      // A server's fault may be that message's: where it lasts, it is found out as one at which connections end.
      case .unavailable, .inUse, .serverBug: throw fail(fault.refusal(of: "give a message", text))
      default: break
      }
    }
    try topUp()
  }

  /// Without its bytes a message ends in quarantine, where somebody sees it; passed over, it would be lost.
  private func giveUp(_ uid: UID, because reason: String) {
    guard delivery?.giveUp(uid) == true else { return }
    tell(
      "message \(uid)",
      "the message with UID \(uid) cannot be had: \(reason); it is quarantined without content: look at it with a "
        + "mail program")
  }
}
