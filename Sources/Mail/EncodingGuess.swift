/// Tells by the bytes of a text how it is encoded, where its header does not, or says what is not so.
enum EncodingGuess {
  /// Where text that is not base64 begins: at the first line of several words.
  static func startOfProse(_ body: ArraySlice<UInt8>) -> Int {
    var index = body.startIndex
    while index < body.endIndex {
      let line = body.line(at: index)
      if isProse(body[line.content]) { return startOfRule(body, before: index) }
      index = line.next
    }
    return body.endIndex
  }

  /// A line has four words, or a letter beyond ASCII and two.
  private static func isProse(_ line: ArraySlice<UInt8>) -> Bool {
    var words = 0
    var previous = UInt8.space
    var isASCII = true
    // Base64 has 76 characters to the line; whoever has folded it by spaces has made pieces as long.
    for byte in line.prefix(400) {
      if previous == .space, byte != .space { words += 1 }
      if byte >= 0x80 { isASCII = false }
      previous = byte
    }
    return words >= (isASCII ? 4 : 2) && line.prefix(400).count / max(1, words) < 20
  }

  /// The beginning of the ruled line above a text, which belongs to it.
  private static func startOfRule(_ body: ArraySlice<UInt8>, before index: Int) -> Int {
    var start = index
    while start > body.startIndex, body[start - 1].isLineEnd { start -= 1 }
    var rule = start
    while rule > body.startIndex, body[rule - 1] == UInt8(ascii: "_") || body[rule - 1] == UInt8(ascii: "-") {
      rule -= 1
    }
    return start - rule >= 3 ? rule : index
  }

  /// Whether plain text is quoted-printable that does not say so: all of it ASCII, with escapes of letters beyond ASCII
  /// within words.
  static func isQuotedPrintable(_ body: ArraySlice<UInt8>) -> Bool {
    var escapes = 0
    var index = body.startIndex
    while let found = body.firstIndex(ofByte: UInt8(ascii: "="), from: index), escapes < 3 {
      index = found + 1
      guard found + 2 < body.endIndex, isUpperHexadecimal(body[found + 1]),
        isUpperHexadecimal(body[found + 2])
      else { continue }
      // 0x80 and beyond, before a letter or the rest of a letter.
      let isHigh = body[found + 1] >= UInt8(ascii: "8")
      let next = found + 3 < body.endIndex ? body[found + 3] : 0
      if isHigh, next == UInt8(ascii: "=") || 0x61...0x7A ~= next { escapes += 1 }
      index = found + 3
    }
    return escapes >= 2 && body.isASCII
  }

  private static func isUpperHexadecimal(_ byte: UInt8) -> Bool {
    byte.isASCIIDigit || 0x41...0x46 ~= byte
  }

  /// Whether text is nothing but lines of base64, two at least, all but the last of one length of a multiple of four.
  static func mayBeBase64(_ body: ArraySlice<UInt8>) -> Bool {
    let body = body.trimmed
    var length: Int?
    var lines = 0
    var index = body.startIndex
    while index < body.endIndex {
      let line = body.line(at: index)
      let isLast = line.next >= body.endIndex
      guard !line.content.isEmpty, line.content.count <= length ?? 76,
        isLast || (line.content.count >= 60 && line.content.count % 4 == 0),
        isLast || length == nil || line.content.count == length,
        body[line.content].allSatisfy({ $0.isASCIIAlphanumeric || "+/=".utf8.contains($0) })
      else { return false }
      length = length ?? line.content.count
      lines += 1
      index = line.next
    }
    return lines >= 2
  }

  /// Whether bytes are text in UTF-8 with spaces between its words, and no controls.
  static func isText(_ bytes: [UInt8]) -> Bool {
    bytes.contains(.space) && Charset.isUTF8(bytes[...])
      && !bytes.contains { $0 < 0x20 && $0 != .tab && !$0.isLineEnd }
  }
}
