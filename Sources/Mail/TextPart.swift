/// A text part's bytes as Unicode text with line feeds (RFC 2046, section 4.1).
struct TextPart {
  var text: [UInt8]
  var isMislabelled: Bool

  init(_ bytes: ArraySlice<UInt8>, _ content: ContentHeader) {
    let decoded = Charset.decode(bytes, label: content.parameter("charset"))
    isMislabelled = decoded.isMislabelled
    text = Self.normalised(decoded.utf8)
    if content.type == "text/plain", content.parameter("format")?.asciiLowercased == "flowed" {
      text = FlowedText.joined(text, deletesSpace: content.parameter("delsp")?.asciiLowercased == "yes")
    }
  }

  /// Whether a part's bytes are text to be decoded: not those of a document that a program has called text.
  static func isText(_ content: ContentHeader, _ bytes: [UInt8]) -> Bool {
    if content.type.hasPrefix("message/") {
      return content.type != "message/partial" && content.type != "message/external-body"
    }
    guard content.type.hasPrefix("text/"), content.type != "text/rtf" else { return false }
    return !documentMarks.contains { bytes.starts(with: $0) }
  }

  /// How zip files (docx, odt), PDF, and the older documents of Office begin.
  private static let documentMarks: [[UInt8]] = [
    [0x50, 0x4B, 0x03, 0x04], Array("%PDF-".utf8), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
  ]

  /// Without NULs, and with a line feed for each carriage return or pair of both.
  private static func normalised(_ text: [UInt8]) -> [UInt8] {
    let bytes = text.contains(0) ? text.filter { $0 != 0 }[...] : text[...]
    var output = [UInt8]()
    var index = bytes.startIndex
    while let end = bytes.firstIndex(ofByte: .carriageReturn, from: index) {
      if output.isEmpty { output.reserveCapacity(bytes.count) }
      output += bytes[index..<end]
      output.append(.lineFeed)
      index = end + 1
      if index < bytes.endIndex, bytes[index] == .lineFeed { index += 1 }
    }
    if index == bytes.startIndex { return Array(bytes) }
    output += bytes[index...]
    return output
  }
}
