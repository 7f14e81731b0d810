/// Character sets, as mail names and misnames them (RFC 2046, section 4.1.2; names after the WHATWG Encoding
/// standard, which holds ISO-8859-1 to be Windows-1252 as everybody's mail does).
enum Charset {
  struct Decoded {
    var utf8: [UInt8]
    /// The label is unknown, or the bytes are not what it says.
    var isMislabelled: Bool
  }

  /// Decodes text to UTF-8: by its label where the bytes bear it out, else as UTF-8, else as Windows-1252. Never fails.
  static func decode(_ bytes: ArraySlice<UInt8>, label: String?) -> Decoded {
    let name = label.map(normalised) ?? ""
    if let marked = decodedByMark(bytes) { return marked }
    if let bigEndian = unmarkedUTF16(bytes) {
      let family = Family(name)
      if case .utf16 = family {
      } else {
        return Decoded(utf8: utf16(bytes, bigEndian: bigEndian), isMislabelled: !name.isEmpty)
      }
    }
    switch Family(name) {
    case .utf8:
      let isValid = isUTF8(bytes)
      return Decoded(utf8: isValid ? Array(bytes) : utf8OrWindows1252(bytes), isMislabelled: !isValid)
    case .ascii:
      let isASCII = bytes.isASCII
      if isASCII { return Decoded(utf8: Array(bytes), isMislabelled: false) }
      return Decoded(
        utf8: LetterGuess.decoded(bytes) ?? utf8OrWindows1252(bytes), isMislabelled: !name.isEmpty)
    case .western:
      if bytes.isASCII { return Decoded(utf8: Array(bytes), isMislabelled: false) }
      if isUTF8(bytes) { return Decoded(utf8: Array(bytes), isMislabelled: true) }
      if let guessed = LetterGuess.decoded(bytes) { return Decoded(utf8: guessed, isMislabelled: true) }
      return Decoded(utf8: windows1252(bytes), isMislabelled: false)
    case .utf16(let bigEndian):
      guard bytes.contains(0) || !isUTF8(bytes) else {
        return Decoded(utf8: Array(bytes), isMislabelled: true)
      }
      return Decoded(utf8: utf16(bytes, bigEndian: bigEndian ?? looksBigEndian(bytes)), isMislabelled: false)
    case .other:
      return decode(bytes, converting: name)
    }
  }

  private enum Family {
    case utf8, ascii, western
    /// Nil where only a byte order mark, or the text itself, can tell.
    case utf16(bigEndian: Bool?)
    case other

    init(_ name: String) {
      switch name {
      case "utf-8", "utf8", "unicode-1-1-utf-8", "x-utf-8": self = .utf8
      case "", "us-ascii", "ascii", "ansi_x3.4-1968", "iso646-us", "7bit", "8bit", "unknown", "unknown-8bit",
        "x-unknown", "default", "none":
        self = .ascii
      case "iso-8859-1", "iso8859-1", "iso_8859-1", "iso-8859-1-windows-3.1-latin-1", "latin1", "latin-1",
        "l1",
        "cp819", "windows-1252", "windows1252", "cp1252", "cp-1252", "x-cp1252", "ansi", "x-ansi":
        self = .western
      case "utf-16", "utf16", "unicode", "ucs-2", "iso-10646-ucs-2": self = .utf16(bigEndian: nil)
      case "utf-16le", "utf16le", "ucs-2le": self = .utf16(bigEndian: false)
      case "utf-16be", "utf16be", "ucs-2be": self = .utf16(bigEndian: true)
      default: self = .other
      }
    }
  }

  /// In lower case, without quotes and white space.
  private static func normalised(_ label: String) -> String {
    let kept = label.utf8.filter { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    return String(decoding: kept.map(\.asciiLowercased), as: UTF8.self)
  }

  private static func decode(_ bytes: ArraySlice<UInt8>, converting name: String) -> Decoded {
    // Names go to the C library's iconv, which looks for files by them.
    let isName =
      name.utf8.count <= 40
      && name.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-_.:+".utf8.contains($0) }
    // Text of another character set is UTF-8 by chance hardly ever.
    if !bytes.isASCII, isUTF8(bytes) {
      return Decoded(utf8: Array(bytes), isMislabelled: true)
    }
    if isDoubleByte(name), looksSingleByte(bytes) {
      return Decoded(utf8: LetterGuess.decoded(bytes) ?? windows1252(bytes), isMislabelled: true)
    }
    guard isName, let converted = GMime.convert(bytes, from: aliases[name] ?? name) else {
      return Decoded(utf8: LetterGuess.decoded(bytes) ?? utf8OrWindows1252(bytes), isMislabelled: true)
    }
    guard converted.replaced > 0 else { return Decoded(utf8: converted.utf8, isMislabelled: false) }
    if isUTF8(bytes) { return Decoded(utf8: Array(bytes), isMislabelled: true) }
    // A few bad bytes are damage, many are another character set.
    let isDamaged = converted.replaced * 20 < bytes.count
    return Decoded(utf8: isDamaged ? converted.utf8 : windows1252(bytes), isMislabelled: true)
  }

  /// Whether a character set writes its letters in pairs of bytes of which the first is no ASCII.
  private static func isDoubleByte(_ name: String) -> Bool {
    ["gb2312", "gbk", "gb18030", "big5", "euc-kr", "ks_c_5601-1987", "euc-jp", "cp936", "cp949", "cp950"]
      .contains(name)
  }

  /// Whether the bytes beyond ASCII stand alone between ASCII letters, as `å` in Latin text does and half a letter of
  /// two bytes hardly ever: programs name the character set of their machine, whatever the language.
  private static func looksSingleByte(_ bytes: ArraySlice<UInt8>) -> Bool {
    var runs = 0
    var single = 0
    var run = 0
    for byte in bytes {
      if byte >= 0x80 {
        run += 1
      } else if run > 0 {
        runs += 1
        if run == 1 { single += 1 }
        run = 0
      }
    }
    return runs > 0 && single * 10 >= runs * 9
  }

  /// What programs call character sets that the C library knows by another name.
  private static let aliases = [
    "x-mac-roman": "macintosh", "mac-roman": "macintosh", "macroman": "macintosh", "x-macintosh": "macintosh",
    "ibm-850": "cp850", "x-cp850": "cp850", "dos-850": "cp850", "ibm-437": "cp437",
  ]

  /// Whether text that does not say so is UTF-16: every other byte of Latin letters is zero, as in no other text. True
  /// for big-endian, nil for other text.
  private static func unmarkedUTF16(_ bytes: ArraySlice<UInt8>) -> Bool? {
    let head = bytes.prefix(1024)
    guard head.count >= 8, bytes.count % 2 == 0 else { return nil }
    var zeros = [0, 0]
    for (offset, byte) in head.enumerated() where byte == 0 { zeros[offset & 1] += 1 }
    let units = head.count / 2
    if zeros[1] * 10 >= units * 8, zeros[0] * 20 <= units { return false }
    if zeros[0] * 10 >= units * 8, zeros[1] * 20 <= units { return true }
    return nil
  }

  /// A byte order mark tells more surely than a label.
  private static func decodedByMark(_ bytes: ArraySlice<UInt8>) -> Decoded? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      let text = bytes.dropFirst(3)
      return Decoded(utf8: isUTF8(text) ? Array(text) : utf8OrWindows1252(text), isMislabelled: false)
    }
    if bytes.starts(with: [0xFF, 0xFE]) {
      return Decoded(utf8: utf16(bytes.dropFirst(2), bigEndian: false), isMislabelled: false)
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return Decoded(utf8: utf16(bytes.dropFirst(2), bigEndian: true), isMislabelled: false)
    }
    return nil
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> [UInt8] {
    var units = [UInt16]()
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// Whether the zero halves of Latin letters stand first, which is also what RFC 2781 assumes.
  private static func looksBigEndian(_ bytes: ArraySlice<UInt8>) -> Bool {
    var zeros = [0, 0]
    for (offset, byte) in bytes.prefix(4096).enumerated() where byte == 0 { zeros[offset & 1] += 1 }
    return zeros[0] >= zeros[1]
  }
}
