/// Cuts messages of known sizes into batches to fetch, in order of UID, so that commands are few, several are in
/// flight, and what is in flight stays bounded in number and in bytes.
///
/// No I/O: whoever has the connection asks for ``next()``, sends it, tells what came, and says when its command is
/// completed.
package struct FetchPlan: Sendable {
  /// How much is asked for at a time.
  package struct Limits: Hashable, Sendable {
    /// Messages in a batch.
    package var messages = 300
    /// Bytes in a batch, by RFC822.SIZE; one message alone may be more.
    package var bytes: UInt64 = 8_000_000
    /// Batches in flight.
    package var depth = 2
    /// Bytes in flight, over all batches; one batch alone may be more.
    package var bytesInFlight: UInt64 = 16_000_000
    /// A message larger than this is not asked for.
    package var message: UInt64 = 50_000_000

    package init() {}
  }

  /// Messages that one command fetches.
  package struct Batch: Hashable, Sendable {
    /// From 1, in the order in which they are to be sent.
    package let number: Int
    package let uids: UIDSet
    /// What is expected to come, in bytes.
    package let bytes: UInt64

    /// What to send.
    package var command: Command { .fetch(uids, [.internalDate, .body(.whole)]) }
  }

  /// A message as the sizes were asked for.
  package struct Item: Hashable, Sendable {
    package let uid: UID
    /// RFC822.SIZE in bytes.
    package let size: UInt64

    package init(uid: UID, size: UInt64) {
      self.uid = uid
      self.size = size
    }
  }

  private let limits: Limits
  private var left: ArraySlice<Item>
  private var lastNumber = 0
  private var inFlight: [Flight] = []
  /// Of batches that were refused: each is asked for by itself, before anything else.
  private var alone: [Item] = []

  private struct Flight: Sendable {
    let batch: Batch
    let items: [Item]
    var delivered = UIDSet()
  }

  /// - Parameter items: in any order; of a UID that comes twice the later one counts.
  package init(_ items: some Sequence<Item>, limits: Limits = Limits()) {
    self.limits = limits
    var unique: [Item] = []
    // A stable sort keeps the later of two behind the earlier.
    for item in items.sorted(by: { $0.uid < $1.uid }) {
      if unique.last?.uid == item.uid { unique.removeLast() }
      unique.append(item)
    }
    left = unique.filter { $0.size <= limits.message }[...]
  }

  /// Whether every batch has been sent and completed.
  package var isFinished: Bool { left.isEmpty && inFlight.isEmpty && alone.isEmpty }

  /// The batch to send now; nil where enough is in flight, or nothing is left.
  package mutating func next() -> Batch? {
    guard inFlight.count < max(1, limits.depth) else { return nil }
    let items = alone.isEmpty ? run() : Array(alone.prefix(1))
    guard !items.isEmpty else { return nil }
    let bytes = items.reduce(UInt64(0)) { $0.saturating(adding: $1.size) }
    let others = inFlight.reduce(UInt64(0)) { $0.saturating(adding: $1.batch.bytes) }
    guard inFlight.isEmpty || others.saturating(adding: bytes) <= limits.bytesInFlight else { return nil }
    if alone.isEmpty { left = left.dropFirst(items.count) } else { alone.removeFirst() }
    lastNumber += 1
    let batch = Batch(number: lastNumber, uids: UIDSet(items.map(\.uid)), bytes: bytes)
    inFlight.append(Flight(batch: batch, items: items))
    return batch
  }

  /// The next ones that one command can fetch.
  private func run() -> [Item] {
    guard let first = left.first else { return [] }
    var bytes: UInt64 = 0
    // Every message may be a range of its own, of ten digits and a comma.
    let count = max(1, min(limits.messages, CommandEncoder.setLimit / 11))
    return Array(
      left.prefix(count).prefix { item in
        bytes = bytes.saturating(adding: item.size)
        return item == first || bytes <= limits.bytes
      })
  }

  /// A message's body has come whole.
  /// - Returns: false where it was not asked for, or came already: it is to be dropped.
  package mutating func delivered(_ uid: UID) -> Bool {
    for index in inFlight.indices where inFlight[index].batch.uids.contains(uid) {
      guard !inFlight[index].delivered.contains(uid) else { return false }
      inFlight[index].delivered.insert(uid)
      return true
    }
    return false
  }

  /// A batch's command has been answered by OK.
  /// - Returns: the messages of it that did not come: expunged meanwhile.
  package mutating func completed(_ batch: Batch) -> UIDSet {
    guard let flight = land(batch) else { return UIDSet() }
    return batch.uids.subtracting(flight.delivered)
  }

  /// A batch's command has been answered by NO or BAD: what did not come is asked for again, each message by itself,
  /// so that one that the server cannot give does not hold up the others.
  /// - Returns: the message that cannot be had, where it had been asked for by itself.
  package mutating func refused(_ batch: Batch) -> UID? {
    guard let flight = land(batch) else { return nil }
    let missing = flight.items.filter { !flight.delivered.contains($0.uid) }
    guard flight.items.count > 1 else { return missing.first?.uid }
    alone.append(contentsOf: missing)
    return nil
  }

  private mutating func land(_ batch: Batch) -> Flight? {
    inFlight.firstIndex { $0.batch.number == batch.number }.map { inFlight.remove(at: $0) }
  }
}

extension UInt64 {
  fileprivate func saturating(adding other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
