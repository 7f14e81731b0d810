/// A mail address (RFC 5321, section 4.1.2: `Local-part "@" Domain`), without quoted local parts and address literals.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
  /// As written.
  package let description: String

  /// Reads one bare address.
  init(reading text: String) throws(Mistake) {
    let (local, domain) = try splitAddress(text)
    guard !local.utf8.contains(UInt8(ascii: "*")), !domain.utf8.contains(UInt8(ascii: "*")) else {
      throw Mistake("\(quoted(text)) is a pattern; write one address here")
    }
    try checkLocalPart(local, of: text)
    try checkDomain(domain.split(separator: ".", omittingEmptySubsequences: false), of: text)
    description = text
  }
}

/// A mail address with the name shown beside it (RFC 5322, section 3.4), written `Uppsala möts <mots@uppsala.example>`.
package struct NamedAddress: Hashable, Sendable {
  /// Nil where only an address is written.
  package let name: String?
  /// The address itself.
  package let address: MailAddress

  init(reading text: String) throws(Mistake) {
    guard text.hasSuffix(">"), let bracket = text.utf8.lastIndex(of: UInt8(ascii: "<")) else {
      name = nil
      address = try MailAddress(reading: text)
      return
    }
    let shown = text[..<bracket].trimmingSpaces
    guard shown.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "<" && $0 != ">" }),
      shown.utf8.count <= 200
    else {
      throw Mistake("\(quoted(text)) has a name that no mail can carry; write NAME <ADDRESS> on one line")
    }
    name = shown.isEmpty ? nil : String(shown)
    address = try MailAddress(reading: String(text[bracket...].dropFirst().dropLast()))
  }
}

/// Who is meant by a line of `senders.allow`: `anna@uppsala.example`, `*@uppsala.example` or `*@*.uppsala.example`.
///
/// A `*` stands for a whole local part, or for exactly one label at the front of the domain, and for nothing else.
/// ASCII letters match in either case; others as they are written.
package struct AddressPattern: Hashable, Sendable, CustomStringConvertible {
  /// As written.
  package let description: String
  /// Nil for any local part.
  private let local: [UInt8]?
  /// Without the label that the wildcard stands for.
  private let domain: [UInt8]
  private let hasSubdomainWildcard: Bool

  /// Nil for what is no pattern.
  package init?(_ text: String) {
    do throws(Mistake) { try self.init(reading: text) } catch { return nil }
  }

  init(reading text: String) throws(Mistake) {
    let (local, domain) = try splitAddress(text)
    var labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    hasSubdomainWildcard = labels.first == "*"
    if hasSubdomainWildcard { labels.removeFirst() }
    guard !labels.contains(where: { $0.contains("*") }), local == "*" || !local.contains("*") else {
      throw Mistake(
        "\(quoted(text)) uses * for a part of a word; * stands for a whole name before the @ or for one "
          + "whole label at the front of the domain")
    }
    guard !hasSubdomainWildcard || labels.count >= 2 else {
      throw Mistake("\(quoted(text)) would let a whole top-level domain in; name the domain after the *")
    }
    if local != "*" { try checkLocalPart(local, of: text) }
    try checkDomain(labels, of: text)
    description = text
    self.local = local == "*" ? nil : local.utf8.map(lowercased)
    self.domain = labels.joined(separator: ".").utf8.map(lowercased)
  }

  /// Whether the pattern means this address. An address that is not of the form `local@domain` is never meant.
  package func matches(_ address: String) -> Bool {
    let bytes = address.utf8.map(lowercased)
    // The last @ divides, as in RFC 5321; an @ before it could only stand in a quoted local part, which no
    // pattern names.
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")), at > 0,
      bytes[..<at].firstIndex(of: UInt8(ascii: "@")) == nil,
      !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F })
    else { return false }
    if let local, !bytes[..<at].elementsEqual(local) { return false }
    var theirs = bytes[(at + 1)...]
    if hasSubdomainWildcard {
      guard let dot = theirs.firstIndex(of: UInt8(ascii: ".")), dot > theirs.startIndex else { return false }
      theirs = theirs[(dot + 1)...]
    }
    return theirs.elementsEqual(domain)
  }
}

private func splitAddress(_ text: String) throws(Mistake) -> (local: Substring, domain: Substring) {
  let halves = text.split(separator: "@", omittingEmptySubsequences: false)
  guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty, text.utf8.count <= 254 else {
    throw Mistake("\(quoted(text)) is no mail address; write NAME@DOMAIN")
  }
  return (halves[0], halves[1])
}

private func checkLocalPart(_ local: Substring, of text: String) throws(Mistake) {
  let forbidden = Array(#" ()<>[]:;,\""#.utf8)
  guard local.utf8.count <= 64,
    !local.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || forbidden.contains($0) })
  else {
    throw Mistake("\(quoted(text)) is no mail address; the part before the @ has a character that none has")
  }
}

private func checkDomain(_ labels: [Substring], of text: String) throws(Mistake) {
  guard !labels.isEmpty, labels.allSatisfy(isHostLabel) else {
    throw Mistake("\(quoted(text)) has no valid domain after the @; write it as in DOMAIN.example")
  }
}

/// A label of a host name (RFC 1123, section 2.1), or of an internationalised one.
func isHostLabel(_ label: Substring) -> Bool {
  (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
    && label.utf8.allSatisfy { byte in
      byte >= 0x80 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased(byte))
    }
}

extension StringProtocol {
  /// Without spaces at either end.
  var trimmingSpaces: SubSequence {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
