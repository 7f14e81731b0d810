import Mail

extension MailMessage {
  /// The parts to read: of each multipart/alternative (RFC 2046, section 5.1.4) the one that says most, and bodies
  /// before attachments.
  ///
  /// The plain part is read unless it is empty or poorer than its HTML sibling, as where a sending program only puts
  /// "this message is in HTML" or a shortened text there.
  var bodiesAndAttachments: [Part] {
    var dropped = Set<Int>()
    var groups = [(Int, [Int])]()
    for (index, part) in parts.enumerated() where !part.isAttachment {
      guard let alternative = part.alternative, part.isText else { continue }
      if let group = groups.firstIndex(where: { $0.0 == alternative }) {
        groups[group].1.append(index)
      } else {
        groups.append((alternative, [index]))
      }
    }
    for (_, members) in groups where members.count > 1 {
      let plain = members.first { parts[$0].type == "text/plain" }
      let html = members.last { parts[$0].type == "text/html" }
      let chosen: Int
      switch (plain, html) {
      case (let plain?, let html?):
        let inPlain = parts[plain].textCount
        chosen = inPlain > 0 && inPlain * 10 >= parts[html].textCount * 6 ? plain : html
      case (let only?, nil), (nil, let only?): chosen = only
      case (nil, nil): chosen = members[0]
      }
      for member in members where member != chosen { dropped.insert(member) }
    }
    let kept = parts.indices.filter { !dropped.contains($0) }.map { parts[$0] }
    return kept.filter { $0.isText && !$0.isAttachment } + kept.filter { !$0.isText || $0.isAttachment }
  }
}

extension Part {
  fileprivate var isText: Bool {
    if case .text = content { true } else { false }
  }

  /// The number of bytes of letters and digits that a reader would see; for HTML, those outside of tags, comments,
  /// style and script. An estimate that costs one pass.
  fileprivate var textCount: Int {
    guard case .text(var text) = content else { return 0 }
    let isHTML = type == "text/html"
    return text.withUTF8 { bytes in
      var count = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if isHTML, byte == UInt8(ascii: "<") {
          index = Self.endOfMarkup(in: bytes, from: index)
          continue
        }
        if isHTML, byte == UInt8(ascii: "&") {
          while index < bytes.count, bytes[index] != UInt8(ascii: ";"), bytes[index] > 0x20 { index += 1 }
          index += 1
          continue
        }
        let isLetter = byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
        if isLetter || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) { count += 1 }
        index += 1
      }
      return count
    }
  }

  /// The first byte after a tag, comment, style or script that begins at `start`.
  private static func endOfMarkup(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    func begins(_ word: StaticString, at place: Int) -> Bool {
      guard place + word.utf8CodeUnitCount <= bytes.count else { return false }
      for offset in 0..<word.utf8CodeUnitCount
      where bytes[place + offset] | 0x20 != word.utf8Start[offset] | 0x20 {
        return false
      }
      return true
    }
    func after(_ word: StaticString) -> Int {
      var place = start + 1
      while place < bytes.count, !begins(word, at: place) { place += 1 }
      return min(bytes.count, place + word.utf8CodeUnitCount)
    }
    if begins("<!--", at: start) { return after("-->") }
    if begins("<style", at: start) { return after("</style>") }
    if begins("<script", at: start) { return after("</script>") }
    return after(">")
  }
}
