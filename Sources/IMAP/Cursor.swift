/// Reads a response's text from left to right. Literals are known by their place, not by their look.
struct Cursor {
  /// The response without line ends; a kept literal's bytes follow its `{n}` at once.
  let bytes: [UInt8]
  let literals: [LiteralRecord]
  let kind: String
  let depthLimit: Int
  /// Reading stops here.
  private(set) var end: Int
  var position: Int
  private var nextLiteral = 0

  init(
    _ bytes: [UInt8], literals: [LiteralRecord], kind: String = "", from position: Int = 0, to end: Int,
    depthLimit: Int
  ) {
    self.bytes = bytes
    self.literals = literals
    self.kind = kind
    self.position = position
    self.end = end
    self.depthLimit = depthLimit
  }

  var isAtEnd: Bool { position >= end }
  var next: UInt8? { position < end ? bytes[position] : nil }

  func failure(_ expected: String) -> ProtocolError { .malformed(of: kind, expected: expected) }

  mutating func take(_ byte: UInt8) -> Bool {
    guard position < end, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8, _ expected: String) throws(ProtocolError) {
    guard take(byte) else { throw failure(expected) }
  }

  /// One space by the standard; more, and one before a parenthesis or the end, have been seen.
  mutating func skipSpaces() {
    while position < end, bytes[position] == UInt8(ascii: " ") { position += 1 }
  }

  /// Up to a space, a parenthesis, a quote or the end; may be empty.
  mutating func word() -> ArraySlice<UInt8> {
    let start = position
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""), UInt8(ascii: "{"):
        return bytes[start..<position]
      default: position += 1
      }
    }
    return bytes[start..<position]
  }

  mutating func number(upTo maximum: UInt64, _ expected: String) throws(ProtocolError) -> UInt64 {
    var value: UInt64 = 0
    let start = position
    while position < end, bytes[position].isDigit {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(bytes[position] - 48))
      guard !overflow, !carry, sum <= maximum else { throw failure(expected) }
      value = sum
      position += 1
    }
    guard position > start, isAtBoundary else { throw failure(expected) }
    return value
  }

  private var isAtBoundary: Bool {
    switch next {
    case nil, UInt8(ascii: " "), UInt8(ascii: ")"), UInt8(ascii: "("): true
    default: false
    }
  }

  mutating func uid() throws(ProtocolError) -> UID {
    let value = try number(upTo: UInt64(UInt32.max), "a UID of 1 to 4294967295")
    guard let uid = UID(UInt32(value)) else { throw failure("a UID of 1 to 4294967295") }
    return uid
  }

  mutating func modSeq() throws(ProtocolError) -> ModSeq {
    guard let modSeq = ModSeq(try number(upTo: UInt64(Int64.max), "a MODSEQ")) else {
      throw failure("a MODSEQ")
    }
    return modSeq
  }

  /// The literal that begins here, with the `~` before it or not; passes over it.
  mutating func literal() -> LiteralRecord? {
    let brace = next == UInt8(ascii: "~") ? position + 1 : position
    while nextLiteral < literals.count, literals[nextLiteral].position < brace { nextLiteral += 1 }
    guard nextLiteral < literals.count, literals[nextLiteral].position == brace, brace < end else {
      return nil
    }
    let literal = literals[nextLiteral]
    nextLiteral += 1
    position = literal.content.upperBound
    return literal
  }

  /// A quoted string's content, without its escapes.
  mutating func quoted() throws(ProtocolError) -> [UInt8]? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var content: [UInt8] = []
    while position < end {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return content
      case UInt8(ascii: "\\"):
        guard position < end else { throw failure("the end of a quoted string") }
        content.append(bytes[position])
        position += 1
      default: content.append(byte)
      }
    }
    throw failure("the end of a quoted string")
  }

  /// A quoted string, a kept literal, or an atom: the forms of `astring`. Nil for a literal that was not kept.
  mutating func string() throws(ProtocolError) -> [UInt8]? {
    if let quoted = try quoted() { return quoted }
    if let literal = literal() { return literal.isKept ? Array(bytes[literal.content]) : nil }
    let atom = word()
    guard !atom.isEmpty else { throw failure("a string") }
    return Array(atom)
  }

  /// The same or NIL, for which it is nil too.
  mutating func stringOrNil() throws(ProtocolError) -> [UInt8]? {
    let start = position
    if word().isWord("NIL") { return nil }
    position = start
    return try string()
  }

  /// Reads past one value: a string, an atom, a number, or a list with all that is in it.
  /// Not by recursion, so that no server can exhaust the stack.
  mutating func skipValue() throws(ProtocolError) {
    var depth = 0
    repeat {
      skipSpaces()
      switch next {
      case nil: throw failure("a value")
      case UInt8(ascii: "("):
        position += 1
        depth += 1
        guard depth <= depthLimit else { throw .tooDeep(limit: depthLimit) }
      case UInt8(ascii: ")"):
        guard depth > 0 else { throw failure("a value") }
        position += 1
        depth -= 1
      case UInt8(ascii: "\""): try skipQuoted()
      default:
        guard literal() == nil else { break }
        guard !word().isEmpty else { throw failure("a value") }
      }
    } while depth > 0
  }

  private mutating func skipQuoted() throws(ProtocolError) {
    position += 1
    while position < end {
      let byte = bytes[position]
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return }
    }
    throw failure("the end of a quoted string")
  }

  /// A parenthesised list of flags.
  mutating func flags() throws(ProtocolError) -> [Flag] {
    try expect(UInt8(ascii: "("), "a list of flags")
    var flags: [Flag] = []
    while true {
      skipSpaces()
      if take(UInt8(ascii: ")")) { return flags }
      let name = word()
      guard !name.isEmpty else { throw failure("a flag") }
      flags.append(Flag(received: name))
    }
  }
}

/// A literal's place in a response.
struct LiteralRecord: Hashable, Sendable {
  /// Of its `{`.
  let position: Int
  let size: UInt64
  /// Its bytes in the response's text; none where it was streamed or skipped.
  let content: Range<Int>
  let fate: Fate

  enum Fate: Hashable, Sendable { case kept, streamed, skipped }

  var isKept: Bool { fate == .kept }
}
