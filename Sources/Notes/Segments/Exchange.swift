/// Whether two quoted messages belong to one exchange of mail, or were forwarded beside each other.
enum Exchange {
  /// Whether one of two messages was written to the other's writer, or nothing tells.
  ///
  /// Older mail of an exchange went to who answers it: its writer is among the newer one's recipients, or the other
  /// way round. Two messages to the same officer from two writers have neither.
  static func joins(_ newer: MailHeaderBlock, _ older: MailHeaderBlock, in text: TextLines) -> Bool {
    guard let newerTo = newer.value(of: .to), let olderTo = older.value(of: .to),
      let newerFrom = newer.value(of: .from), let olderFrom = older.value(of: .from)
    else { return true }
    let copies = (newer.value(of: .copy) ?? [], older.value(of: .copy) ?? [])
    return names(olderFrom, within: newerTo + copies.0, in: text.folded)
      || names(newerFrom, within: olderTo + copies.1, in: text.folded)
  }

  /// Whether a person's address, or two words of the name, stand among others.
  private static func names(_ person: [Range<Int>], within values: [Range<Int>], in folded: [UInt8]) -> Bool {
    guard let first = person.first(where: { !$0.isEmpty }) else { return false }
    let words = folded[first].prefix(120).split(whereSeparator: { !isWordByte($0) && $0 != Ascii.at })
    let address = MailPerson.address(in: folded, first).map { Array(folded[$0]) }
    let name = words.prefix { !$0.contains(Ascii.at) }.filter { $0.count >= 2 }.prefix(3)
    for value in values.prefix(60) {
      let bytes = folded[value.prefix(4_000)]
      if let address, contains(bytes, address[...]) { return true }
      let found = name.filter { contains(bytes, $0) }.count
      if found >= 2 || found == 1 && name.count == 1 && address == nil { return true }
    }
    return false
  }

  private static func contains(_ bytes: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>) -> Bool {
    guard let head = word.first, bytes.count >= word.count else { return false }
    var place = bytes.startIndex
    while let next = bytes[place...].firstIndex(of: head), next + word.count <= bytes.endIndex {
      if bytes[next..<next + word.count].elementsEqual(word) { return true }
      place = next + 1
    }
    return false
  }
}
