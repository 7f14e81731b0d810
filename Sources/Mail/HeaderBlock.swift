/// The header of a message or a part (RFC 5322, section 2.2), as bytes and within its limits.
struct HeaderBlock {
  struct Field {
    /// As written, without white space before its colon.
    var name: String
    /// Unfolded UTF-8, without control characters and without white space at its ends; encoded words as they are.
    var value: [UInt8]
    var isCut = false

    func isNamed(_ lowercase: String) -> Bool { name.utf8.equals(ignoringCase: lowercase) }
  }

  var fields: [Field] = []
  /// Where the body begins.
  var end: Int
  /// There was a line within it that is neither a field nor the rest of one.
  var hasStrayLine = false

  /// The topmost field of a name given in lower case.
  func first(_ name: String) -> Field? { fields.first { $0.isNamed(name) } }

  /// Reads up to and with the empty line that ends the header.
  ///
  /// A line that is no field ends it too, and begins the body, unless more of a header follows: then a program
  /// has broken a long line, and the line is read as the rest of the field above.
  init(_ bytes: ArraySlice<UInt8>, limits: MailLimits) throws(MailError) {
    end = bytes.startIndex
    var open: (name: String, pieces: Range<Int>)?
    func close(_ fields: inout [Field]) {
      guard let field = open else { return }
      let kept = Self.cut(field.pieces, of: bytes, to: limits.headerLength)
      fields.append(
        Field(name: field.name, value: Self.value(bytes[kept]), isCut: kept.count < field.pieces.count))
    }
    while end < bytes.endIndex {
      let line = bytes.line(at: end)
      if line.content.isEmpty {
        end = line.next
        break
      }
      if line.next - bytes.startIndex > limits.headerBlock { throw .tooManyHeaders }
      if let colon = Self.colon(in: bytes[line.content]) {
        close(&fields)
        if fields.count >= limits.headers { throw .tooManyHeaders }
        let name = bytes[line.content.lowerBound..<colon].trimmed
        open = (String(decoding: name, as: UTF8.self), colon + 1..<line.content.upperBound)
      } else if open != nil || !fields.isEmpty, Self.isFieldWithNULs(bytes[line.content]) {
        // A field that other programs may have read as none: nobody goes by it.
        hasStrayLine = true
        close(&fields)
        open = nil
      } else if open == nil, !fields.isEmpty, bytes[line.content.lowerBound].isBlank {
        // The rest of such a field.
      } else if let field = open, bytes[line.content.lowerBound].isBlank {
        open = (field.name, field.pieces.lowerBound..<line.content.upperBound)
      } else if let field = open, line.next < bytes.endIndex,
        Self.startsWithWellKnownField(bytes[line.next...])
      {
        hasStrayLine = true
        open = (field.name, field.pieces.lowerBound..<line.content.upperBound)
      } else {
        hasStrayLine = true
        break
      }
      end = line.next
    }
    close(&fields)
  }

  /// The beginning of a range, not ending within a letter of UTF-8.
  private static func cut(_ range: Range<Int>, of bytes: ArraySlice<UInt8>, to length: Int) -> Range<Int> {
    guard range.count > length else { return range }
    var end = range.lowerBound + length
    for _ in 0..<3 where end > range.lowerBound && bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return range.lowerBound..<end
  }

  /// The colon of a line that has the form of a field: printable ASCII, at most white space, a colon.
  static func colon(in line: ArraySlice<UInt8>) -> Int? {
    guard let first = line.first, !first.isBlank, first != UInt8(ascii: ":") else { return nil }
    var index = line.startIndex
    // Longer names than this do not occur, and a paragraph of prose need not be read to its end.
    let limit = min(line.endIndex, index + 128)
    while index < limit, 0x21...0x7E ~= line[index], line[index] != UInt8(ascii: ":") { index += 1 }
    while index < limit, line[index].isBlank { index += 1 }
    return index < limit && line[index] == UInt8(ascii: ":") ? index : nil
  }

  /// Whether a line has the form of a field once the NULs in its name are left out.
  private static func isFieldWithNULs(_ line: ArraySlice<UInt8>) -> Bool {
    let start = line.prefix(128)
    return start.contains(0) && colon(in: start.filter { $0 != 0 }[...]) != nil
  }

  /// Whether the first line is a field of a name that mail programs write.
  static func startsWithWellKnownField(_ bytes: ArraySlice<UInt8>) -> Bool {
    let line = bytes[bytes.line(at: bytes.startIndex).content]
    guard let colon = colon(in: line) else { return false }
    return isWellKnown(line[..<colon].trimmed)
  }

  /// Whether a name is one that mail programs write, and hardly a word that a person puts before a colon.
  static func isWellKnown(_ name: ArraySlice<UInt8>) -> Bool {
    if ["x-", "content-", "list-", "resent-", "arc-", "authentication-"].contains(
      where: name.hasPrefix(ignoringCase:))
    {
      return true
    }
    return wellKnown.contains { name.equals(ignoringCase: $0) }
  }

  private static let wellKnown = [
    "from", "to", "cc", "bcc", "subject", "date", "message-id", "received", "return-path", "reply-to",
    "sender",
    "mime-version", "in-reply-to", "references", "delivered-to", "dkim-signature", "received-spf",
    "thread-index",
    "thread-topic", "user-agent", "importance", "accept-language", "auto-submitted", "precedence",
    "envelope-to",
  ]

  private static func value(_ raw: ArraySlice<UInt8>) -> [UInt8] {
    var unfolded = [UInt8]()
    unfolded.reserveCapacity(raw.count)
    var isPlain = true
    var index = raw.startIndex
    while index < raw.endIndex {
      let byte = raw[index]
      let isFold = byte.isLineEnd
      if !isFold {
        unfolded.append(byte < 0x20 || byte == 0x7F ? .space : byte)
      } else if byte == .lineFeed, index + 1 < raw.endIndex, !raw[index + 1].isBlank {
        // The rest of a line that was broken without the white space it needs.
        unfolded.append(.space)
      } else if byte == .carriageReturn, index + 1 < raw.endIndex, raw[index + 1] != .lineFeed {
        unfolded.append(.space)
      }
      if byte >= 0x80 { isPlain = false }
      index += 1
    }
    let trimmed = unfolded[...].trimmed
    return isPlain || Charset.isUTF8(trimmed) ? Array(trimmed) : Charset.utf8OrWindows1252(trimmed)
  }
}
