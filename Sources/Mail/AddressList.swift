/// The mailboxes of an address list (RFC 5322, section 3.4), bounded before they are parsed.
struct AddressList {
  var mailboxes: [Mailbox]
  /// There were more than were read.
  var isCut: Bool

  /// Reads at most `limit` mailboxes: the list is cut before the parser sees it, as the parser looks ahead from
  /// each address to the end and so needs minutes for a megabyte of them.
  init(_ list: [UInt8], limit: Int) {
    let (readable, isCut) = Self.cut(list, limit: limit)
    self.isCut = isCut
    mailboxes = GMime.addresses(readable).prefix(limit).map { name, address in
      let name = name.map { HeaderBlock.Field.decoded(Array($0.utf8)) } ?? ""
      let trimmed = Array(name.utf8)[...].trimmed
      return Mailbox(
        name: trimmed.isEmpty ? nil : String(decoding: trimmed, as: UTF8.self), address: Self.folded(address))
    }
  }

  private static func folded(_ address: String) -> String {
    address.utf8.allSatisfy { $0 < 0x80 } ? address.asciiLowercased : address.lowercased()
  }

  /// The list up to its `limit`th separator. Semicolons between addresses, which Outlook's users write, become commas;
  /// one that ends a group stays.
  private static func cut(_ list: [UInt8], limit: Int) -> (list: [UInt8], isCut: Bool) {
    var readable = list
    var separators = 0
    var scanner = AddressScanner()
    var isInGroup = false
    for index in list.indices where scanner.isBetweenTokens(list[index]) {
      switch list[index] {
      case UInt8(ascii: ":"):
        isInGroup = true
        separators += 1
      case UInt8(ascii: ";"):
        if !isInGroup { readable[index] = UInt8(ascii: ",") }
        isInGroup = false
        separators += 1
      case UInt8(ascii: ","):
        separators += 1
      default: continue
      }
      if separators >= limit {
        return (Array(readable[...index]), index + 1 < list.count)
      }
    }
    return (readable, false)
  }
}

/// Tells the punctuation of an address list from what stands in quotes, comments or angle brackets.
private struct AddressScanner {
  private var isQuoted = false
  private var isEscaped = false
  private var isInBrackets = false
  private var comments = 0

  /// Takes the next byte; whether it stands outside all of those.
  mutating func isBetweenTokens(_ byte: UInt8) -> Bool {
    if isEscaped {
      isEscaped = false
      return false
    }
    switch byte {
    case UInt8(ascii: "\\") where isQuoted || comments > 0: isEscaped = true
    case UInt8(ascii: "\"") where comments == 0: isQuoted.toggle()
    case UInt8(ascii: "(") where !isQuoted: comments += 1
    case UInt8(ascii: ")") where !isQuoted && comments > 0: comments -= 1
    case UInt8(ascii: "<") where !isQuoted && comments == 0: isInBrackets = true
    case UInt8(ascii: ">") where !isQuoted && comments == 0: isInBrackets = false
    default: return !isQuoted && comments == 0 && !isInBrackets
    }
    return false
  }
}
