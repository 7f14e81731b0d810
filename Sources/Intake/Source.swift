package import Feedback
package import Foundation

/// Where messages come from: a mailbox or a drop.
///
/// A source hands out arrivals, oldest first, and is told of each what became of it. It deletes nothing, and
/// marks or moves a message only when it is acknowledged, that is after its outcome is committed.
package protocol Source: Sendable {
  associatedtype Arrivals: AsyncSequence<[Arrival], SourceError> & Sendable

  var name: SourceName { get }
  var kind: SourceStatus.Kind { get }

  /// Connects, or sees that the folder is there and may be used. Called before `arrivals`, and again after a failure.
  func open() async throws(SourceError)

  /// Batches of arrivals, oldest first, none twice while it is neither acknowledged nor released. Waits where there
  /// is nothing new, for ever if need be: it ends only with its task, or throws.
  func arrivals(after position: Position?) -> Arrivals

  /// Marks or moves messages whose outcomes are committed. Housekeeping: the store is the record, and what a
  /// crash leaves undone here is done when the message turns up again.
  func acknowledge(_ settled: [Settled]) async throws(SourceError)

  /// How many messages are seen and not yet settled, and when the oldest of them arrived.
  func backlog() async -> (count: Int, oldest: Date?)
}

/// An arrival with its committed outcome.
package struct Settled: Sendable {
  package var arrival: Arrival
  package var outcome: Outcome
  /// The message's identifier in the store, for the reason file beside what was refused.
  package var message: ULID?

  package init(arrival: Arrival, outcome: Outcome, message: ULID?) {
    self.arrival = arrival
    self.outcome = outcome
    self.message = message
  }
}

/// A message that stands at a source.
package struct Arrival: Sendable {
  package enum Form: Hashable, Sendable {
    /// RFC 5322.
    case mail
    /// Some other file, by its name.
    case document(name: String)
  }

  package var key: ArrivalKey
  /// The position that passes this message; nil for a drop, whose folder is its own cursor.
  package var position: Position?
  /// For people: the path below the drop. Nil for a mailbox.
  package var path: String?
  package var form: Form
  /// In bytes, as the source tells it.
  package var size: Int
  /// When it came to the source: a mailbox's INTERNALDATE, a file's time of modification.
  package var receivedAt: Date
  /// Fetches at most `limit` bytes of the message; called off the source's own task, at most once at a time.
  package var content: @Sendable (_ limit: Int) async throws(SourceError) -> [UInt8]
  /// Fetches the header block of a mail that is too large to be fetched whole, or its first ``headLimit`` bytes; what
  /// follows the empty line after it is of no use. Called as ``content`` is; empty for what has no headers.
  package var head: @Sendable () async throws(SourceError) -> [UInt8]

  /// The most bytes of a header block that are fetched by themselves.
  package static let headLimit = 64 * 1024

  package init(
    key: ArrivalKey, position: Position? = nil, path: String?, form: Form, size: Int, receivedAt: Date,
    head: @escaping @Sendable () async throws(SourceError) -> [UInt8] = { () throws(SourceError) in [] },
    content: @escaping @Sendable (_ limit: Int) async throws(SourceError) -> [UInt8]
  ) {
    self.key = key
    self.position = position
    self.path = path
    self.form = form
    self.size = size
    self.receivedAt = receivedAt
    self.head = head
    self.content = content
  }
}

/// Why a source could not do its work.
package struct SourceError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// It cannot be reached now; waiting helps.
    case unreachable
    /// It refuses us until somebody changes something.
    case refused
    /// This message is no longer there; the others are.
    case gone
    /// This message is larger than the limit.
    case tooLarge
    /// The task was cancelled.
    case cancelled
  }

  package var kind: Kind
  /// One sentence: what is wrong, where, what to do. Without personal data.
  package var description: String
  /// How long the source asks to be left alone; nil where it does not.
  package var pause: Duration?

  package init(_ kind: Kind, _ description: String, pause: Duration? = nil) {
    self.kind = kind
    self.description = description
    self.pause = pause
  }
}
