/// What a client says (RFC 9051, section 6). There is none that marks a message as read by fetching it, none that
/// deletes a mailbox, and no CLOSE, which would expunge.
package enum Command: Hashable, Sendable {
  case capability
  case noop
  case logout
  /// Who is talking (RFC 2971), in this order.
  case id([ClientIDField])
  /// RFC 5161: UTF8=ACCEPT, CONDSTORE, QRESYNC.
  case enable([Capability])
  case namespace
  /// Mailboxes that match: `*` for any text, `%` for any text within a level.
  case list(MailboxPattern)
  case create(MailboxName)
  case select(MailboxName, Resync = .none, isReadOnly: Bool = false)
  /// Leaves the mailbox without expunging (RFC 3691).
  case unselect
  /// UID SEARCH. A nil `returning` asks in the old way, for all, and is answered by `* SEARCH`.
  case search([SearchKey], returning: [SearchReturn]? = nil)
  /// UID FETCH. `changedSince` and `vanished` are of RFC 7162.
  case fetch(UIDSet, [FetchItem], changedSince: ModSeq? = nil, vanished: Bool = false)
  /// UID STORE of flags, without an answer for each message. `unchangedSince` is of RFC 7162.
  case store(UIDSet, FlagChange, [Flag], unchangedSince: ModSeq? = nil)
  /// UID MOVE (RFC 6851). OK proves nothing: only ``ResponseCode/copyUID(_:)`` does.
  case move(UIDSet, to: MailboxName)
  /// UID COPY.
  case copy(UIDSet, to: MailboxName)
  /// UID EXPUNGE: of these messages, those with `\Deleted` (RFC 4315).
  case expunge(UIDSet)
  /// RFC 2177; lasts until ``ClientStateMachine/endIdle()``.
  case idle
}

/// One thing that a client says of itself, such as its name or version.
package struct ClientIDField: Hashable, Sendable {
  package var name: CommandText
  package var value: CommandText

  package init(name: CommandText, value: CommandText) {
    self.name = name
    self.value = value
  }
}

/// Which mailboxes LIST gives.
package enum MailboxPattern: Hashable, Sendable {
  /// All, as deep as they go.
  case all
  /// None, but the delimiter (RFC 9051, section 6.3.9).
  case delimiter
  /// One by its name; a `*` or `%` in the name matches others too, so compare.
  case named(MailboxName)
}

/// What a SELECT asks for about changes since the last one (RFC 7162).
package enum Resync: Hashable, Sendable {
  case none
  /// The mailbox's highest MODSEQ.
  case condStore
  /// What changed and vanished since. QRESYNC must have been enabled.
  case qResync(UIDValidity, ModSeq, known: UIDSet? = nil)
}

package enum FlagChange: Hashable, Sendable { case add, remove }

/// What of each message a UID FETCH gives, besides the UID that it always gives.
package enum FetchItem: Hashable, Sendable {
  case flags
  case internalDate
  case modSeq
  /// RFC822.SIZE. Some servers guess it: the literal's size is the truth.
  case size
  /// A section, by BODY.PEEK, so that the message is not marked as read; `first` limits it to so many bytes.
  case body(BodySection, first: UInt32? = nil)
}
