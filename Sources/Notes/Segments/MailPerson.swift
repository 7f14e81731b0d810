/// Who stands in a field of quoted mail: `Anna Ek <anna.ek@x.example>`, `Anna Ek [mailto:anna.ek@x.example]`, `Ek Anna`.
enum MailPerson {
  /// What stands between who sent and on whose behalf.
  private static let behalf = PhraseTable<Void>([
    "på uppdrag av", "för räkning", "on behalf of", "på vegne av", "på vegne af",
  ])

  /// The name as it stands, and the address in lower case.
  static func read(_ bytes: [UInt8], folded: [UInt8]) -> (name: String?, address: String?) {
    var range = 0..<folded.count
    if let found = behalf.search(in: folded, range) {
      range = found.range.upperBound..<folded.count
    } else if let second = represented(in: folded, range) {
      range = second
    }
    let address = address(in: folded, range)
    var nameEnd = range.upperBound
    if let mark = folded[range].firstIndex(where: { $0 == Ascii.less || $0 == Ascii.openBracket }) {
      nameEnd = mark
    } else if let address {
      nameEnd = address.lowerBound
    }
    let name = trimmed(range.lowerBound..<nameEnd, in: folded)
    var text: String? = name.isEmpty ? nil : String(decoding: bytes[name], as: UTF8.self)
    if name.isEmpty || folded[name].contains(Ascii.at) && address != nil { text = nil }
    return (text, address.map { String(decoding: folded[$0], as: UTF8.self) })
  }

  /// Who stands after `för` behind another address: `Registrator <r@x.example> för Anna Ek <anna.ek@x.example>`. Where a
  /// person writes for an office, `Anna Ek <anna.ek@x.example> för Näringsliv <n@x.example>`, the person wrote it.
  private static func represented(in folded: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    guard let first = address(in: folded, range), first.upperBound < range.upperBound else { return nil }
    var place = first.upperBound
    while place < range.upperBound, !isWordByte(folded[place]) { place += 1 }
    guard let found = representing.match(in: folded, at: place, before: range.upperBound),
      let second = address(in: folded, found.end..<range.upperBound)
    else { return nil }
    let isOffice = words(in: folded, found.end..<second.lowerBound) == 1
    if isOffice, words(in: folded, range.lowerBound..<first.lowerBound) >= 2 { return nil }
    return found.end..<range.upperBound
  }

  private static func words(in folded: [UInt8], _ range: Range<Int>) -> Int {
    folded[range].split(whereSeparator: { !isWordByte($0) && $0 != Ascii.hyphen }).count
  }

  private static let representing = PhraseTable<Void>(["för", "for", "för:", "via"])

  /// The first address within a range.
  static func address(in folded: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    var from = range.lowerBound
    while let at = folded[from..<range.upperBound].firstIndex(of: Ascii.at) {
      var start = at
      while start > range.lowerBound, isAddressByte(folded[start - 1]) { start -= 1 }
      var end = at + 1
      while end < range.upperBound, isAddressByte(folded[end]) { end += 1 }
      while end > at + 1, folded[end - 1] == Ascii.period || folded[end - 1] == Ascii.hyphen { end -= 1 }
      while start < at, folded[start] == Ascii.apostrophe { start += 1 }
      if start < at, end > at + 1 { return start..<end }
      from = at + 1
    }
    return nil
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    isWordByte(byte) || byte == Ascii.period || byte == Ascii.hyphen || byte == Ascii.underscore
      || byte == Ascii.plus
      || byte == Ascii.apostrophe || byte == 0x25 || byte == 0x26
  }

  private static func trimmed(_ range: Range<Int>, in folded: [UInt8]) -> Range<Int> {
    func isMargin(_ byte: UInt8) -> Bool {
      isBlankByte(byte) || byte == Ascii.lineFeed || byte == Ascii.quotation || byte == Ascii.apostrophe
        || byte == Ascii.asterisk || byte == Ascii.comma || byte == Ascii.semicolon
        || byte == Ascii.openParenthesis
    }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isMargin(folded[start]) { start += 1 }
    while end > start, isMargin(folded[end - 1]) { end -= 1 }
    return start..<end
  }
}
