/// Mends what programs do to letters on their way, where it is certain what the letters were.
enum TextRepair {
  /// UTF-8 with letters composed and a second encoding undone; the same bytes where there is nothing to mend.
  static func repaired(_ text: [UInt8]) -> [UInt8] {
    composed(encodedOnce(text))
  }

  // MARK: Letters and their marks

  /// Each letter of Latin-1 that stands there as a base and its mark (Unicode Standard Annex 15, form D) as one: old
  /// Macs and their file names write `a` and a ring apart.
  private static func composed(_ text: [UInt8]) -> [UInt8] {
    guard let first = text[...].firstIndex(ofByte: 0xCC, from: 0) else { return text }
    var output = Array(text[..<first])
    output.reserveCapacity(text.count)
    var index = first
    while index < text.count {
      if text[index] == 0xCC, index + 1 < text.count, let base = output.last,
        let letter = letter(base, mark: text[index + 1])
      {
        output[output.count - 1] = 0xC3
        output.append(letter)
        index += 2
      } else {
        output.append(text[index])
        index += 1
      }
    }
    return output
  }

  /// The last byte of the letter that a base and a combining mark (U+0300 and on, by its last byte) make.
  private static func letter(_ base: UInt8, mark: UInt8) -> UInt8? {
    let capital: UInt8?
    switch (base & ~0x20, mark) {
    case (UInt8(ascii: "A"), 0x80...0x83): capital = mark
    case (UInt8(ascii: "A"), 0x88): capital = 0x84
    case (UInt8(ascii: "A"), 0x8A): capital = 0x85
    case (UInt8(ascii: "C"), 0xA7): capital = 0x87
    case (UInt8(ascii: "E"), 0x80...0x82): capital = mark + 0x08
    case (UInt8(ascii: "E"), 0x88): capital = 0x8B
    case (UInt8(ascii: "I"), 0x80...0x82): capital = mark + 0x0C
    case (UInt8(ascii: "I"), 0x88): capital = 0x8F
    case (UInt8(ascii: "N"), 0x83): capital = 0x91
    case (UInt8(ascii: "O"), 0x80...0x83): capital = mark + 0x12
    case (UInt8(ascii: "O"), 0x88): capital = 0x96
    case (UInt8(ascii: "U"), 0x80...0x82): capital = mark + 0x19
    case (UInt8(ascii: "U"), 0x88): capital = 0x9C
    case (UInt8(ascii: "Y"), 0x81): capital = 0x9D
    default: capital = nil
    }
    guard base.isASCIILetter else { return nil }
    return capital.map { $0 | base & 0x20 }
  }

  // MARK: Encoded twice

  /// Undoes that UTF-8 was taken for Windows-1252 and encoded once more, line by line, as a forward can hold both.
  ///
  /// A line is mended where all of it, read back into bytes, is UTF-8; so a line that only quotes such letters and has
  /// right ones too stays. A single letter is not proof enough where other lines are right.
  private static func encodedOnce(_ text: [UInt8]) -> [UInt8] {
    guard mayBeEncodedTwice(text) else { return text }
    var mended = [(line: Range<Int>, bytes: [UInt8])]()
    var letters = 0
    var isElsewhereRight = false
    var index = 0
    while index < text.count {
      let line = text[...].line(at: index)
      index = line.next
      let content = text[line.content]
      guard content.contains(where: { $0 >= 0x80 }) else { continue }
      if let bytes = bytesOfWindows1252(content), Charset.isUTF8(bytes[...]) {
        letters += bytes.count { $0 >= 0xC0 }
        mended.append((line.content, bytes))
      } else {
        isElsewhereRight = true
      }
    }
    guard !mended.isEmpty, !isElsewhereRight || letters >= 2 else { return text }
    var output = [UInt8]()
    output.reserveCapacity(text.count)
    var end = 0
    for (line, bytes) in mended {
      output += text[end..<line.lowerBound]
      output += bytes
      end = line.upperBound
    }
    return output + text[end...]
  }

  /// Whether there is a capital A with a tilde or a circumflex, as the first half of each such letter appears.
  private static func mayBeEncodedTwice(_ text: [UInt8]) -> Bool {
    var index = 0
    while let found = text[...].firstIndex(ofByte: 0xC3, from: index) {
      if found + 1 < text.count, text[found + 1] == 0x83 || text[found + 1] == 0x82 { return true }
      index = found + 1
    }
    return false
  }

  /// The bytes that Windows-1252 has for well-formed UTF-8; nil where it does not have one of the letters. The controls
  /// from U+0080 to U+009F, which ISO-8859-1 has in the places of letters, stand for themselves.
  private static func bytesOfWindows1252(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var output = [UInt8]()
    output.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
      let lead = text[index]
      switch lead {
      case 0..<0x80:
        output.append(lead)
        index += 1
      case 0xC2, 0xC3:
        guard index + 1 < text.endIndex else { return nil }
        output.append(lead << 6 | text[index + 1] & 0x3F)
        index += 2
      case 0xC4...0xDF, 0xE0...0xEF:
        let length = lead < 0xE0 ? 2 : 3
        guard index + length <= text.endIndex else { return nil }
        var scalar = UInt16(lead & (length == 2 ? 0x1F : 0x0F))
        for byte in text[(index + 1)..<(index + length)] { scalar = scalar << 6 | UInt16(byte & 0x3F) }
        guard let byte = Charset.windows1252Byte(of: scalar) else { return nil }
        output.append(byte)
        index += length
      default: return nil
      }
    }
    return output
  }
}
