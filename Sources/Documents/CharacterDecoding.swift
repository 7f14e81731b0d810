/// The character encodings of documents that do not say theirs reliably.
///
/// In the order of trust: a byte order mark; NUL bytes in the pattern of UTF-16; valid UTF-8, which other encodings
/// practically never are by chance; what the document declares; Windows-1252, which Swedish programs wrote.
enum CharacterDecoding {
  /// The bytes as valid UTF-8, without a byte order mark and without NUL.
  static func utf8(_ bytes: [UInt8], declared: String? = nil) -> [UInt8] {
    var text: [UInt8]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      text = repaired(bytes[3...])
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      text = fromUTF16(bytes[2...], bigEndian: false)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      text = fromUTF16(bytes[2...], bigEndian: true)
    } else if let bigEndian = looksLikeUTF16(bytes) {
      text = fromUTF16(bytes[...], bigEndian: bigEndian)
    } else if isUTF8(bytes) {
      text = bytes
    } else if let table = singleByteTable(declared) {
      text = fromSingleBytes(bytes, table)
    } else if isMostlyUTF8(bytes) {
      text = repaired(bytes[...])
    } else {
      text = fromSingleBytes(bytes, windows1252)
    }
    if text.contains(0) { text.removeAll { $0 == 0 } }
    return text
  }

  static func isUTF8(_ bytes: [UInt8]) -> Bool {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return true
    } catch {
      return false
    }
  }

  /// Damaged UTF-8: more whole sequences of several bytes than stray ones. One cut character does not make a long
  /// text Windows-1252.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var whole = 0
    var stray = 0
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      guard byte >= 0x80 else { continue }
      let following = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC2 ? 1 : 0
      let sequence = bytes[place...].prefix(following)
      if following > 0, sequence.count == following, sequence.allSatisfy({ $0 & 0xC0 == 0x80 }) {
        whole += 1
        place += following
      } else {
        stray += 1
      }
    }
    return whole > stray
  }

  private static func repaired(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// Text of European languages in UTF-16 has a NUL in every other byte; true for big endian, nil for neither.
  private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
    let head = bytes.prefix(512)
    guard head.count >= 4, bytes.count % 2 == 0 else { return nil }
    var even = 0
    var odd = 0
    for (place, byte) in head.enumerated() where byte == 0 {
      if place % 2 == 0 { even += 1 } else { odd += 1 }
    }
    let units = head.count / 2
    if odd * 10 >= units * 7, even * 10 <= units { return false }
    if even * 10 >= units * 7, odd * 10 <= units { return true }
    return nil
  }

  private static func fromUTF16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
    let high = bytes.startIndex + (bigEndian ? 0 : 1)
    let low = bytes.startIndex + (bigEndian ? 1 : 0)
    let units = (0..<(bytes.count / 2)).map {
      UInt16(bytes[high + 2 * $0]) << 8 | UInt16(bytes[low + 2 * $0])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func fromSingleBytes(_ bytes: [UInt8], _ table: [UInt16]) -> [UInt8] {
    var text = [UInt8]()
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte < 0x80 { text.append(byte) } else { append(scalar: UInt32(table[Int(byte) - 0x80]), to: &text) }
    }
    return text
  }

  /// The upper half of a declared single-byte encoding (names of the WHATWG Encoding Standard, section 4.2); nil for
  /// UTF-8 and for encodings that Swedish and English documents do not use.
  private static func singleByteTable(_ declared: String?) -> [UInt16]? {
    guard let declared else { return nil }
    return switch String(decoding: declared.utf8.map(lowercase), as: UTF8.self) {
    case "iso-8859-15", "iso8859-15", "latin9", "l9": latin9
    case "macintosh", "mac", "x-mac-roman": macRoman
    case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "l1", "us-ascii", "ascii": windows1252
    default: nil
    }
  }

  /// 0x80 to 0x9F of Windows-1252 (WHATWG Encoding Standard, index windows-1252); the rest is Latin-1.
  static let windows1252: [UInt16] =
    [
      0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
      0x8D,
      0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
      0x203A,
      0x0153, 0x9D, 0x017E, 0x0178,
    ] + Array<UInt16>(0xA0...0xFF)

  private static let latin9: [UInt16] = (UInt16(0x80)...0xFF).map { byte in
    switch byte {
    case 0xA4: 0x20AC
    case 0xA6: 0x0160
    case 0xA8: 0x0161
    case 0xB4: 0x017D
    case 0xB8: 0x017E
    case 0xBC: 0x0152
    case 0xBD: 0x0153
    case 0xBE: 0x0178
    default: byte
    }
  }

  private static let macRoman: [UInt16] = Array(
    """
    ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰\
    ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ
    """.utf16)
}
