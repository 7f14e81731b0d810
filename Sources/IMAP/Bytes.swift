extension UInt8 {
  /// ASCII letters in upper case; any other byte as it is.
  var folded: UInt8 { self &- UInt8(ascii: "a") < 26 ? self & 0xDF : self }

  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Whether an atom that we send may hold it: `ATOM-CHAR` of RFC 9051, section 9, and no `]`.
  var isAtomByte: Bool {
    guard self > 0x20, self < 0x7F else { return false }
    return switch self {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "*"),
      UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "]"):
      false
    default: true
    }
  }
}

extension Collection<UInt8> {
  /// Whether these bytes are the ASCII text `upper`, which is in upper case, without regard to case.
  func isWord(_ upper: String) -> Bool {
    count == upper.utf8.count && zip(self, upper.utf8).allSatisfy { $0.folded == $1 }
  }
}

extension String {
  /// A server's words for people: decoded as UTF-8, without control characters and marks of direction, and cut to a
  /// bounded length.
  init(forPeople bytes: ArraySlice<UInt8>, limit: Int = 500) {
    var shown = String.UnicodeScalarView()
    for scalar in String(decoding: bytes.prefix(limit), as: UTF8.self).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: shown.append(" ")
      default: shown.append(scalar)
      }
    }
    self.init(shown)
  }
}
