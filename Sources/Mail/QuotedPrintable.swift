/// Quoted-printable (RFC 2045, section 6.7), read as leniently as it is written: hexadecimal digits of both cases, white
/// space after a soft line break, an equals sign that begins neither.
enum QuotedPrintable {
  static func decoded(_ body: ArraySlice<UInt8>) -> [UInt8] {
    body.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: input.count) { output, count in
        var index = 0
        while index < input.count {
          let byte = input[index]
          guard byte == UInt8(ascii: "=") else {
            output.initializeElement(at: count, to: byte)
            count += 1
            index += 1
            continue
          }
          if index + 2 < input.count, let high = value(input[index + 1]), let low = value(input[index + 2]) {
            output.initializeElement(at: count, to: high << 4 | low)
            count += 1
            index += 3
          } else if let next = afterSoftBreak(input, at: index + 1) {
            index = next
          } else {
            output.initializeElement(at: count, to: byte)
            count += 1
            index += 1
          }
        }
      }
    }
  }

  /// Where the text goes on after the equals sign of a soft line break; nil where it is none.
  private static func afterSoftBreak(_ input: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    var index = start
    // White space that a gateway has added; a line has 76 characters.
    while index < input.count, index - start < 80, input[index].isBlank { index += 1 }
    guard index < input.count else { return input.count }
    if input[index] == .lineFeed { return index + 1 }
    guard input[index] == .carriageReturn else { return nil }
    return index + 1 < input.count && input[index + 1] == .lineFeed ? index + 2 : index + 1
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }
}
