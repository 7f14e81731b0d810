/// `* 12 FETCH (…)` (RFC 9051, section 7.5.2).
extension ResponseGrammar {
  /// What a literal is that begins at the end of what has come so far; nil where it is no body's section.
  /// - Parameter position: of its `{`.
  func literalStart(at position: Int, size: UInt64) throws(ProtocolError) -> LiteralStart? {
    guard case .numbered = head.form, head.kind == "FETCH" else { return nil }
    let fetched = try fetched(upTo: position)
    guard let item = fetched.pending, let section = item.section else { return nil }
    return LiteralStart(
      sequence: fetched.message.sequence, uid: fetched.message.uid, section: section, origin: item.origin,
      size: size, isSkipped: size > limits.message)
  }

  /// A name such as `FLAGS` or `BODY[HEADER]<0>`.
  struct FetchItemName {
    let name: ArraySlice<UInt8>
    let section: BodySection?
    let origin: UInt32?
  }

  /// Reads the items of a FETCH.
  /// - Parameter position: if given, the response is whole only up to there, and `pending` is the item whose value
  ///   begins there; nil where that is within a list.
  func fetched(upTo position: Int? = nil) throws(ProtocolError) -> (
    message: FetchedMessage, pending: FetchItemName?
  ) {
    guard case .numbered(let number) = head.form else { throw .notAResponse }
    var message = FetchedMessage(sequence: try sequence(number))
    var end = position
    if let position, position > 0, text[position - 1] == UInt8(ascii: "~") { end = position - 1 }
    var cursor = cursor(to: end)
    try cursor.expect(UInt8(ascii: "("), "a list of items")
    while true {
      cursor.skipSpaces()
      if cursor.take(UInt8(ascii: ")")) { break }
      let item = try itemName(&cursor)
      cursor.skipSpaces()
      if position != nil {
        if cursor.isAtEnd { return (message, item) }
        var ahead = cursor
        // A list that a literal belongs to has not come whole yet.
        do throws(ProtocolError) { try ahead.skipValue() } catch {
          guard case .malformed = error, ahead.isAtEnd else { throw error }
          return (message, nil)
        }
      }
      try readValue(of: item, &cursor, into: &message)
    }
    guard position == nil else { throw cursor.failure("the end of the line") }
    try expectEnd(cursor)
    return (message, nil)
  }

  private func itemName(_ cursor: inout Cursor) throws(ProtocolError) -> FetchItemName {
    let start = cursor.position
    while let byte = cursor.next, byte != UInt8(ascii: " "), byte != UInt8(ascii: "("),
      byte != UInt8(ascii: ")"),
      byte != UInt8(ascii: "["), byte != UInt8(ascii: "{"), byte != UInt8(ascii: "\"")
    {
      cursor.position += 1
    }
    let name = text[start..<cursor.position]
    guard !name.isEmpty else { throw cursor.failure("the name of an item") }
    guard cursor.take(UInt8(ascii: "[")) else {
      // RFC 9051, section 7.5.2: older names for the same.
      let section: BodySection? =
        if name.isWord("RFC822") { .whole } else if name.isWord("RFC822.HEADER") {
          .header
        } else if name.isWord(
          "RFC822.TEXT")
        { .text } else { nil }
      return FetchItemName(name: name, section: section, origin: nil)
    }
    let sectionStart = cursor.position
    while let byte = cursor.next, byte != UInt8(ascii: "]") {
      guard byte != UInt8(ascii: "{") else { throw cursor.failure("a section without literals") }
      cursor.position += 1
    }
    let section = text[sectionStart..<cursor.position]
    try cursor.expect(UInt8(ascii: "]"), "the end of a section")
    var origin: UInt32?
    if cursor.take(UInt8(ascii: "<")) {
      let digits = cursor.word()
      guard digits.last == UInt8(ascii: ">"), (2...11).contains(digits.count),
        digits.dropLast().allSatisfy(\.isDigit),
        let value = UInt32(exactly: digits.dropLast().reduce(UInt64(0)) { $0 * 10 + UInt64($1 - 48) })
      else { throw cursor.failure("the origin of a section") }
      origin = value
    }
    let isBody = name.isWord("BODY") || name.isWord("BINARY")
    return FetchItemName(name: name, section: isBody ? BodySection(section) : nil, origin: origin)
  }

  private func readValue(
    of item: FetchItemName, _ cursor: inout Cursor, into message: inout FetchedMessage
  ) throws(ProtocolError) {
    if let section = item.section {
      message.sections.append(
        FetchedSection(section: section, origin: item.origin, content: try content(&cursor)))
    } else if item.name.isWord("UID") {
      message.uid = try cursor.uid()
    } else if item.name.isWord("FLAGS") {
      message.flags = try cursor.flags()
    } else if item.name.isWord("RFC822.SIZE") {
      message.size = try cursor.number(upTo: UInt64(Int64.max), "a size")
    } else if item.name.isWord("INTERNALDATE") {
      message.internalDate = try cursor.stringOrNil().flatMap { InternalDate($0[...]) }
    } else if item.name.isWord("MODSEQ") {
      try cursor.expect(UInt8(ascii: "("), "a MODSEQ in parentheses")
      cursor.skipSpaces()
      message.modSeq = try cursor.modSeq()
      cursor.skipSpaces()
      try cursor.expect(UInt8(ascii: ")"), "a MODSEQ in parentheses")
    } else {
      try cursor.skipValue()
    }
  }

  private func content(_ cursor: inout Cursor) throws(ProtocolError) -> FetchedSection.Content {
    if let quoted = try cursor.quoted() { return .quoted(quoted) }
    if let literal = cursor.literal() {
      return literal.fate == .streamed ? .streamed(size: literal.size) : .skipped(size: literal.size)
    }
    guard cursor.word().isWord("NIL") else { throw cursor.failure("a literal, a quoted string or NIL") }
    return .none
  }
}
