/// What a server says in words after OK, NO, BAD, BYE or PREAUTH, with a code for programs or without one
/// (RFC 9051, section 7.1).
package struct ResponseText: Hashable, Sendable {
  package var code: ResponseCode?
  /// For people: at most 500 bytes of it, without control characters. A server may name a mailbox in it.
  package var text: String

  package init(code: ResponseCode? = nil, text: String) {
    self.code = code
    self.text = text
  }
}

/// How a command ended, or what kind of notice this is.
package enum Status: Hashable, Sendable {
  case ok
  /// It could not be done.
  case no
  /// It was not understood, or not allowed now.
  case bad
}
