/// Plain text (RFC 2046, section 4.1): its lines are all there is.
enum PlainText {
  static func read(_ bytes: [UInt8]) throws(DocumentError) -> DocumentText {
    let text = lines(CharacterDecoding.utf8(bytes))
    guard text.contains(where: { !isSpace($0) }) else { throw .noText }
    return DocumentText(text: String(decoding: text, as: UTF8.self))
  }

  /// Every line end (CR LF, CR, form feed, vertical tab) as a line feed, without other control characters.
  static func lines(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(where: { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || $0 == 0x7F }) else { return bytes }
    var text = [UInt8]()
    text.reserveCapacity(bytes.count)
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      switch byte {
      case 0x0D:
        text.append(0x0A)
        if place + 1 < bytes.count, bytes[place + 1] == 0x0A { place += 1 }
      case 0x0B, 0x0C: text.append(0x0A)
      case 0x09, 0x0A: text.append(byte)
      case 0..<0x20, 0x7F: break
      default: text.append(byte)
      }
      place += 1
    }
    return text
  }
}
