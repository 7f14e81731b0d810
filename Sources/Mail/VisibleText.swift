/// What a reader would see of a text, as estimated in one pass.
package enum VisibleText {
  /// The number of bytes of letters and digits; for HTML, those outside of tags, comments, style and script.
  package static func letterCount(of text: String, isHTML: Bool) -> Int {
    var count = 0
    scan(text, isHTML: isHTML) { bytes, range in
      for byte in bytes[range] where byte >= 0x80 || byte.isASCIIAlphanumeric { count += 1 }
    }
    return count
  }

  /// Hashes of the words of four ASCII letters or more, without regard to case; of at most `limit` bytes of a text.
  package static func words(of text: String, isHTML: Bool, limit: Int) -> Set<UInt64> {
    var words = Set<UInt64>()
    scan(text, isHTML: isHTML, limit: limit) { bytes, range in
      var (hash, length) = (UInt64(14_695_981_039_346_656_037), 0)
      for index in range.lowerBound...range.upperBound {
        // FNV-1a
        if index < range.upperBound, bytes[index].isASCIILetter {
          hash = (hash ^ UInt64(bytes[index].asciiLowercased)) &* 1_099_511_628_211
          length += 1
        } else {
          if length >= 4 { words.insert(hash) }
          (hash, length) = (14_695_981_039_346_656_037, 0)
        }
      }
    }
    return words
  }

  /// The first bytes of the text, about as many as `limit`, with a space for each stretch of markup.
  static func beginning(of text: String, isHTML: Bool, limit: Int) -> String {
    var output = [UInt8]()
    scan(text, isHTML: isHTML, limit: isHTML ? 64 * 1024 : limit) { bytes, range in
      guard output.count < limit else { return }
      if isHTML { output.append(.space) }
      output += bytes[range].prefix(limit)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Calls `visit` with each stretch of text between markup and entities.
  private static func scan(
    _ text: String, isHTML: Bool, limit: Int = .max, _ visit: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Void
  ) {
    var text = text
    text.withUTF8 { all in
      let bytes = UnsafeBufferPointer(rebasing: all.prefix(limit))
      guard isHTML else { return visit(bytes, bytes.indices) }
      var index = 0
      while index < bytes.count {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "<"), bytes[index] != UInt8(ascii: "&") {
          index += 1
        }
        if start < index { visit(bytes, start..<index) }
        guard index < bytes.count else { return }
        if bytes[index] == UInt8(ascii: "<") {
          index = endOfMarkup(in: bytes, from: index)
        } else {
          while index < bytes.count, bytes[index] != UInt8(ascii: ";"), bytes[index] > 0x20 { index += 1 }
          index += 1
        }
      }
    }
  }

  /// The first byte after a tag, comment, style or script that begins at `start`.
  private static func endOfMarkup(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    func begins(_ word: StaticString, at place: Int) -> Bool {
      guard place + word.utf8CodeUnitCount <= bytes.count else { return false }
      for offset in 0..<word.utf8CodeUnitCount
      where bytes[place + offset] | 0x20 != word.utf8Start[offset] | 0x20 {
        return false
      }
      return true
    }
    func after(_ word: StaticString) -> Int {
      let first = word.utf8Start[0]
      var place = start + 1
      while place < bytes.count, bytes[place] != first || !begins(word, at: place) { place += 1 }
      return min(bytes.count, place + word.utf8CodeUnitCount)
    }
    if begins("<!--", at: start) { return after("-->") }
    if begins("<style", at: start) { return after("</style>") }
    if begins("<script", at: start) { return after("</script>") }
    return after(">")
  }
}
