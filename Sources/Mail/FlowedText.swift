/// Text whose paragraphs were broken into lines for sending (`format=flowed`, RFC 3676).
enum FlowedText {
  /// Joins the lines of each paragraph: those that end in a space go on in the next one of the same quoting depth.
  ///
  /// - Parameters:
  ///   - text: UTF-8 with line feeds.
  ///   - deletesSpace: `delsp=yes`: the space at the end of a flowed line is not part of the text.
  static func joined(_ text: [UInt8], deletesSpace: Bool) -> [UInt8] {
    var output = [UInt8]()
    output.reserveCapacity(text.count)
    /// The depth of the paragraph that the last line left open.
    var open: Int?
    var index = 0
    let bytes = text[...]
    while index < text.count {
      let line = bytes.line(at: index)
      index = line.next
      var content = bytes[line.content]
      let depth = content.prefix { $0 == UInt8(ascii: ">") }.count
      content = content.dropFirst(depth)
      // A space put before what a line may not begin with (space-stuffing, section 4.4).
      if content.first == .space { content = content.dropFirst() }
      let isSignatureMark = content.elementsEqual("-- ".utf8)
      if let depthBefore = open, depthBefore != depth || isSignatureMark {
        output.append(.lineFeed)
        open = nil
      }
      if open == nil, depth > 0 {
        output += repeatElement(UInt8(ascii: ">"), count: depth)
        output.append(.space)
      }
      let isFlowed = content.last == .space && !isSignatureMark
      output += isFlowed && deletesSpace ? content.dropLast() : content
      open = isFlowed ? depth : nil
      if !isFlowed, line.next > line.content.upperBound { output.append(.lineFeed) }
    }
    if open != nil { output.append(.lineFeed) }
    return output
  }
}
