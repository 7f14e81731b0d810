/// The character encodings of documents that do not say theirs reliably.
///
/// In the order of trust: a byte order mark; NUL bytes in the pattern of UTF-16; valid UTF-8, which other encodings
/// practically never are by chance; what the document declares; of the encodings that Swedish programs wrote, the one
/// in which å, ä and ö stand within words, Windows-1252 if none is better.
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
      text = fromSingleBytes(bytes, likelyTable(bytes))
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
    guard head.count >= 4 else { return nil }
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
      if byte < 0x80 { text.append(byte) } else { appendUTF8(of: UInt32(table[Int(byte) - 0x80]), to: &text) }
    }
    return text
  }

  /// The upper half of a declared single-byte encoding (names of the WHATWG Encoding Standard, section 4.2); nil for
  /// UTF-8 and for encodings that Swedish and English documents do not use.
  private static func singleByteTable(_ declared: String?) -> [UInt16]? {
    guard let declared else { return nil }
    return switch String(decoding: declared.utf8.map(lowercase), as: UTF8.self) {
    case "iso-8859-15", "iso8859-15", "latin9", "l9": CodePage.latin9
    case "macintosh", "mac", "x-mac-roman": CodePage.macRoman
    case "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "latin1", "l1", "us-ascii", "ascii":
      CodePage.windows1252
    case "windows-1250", "cp1250": CodePage.windows1250
    case "windows-1251", "cp1251": CodePage.windows1251
    case "windows-1253", "cp1253": CodePage.windows1253
    case "windows-1254", "cp1254", "iso-8859-9", "latin5": CodePage.windows1254
    case "windows-1257", "cp1257": CodePage.windows1257
    case "cp850", "ibm850", "850": CodePage.cp850
    case "cp437", "ibm437", "437": CodePage.cp437
    default: nil
    }
  }

  /// Of Windows, DOS and the old Macintosh, the one by which most upper bytes within words are Swedish letters.
  ///
  /// One's letters are the others' quotation marks and daggers, which stand at the edges of words; so only bytes with
  /// letters on both sides count.
  private static func likelyTable(_ bytes: [UInt8]) -> [UInt16] {
    var windows = 0
    var dos = 0
    var macintosh = 0
    // Enough to know by.
    let head = bytes.prefix(1 << 18)
    for place in head.indices.dropFirst().dropLast() where head[place] >= 0x80 {
      let before = head[place - 1]
      let after = head[place + 1]
      guard isLetter(before) || before >= 0x80, isLetter(after) || after >= 0x80 else { continue }
      switch head[place] {
      case 0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9: windows += 1
      case 0x86, 0x84, 0x94, 0x8F, 0x82: dos += 1
      case 0x8C, 0x8A, 0x9A: macintosh += 1
      // Ä in DOS, é on the Macintosh.
      case 0x8E:
        dos += 1
        macintosh += 1
      default: break
      }
    }
    if dos > windows, dos >= macintosh { return CodePage.cp850 }
    return macintosh > windows ? CodePage.macRoman : CodePage.windows1252
  }
}
