/// A text part's bytes as Unicode text with line feeds (RFC 2046, section 4.1).
struct TextPart {
  var text: [UInt8]
  /// That of the header, or what the text shows to be the right one.
  var type: String
  var isMislabelled: Bool

  init(_ bytes: ArraySlice<UInt8>, _ content: ContentHeader) {
    let decoded = Charset.decode(bytes, label: content.parameter("charset"))
    isMislabelled = decoded.isMislabelled
    text = TextRepair.repaired(Self.normalised(decoded.utf8))
    type = content.type
    switch type {
    case "text/plain" where Self.looksLikeHTML(text): type = "text/html"
    case "text/html" where !text.contains(UInt8(ascii: "<")) && !text.contains(UInt8(ascii: "&")):
      // Nothing of HTML, which would lose the lines.
      type = "text/plain"
    case "text/enriched", "text/richtext": text = EnrichedText.plain(text)
    default: break
    }
    if type == "text/plain", content.parameter("format")?.asciiLowercased == "flowed" {
      text = FlowedText.joined(text, deletesSpace: content.parameter("delsp")?.asciiLowercased == "yes")
    }
  }

  private static func looksLikeHTML(_ text: [UInt8]) -> Bool {
    let start = text.prefix(400).drop { $0.isBlank || $0.isLineEnd }
    return start.hasPrefix(ignoringCase: "<!doctype html") || start.hasPrefix(ignoringCase: "<html")
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
    let hasNUL = text[...].firstIndex(ofByte: 0, from: 0) != nil
    let bytes = hasNUL ? text.filter { $0 != 0 }[...] : text[...]
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
