import Foundation

/// A line of some bytes.
struct Line {
  /// Without its end.
  var content: Range<Int>
  /// Where the next one begins.
  var next: Int
}

extension ArraySlice<UInt8> {
  /// The line that begins at an index: up to a line feed, with a carriage return before it, or the end.
  func line(at index: Int) -> Line {
    guard let end = firstIndex(ofByte: .lineFeed, from: index) else {
      return Line(content: index..<endIndex, next: endIndex)
    }
    let isCRLF = end > index && self[end - 1] == .carriageReturn
    return Line(content: index..<(isCRLF ? end - 1 : end), next: end + 1)
  }

  /// `firstIndex(of:)` at the speed of the C library.
  func firstIndex(ofByte byte: UInt8, from index: Int) -> Int? {
    guard index < endIndex else { return nil }
    return withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress,
        let found = memchr(base + (index - startIndex), Int32(byte), endIndex - index)
      else { return nil }
      return startIndex + (UnsafeRawPointer(found) - UnsafeRawPointer(base))
    }
  }

  /// Where a text of ASCII first stands from an index on. Looks for the byte of it that mail has least of.
  func firstRange(of text: StaticString, from index: Int) -> Range<Int>? {
    let count = text.utf8CodeUnitCount
    let rarest =
      (0..<count).min { Self.frequency(text.utf8Start[$0]) < Self.frequency(text.utf8Start[$1]) } ?? 0
    return withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var place = index - startIndex + rarest
      while place < buffer.count,
        let found = memchr(base + place, Int32(text.utf8Start[rarest]), buffer.count - place)
      {
        place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        let start = place - rarest
        guard start + count <= buffer.count else { return nil }
        if memcmp(base + start, text.utf8Start, count) == 0 {
          return startIndex + start..<startIndex + start + count
        }
        place += 1
      }
      return nil
    }
  }

  /// How often mail has a byte, from marks and line ends over capitals and small letters to blanks and hyphens.
  private static func frequency(_ byte: UInt8) -> Int {
    switch byte {
    case .space, UInt8(ascii: "-"): 3
    case 0x61...0x7A: 2
    case 0x41...0x5A: 1
    default: 0
    }
  }

  /// Whether no byte is beyond ASCII, eight at a time.
  var isASCII: Bool {
    withUnsafeBytes { buffer in
      let words = buffer.count / 8
      for word in 0..<words {
        let value = buffer.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
        if value & 0x8080_8080_8080_8080 != 0 { return false }
      }
      return buffer[(words * 8)...].allSatisfy { $0 < 0x80 }
    }
  }
}
