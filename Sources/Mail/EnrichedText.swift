/// text/enriched (RFC 1896): commands in angle brackets, lines broken for sending.
enum EnrichedText {
  /// The words alone, a line end for each paragraph.
  static func plain(_ text: [UInt8]) -> [UInt8] {
    var output = [UInt8]()
    output.reserveCapacity(text.count)
    /// Depth of `<param>`, whose content is for programs.
    var parameters = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "<") {
        if index + 1 < text.count, text[index + 1] == byte {
          if parameters == 0 { output.append(byte) }
          index += 2
          continue
        }
        guard let end = text[...].firstIndex(ofByte: UInt8(ascii: ">"), from: index) else { break }
        let command = text[(index + 1)..<end]
        if command.equals(ignoringCase: "param") { parameters += 1 }
        if command.equals(ignoringCase: "/param") { parameters = max(0, parameters - 1) }
        index = end + 1
        continue
      }
      if byte == .lineFeed {
        // One line end is a space, each further one a line end.
        var count = 0
        while index < text.count, text[index] == .lineFeed { (count, index) = (count + 1, index + 1) }
        if parameters == 0 {
          if count == 1 { output.append(.space) } else { output += repeatElement(.lineFeed, count: count) }
        }
        continue
      }
      if parameters == 0 { output.append(byte) }
      index += 1
    }
    return output
  }
}
