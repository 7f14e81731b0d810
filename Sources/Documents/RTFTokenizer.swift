/// Cuts Rich Text Format (Microsoft's specification 1.9.1) into groups, control words and text. One pass over the
/// bytes, whatever they are.
struct RTFTokenizer {
  enum Token {
    case groupStart
    case groupEnd
    /// A control word, with its number where it has one.
    case word(String, Int?)
    /// A control symbol: a backslash and a sign that is no letter, such as `\~` or `\*`.
    case symbol(UInt8)
    /// `\'hh`: a byte in the character set of its font.
    case byte(UInt8)
    /// Characters as they stand, without line ends.
    case text(Range<Int>)
  }

  let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"):
        place += 1
        return .groupStart
      case UInt8(ascii: "}"):
        place += 1
        return .groupEnd
      case UInt8(ascii: "\\"): if let token = control() { return token }
      // Line ends are the writer's own; a NUL is what damage leaves.
      case 0x0A, 0x0D, 0: place += 1
      default: return text()
      }
    }
    return nil
  }

  private mutating func text() -> Token {
    let start = place
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"), 0x0A, 0x0D, 0:
        return .text(start..<place)
      default: place += 1
      }
    }
    return .text(start..<place)
  }

  private mutating func control() -> Token? {
    place += 1
    guard place < bytes.count else { return nil }
    let first = bytes[place]
    guard isLetter(first) else {
      place += 1
      if first == UInt8(ascii: "'") { return hexadecimal() }
      // A backslash before a line end is a paragraph's end.
      return first == 0x0A || first == 0x0D ? .word("par", nil) : .symbol(first)
    }
    let start = place
    // The longest control words have 32 letters.
    while place < bytes.count, isLetter(bytes[place]), place - start < 32 { place += 1 }
    let name = String(decoding: bytes[start..<place], as: UTF8.self)
    let number = number()
    if place < bytes.count, bytes[place] == 0x20 { place += 1 }
    if name == "bin" {
      // Bytes of any kind, which say themselves how many they are.
      place = min(bytes.count, place + max(0, number ?? 0))
      return nil
    }
    return .word(name, number)
  }

  private mutating func number() -> Int? {
    let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    var end = place + (isNegative ? 1 : 0)
    guard end < bytes.count, isDigit(bytes[end]) else { return nil }
    var value = 0
    while end < bytes.count, isDigit(bytes[end]) {
      value = min(Int(Int32.max), value * 10 + Int(bytes[end] - 0x30))
      end += 1
    }
    place = end
    return isNegative ? -value : value
  }

  private mutating func hexadecimal() -> Token? {
    guard place + 1 < bytes.count, let high = Self.digit(bytes[place]), let low = Self.digit(bytes[place + 1])
    else { return nil }
    place += 2
    return .byte(high << 4 | low)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch lowercase(byte) {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: lowercase(byte) - 0x57
    default: nil
    }
  }
}
