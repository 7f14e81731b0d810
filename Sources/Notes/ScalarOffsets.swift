/// Turns UTF-8 offsets into offsets in Unicode scalars.
///
/// A mark is kept for every 64 bytes, so that one pass over the text serves any number of look-ups, each of
/// which counts 63 bytes at most.
struct ScalarOffsets {
  private static let step = 64
  private let bytes: [UInt8]
  /// The number of scalars that begin before each 64th byte.
  private let marks: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var marks = [Int]()
    marks.reserveCapacity(bytes.count / Self.step + 1)
    var scalars = 0
    bytes.withUnsafeBufferPointer { bytes in
      for i in bytes.indices {
        if i % Self.step == 0 { marks.append(scalars) }
        if bytes[i] & 0xC0 != 0x80 { scalars += 1 }
      }
    }
    if bytes.count % Self.step == 0 { marks.append(scalars) }
    self.marks = marks
  }

  /// The number of scalars that begin before a byte of the text, or before its end.
  func scalars(before byte: Int) -> Int {
    let byte = min(max(0, byte), bytes.count)
    let mark = byte / Self.step
    return bytes[mark * Self.step..<byte].reduce(into: marks[mark]) { count, byte in
      if byte & 0xC0 != 0x80 { count += 1 }
    }
  }

  func scalars(_ range: Range<Int>) -> Range<Int> {
    scalars(before: range.lowerBound)..<scalars(before: range.upperBound)
  }
}
