extension Charset {
  /// Whether the bytes are well-formed UTF-8 (RFC 3629).
  static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { (try? UTF8Span(validating: Span(_unsafeElements: $0))) != nil }
  }

  /// Text that nothing reliable is known about: UTF-8 where it is, else Windows-1252; stray bytes in what is mostly
  /// UTF-8, as quoted text of another program leaves them, are read as Windows-1252 one by one.
  static func utf8OrWindows1252(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output = [UInt8]()
    output.reserveCapacity(bytes.count + bytes.count / 8)
    var sequences = 0
    var strays = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte < 0x80 {
        output.append(byte)
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index)
      if length > 0 {
        output += bytes[index..<index + length]
        sequences += 1
        index += length
      } else {
        // A sequence that the end of the text cuts is lost, not another letter.
        if sequences > 0, isCutSequence(bytes[index...]) {
          output += replacement
          break
        }
        append(windows1252: byte, to: &output)
        strays += 1
        index += 1
      }
    }
    return strays > sequences ? windows1252(bytes) : output
  }

  /// Windows-1252, with U+FFFD for the five bytes it does not define.
  static func windows1252(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output = [UInt8]()
    output.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes { append(windows1252: byte, to: &output) }
    return output
  }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private static func append(windows1252 byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case 0..<0x80: output.append(byte)
    case 0x80..<0xA0: output += utf8(of: upperControls[Int(byte - 0x80)])
    default:
      output.append(0xC0 | byte >> 6)
      output.append(0x80 | byte & 0x3F)
    }
  }

  /// A scalar of the basic plane above U+0080.
  private static func utf8(of scalar: UInt16) -> [UInt8] {
    scalar < 0x800
      ? [0xC0 | UInt8(scalar >> 6), 0x80 | UInt8(scalar & 0x3F)]
      : [0xE0 | UInt8(scalar >> 12), 0x80 | UInt8(scalar >> 6 & 0x3F), 0x80 | UInt8(scalar & 0x3F)]
  }

  /// What Windows-1252 has for 0x80 to 0x9F.
  private static let upperControls: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  /// The byte from 0x80 to 0x9F that Windows-1252 has for a scalar.
  static func windows1252Byte(of scalar: UInt16) -> UInt8? {
    guard scalar != 0xFFFD, let index = upperControls.firstIndex(of: scalar) else { return nil }
    return 0x80 + UInt8(index)
  }

  /// The length of the well-formed sequence of two to four bytes at an index (RFC 3629, section 4), or 0.
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
    func next(_ offset: Int) -> UInt8 { index + offset < bytes.endIndex ? bytes[index + offset] : 0 }
    func isTail(_ offset: Int) -> Bool { next(offset) & 0xC0 == 0x80 }
    switch bytes[index] {
    case 0xC2...0xDF: return isTail(1) ? 2 : 0
    case 0xE0: return 0xA0...0xBF ~= next(1) && isTail(2) ? 3 : 0
    case 0xED: return 0x80...0x9F ~= next(1) && isTail(2) ? 3 : 0
    case 0xE1...0xEF: return isTail(1) && isTail(2) ? 3 : 0
    case 0xF0: return 0x90...0xBF ~= next(1) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF1...0xF3: return isTail(1) && isTail(2) && isTail(3) ? 4 : 0
    case 0xF4: return 0x80...0x8F ~= next(1) && isTail(2) && isTail(3) ? 4 : 0
    default: return 0
    }
  }

  private static func isCutSequence(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let lead = rest.first, rest.count < 4, rest.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else {
      return false
    }
    switch lead {
    case 0xC2...0xDF: return rest.count == 1
    case 0xE0...0xEF: return rest.count <= 2
    case 0xF0...0xF4: return rest.count <= 3
    default: return false
    }
  }
}
