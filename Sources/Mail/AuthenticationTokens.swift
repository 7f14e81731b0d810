/// The lexical layer of Authentication-Results (RFC 8601, section 2.2), with comments and folding white space left out.
enum AuthenticationTokens {
  enum Token: Hashable {
    /// A token, a dotted or slashed name, an address, or what stood within quotes.
    case word(String)
    case equals, semicolon
  }

  /// Nil for a quote or a comment without an end.
  static func tokens(_ value: [UInt8]) -> [Token]? {
    var tokens: [Token] = []
    /// The word that is being read; white space around dots and slashes does not end it.
    var word: [UInt8]?
    var mayContinue = false
    func isJoint(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") }
    func close() {
      if let bytes = word { tokens.append(.word(String(decoding: bytes, as: UTF8.self))) }
      word = nil
      mayContinue = false
    }
    var index = 0
    while index < value.count {
      let byte = value[index]
      switch byte {
      case UInt8(ascii: "("):
        guard let end = endOfComment(value, index) else { return nil }
        mayContinue = word != nil
        index = end
        continue
      case UInt8(ascii: "\""):
        guard let (text, end) = quoted(value, index) else { return nil }
        if mayContinue { close() }
        word = (word ?? []) + text
        index = end
        continue
      case UInt8(ascii: ";"):
        close()
        tokens.append(.semicolon)
      case UInt8(ascii: "=") where tokens.last != .equals || word == nil:
        close()
        tokens.append(.equals)
      case _ where byte.isBlank || byte.isLineEnd:
        mayContinue = word != nil
      default:
        if mayContinue, !isJoint(byte), word?.last.map(isJoint) != true { close() }
        mayContinue = false
        word = (word ?? []) + [byte]
      }
      index += 1
    }
    close()
    return tokens
  }

  private static func endOfComment(_ value: [UInt8], _ start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < value.count {
      switch value[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func quoted(_ value: [UInt8], _ start: Int) -> (text: [UInt8], end: Int)? {
    var text: [UInt8] = []
    var index = start + 1
    while index < value.count {
      switch value[index] {
      case UInt8(ascii: "\\") where index + 1 < value.count:
        index += 1
        text.append(value[index])
      case UInt8(ascii: "\""): return (text, index + 1)
      default: text.append(value[index])
      }
      index += 1
    }
    return nil
  }
}
