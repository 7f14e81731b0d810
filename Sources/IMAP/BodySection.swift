/// What of a message is fetched: `BODY[…]` (RFC 9051, section 6.4.5.1).
package enum BodySection: Hashable, Sendable {
  /// All of it: `BODY[]`.
  case whole
  /// Its header block with the empty line after it.
  case header
  /// Some fields of the header block, as written.
  case headerFields([String])
  /// All but the header block.
  case text
  /// Any other, as a server names it, in upper case: `1.2.MIME`.
  case other(String)

  /// Reads what stands between the brackets.
  init(_ bytes: ArraySlice<UInt8>) {
    let fields = "HEADER.FIELDS ("
    if bytes.isEmpty {
      self = .whole
    } else if bytes.isWord("HEADER") {
      self = .header
    } else if bytes.isWord("TEXT") {
      self = .text
    } else if bytes.prefix(fields.utf8.count).isWord(fields), bytes.last == UInt8(ascii: ")") {
      self = .headerFields(
        bytes.dropFirst(fields.utf8.count).dropLast().split(separator: UInt8(ascii: " ")).map {
          String(decoding: $0.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
        })
    } else {
      self = .other(String(decoding: bytes.map(\.folded), as: UTF8.self))
    }
  }

  /// As a command says it, between the brackets.
  var text: String {
    switch self {
    case .whole: ""
    case .header: "HEADER"
    case .headerFields(let names): "HEADER.FIELDS (\(names.joined(separator: " ")))"
    case .text: "TEXT"
    case .other(let name): name
    }
  }
}
