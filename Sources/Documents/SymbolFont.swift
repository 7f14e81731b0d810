/// The signs of the fonts Symbol and Wingdings, which documents name by a font's own codes instead of by Unicode's.
enum SymbolFont {
  /// The scalar that shows the same as a sign of such a font; a bullet where the code is none that notes are made of.
  /// - Parameter code: As documents write it: 0x20 to 0xFF, or moved to U+F020 to U+F0FF.
  static func scalar(_ code: UInt32, isWingdings: Bool) -> UInt32 {
    let sign = code >= 0xF000 && code <= 0xF0FF ? code - 0xF000 : code
    if isWingdings {
      return switch sign {
      case 0x20: 0x20
      case 0x4A: 0x263A  // smiling face
      case 0x4C: 0x2639  // frowning face
      case 0x6F, 0x71, 0x72, 0xA8: 0x2610  // an empty box to tick
      case 0xFC: 0x2713  // tick
      case 0xFB: 0x2717  // cross
      case 0xFE: 0x2611  // ticked box
      case 0xFD, 0x78: 0x2612  // crossed box
      case 0xE0, 0xE8, 0xF0: 0x2192  // arrow to the right
      default: 0x2022
      }
    }
    return switch sign {
    case 0xAE, 0xDE: 0x2192
    case 0xB1: 0xB1  // plus and minus
    case 0xA3: 0x2264  // at most
    case 0xB3: 0x2265  // at least
    case 0xB4: 0xD7  // times
    case 0xB0: 0xB0  // degree
    // Letters and digits in Symbol are those of a font chosen by mistake.
    case 0x20...0x7E: sign
    default: 0x2022
    }
  }

  /// Whether a font of symbols, by its name, is one of the Wingdings; nil for any other font.
  static func isWingdings(_ name: some Sequence<UInt8>) -> Bool? {
    let folded = name.map(lowercase)
    if folded.starts(with: "wingdings".utf8) || folded.starts(with: "webdings".utf8) { return true }
    return folded.starts(with: "symbol".utf8) ? false : nil
  }
}
