/// A mailbox in a LIST response (RFC 9051, section 7.3.1).
package struct ListedMailbox: Hashable, Sendable {
  /// Nil where the name is in no form that we could send back.
  package var name: MailboxName?
  /// What stands between levels; nil where there are none.
  package var delimiter: Character?
  /// Such as `\Noselect`, `\NonExistent`, `\Archive`.
  package var attributes: [Flag]

  package init(name: MailboxName?, delimiter: Character?, attributes: [Flag] = []) {
    self.name = name
    self.delimiter = delimiter
    self.attributes = attributes
  }

  /// Whether messages can be in it: a level above other mailboxes may be no mailbox itself.
  package var isSelectable: Bool {
    !attributes.contains { $0.name.utf8.isWord("\\NOSELECT") || $0.name.utf8.isWord("\\NONEXISTENT") }
  }
}

/// A user's own part of the tree of mailboxes (RFC 2342): what comes before their names, and what stands between levels.
package struct Namespace: Hashable, Sendable {
  /// As the server writes it, such as `INBOX.`; empty on most.
  package var prefix: String
  package var delimiter: Character?

  package init(prefix: String, delimiter: Character?) {
    self.prefix = prefix
    self.delimiter = delimiter
  }
}
