/// Reads a response that is whole (RFC 9051, section 9, `response`).
struct ResponseGrammar {
  let text: [UInt8]
  let literals: [LiteralRecord]
  let head: ResponseHead
  let utf8: Bool
  /// UIDs of this response that were read before it was whole.
  let folded: UIDSetBuilder
  let limits: ParserLimits

  /// From behind the response's name.
  func cursor(to end: Int? = nil) -> Cursor {
    var cursor = Cursor(
      text, literals: literals, kind: head.kind, from: head.end, to: end ?? text.count,
      depthLimit: limits.depth)
    cursor.skipSpaces()
    return cursor
  }

  /// - Parameter isGreeting: whether the greeting is due.
  func response(isGreeting: Bool) throws(ProtocolError) -> Response {
    if isGreeting { return .greeting(try greeting()) }
    switch head.form {
    case .continuation: return .continuation(words())
    case .tagged(let tag): return .tagged(tag, status, words())
    case .numbered(let number): return .untagged(try numbered(number))
    case .untagged: return .untagged(try untagged())
    }
  }

  private func greeting() throws(ProtocolError) -> Greeting {
    guard head.form == .untagged else { throw .noGreeting }
    switch head.kind {
    case "OK": return .ok(words())
    case "PREAUTH": return .preauthenticated(words())
    case "BYE": return .bye(words())
    default: throw .noGreeting
    }
  }

  private var status: Status {
    switch head.kind {
    case "OK": .ok
    case "NO": .no
    default: .bad
    }
  }

  private func words() -> ResponseText {
    ResponseTextReader(text: text, from: cursor().position, limits: limits).read()
  }

  private func numbered(_ number: UInt32) throws(ProtocolError) -> UntaggedResponse {
    switch head.kind {
    case "FETCH": return .fetch(try fetched().message)
    case "EXISTS":
      try expectEnd(cursor())
      return .exists(number)
    case "RECENT":
      try expectEnd(cursor())
      return .recent(number)
    case "EXPUNGE":
      try expectEnd(cursor())
      return .expunge(try sequence(number))
    default: return .unknown(head.kind)
    }
  }

  private func untagged() throws(ProtocolError) -> UntaggedResponse {
    switch head.kind {
    case "OK", "NO", "BAD": return .status(status, words())
    case "BYE": return .bye(words())
    case "CAPABILITY": return .capability(CapabilitySet(try capabilities()))
    case "ENABLED": return .enabled(try capabilities())
    case "FLAGS":
      var cursor = cursor()
      let flags = try cursor.flags()
      try expectEnd(cursor)
      return .flags(flags)
    case "SEARCH": return .search(try search())
    case "ESEARCH": return .search(try extendedSearch())
    case "VANISHED": return try vanished()
    case "LIST": return .list(try list())
    case "NAMESPACE": return .namespace(try namespaces())
    case "ID": return .id(try serverID())
    default: return .unknown(head.kind)
    }
  }

  func sequence(_ number: UInt32) throws(ProtocolError) -> SequenceNumber {
    guard let sequence = SequenceNumber(number) else {
      throw .malformed(of: head.kind, expected: "a message number above zero")
    }
    return sequence
  }

  func expectEnd(_ cursor: Cursor) throws(ProtocolError) {
    var cursor = cursor
    cursor.skipSpaces()
    guard cursor.isAtEnd else { throw cursor.failure("the end of the line") }
  }

  private func capabilities() throws(ProtocolError) -> [Capability] {
    var cursor = cursor()
    var capabilities: [Capability] = []
    while !cursor.isAtEnd {
      let word = cursor.word()
      guard !word.isEmpty else { throw cursor.failure("the name of a capability") }
      capabilities.append(Capability(word))
      cursor.skipSpaces()
    }
    return capabilities
  }
}
