/// A server's request to be asked less: what it says in place of an answer to whoever asks too much in too short a time.
///
/// There is no one way of saying it. RFC 5530 has the code LIMIT; others say THROTTLED, or nothing but words: Exchange
/// `Request is throttled. Suggested Backoff Time: 299961 milliseconds`, Gmail `Account exceeded command or bandwidth
/// limits`, others `Too many requests`.
package struct Throttling: Hashable, Sendable {
  /// How long the server asks to be left alone; nil where it does not say.
  package var pause: Duration?

  /// - Parameter text: of a NO, BAD or BYE; nil where it asks nothing of the kind.
  package init?(_ text: ResponseText) {
    let words = text.text.utf8.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
    switch text.code {
    case .limit, .other("THROTTLED"): break
    default: guard Self.signs.contains(where: { words.contains($0.utf8) }) else { return nil }
    }
    pause = Self.pause(in: words)
  }

  private static let signs = [
    "throttl", "too many requests", "too many commands", "rate limit", "suggested backoff",
    "command or bandwidth limits",
  ]

  /// The number after `Backoff Time:`.
  private static func pause(in words: [UInt8]) -> Duration? {
    guard let found = words.firstRange(of: Array("backoff time:".utf8)) else { return nil }
    let rest = words[found.upperBound...].drop { $0 == UInt8(ascii: " ") }
    let digits = rest.prefix { $0 &- 0x30 < 10 }
    guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
    let unit = rest[digits.endIndex...].drop { $0 == UInt8(ascii: " ") }
    return unit.starts(with: "sec".utf8) ? .seconds(min(number, 1_000_000)) : .milliseconds(number)
  }
}

extension Command {
  /// Whether LIMIT in the answer means the number of requests. Of what changes something it may mean a limit that no
  /// waiting lifts, such as that on keywords (RFC 5530, section 3).
  package var onlyAsks: Bool {
    switch self {
    case .store, .copy, .move, .create, .expunge: false
    default: true
    }
  }
}
