import Mail

extension MailMessage {
  /// The parts to read: of each multipart/alternative (RFC 2046, section 5.1.4) the form that says most, and bodies
  /// before attachments.
  ///
  /// The plain form is read unless it is empty or poorer than the HTML one, as where a sending program only puts
  /// "this message is in HTML" or a shortened text there.
  var bodiesAndAttachments: [Part] {
    var dropped = Set<Int>()
    var groups = [(Int, [Int])]()
    for (index, part) in parts.enumerated() where part.isText && !part.isAttachment {
      guard let alternative = part.alternative else { continue }
      if let group = groups.firstIndex(where: { $0.0 == alternative }) {
        groups[group].1.append(index)
      } else {
        groups.append((alternative, [index]))
      }
    }
    for (_, members) in groups where members.count > 1 {
      let plain = members.filter { parts[$0].type == "text/plain" }
      let html = members.filter { parts[$0].type == "text/html" }
      let chosen =
        if plain.isEmpty { html.isEmpty ? [members[0]] : html } else if html.isEmpty { plain } else {
          isPoorer(plain.map { parts[$0] }, than: html.map { parts[$0] }) ? html : plain
        }
      for member in members where !chosen.contains(member) { dropped.insert(member) }
    }
    let kept = parts.indices.filter { !dropped.contains($0) }.map { parts[$0] }
    return kept.filter(\.isBody) + kept.filter { !$0.isBody }
  }

  /// Whether the plain form is empty, much shorter, or short and of other words than the HTML form.
  private func isPoorer(_ plain: [Part], than html: [Part]) -> Bool {
    func count(_ parts: [Part]) -> Int { parts.reduce(0) { $0 + $1.letterCount } }
    let (inPlain, inHTML) = (count(plain), count(html))
    if inPlain == 0 || inPlain * 10 < inHTML * 6 { return true }
    guard inPlain < 600, inHTML >= 15 else { return false }
    func words(_ parts: [Part]) -> Set<UInt64> {
      parts.reduce(into: []) { $0.formUnion($1.words) }
    }
    let ofPlain = words(plain)
    let shared = ofPlain.intersection(words(html)).count
    return ofPlain.count >= 4 && shared * 10 < ofPlain.count * 3
  }
}

extension Part {
  fileprivate var isText: Bool {
    if case .text = content { true } else { false }
  }

  /// Text that people read as the message, and no file: not one beside it, and not one that programs exchange.
  var isBody: Bool {
    guard isText, !isAttachment, type.hasPrefix("text/") else { return false }
    return ![
      "text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/css", "text/javascript",
      "text/xml",
      "text/csv", "text/rfc822-headers", "text/x-amp-html",
    ].contains(type)
  }

  /// The bytes of letters and digits that a reader would see.
  var letterCount: Int {
    guard case .text(let text) = content else { return 0 }
    return VisibleText.letterCount(of: text, isHTML: type == "text/html")
  }

  fileprivate var words: Set<UInt64> {
    guard case .text(let text) = content else { return [] }
    return VisibleText.words(of: text, isHTML: type == "text/html", limit: 64 * 1024)
  }
}
