/// A server's response, whole (RFC 9051, section 7).
enum Response: Hashable, Sendable {
  case greeting(Greeting)
  case untagged(UntaggedResponse)
  case continuation(ResponseText)
  case tagged(Tag, Status, ResponseText)
}

/// The first line of a connection.
package enum Greeting: Hashable, Sendable {
  /// Logging in is next.
  case ok(ResponseText)
  /// Logged in already.
  case preauthenticated(ResponseText)
  /// Turned away.
  case bye(ResponseText)
}

/// What the server says, asked or unasked.
package enum UntaggedResponse: Hashable, Sendable {
  /// A notice; its code may matter (``ResponseCode/alert``, ``ResponseCode/uidValidity(_:)``).
  case status(Status, ResponseText)
  /// The server will close the connection. May come at any time.
  case bye(ResponseText)
  case capability(CapabilitySet)
  case enabled([Capability])
  /// The flags that the mailbox knows; which are kept is said by ``ResponseCode/permanentFlags(_:acceptsKeywords:)``.
  case flags([Flag])
  /// The number of messages in the mailbox.
  case exists(UInt32)
  /// The number of messages that no session has seen yet.
  case recent(UInt32)
  /// That message is gone, and every sequence number above it is one lower.
  case expunge(SequenceNumber)
  /// Those are gone (RFC 7162, section 3.2.10); `earlier` where they were before this session.
  case vanished(UIDSet, earlier: Bool)
  case fetch(FetchedMessage)
  case search(SearchResult)
  case list(ListedMailbox)
  /// The user's own namespaces.
  case namespace([Namespace])
  /// What the server calls itself, in its order (RFC 2971); a nil value is NIL.
  case id([ServerIDField])
  /// Any other, read past: its name in upper case, at most 100 bytes.
  case unknown(String)
}

/// One thing that a server says of itself, such as its name or version.
package struct ServerIDField: Hashable, Sendable {
  package var name: String
  package var value: String?
}
