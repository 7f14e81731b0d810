/// Encoded words in unstructured text (RFC 2047), also as programs get them wrong: with spaces within them, without
/// any between them, in the wrong character set, with a letter or a group of base64 cut in two between them, without
/// their end, or encoded twice.
///
/// Decoded here and not by GMime, which gives up at a letter that is cut and loses the words after it.
enum EncodedWords {
  /// Decodes UTF-8 text with encoded words in it.
  static func decoded(_ text: [UInt8]) -> String {
    var output = decodedOnce(text)
    // A gateway that takes encoded words for text encodes them once more.
    if output.containsEncodedWord { output = decodedOnce(output) }
    return String(decoding: output, as: UTF8.self)
  }

  private static func decodedOnce(_ text: [UInt8]) -> [UInt8] {
    var output = [UInt8]()
    output.reserveCapacity(text.count)
    /// Words in one character set that follow each other.
    var run: Run?
    func flush() {
      if let run { output += Charset.decode(run.bytes[...], label: run.charset).utf8 }
      run = nil
    }
    var plainStart = 0
    var index = 0
    var mayHaveEnd = true
    while index < text.count {
      guard mayHaveEnd, let word = Word(text, at: index, mayHaveEnd: &mayHaveEnd) else {
        index += 1
        continue
      }
      // White space between two words is not part of the text (section 6.2).
      let between = text[plainStart..<index]
      if run == nil || !between.allSatisfy(\.isBlank) {
        flush()
        output += between
      }
      if run?.charset != word.charset { flush() }
      if run == nil { run = Run(charset: word.charset) }
      run?.append(word)
      index = word.end
      plainStart = index
    }
    flush()
    return output + text[plainStart...]
  }

  private struct Run {
    var charset: String
    private(set) var bytes = [UInt8]()
    /// The base64 at the end of the last word that makes no whole group: the next word may go on with it.
    private var rest = [UInt8]()
    /// How many of the bytes come of that.
    private var fromRest = 0

    init(charset: String) { self.charset = charset }

    mutating func append(_ word: Word) {
      guard word.isBase64 else {
        (rest, fromRest) = ([], 0)
        // Quoted-printable, with an underscore for a space (section 4.2).
        bytes += QuotedPrintable.decoded(word.content.map { $0 == UInt8(ascii: "_") ? .space : $0 }[...])
        return
      }
      let letters = word.content.filter { $0.isASCIIAlphanumeric || "+/=".utf8.contains($0) }
      if !rest.isEmpty, (rest.count + letters.count) % 4 == 0 || !letters.contains(UInt8(ascii: "=")) {
        bytes.removeLast(fromRest)
        decode(rest + letters)
      } else {
        decode(letters)
      }
    }

    private mutating func decode(_ letters: [UInt8]) {
      let isOpen = letters.last != UInt8(ascii: "=")
      let whole = letters.count - (isOpen ? letters.count % 4 : 0)
      bytes += GMime.decode(letters[..<whole], .base64)
      rest = Array(letters[whole...])
      let last = GMime.decode(rest[...], .base64)
      bytes += last
      fromRest = last.count
    }
  }

  private struct Word {
    /// In lower case, without a language (RFC 2231, section 5).
    var charset: String
    var isBase64: Bool
    /// Still encoded.
    var content: ArraySlice<UInt8>
    var end: Int

    /// Reads `=?charset?encoding?text?=`; nil where there is none. `mayHaveEnd` becomes false when no `?=` follows any
    /// more, so that nobody looks for one again; the word that lacks it ends with the text.
    init?(_ text: [UInt8], at start: Int, mayHaveEnd: inout Bool) {
      let mark = UInt8(ascii: "?")
      guard text[start] == UInt8(ascii: "="), start + 1 < text.count, text[start + 1] == mark else {
        return nil
      }
      var index = start + 2
      while index < text.count, index - start < 64, text[index] > 0x20, text[index] != mark { index += 1 }
      guard index > start + 2, index + 2 < text.count, text[index] == mark, text[index + 2] == mark else {
        return nil
      }
      switch text[index + 1].asciiLowercased {
      case UInt8(ascii: "b"): isBase64 = true
      case UInt8(ascii: "q"): isBase64 = false
      default: return nil
      }
      charset = String(
        decoding: text[(start + 2)..<index].prefix { $0 != UInt8(ascii: "*") }.map(\.asciiLowercased),
        as: UTF8.self)
      let content = index + 3
      var close = content
      while close + 1 < text.count, text[close] != mark || text[close + 1] != UInt8(ascii: "=") { close += 1 }
      guard close + 1 < text.count else {
        mayHaveEnd = false
        let isHalfClosed = text.last == mark && text.count > content
        self.content = text[content..<(text.count - (isHalfClosed ? 1 : 0))]
        end = text.count
        return
      }
      self.content = text[content..<close]
      end = close + 2
    }
  }
}
