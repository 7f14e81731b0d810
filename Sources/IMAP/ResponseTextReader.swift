/// Reads the words after OK, NO, BAD, BYE, PREAUTH and `+`, with their code (RFC 9051, section 9, `resp-text`).
///
/// Nothing here can fail: a code in a form that it should not have becomes ``ResponseCode/other(_:)``, so that it proves
/// nothing, and the words stay words.
struct ResponseTextReader {
  let text: [UInt8]
  /// Where the words begin.
  let from: Int
  let limits: ParserLimits

  func read() -> ResponseText {
    guard from < text.count else { return ResponseText(text: "") }
    guard text[from] == UInt8(ascii: "["), let close = closingBracket() else {
      return ResponseText(text: String(forPeople: text[from...]))
    }
    let words = text[(close + 1)...].drop { $0 == UInt8(ascii: " ") }
    return ResponseText(code: code(from + 1..<close), text: String(forPeople: words))
  }

  /// The first outside quotes.
  private func closingBracket() -> Int? {
    var index = from + 1
    var isQuoted = false
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "]") where !isQuoted: return index
      default: break
      }
      index += 1
    }
    return nil
  }

  private func code(_ range: Range<Int>) -> ResponseCode {
    var cursor = Cursor(
      text, literals: [], from: range.lowerBound, to: range.upperBound, depthLimit: limits.depth)
    let name = cursor.word()
    cursor.skipSpaces()
    let upper = String(decoding: name.prefix(100).map(\.folded), as: UTF8.self)
    if let plain = Self.plain[upper] { return plain }
    return (try? withArguments(upper, &cursor))
      ?? .other(String(forPeople: Array(upper.utf8)[...], limit: 100))
  }

  private static let plain: [String: ResponseCode] = [
    "ALERT": .alert, "ALREADYEXISTS": .alreadyExists, "AUTHENTICATIONFAILED": .authenticationFailed,
    "AUTHORIZATIONFAILED": .authorizationFailed, "CANNOT": .cannot, "CLOSED": .closed,
    "CONTACTADMIN": .contactAdministrator, "EXPIRED": .expired, "INUSE": .inUse, "LIMIT": .limit,
    "NOMODSEQ": .noModSeq, "NONEXISTENT": .nonexistent, "NOPERM": .noPermission, "OVERQUOTA": .overQuota,
    "PRIVACYREQUIRED": .privacyRequired, "READ-ONLY": .readOnly, "READ-WRITE": .readWrite,
    "SERVERBUG": .serverBug,
    "TRYCREATE": .tryCreate, "UIDNOTSTICKY": .uidNotSticky, "UNAVAILABLE": .unavailable,
  ]

  private func withArguments(_ name: String, _ cursor: inout Cursor) throws(ProtocolError) -> ResponseCode? {
    switch name {
    case "UIDVALIDITY": return try validity(&cursor).map(ResponseCode.uidValidity)
    case "UIDNEXT": return .uidNext(try cursor.uid())
    case "HIGHESTMODSEQ":
      let modSeq = try cursor.modSeq()
      // RFC 7162, section 3.1.2.1 wants it above zero; a server that says zero keeps none.
      return modSeq.rawValue == 0 ? .noModSeq : .highestModSeq(modSeq)
    case "PERMANENTFLAGS":
      let flags = try cursor.flags()
      return .permanentFlags(
        flags.filter { $0.name != "\\*" }, acceptsKeywords: flags.contains { $0.name == "\\*" })
    case "CAPABILITY":
      var capabilities: [Capability] = []
      while !cursor.isAtEnd {
        let word = cursor.word()
        guard !word.isEmpty else { return nil }
        capabilities.append(Capability(word))
        cursor.skipSpaces()
      }
      return .capability(CapabilitySet(capabilities))
    case "APPENDUID":
      guard let validity = try validity(&cursor) else { return nil }
      return .appendUID(validity, UIDSet(merging: try ranges(&cursor)))
    case "COPYUID":
      guard let validity = try validity(&cursor) else { return nil }
      let from = try ranges(&cursor)
      return CopiedUIDs(validity: validity, from: from, to: try ranges(&cursor)).map(ResponseCode.copyUID)
    case "MODIFIED": return .modified(UIDSet(merging: try ranges(&cursor)))
    default: return nil
    }
  }

  private func validity(_ cursor: inout Cursor) throws(ProtocolError) -> UIDValidity? {
    let value = try cursor.number(upTo: UInt64(UInt32.max), "UIDVALIDITY")
    cursor.skipSpaces()
    return UIDValidity(UInt32(value))
  }

  private func ranges(_ cursor: inout Cursor) throws(ProtocolError) -> [ClosedRange<UID>] {
    var builder = UIDSetBuilder(limit: limits.ranges)
    try builder.append(elements: cursor.word())
    cursor.skipSpaces()
    return builder.ranges
  }
}
