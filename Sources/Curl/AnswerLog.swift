import CCurl

/// The last lines that a server answered while libcurl spoke with it (CURLOPT_HEADERFUNCTION). They tell apart what
/// libcurl has one number for; they are never shown, since servers put names into them.
final class AnswerLog {
  static let lineCount = 8
  static let lineLength = 1024
  private(set) var lines = [[UInt8]]()

  func keep(_ line: UnsafeRawBufferPointer) {
    if lines.count == Self.lineCount { lines.removeFirst() }
    lines.append(Array(line.prefix(Self.lineLength)))
  }

  /// libcurl's CURLOPT_HEADERFUNCTION, with an ``AnswerLog`` as its context.
  static let callback: ccurl_header = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let log = Unmanaged<AnswerLog>.fromOpaque(context).takeUnretainedValue()
    log.keep(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
  }
}

/// Why a server refused, as far as its last lines tell (RFC 3501, section 7.1; RFC 5530; RFC 4954; RFC 3463).
struct Refusal {
  var fault: ConnectionFault
  /// A code of the protocol's own, such as `[UNAVAILABLE]` or `535`; no text.
  var code: String?

  /// - Parameter usesToken: whether an access token was sent, rather than a password.
  init(lines: [[UInt8]], usesToken: Bool) {
    let last = lines.last { Self.isFinal($0) }
    guard let last else {
      if usesToken, lines.contains(where: Self.isTokenError) {
        fault = .tokenRefused
        return
      }
      let isOff = lines.contains { Self.contains($0, "LOGINDISABLED") }
      fault = isOff ? .loginDisabled : .mechanismMissing
      return
    }
    let refused: ConnectionFault = usesToken ? .tokenRefused : .credentialsRefused
    if let number = Self.replyCode(last) {
      fault = number < 500 ? .temporarilyRefused : number == 550 || number == 553 ? .notPermitted : refused
      code = String(number)
      return
    }
    let atom = Self.responseCode(last)
    code = atom.map { "[\($0)]" }
    switch atom {
    case "UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "OVERQUOTA", "THROTTLED": fault = .temporarilyRefused
    case "AUTHORIZATIONFAILED", "CONTACTADMIN", "NOPERM": fault = .notPermitted
    case "PRIVACYREQUIRED": fault = .encryptionMissing
    case "AUTHENTICATIONFAILED", "EXPIRED": fault = refused
    default:
      if Self.contains(last, "AUTHENTICATED BUT NOT CONNECTED") {
        // Exchange Online: the token is right, but the application may not open the mailbox.
        fault = .notPermitted
      } else if Self.isBye(last)
        || ["TEMPORAR", "TRY AGAIN", "THROTTL", "TOO MANY"].contains(where: { Self.contains(last, $0) })
      {
        fault = .temporarilyRefused
      } else if Self.contains(last, "LOGINDISABLED") || Self.contains(last, "LOGIN DISABLED") {
        fault = .loginDisabled
      } else {
        fault = refused
      }
    }
  }

  /// Whether the server said goodbye.
  static func endsWithBye(_ lines: [[UInt8]]) -> Bool { lines.contains(where: isBye) }

  private static func isBye(_ line: [UInt8]) -> Bool {
    line.starts(with: Array("* BYE".utf8)) || replyCode(line) == 421
  }

  /// A tagged NO or BAD, a BYE, or a three-digit code that refuses.
  private static func isFinal(_ line: [UInt8]) -> Bool {
    if isBye(line) { return true }
    if let code = replyCode(line) { return code >= 400 }
    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count >= 2, words[0].first != UInt8(ascii: "*"), words[0].first != UInt8(ascii: "+") else {
      return false
    }
    let status = String(decoding: words[1].prefix { $0 > 32 }.map { $0 & 0xDF }, as: UTF8.self)
    return status == "NO" || status == "BAD"
  }

  /// A challenge that is JSON in base64 (`{"`): with it a server refuses a token (RFC 7628, section 3.2.2), and libcurl
  /// ends there without waiting for the rest.
  private static func isTokenError(_ line: [UInt8]) -> Bool {
    line.starts(with: Array("+ eyJ".utf8)) || line.starts(with: Array("334 eyJ".utf8))
  }

  /// 400 to 599 and the like at the start of a line.
  private static func replyCode(_ line: [UInt8]) -> Int? {
    guard line.count >= 3, line[..<3].allSatisfy({ (48...57).contains($0) }) else { return nil }
    guard line.count == 3 || [32, 45, 13, 10].contains(line[3]) else { return nil }
    return Int(String(decoding: line[..<3], as: UTF8.self))
  }

  /// The atom in brackets right after the status (RFC 3501, `resp-text-code`), in capitals; nothing that could be a
  /// name is taken.
  private static func responseCode(_ line: [UInt8]) -> String? {
    guard let open = line.firstIndex(of: UInt8(ascii: "[")), line[..<open].count(where: { $0 == 32 }) <= 2
    else {
      return nil
    }
    let atom = line[(open + 1)...].prefix { (65...90).contains($0 & 0xDF) || $0 == UInt8(ascii: "-") }
    guard (1...32).contains(atom.count) else { return nil }
    return String(decoding: atom.map { $0 == UInt8(ascii: "-") ? $0 : $0 & 0xDF }, as: UTF8.self)
  }

  private static func contains(_ line: [UInt8], _ capitals: String) -> Bool {
    let needle = Array(capitals.utf8)
    guard line.count >= needle.count else { return false }
    return (0...(line.count - needle.count)).contains { start in
      needle.indices.allSatisfy { index in
        let byte = line[start + index]
        return ((97...122).contains(byte) ? byte & 0xDF : byte) == needle[index]
      }
    }
  }
}
