/// A step of a message's way that is worth timing by itself.
package enum Stage: String, CaseIterable, Sendable {
  /// The bytes of one message are got from its source.
  case fetch
  /// One message is read, cut and tagged, its documents included.
  case read
  /// A group of messages is committed, waiting for a store that does not work included.
  case commit
  /// A group of messages is marked or moved at its source.
  case acknowledge
}
