/// The parts of a multipart body (RFC 2046, section 5.1).
struct Multipart {
  /// Without the line end before each boundary, which belongs to the boundary.
  var parts: [Range<Int>] = []
  /// The closing boundary is there.
  var isClosed = false

  /// Nothing, as where no boundary can be found.
  static let none = Multipart()

  private init() {}

  /// Splits a body at a boundary.
  ///
  /// - Throws: `tooManyParts` as soon as there are more than `limit`.
  init(_ body: ArraySlice<UInt8>, boundary: [UInt8], limit: Int) throws(MailError) {
    var start: Int?
    var index = body.startIndex
    while index < body.endIndex {
      let line = body.line(at: index)
      if let delimiter = Delimiter(body[line.content], boundary) {
        if let start {
          if parts.count >= limit { throw .tooManyParts }
          parts.append(start..<Self.contentEnd(body, start: start, delimiter: index))
        }
        // More may follow: the end may be that of a multipart within, which has the same boundary.
        isClosed = delimiter == .closing && (start != nil || isClosed)
        start = delimiter == .closing ? nil : line.next
      }
      index = line.next
    }
    // What follows the last boundary is read, though the message may have been cut there.
    if let start, start < body.endIndex {
      if parts.count >= limit { throw .tooManyParts }
      parts.append(start..<body.endIndex)
    }
  }

  private enum Delimiter {
    case opening, closing

    init?(_ line: ArraySlice<UInt8>, _ boundary: [UInt8]) {
      let dash = UInt8(ascii: "-")
      guard line.count >= boundary.count + 2, line[line.startIndex] == dash,
        line[line.startIndex + 1] == dash,
        line.dropFirst(2).starts(with: boundary)
      else { return nil }
      // White space may follow, as gateways add it (RFC 2046, section 5.1.1).
      let rest = line.dropFirst(2 + boundary.count).trimmed
      if rest.isEmpty {
        self = .opening
      } else if rest.elementsEqual([dash, dash]) {
        self = .closing
      } else {
        return nil
      }
    }
  }

  private static func contentEnd(_ body: ArraySlice<UInt8>, start: Int, delimiter: Int) -> Int {
    var end = delimiter
    if end > start, body[end - 1] == .lineFeed { end -= 1 }
    if end > start, body[end - 1] == .carriageReturn { end -= 1 }
    return end
  }

  /// The boundary of a body whose header does not name it, or names another: that of its first line that begins
  /// with two hyphens and is followed by a field or an empty line.
  static func guessedBoundary(_ body: ArraySlice<UInt8>) -> [UInt8]? {
    var index = body.startIndex
    while index < body.endIndex {
      let line = body.line(at: index)
      let content = body[line.content].trimmed
      if content.starts(with: "--".utf8), content.count > 2, content.count <= 202, line.next < body.endIndex {
        if body.line(at: line.next).content.isEmpty
          || HeaderBlock.startsWithWellKnownField(body[line.next...])
        {
          return Array(content.dropFirst(2))
        }
      }
      index = line.next
    }
    return nil
  }
}
