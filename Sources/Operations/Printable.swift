/// Text as it may stand in a log: on one line, without what steers a terminal or turns the reading direction, and
/// at most `limit` bytes of UTF-8 with a mark where it was cut.
///
/// An escape character would reach the operator's terminal through `journalctl -o cat`, and any control character
/// makes `journalctl -o json` print the message as an array of bytes.
package func printable(_ text: String, limit: Int) -> [UInt8] {
  let mark = Array("…".utf8)
  var text = text
  return text.withUTF8 { bytes in
    var line = [UInt8]()
    line.reserveCapacity(min(bytes.count, limit))
    var index = 0
    // A `break` below leaves the switch alone: it means that the limit is reached.
    while index < bytes.count {
      let length = min(scalarLength(bytes[index]), bytes.count - index)
      let scalar = bytes[index..<(index + length)]
      index += length
      switch verdict(on: scalar) {
      case .drop: continue
      case .space:
        guard line.count < limit else { break }
        line.append(UInt8(ascii: " "))
        continue
      case .keep:
        guard line.count + length <= limit else { break }
        line += scalar
        continue
      }
      // The limit is reached: make room for the mark, between two scalars.
      while line.count + mark.count > limit, let last = line.popLast() {
        var byte = last
        while byte & 0xC0 == 0x80, let earlier = line.popLast() { byte = earlier }
      }
      return line.count + mark.count <= limit ? line + mark : line
    }
    return line
  }
}

private enum Verdict { case keep, space, drop }

/// Decides on one scalar, given as its UTF-8 bytes.
private func verdict(on scalar: Slice<UnsafeBufferPointer<UInt8>>) -> Verdict {
  let first = scalar[scalar.startIndex]
  switch (scalar.count, first) {
  case (1, 0x09), (1, 0x0A), (1, 0x0D): return .space
  case (1, 0..<0x20), (1, 0x7F): return .drop
  case (2, 0xC2):
    // C1 controls, U+0080 to U+009F: some terminals take U+009B for ESC [.
    return scalar[scalar.startIndex + 1] < 0xA0 ? .drop : .keep
  case (2, 0xD8):
    // U+061C, Arabic letter mark.
    return scalar[scalar.startIndex + 1] == 0x9C ? .drop : .keep
  case (3, 0xE2):
    switch (scalar[scalar.startIndex + 1], scalar[scalar.startIndex + 2]) {
    // U+2028 and U+2029, line and paragraph separator.
    case (0x80, 0xA8), (0x80, 0xA9): return .space
    // U+200E, U+200F, U+202A to U+202E and U+2066 to U+2069, the bidirectional marks (UAX #9).
    case (0x80, 0x8E), (0x80, 0x8F), (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9): return .drop
    default: return .keep
    }
  default: return .keep
  }
}

/// The length of a UTF-8 sequence by its first byte (RFC 3629, section 3).
private func scalarLength(_ first: UInt8) -> Int {
  switch first {
  case 0xF0...: 4
  case 0xE0...: 3
  case 0xC0...: 2
  default: 1
  }
}
