/// A text folded for comparison: lower case, one byte a character (ISO 8859-1), digits and marks kept, with the
/// place in the text that each character came from.
///
/// Swedish and English need no letter outside ISO 8859-1, so an index is a character and no decoding is needed in
/// the inner loops. Letters written as a base and a combining mark (as some word processors send `å`) are
/// composed; white space of any kind becomes one space; soft hyphens and zero-width characters vanish; a letter of
/// another script becomes ``otherLetter``, any other character ``otherMark``.
package struct FoldedText: Sendable {
  /// Stands for a letter outside ISO 8859-1.
  @inlinable package static var otherLetter: UInt8 { 0x01 }
  /// Stands for a character outside ISO 8859-1 that is no letter.
  @inlinable package static var otherMark: UInt8 { 0x02 }

  /// The folded characters, with a space before the first and after the last.
  package private(set) var characters: [UInt8] = []
  /// For each folded character the offset, in Unicode scalars, of the scalar it came from.
  package private(set) var origins: [Int32] = []
  /// The number of Unicode scalars in the text.
  package private(set) var scalarCount = 0

  package init() {}

  package init(_ text: String) {
    fold(text)
  }

  /// Folds another text into the same storage.
  package mutating func fold(_ text: String) {
    characters.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    scalarCount = 0
    append(UInt8(ascii: " "))
    for scalar in text.unicodeScalars {
      take(scalar.value)
      scalarCount += 1
    }
    if characters.last != UInt8(ascii: " ") { append(UInt8(ascii: " ")) }
  }

  private mutating func append(_ character: UInt8) {
    characters.append(character)
    origins.append(Int32(truncatingIfNeeded: scalarCount))
  }

  private mutating func take(_ scalar: UInt32) {
    switch scalar {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE: append(UInt8(scalar + 32))
    case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: append(UInt8(scalar))
    case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF: break
    case 0x0...0x20, 0x7F...0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
      if characters.last != UInt8(ascii: " ") { append(UInt8(ascii: " ")) }
    case 0x300...0x36F: compose(scalar)
    case 0x2010...0x2015, 0x2212: append(UInt8(ascii: "-"))
    case 0x2018, 0x2019, 0x201B: append(UInt8(ascii: "'"))
    case 0x201C...0x201F, 0x2039, 0x203A: append(UInt8(ascii: "\""))
    case 0x2022, 0x25AA, 0x25CF, 0x2043, 0xF0B7: append(UInt8(ascii: "*"))
    default: append(Self.isLetter(scalar) ? Self.otherLetter : Self.otherMark)
    }
  }

  /// Joins a combining mark with the letter before it, where ISO 8859-1 has the pair; else drops the mark.
  private mutating func compose(_ mark: UInt32) {
    guard let last = characters.last else { return }
    let composed: UInt32? =
      switch (UInt32(last), mark) {
      case (0x61, 0x30A): 0xE5  // å
      case (0x61, 0x308): 0xE4  // ä
      case (0x6F, 0x308): 0xF6  // ö
      case (0x75, 0x308): 0xFC  // ü
      case (0x65, 0x301): 0xE9  // é
      case (0x65, 0x300): 0xE8  // è
      case (0x61, 0x300): 0xE0  // à
      case (0x61, 0x301): 0xE1  // á
      default: nil
      }
    if let composed { characters[characters.count - 1] = UInt8(composed) }
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    Unicode.Scalar(scalar)?.properties.isAlphabetic ?? false
  }

  /// Whether a folded character is a letter.
  @inlinable @inline(__always)
  package static func isLetter(_ character: UInt8) -> Bool {
    (character >= 0x61 && character <= 0x7A) || (character >= 0xDF && character != 0xF7)
      || character == otherLetter
  }

  /// Whether a folded character is a digit.
  @inlinable @inline(__always)
  package static func isDigit(_ character: UInt8) -> Bool { character >= 0x30 && character <= 0x39 }

  /// The stretch of the text, in Unicode scalars, that folded characters came from.
  package func range(of folded: Range<Int>) -> Range<Int> {
    guard !folded.isEmpty else { return 0..<0 }
    let lower = Int(origins[folded.lowerBound])
    let last = Int(origins[folded.upperBound - 1])
    return lower..<min(scalarCount, last + 1)
  }
}
