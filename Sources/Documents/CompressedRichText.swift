/// Rich text as Outlook compresses it ([MS-OXRTFCP]): a dictionary of the last 4,096 bytes, filled with common words of
/// RTF at the start.
enum CompressedRichText {
  /// The RTF; of damaged bytes what comes out of them. Nil where they are no such stream.
  ///
  /// No more than nine bytes come out of each; the size that the header claims is not believed.
  static func decompressed(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var reader = LittleEndianReader(bytes)
    guard reader.number(UInt32.self) != nil, let size = reader.number(UInt32.self),
      let kind = reader.number(UInt32.self), reader.number(UInt32.self) != nil
    else { return nil }
    let content = bytes.dropFirst(16)
    switch kind {
    case 0x414C_454D: return Array(content.prefix(Int(size)))
    case 0x7546_5A4C: return expanded(content, size: Int(size))
    default: return nil
    }
  }

  private static func expanded(_ content: ArraySlice<UInt8>, size: Int) -> [UInt8] {
    var dictionary = initial
    dictionary.reserveCapacity(4096)
    dictionary += repeatElement(0, count: 4096 - dictionary.count)
    var position = initial.count
    var output = [UInt8]()
    var index = content.startIndex
    func next() -> UInt8? {
      guard index < content.endIndex else { return nil }
      defer { index += 1 }
      return content[index]
    }
    func put(_ byte: UInt8) {
      output.append(byte)
      dictionary[position] = byte
      position = (position + 1) & 0xFFF
    }
    while output.count < size, let control = next() {
      for bit in 0..<8 where output.count < size {
        guard let byte = next() else { return output }
        if control & 1 << bit == 0 {
          put(byte)
          continue
        }
        guard let low = next() else { return output }
        let reference = Int(byte) << 8 | Int(low)
        let offset = reference >> 4
        // A reference to the place of writing ends the stream.
        if offset == position { return output }
        for step in 0..<(reference & 0xF) + 2 { put(dictionary[(offset + step) & 0xFFF]) }
      }
    }
    return output
  }

  /// Section 2.1.2.1.
  private static let initial = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
      + "MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
      + "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)
}
