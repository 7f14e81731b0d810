/// The words of a text as search sees them: runs of letters and digits, in lower case, marks folded so that
/// *café* and *cafe* meet. The Swedish letters å, ä and ö keep theirs: *får* and *far* are two words.
enum SearchWords {
  /// A word and its place.
  struct Word {
    /// The folded word, UTF-8; lives until the next word.
    var folded: UnsafeBufferPointer<UInt8>
    /// Half-open offsets into the text's UTF-8.
    var bytes: Range<Int>
    /// Half-open offsets in Unicode scalars.
    var scalars: Range<Int>
  }

  /// A longer word is cut: it is no word of a language, and the index need not hold it.
  static let longest = 120

  /// Calls `body` for each word of the text.
  static func forEach(in text: String, _ body: (Word) -> Void) {
    var text = text
    text.withUTF8 {
      forEach(in: $0) { word in
        body(word)
        return true
      }
    }
  }

  /// Calls `body` for each word of a UTF-8 text until it returns false. Bytes that are no UTF-8 separate words.
  static func forEach(in text: UnsafeBufferPointer<UInt8>, _ body: (Word) -> Bool) {
    var folded = [UInt8]()
    folded.reserveCapacity(longest + 4)
    var start = (byte: 0, scalar: 0)
    var index = 0
    var scalarIndex = 0

    func flush(end: Int) -> Bool {
      guard !folded.isEmpty else { return true }
      defer { folded.removeAll(keepingCapacity: true) }
      return folded.withUnsafeBufferPointer {
        body(Word(folded: $0, bytes: start.byte..<end, scalars: start.scalar..<scalarIndex))
      }
    }

    while index < text.count {
      let byte = text[index]
      var length = 1
      var isPartOfWord = false
      if byte < 0x80 {
        isPartOfWord = byte.isASCIILetterOrDigit
        if isPartOfWord {
          if folded.isEmpty { start = (index, scalarIndex) }
          if folded.count < longest { folded.append(byte >= 0x41 && byte <= 0x5A ? byte + 32 : byte) }
        }
      } else if let scalar = Self.scalar(in: text, at: index, length: &length) {
        switch Folding(scalar) {
        case .letter(let replacement):
          isPartOfWord = true
          if folded.isEmpty { start = (index, scalarIndex) }
          if folded.count < longest { folded += replacement.utf8 }
        case .mark:
          isPartOfWord = !folded.isEmpty
          if isPartOfWord { Self.compose(&folded, with: scalar) }
        case .other: break
        }
      }
      if !isPartOfWord, !flush(end: index) { return }
      index += length
      scalarIndex += 1
    }
    _ = flush(end: index)
  }

  /// Decodes one scalar; nil, with a length of 1, where there is none.
  private static func scalar(
    in text: UnsafeBufferPointer<UInt8>, at index: Int, length: inout Int
  ) -> Unicode.Scalar? {
    let first = text[index]
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
    guard count > 0, index + count <= text.count else { return nil }
    var value = UInt32(first) & (0xFF >> UInt32(count + 1))
    for next in text[(index + 1)..<(index + count)] {
      guard next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value) else { return nil }
    length = count
    return scalar
  }

  /// Joins å, ä and ö that were written as a letter and a combining mark; other marks fall away.
  private static func compose(_ folded: inout [UInt8], with mark: Unicode.Scalar) {
    let composed: String? =
      switch (folded.last, mark.value) {
      case (UInt8(ascii: "a"), 0x30A): "å"
      case (UInt8(ascii: "a"), 0x308): "ä"
      case (UInt8(ascii: "o"), 0x308): "ö"
      default: nil
      }
    guard let composed else { return }
    folded.removeLast()
    folded += composed.utf8
  }
}

/// What a scalar outside ASCII is in a word.
private enum Folding {
  case letter(String)
  /// Belongs to the word and adds nothing of its own: a combining mark, a soft hyphen.
  case mark
  case other

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0xAD, 0x300...0x36F: self = .mark
    case 0xC0...0xFF where scalar.value != 0xD7 && scalar.value != 0xF7:
      self = .letter(Self.latin1[Int(scalar.value & 0x1F)] ?? scalar.properties.lowercaseMapping)
    default:
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      self = isWord ? .letter(scalar.properties.lowercaseMapping) : .other
    }
  }

  /// The letters from U+00C0 (and, 32 later, their lower case), as search folds them; nil keeps the letter.
  private static let latin1: [String?] = [
    "a", "a", "a", "a", "ä", "å", "ä", "c", "e", "e", "e", "e", "i", "i", "i", "i",
    nil, "n", "o", "o", "o", "o", "ö", nil, "ö", "u", "u", "u", "u", "y", nil, nil,
  ]
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
