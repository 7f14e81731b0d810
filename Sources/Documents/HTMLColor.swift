/// Colours of HTML and CSS, as far as it takes to know white on white.
enum HTMLColor: Equatable {
  /// Red, green and blue.
  case rgb(UInt32)
  case transparent
  /// A picture, a gradient, a name that is not known: nothing can be said of what is seen on it.
  case unknown

  static let white = HTMLColor.rgb(0xFF_FFFF)
  static let black = HTMLColor.rgb(0)

  /// - Parameter value: In lower case, without spaces: `#fff`, `#ffffff`, `rgb(255,255,255)`, `white`.
  init(_ value: ArraySlice<UInt8>) {
    if value.first == UInt8(ascii: "#") {
      self = Self.hexadecimal(value.dropFirst())
    } else if value.starts(with: "rgb".utf8), let open = value.firstIndex(of: UInt8(ascii: "(")) {
      self = Self.components(value[(open + 1)...])
    } else {
      self = Self.names[String(decoding: value.prefix { isLetter($0) }, as: UTF8.self)] ?? .unknown
    }
  }

  /// Whether text of this colour cannot be told from what is behind it.
  func isUnseen(on background: HTMLColor) -> Bool {
    switch (self, background) {
    case (.transparent, _): return true
    case (.rgb(let text), .rgb(let behind)):
      return (0..<3).allSatisfy { part in
        let shift = UInt32(part * 8)
        return abs(Int(text >> shift & 0xFF) - Int(behind >> shift & 0xFF)) <= 3
      }
    default: return false
    }
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> HTMLColor {
    var values = [UInt32]()
    for byte in digits.prefix(8) {
      switch byte {
      case 0x30...0x39: values.append(UInt32(byte - 0x30))
      case 0x61...0x66: values.append(UInt32(byte - 0x57))
      default: return values.isEmpty ? .unknown : rgb(values)
      }
    }
    return rgb(values)
  }

  private static func rgb(_ digits: [UInt32]) -> HTMLColor {
    switch digits.count {
    case 3, 4: .rgb(digits.prefix(3).reduce(0) { $0 << 8 | $1 << 4 | $1 })
    case 6, 8: .rgb(digits.prefix(6).reduce(0) { $0 << 4 | $1 })
    default: .unknown
    }
  }

  private static func components(_ text: ArraySlice<UInt8>) -> HTMLColor {
    let parts = text.split { !isDigit($0) && $0 != UInt8(ascii: ".") }
    guard parts.count >= 3, !text.contains(UInt8(ascii: "%")) else { return .unknown }
    if parts.count >= 4, parts[3].allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }) {
      return .transparent
    }
    return .rgb(parts.prefix(3).reduce(0) { $0 << 8 | UInt32(number($1, atMost: 255) ?? 0) })
  }

  private static let names: [String: HTMLColor] = [
    "white": .white, "black": .black, "transparent": .transparent, "window": .white, "windowtext": .black,
  ]
}
