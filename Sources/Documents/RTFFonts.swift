/// The fonts of an RTF document, by which its bytes are characters: each font has a character set of its own.
struct RTFFonts {
  private struct Font {
    var codePage: Int?
    /// Nil for a font of letters.
    var isWingdings: Bool?
  }

  /// That of `\ansicpg`.
  var codePage = 1252
  private var fonts = [Int: Font]()
  /// The entry that is being read.
  private var entry: (number: Int, font: Font)?
  private var name = [UInt8]()

  // MARK: The font table

  mutating func read(word: String, _ number: Int?) {
    switch word {
    case "f":
      endEntry()
      entry = number.map { ($0, Font()) }
    case "fcharset": entry?.font.codePage = CodePage.number(ofCharset: number ?? 1)
    case "cpg": entry?.font.codePage = number
    default: break
    }
  }

  mutating func read(text: ArraySlice<UInt8>) {
    // A name that is longer is no font's.
    name += text.prefix(64 - min(64, name.count))
    if text.contains(UInt8(ascii: ";")) { endEntry() }
  }

  mutating func endEntry() {
    if var entry, fonts.count < 4096 {
      entry.font.isWingdings = SymbolFont.isWingdings(name.drop { $0 == 0x20 })
      fonts[entry.number] = entry.font
    }
    entry = nil
    name.removeAll(keepingCapacity: true)
  }

  // MARK: Characters

  /// Whether ASCII in this font is what it says.
  func isPlain(_ font: Int?) -> Bool { font.flatMap { fonts[$0]?.isWingdings } == nil }

  /// Bytes in a font's character set, in UTF-8. Bytes of the sets of East Asia are left out: what writes those says
  /// every character in Unicode too.
  func decode(_ bytes: some Collection<UInt8>, font: Int?) -> [UInt8] {
    let known = font.flatMap { fonts[$0] }
    var text = [UInt8]()
    if let isWingdings = known?.isWingdings {
      for byte in bytes {
        appendUTF8(of: SymbolFont.scalar(UInt32(byte), isWingdings: isWingdings), to: &text)
      }
      return text
    }
    let codePage = known?.codePage ?? codePage
    if codePage == 65001 { return Array(String(decoding: bytes, as: UTF8.self).utf8) }
    let table = CodePage.table(codePage)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else if let table {
        appendUTF8(of: UInt32(table[Int(byte) - 0x80]), to: &text)
      }
    }
    return text
  }

  /// A character that was given by its number; some writers give those of Symbol so.
  func scalar(_ value: UInt32, font: Int?) -> UInt32 {
    guard value >= 0xF020, value <= 0xF0FF, let isWingdings = font.flatMap({ fonts[$0]?.isWingdings }) else {
      return value
    }
    return SymbolFont.scalar(value, isWingdings: isWingdings)
  }
}

/// Puts together the halves of `\u`: numbers of 16 bits, in which a character beyond them is two (UTF-16).
struct RTFUnicode {
  private var high: UInt32?

  /// The scalar that is complete with this number, or nil.
  mutating func scalar(_ number: Int) -> UInt32? {
    let unit = UInt32(truncatingIfNeeded: number) & 0xFFFF
    switch unit {
    case 0xD800..<0xDC00:
      high = unit
      return nil
    case 0xDC00..<0xE000:
      guard let high else { return nil }
      self.high = nil
      return 0x1_0000 + ((high - 0xD800) << 10) + (unit - 0xDC00)
    default:
      high = nil
      return unit
    }
  }
}
