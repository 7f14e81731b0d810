/// What one FETCH response says of a message (RFC 9051, section 7.5.2). What the server did not say is nil; it may come
/// unasked, when another session changes a flag.
package struct FetchedMessage: Hashable, Sendable {
  package var sequence: SequenceNumber
  package var uid: UID?
  package var flags: [Flag]?
  /// RFC822.SIZE in bytes.
  package var size: UInt64?
  package var internalDate: InternalDate?
  package var modSeq: ModSeq?
  /// In the order in which they came.
  package var sections: [FetchedSection] = []

  package init(sequence: SequenceNumber) { self.sequence = sequence }

  /// The first of that section.
  package func section(_ section: BodySection) -> FetchedSection? { sections.first { $0.section == section } }
}

/// A section of a message's body in a FETCH response.
package struct FetchedSection: Hashable, Sendable {
  package var section: BodySection
  /// Where it begins, in bytes, if a part of it was asked for: `BODY[]<0>`.
  package var origin: UInt32?
  package var content: Content

  package enum Content: Hashable, Sendable {
    /// NIL: the message has no such section.
    case none
    /// Short enough to be sent as a quoted string.
    case quoted([UInt8])
    /// Handed out in pieces before this, `size` bytes in all.
    case streamed(size: UInt64)
    /// Larger than ``ParserLimits/message``: read past.
    case skipped(size: UInt64)
  }
}

/// A literal of a message's body that begins here: its bytes follow, and may look like anything.
package struct LiteralStart: Hashable, Sendable {
  package var sequence: SequenceNumber
  /// Nil where the server names the UID only after the body: the ``FetchedMessage`` that follows has it.
  package var uid: UID?
  package var section: BodySection
  /// Where the section's bytes begin, if a part of it was asked for.
  package var origin: UInt32?
  /// In bytes.
  package var size: UInt64
  /// Larger than ``ParserLimits/message``: no bytes of it are handed out.
  package var isSkipped: Bool
}
