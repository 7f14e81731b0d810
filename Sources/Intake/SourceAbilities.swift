package import Feedback

/// A source that can give one message again, by its key: of what was refused for its sender or its size the bytes are
/// not kept here, and a release needs them.
package protocol Refetching: Source {
  /// The bytes of one message, wherever the source has put it.
  /// - Parameter limit: the most bytes that are given.
  /// - Throws: `gone` where it is no longer there or is another by now; `tooLarge` beyond the limit.
  func message(_ key: ArrivalKey, limit: Int) async throws(SourceError) -> [UInt8]
}

/// A source that puts files aside which were refused, and takes them back once they were let in.
package protocol Refiling: Source {
  /// Moves a file from where refused ones lie to where taken ones do, with the reason file beside it. Deletes nothing;
  /// does nothing where it is no file of this source, or lies there no longer.
  /// - Parameters:
  ///   - key: of the message that was let in.
  ///   - message: its identifier in the store, by which its reason file is known.
  ///   - waiting: keys of the messages that are still refused: a file that holds one of them stays.
  func refile(_ key: ArrivalKey, message: ULID, waiting: [ArrivalKey]) async throws(SourceError)
}

/// A source that can say what its server offers and lacks.
package protocol Descriptive: Source {
  /// What the server can do for this source, what it cannot, and what follows: English sentences in a fixed order.
  func abilities() async throws(SourceError) -> [String]
}
