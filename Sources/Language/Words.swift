/// A word, number or mark in a ``FoldedText``.
package struct Word: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Letters, with hyphens, colons and apostrophes between them: `e-tjänst`, `vd:n`, `don't`.
    case letters
    /// Digits, with points, commas, colons and hyphens between them: `1,5`, `08:30`.
    case number
    /// One of `?` and `!`.
    case mark
  }

  package var kind: Kind
  /// Its place among the folded characters.
  package var range: Range<Int>

  package init(kind: Kind, range: Range<Int>) {
    self.kind = kind
    self.range = range
  }
}

extension FoldedText {
  /// Finds the words, numbers and telling marks, in order.
  /// - Parameters:
  ///   - words: emptied and filled.
  ///   - limit: at most so many are found; the rest of the text has none.
  package func findWords(into words: inout [Word], limit: Int = .max) {
    words.removeAll(keepingCapacity: true)
    characters.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count, words.count < limit {
        let character = text[index]
        if Self.isLetter(character) {
          let end = Self.endOfWord(text, from: index)
          words.append(Word(kind: .letters, range: index..<end))
          index = end
        } else if Self.isDigit(character) {
          let end = Self.endOfNumber(text, from: index)
          words.append(Word(kind: .number, range: index..<end))
          index = end
        } else {
          if character == UInt8(ascii: "?") || character == UInt8(ascii: "!") {
            words.append(Word(kind: .mark, range: index..<index + 1))
          }
          index += 1
        }
      }
    }
  }

  /// The words, numbers and telling marks, in order.
  package var words: [Word] {
    var words = [Word]()
    findWords(into: &words)
    return words
  }

  private static func endOfWord(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      if isLetter(text[index]) {
        index += 1
      } else if index + 1 < text.count, isLetter(text[index + 1]), joins(text, at: index, from: start) {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// Whether the mark at `index` belongs to the word. A hyphen joins only a single letter to what follows
  /// (`e-post`); other hyphenated words are words of their own (`Uppsala-företagare`).
  private static func joins(_ text: UnsafeBufferPointer<UInt8>, at index: Int, from start: Int) -> Bool {
    switch text[index] {
    case UInt8(ascii: "-"): index - start == 1
    case UInt8(ascii: ":"), UInt8(ascii: "'"): true
    default: false
    }
  }

  private static func endOfNumber(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < text.count {
      if isDigit(text[index]) {
        index += 1
      } else if index + 1 < text.count, isDigit(text[index + 1]),
        [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "-")].contains(text[index])
      {
        index += 1
      } else {
        break
      }
    }
    return index
  }

  /// Calls `body` with a word as UTF-8, without the ending that a colon joins to an abbreviation (`vd:n` is `vd`).
  package func withUTF8<Result>(
    of word: Word, scratch: inout [UInt8], _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    scratch.removeAll(keepingCapacity: true)
    for index in word.range {
      let character = characters[index]
      if character == UInt8(ascii: ":"), word.kind == .letters, !scratch.isEmpty { break }
      if character < 0x80 {
        scratch.append(character)
      } else {
        scratch.append(0xC0 | character >> 6)
        scratch.append(0x80 | character & 0x3F)
      }
    }
    return try scratch.withUnsafeBufferPointer(body)
  }
}
