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
    /// A message larger than this is fetched by its headers alone.
    package var message: UInt64 = 50_000_000
    /// How many bytes of those headers.
    package var headers: UInt32 = 262_144

    package init() {}
  }

  /// Messages that one command fetches.
  package struct Batch: Hashable, Sendable {
    /// From 1, in the order in which they are to be sent.
    package let number: Int
    package let uids: UIDSet
    /// What is expected to come, in bytes.
    package let bytes: UInt64
    /// The messages are too large: their headers are fetched alone.
    package let isHeadersOnly: Bool
    let headers: UInt32

    /// What to send.
    package var command: Command {
      .fetch(
        uids, [.internalDate, isHeadersOnly ? .body(.header, first: headers) : .body(.whole)])
    }
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
  private var inFlight: [(batch: Batch, delivered: UIDSet)] = []

  /// - Parameter items: in any order; of a UID that comes twice the later one counts.
  package init(_ items: some Sequence<Item>, limits: Limits = Limits()) {
    self.limits = limits
    var unique: [Item] = []
    // A stable sort keeps the later of two behind the earlier.
    for item in items.sorted(by: { $0.uid < $1.uid }) {
      if unique.last?.uid == item.uid { unique.removeLast() }
      unique.append(item)
    }
    left = unique[...]
  }

  /// Whether every batch has been sent and completed.
  package var isFinished: Bool { left.isEmpty && inFlight.isEmpty }

  /// The batch to send now; nil where enough is in flight, or nothing is left.
  package mutating func next() -> Batch? {
    guard let first = left.first, inFlight.count < max(1, limits.depth) else { return nil }
    let isHeadersOnly = first.size > limits.message
    var bytes: UInt64 = 0
    var count = 0
    var uids = UIDSet()
    var textLength = 0
    for item in left {
      let size = isHeadersOnly ? UInt64(limits.headers) : item.size
      let (sum, overflow) = bytes.addingReportingOverflow(size)
      guard (item.size > limits.message) == isHeadersOnly, count < max(1, limits.messages), !overflow,
        count == 0 || sum <= limits.bytes,
        // Every message may be a range of its own, of ten digits and a comma.
        textLength + 11 <= CommandEncoder.setLimit
      else { break }
      bytes = sum
      count += 1
      textLength += 11
      uids.insert(item.uid)
    }
    let (inFlightBytes, overflow) = inFlight.reduce(0) { $0 + $1.batch.bytes }.addingReportingOverflow(bytes)
    guard inFlight.isEmpty || (!overflow && inFlightBytes <= limits.bytesInFlight) else { return nil }
    left = left.dropFirst(count)
    lastNumber += 1
    let batch = Batch(
      number: lastNumber, uids: uids, bytes: bytes, isHeadersOnly: isHeadersOnly, headers: limits.headers)
    inFlight.append((batch, UIDSet()))
    return batch
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
    guard let index = inFlight.firstIndex(where: { $0.batch.number == batch.number }) else { return UIDSet() }
    let done = inFlight.remove(at: index)
    return done.batch.uids.subtracting(done.delivered)
  }
}
