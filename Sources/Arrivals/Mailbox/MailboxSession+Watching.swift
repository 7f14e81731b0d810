import Feedback
import IMAP
import Intake

extension MailboxSession {
  /// Hands out what is there, then what comes, until the connection or the task ends.
  func run(after position: MailboxPosition?, through handover: Handover) async throws(SourceError) {
    self.handover = handover
    handover.setBell { [weak self] in self?.wake() }
    defer { self.handover = nil }
    guard let validity, let uidNext else { throw fault.noValidity }
    var next = uidNext
    let below = uidNext.predecessor
    if let position, position.validity == validity {
      let above = position.uid.successor ?? .last
      next = max(next, above)
      try await returnUnacknowledged(through: position.uid)
      try await catchUp(from: above, through: below, [])
    } else {
      if let position {
        log.record(
          Event(
            .sourceUIDValidityChanged, .warning,
            "the server gave the folder a new UIDVALIDITY (\(position.validity), now \(validity)); all that is in it "
              + "is looked at again", source: configuration.name))
      }
      try await catchUp(from: .first, through: below, sinceKeys + lackingKeys)
    }
    while true {
      if let after = try await look(from: next) {
        next = after
      } else {
        try await linger()
      }
    }
  }

  private var sinceKeys: [SearchKey] {
    configuration.since.flatMap { CalendarDay(year: $0.year, month: $0.month, day: $0.day) }.map {
      [.since($0)]
    } ?? []
  }

  private var lackingKeys: [SearchKey] {
    keepsKeyword && configuration.done != .nothing ? [.lacks(keyword)] : []
  }

  /// Hands out again what the position has passed and nobody has marked or moved: a crash came between commit and
  /// acknowledgement. Where neither is done there is nothing to find.
  private func returnUnacknowledged(through last: UID) async throws(SourceError) {
    switch configuration.done {
    case .nothing: return
    case .keyword: guard keepsKeyword else { return }
    case .moveTo: guard keepsKeyword || (!isReadOnly && abilities.moving != .impossible) else { return }
    }
    try await catchUp(from: .first, through: last, sinceKeys + lackingKeys, isReturned: true)
  }

  /// Finds and hands out what is in the folder between two UIDs.
  /// - Parameter last: nil where there is none below UIDNEXT.
  private func catchUp(
    from first: UID, through last: UID?, _ keys: [SearchKey], isReturned: Bool = false
  ) async throws(SourceError) {
    guard let last, first <= last else { return }
    let uids = try await search(from: first, through: last, keys)
    ledger.find(uids.count)
    for window in uids.windows(of: Self.windowCount) {
      let messages = try await list(window)
      ledger.lose(window.count - messages.count)
      try await deliver(messages, notBelow: isReturned ? last : nil, isLazy: isReturned)
    }
  }

  private func search(
    from first: UID, through last: UID, _ keys: [SearchKey]
  ) async throws(SourceError) -> UIDSet {
    var plan = SearchPlan(
      from: first, uidNext: last.successor, keys: keys, usesESearch: abilities.has(.eSearch))
    while let command = plan.next() {
      found = SearchResult()
      let answer = try await run(command)
      guard answer.status == .ok else { throw fail(fault.refusal(of: "search the folder", answer.text)) }
      plan.found(found)
      try await serve()
    }
    found = SearchResult()
    return plan.result
  }

  /// The keys of what is in the folder.
  func keys() async throws(SourceError) -> [ArrivalKey] {
    guard let validity, let last = uidNext?.predecessor else { return [] }
    return try await search(from: .first, through: last, sinceKeys).map {
      MailboxKey(validity: validity, uid: $0).arrival
    }
  }

  /// How many messages' sizes are asked for at a time.
  private static let windowCount = 2_000

  /// Asks once for what is new, in one round trip however large the folder is, and hands it out.
  /// - Returns: the UID from which to look the next time; nil where nothing was new.
  private func look(from next: UID) async throws(SourceError) -> UID? {
    guard hasNews || !isLookedAt else { return nil }
    hasNews = false
    isLookedAt = true
    let range = UIDSet(next...UID.last)
    listed = []
    let answer = try await answer(
      to: submit(.fetch(range, [.size, .internalDate])), within: configuration.probeTimeout)
    guard answer.status == .ok else { throw fail(fault.refusal(of: "list new messages", answer.text)) }
    let messages = takeListed(within: range)
    guard let last = messages.last?.uid else { return nil }
    ledger.find(messages.count)
    try await deliver(messages, notBelow: nil)
    return last.successor ?? .last
  }

  /// Waits until the server tells of something or it is time to ask; serves requests meanwhile. IDLE is ended when it
  /// returns, and the question that follows goes out with its end.
  ///
  /// IDLE is begun anew after ``MailboxConfiguration/poll``, long before the 29 minutes of RFC 2177: what a NAT or a
  /// firewall forgot, keepalive finds out, but not a proxy whose other side is dead. The question that follows costs one
  /// round trip, and is the fallback for servers whose IDLE tells nothing.
  private func linger() async throws(SourceError) {
    let deadline = ContinuousClock.now + configuration.poll
    while !hasNews {
      if handover?.request != nil {
        endIdle()
        try await serve()
        continue
      }
      let rest = ContinuousClock.now.duration(to: deadline)
      guard rest > .zero else { break }
      if !isIdling, abilities.has(.idle), !isIdleUseless { try beginIdle() }
      try await wait(for: rest)
    }
    endIdle()
    isLookedAt = false
  }
}

extension UIDSet {
  /// Cut into sets of at most so many, ascending.
  func windows(of count: Int) -> some Sequence<UIDSet> {
    var rest = ranges[...]
    var begun: ClosedRange<UID>?
    return AnyIterator<UIDSet> {
      var window = UIDSet()
      var left = count
      while left > 0, let range = begun ?? rest.popFirst() {
        begun = nil
        let size = Int(range.upperBound.rawValue - range.lowerBound.rawValue) + 1
        if size > left, let end = UID(range.lowerBound.rawValue + UInt32(left - 1)), let next = end.successor
        {
          window.insert(range.lowerBound...end)
          begun = next...range.upperBound
          left = 0
        } else {
          window.insert(range)
          left -= size
        }
      }
      return window.isEmpty ? nil : window
    }
  }
}
