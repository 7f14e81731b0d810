/// What makes a connection useless: what came is not what IMAP allows, so that nothing that follows can be trusted.
/// The only remedy is to close the connection and open another. No case holds anything of a message's content.
package enum ProtocolError: Error, Hashable, Sendable {
  /// A line that begins like no response.
  case notAResponse
  /// A response of a known kind in another form than its own; `of` is the kind, `expected` what should have stood there.
  case malformed(of: String, expected: String)
  /// A list of UIDs with something else in it, or with a zero.
  case malformedSet
  case lineTooLong(limit: Int)
  /// A literal that is too large even to be skipped.
  case literalTooLarge(size: UInt64, limit: UInt64)
  case tooManyLiterals(limit: Int)
  case tooDeep(limit: Int)
  /// A list of UIDs with more gaps than are kept; asked for in windows, it is shorter.
  case tooManyRanges(limit: Int)
  case zeroByte
  /// A tagged answer to no command in flight.
  case unknownTag
  /// A `+` although no command waits for one.
  case unexpectedContinuation
  /// The first line was no greeting.
  case noGreeting
  /// The end came within a response, or with this many commands unanswered.
  case ended(withinResponse: Bool, unanswered: Int)
}

extension ProtocolError: CustomStringConvertible {
  /// One sentence in English.
  package var description: String {
    switch self {
    case .notAResponse:
      "The server sent a line that is no IMAP response; is another service listening on that port?"
    case .malformed(let kind, let expected):
      "The server sent a malformed \(kind) response: \(expected) was expected; the connection cannot be trusted any more."
    case .malformedSet:
      "The server sent a malformed list of UIDs; the connection cannot be trusted any more."
    case .lineTooLong(let limit):
      "The server sent a line of more than \(limit) bytes; the connection cannot be trusted any more."
    case .literalTooLarge(let size, let limit):
      "The server announced a literal of \(size) bytes, and at most \(limit) are read past; the connection is given up."
    case .tooManyLiterals(let limit):
      "The server sent a response with more than \(limit) literals; the connection cannot be trusted any more."
    case .tooDeep(let limit):
      "The server sent a response with lists nested more than \(limit) deep; the connection cannot be trusted any more."
    case .tooManyRanges(let limit):
      "The server sent a list of UIDs with more than \(limit) gaps; ask for it in smaller windows."
    case .zeroByte:
      "The server sent a zero byte outside a literal; the connection cannot be trusted any more."
    case .unknownTag:
      "The server answered a command that was not sent; the connection cannot be trusted any more."
    case .unexpectedContinuation:
      "The server asked for more of a command although none was waiting; the connection cannot be trusted any more."
    case .noGreeting:
      "The server sent no IMAP greeting; is another service listening on that port?"
    case .ended(let withinResponse, let unanswered):
      "The connection ended \(withinResponse ? "within a response" : "between responses") with "
        + "\(unanswered) commands unanswered; they are asked again over a new one."
    }
  }
}
