/// What a reader does not see as characters of the text: spaces of other kinds, marks of direction, ligatures,
/// accents written apart from their letter.
enum Typography {
  enum Reading {
    /// As it stands.
    case plain(length: Int)
    case space(length: Int)
    case nothing(length: Int)
    case lineEnd(length: Int)
    /// Several letters in one sign.
    case ascii(StaticSpelling, length: Int)
    /// A sign of Wingdings, by its place in the private use area.
    case sign(UInt32, length: Int)
    /// U+0301, U+0308 or U+030A, by its last byte: it belongs to the letter before.
    case accent(UInt8, length: Int)
  }

  /// The spellings of ligatures (Unicode U+FB00 to U+FB06).
  enum StaticSpelling: String {
    case ff, fi, fl, ffi, ffl, st
    var utf8: String.UTF8View { rawValue.utf8 }
  }

  /// Reads the sequence of several bytes that begins at `place`, in valid UTF-8.
  static func reading(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Reading {
    let first = text[place]
    let length = min(first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1, text.count - place)
    if length == 2 {
      let second = text[place + 1]
      switch (first, second) {
      case (0xC2, 0xA0): return .space(length: 2)  // no-break space
      case (0xC2, 0xAD): return .nothing(length: 2)  // soft hyphen
      case (0xC2, 0x85): return .lineEnd(length: 2)  // next line
      case (0xC2, 0x80...0x9F): return .nothing(length: 2)  // C1 control characters
      case (0xCC, 0x81), (0xCC, 0x88), (0xCC, 0x8A): return .accent(second, length: 2)
      default: return .plain(length: 2)
      }
    }
    guard length == 3 else { return .plain(length: length) }
    let rest = (first, text[place + 1], text[place + 2])
    switch rest {
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): return .lineEnd(length: 3)  // line and paragraph separator
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
      return .space(length: 3)
    case (0xE2, 0x80, 0x8B), (0xE2, 0x80, 0x8E), (0xE2, 0x80, 0x8F), (0xE2, 0x80, 0xAA...0xAE),
      (0xE2, 0x81, 0xA0...0xA9), (0xEF, 0xBB, 0xBF):
      return .nothing(length: 3)  // zero width, marks of direction
    case (0xEF, 0xAC, 0x80): return .ascii(.ff, length: 3)
    case (0xEF, 0xAC, 0x81): return .ascii(.fi, length: 3)
    case (0xEF, 0xAC, 0x82): return .ascii(.fl, length: 3)
    case (0xEF, 0xAC, 0x83): return .ascii(.ffi, length: 3)
    case (0xEF, 0xAC, 0x84): return .ascii(.ffl, length: 3)
    case (0xEF, 0xAC, 0x85), (0xEF, 0xAC, 0x86): return .ascii(.st, length: 3)
    // U+F020 to U+F0FF: what fonts of symbols have there says nothing in another font. Bullets are known as they are.
    case (0xEF, 0x80...0x83, let last):
      let code = 0xF000 | UInt32(text[place + 1] & 0x03) << 6 | UInt32(last & 0x3F)
      let sign = SymbolFont.scalar(code, isWingdings: true)
      return sign == 0x2022 || sign == 0x20 ? .plain(length: 3) : .sign(sign, length: 3)
    default: return .plain(length: 3)
    }
  }

  /// Joins an accent to the letter before it where Unicode has the two as one (normalization form C): programs on
  /// other systems write å as a and a ring, and words must be found all the same.
  static func compose(_ accent: UInt8, onto text: inout [UInt8]) {
    guard let letter = text.last else { return }
    let second: UInt8? =
      switch (accent, letter) {
      case (0x8A, UInt8(ascii: "a")): 0xA5
      case (0x8A, UInt8(ascii: "A")): 0x85
      case (0x88, UInt8(ascii: "a")): 0xA4
      case (0x88, UInt8(ascii: "A")): 0x84
      case (0x88, UInt8(ascii: "e")): 0xAB
      case (0x88, UInt8(ascii: "o")): 0xB6
      case (0x88, UInt8(ascii: "O")): 0x96
      case (0x88, UInt8(ascii: "u")): 0xBC
      case (0x88, UInt8(ascii: "U")): 0x9C
      case (0x81, UInt8(ascii: "a")): 0xA1
      case (0x81, UInt8(ascii: "e")): 0xA9
      case (0x81, UInt8(ascii: "E")): 0x89
      default: nil
      }
    if let second {
      text[text.count - 1] = 0xC3
      text.append(second)
    } else {
      text += [0xCC, accent]
    }
  }
}
