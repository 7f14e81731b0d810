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
}
