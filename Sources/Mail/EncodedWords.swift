/// Encoded words in unstructured text (RFC 2047), also as programs get them wrong: with spaces within them, without
/// any between them, in the wrong character set, or with a letter cut in two between them.
///
/// Decoded here and not by GMime, which gives up at a letter that is cut and loses the words after it.
enum EncodedWords {
  /// Decodes UTF-8 text with encoded words in it.
  static func decoded(_ text: [UInt8]) -> String {
    var output = [UInt8]()
    output.reserveCapacity(text.count)
    /// The bytes of words in one character set that follow each other.
    var run: (charset: String, bytes: [UInt8])?
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
      if let open = run, open.charset == word.charset {
        run?.bytes += word.bytes
      } else {
        flush()
        run = (word.charset, word.bytes)
      }
      index = word.end
      plainStart = index
    }
    flush()
    output += text[plainStart...]
    return String(decoding: output, as: UTF8.self)
  }

  private struct Word {
    /// In lower case, without a language (RFC 2231, section 5).
    var charset: String
    var bytes: [UInt8]
    var end: Int

    /// Reads `=?charset?encoding?text?=`; nil where there is none. `mayHaveEnd` becomes false when no `?=` follows any
    /// more, so that nobody looks for one again.
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
      let isBase64: Bool
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
        return nil
      }
      bytes = Self.decoded(text[content..<close], isBase64: isBase64)
      end = close + 2
    }

    private static func decoded(_ content: ArraySlice<UInt8>, isBase64: Bool) -> [UInt8] {
      if isBase64 { return GMime.decode(content, .base64) }
      // Quoted-printable, with an underscore for a space (section 4.2).
      return GMime.decode(content.map { $0 == UInt8(ascii: "_") ? .space : $0 }[...], .quotedPrintable)
    }
  }
}
