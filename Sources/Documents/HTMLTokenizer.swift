/// Cuts HTML into tags and text (WHATWG HTML, section 13.2.5), as browsers do: whatever the bytes are, there is a
/// reading of them. One pass, no state but a place: the time is proportional to the bytes.
///
/// libxml2's HTML parser compares each end tag with every open element, which is quadratic in hostile mail, and
/// gives up at a depth of 256; hence a tokenizer of our own, in a language that checks its bounds.
struct HTMLTokenizer {
  enum Token {
    /// Characters, with their references not yet decoded.
    case text(Range<Int>)
    case start(HTMLElement, HTMLAttributes)
    case end(HTMLElement)
  }

  /// Valid UTF-8.
  let bytes: [UInt8]
  private var place = 0
  private var name = [UInt8]()

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count {
        let next = bytes[place + 1]
        if isLetter(next) { return startTag() }
        if next == UInt8(ascii: "/") {
          if let token = endTag() { return token }
          continue
        }
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
          skipDeclaration()
          continue
        }
      }
      let start = place
      place += 1
      while place < bytes.count {
        if bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count {
          let next = bytes[place + 1]
          if isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
            || next == UInt8(ascii: "?")
          {
            break
          }
        }
        place += 1
      }
      return .text(start..<place)
    }
    return nil
  }

  /// Passes over everything up to the end tag of the element that was just begun; what it was, where that is a style
  /// sheet.
  @discardableResult
  mutating func skipRawText() -> Range<Int>? {
    let name = name
    let start = place
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: "<"), place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "/") {
        let rest = bytes[(place + 2)...].prefix(name.count)
        if rest.count == name.count, zip(rest, name).allSatisfy({ lowercase($0) == $1 }) { break }
      }
      place += 1
    }
    return name.elementsEqual("style".utf8) ? start..<min(place, bytes.count) : nil
  }

  private mutating func readName() -> HTMLElement {
    name.removeAll(keepingCapacity: true)
    while place < bytes.count {
      let byte = bytes[place]
      if isSpace(byte) || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      // Names that matter are short.
      if name.count < 16 { name.append(lowercase(byte)) }
      place += 1
    }
    return HTMLElement.named(name[...])
  }

  private mutating func startTag() -> Token {
    place += 1
    let element = readName()
    return .start(element, readAttributes())
  }

  /// Nil where the bytes make no end tag but a comment.
  private mutating func endTag() -> Token? {
    guard place + 2 < bytes.count, isLetter(bytes[place + 2]) else {
      skipPast(UInt8(ascii: ">"))
      return nil
    }
    place += 2
    let element = readName()
    _ = readAttributes()
    return .end(element)
  }

  /// A comment, a conditional comment, a document type, a processing instruction. What a conditional comment hides
  /// from browsers stands within the comment; what it reveals to them stands outside.
  private mutating func skipDeclaration() {
    guard bytes[place...].starts(with: "<!--".utf8) else {
      skipPast(UInt8(ascii: ">"))
      return
    }
    place += 4
    // Section 13.2.5.44: "<!-->" and "<!--->" are whole comments.
    if bytes[place...].starts(with: ">".utf8) {
      place += 1
      return
    }
    place = max(4, place - 2)
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: ">"), bytes[place - 1] == UInt8(ascii: "-") || bytes[place - 1] == 0x21,
        bytes[..<place].hasSuffix("--") || bytes[..<place].hasSuffix("--!")
      {
        place += 1
        return
      }
      place += 1
    }
  }

  private mutating func skipPast(_ byte: UInt8) {
    while place < bytes.count, bytes[place] != byte { place += 1 }
    place = min(place + 1, bytes.count)
  }

  /// Reads up to and with the tag's closing bracket.
  private mutating func readAttributes() -> HTMLAttributes {
    var attributes = HTMLAttributes()
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: ">") {
        place += 1
        return attributes
      }
      if isSpace(byte) || byte == UInt8(ascii: "/") {
        place += 1
        continue
      }
      let nameStart = place
      place += 1
      while place < bytes.count {
        let byte = bytes[place]
        if isSpace(byte) || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">")
          || byte == UInt8(ascii: "/")
        {
          break
        }
        place += 1
      }
      let name = nameStart..<place
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else {
        attributes.note(bytes[name], value: place..<place)
        continue
      }
      place += 1
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      attributes.note(bytes[name], value: readValue())
    }
    return attributes
  }

  private mutating func readValue() -> Range<Int> {
    guard place < bytes.count else { return place..<place }
    let quote = bytes[place]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = place + 1
      place += 1
      skipPast(quote)
      return start..<max(start, place - 1)
    }
    let start = place
    while place < bytes.count, !isSpace(bytes[place]), bytes[place] != UInt8(ascii: ">") { place += 1 }
    return start..<place
  }
}

/// The attributes that matter for the text, as ranges into the document.
struct HTMLAttributes {
  var style: Range<Int>?
  var classes: Range<Int>?
  var identifier: Range<Int>?
  /// `type=cite` of a block quote.
  var type: Range<Int>?
  var color: Range<Int>?
  var background: Range<Int>?
  var start: Range<Int>?
  var value: Range<Int>?
  var isHidden = false
  /// A picture behind the element.
  var hasPicture = false

  fileprivate mutating func note(_ name: ArraySlice<UInt8>, value: Range<Int>) {
    // The first of several attributes with one name counts.
    switch name.count {
    case 2 where identifier == nil && Self.equal(name, "id"): identifier = value
    case 4 where type == nil && Self.equal(name, "type"): type = value
    case 5 where classes == nil && Self.equal(name, "class"): classes = value
    case 5 where color == nil && Self.equal(name, "color"): color = value
    case 7 where background == nil && Self.equal(name, "bgcolor"): background = value
    case 5 where style == nil && Self.equal(name, "style"): style = value
    case 5 where start == nil && Self.equal(name, "start"): start = value
    case 5 where self.value == nil && Self.equal(name, "value"): self.value = value
    case 6 where Self.equal(name, "hidden"): isHidden = true
    case 10 where Self.equal(name, "background"): hasPicture = true
    default: break
    }
  }

  private static func equal(_ name: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    word.withUTF8Buffer { zip(name, $0).allSatisfy { lowercase($0) == $1 } }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { suffix($0.count).elementsEqual($0) }
  }
}
