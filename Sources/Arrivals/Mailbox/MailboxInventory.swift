import Feedback
import Foundation
package import Intake

extension Mailbox: Inventoried {
  /// Every message that stands in the folder now, by its key; its bytes are fetched when they are asked for.
  package func inventory() -> MailboxInventory { MailboxInventory(mailbox: self) }
}

/// What stands in a mailbox, in batches.
package struct MailboxInventory: AsyncSequence, Sendable {
  package typealias Element = [Arrival]
  package typealias Failure = SourceError
  let mailbox: Mailbox

  package func makeAsyncIterator() -> Iterator { Iterator(mailbox: mailbox) }

  package struct Iterator: AsyncIteratorProtocol {
    let mailbox: Mailbox
    private var rest: ArraySlice<ArrivalKey>?

    init(mailbox: Mailbox) { self.mailbox = mailbox }

    package mutating func next() async throws(SourceError) -> [Arrival]? { try await next(isolation: nil) }

    package mutating func next(isolation actor: isolated (any Actor)?) async throws(SourceError) -> [Arrival]?
    {
      let left: ArraySlice<ArrivalKey>
      if let rest { left = rest } else { left = try await mailbox.keys()[...] }
      rest = left.dropFirst(500)
      guard !left.isEmpty else { return nil }
      return left.prefix(500).map { [mailbox] key in
        Arrival(key: key, path: nil, form: .mail, size: 0, receivedAt: .distantPast) {
          limit throws(SourceError) in
          try await mailbox.message(key, limit: limit)
        }
      }
    }
  }
}
