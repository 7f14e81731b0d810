/// How a response begins, which decides whether what follows is data or words (RFC 9051, section 2.2.2).
struct ResponseHead {
  enum Form: Hashable {
    case continuation
    case untagged
    /// `* 12 FETCH`: of a message, or a number of them.
    case numbered(UInt32)
    case tagged(Tag)
  }

  let form: Form
  /// The response's name in upper case; empty for a continuation.
  let kind: String
  /// Where its name ends.
  let end: Int

  init(_ text: [UInt8]) throws(ProtocolError) {
    if text.first == UInt8(ascii: "+") {
      guard text.count == 1 || text[1] == UInt8(ascii: " ") else { throw .notAResponse }
      form = .continuation
      kind = ""
      end = 1
      return
    }
    var cursor = Cursor(text, literals: [], to: text.count, depthLimit: 0)
    let tag = cursor.word()
    guard !tag.isEmpty, cursor.take(UInt8(ascii: " ")) else { throw .notAResponse }
    if tag.count == 1, tag.first == UInt8(ascii: "*") {
      cursor.skipSpaces()
      if cursor.next?.isDigit == true {
        form = .numbered(UInt32(try cursor.number(upTo: UInt64(UInt32.max), "a number of 32 bits")))
        cursor.skipSpaces()
      } else {
        form = .untagged
      }
      let name = cursor.word()
      // Every response there is or may be is named by an atom that begins with a letter.
      guard let first = name.first, first.folded &- UInt8(ascii: "A") < 26, name.allSatisfy(\.isAtomByte)
      else {
        throw .notAResponse
      }
      kind = Self.name(name)
    } else {
      kind = Self.name(cursor.word())
      guard kind == "OK" || kind == "NO" || kind == "BAD" else { throw .notAResponse }
      guard let tag = Tag(tag) else { throw .unknownTag }
      form = .tagged(tag)
    }
    end = cursor.position
  }

  /// Whether literals can follow: not where words do.
  var carriesData: Bool {
    switch form {
    case .continuation, .tagged: false
    case .numbered: true
    case .untagged: !["OK", "NO", "BAD", "BYE", "PREAUTH"].contains(kind)
    }
  }

  /// The names known here are given without making new ones: these lines come by the thousand.
  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.isWord("FETCH") { return "FETCH" }
    if bytes.isWord("OK") { return "OK" }
    return String(decoding: bytes.prefix(100).map(\.folded), as: UTF8.self)
  }
}
