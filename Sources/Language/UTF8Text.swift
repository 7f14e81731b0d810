/// A text as its UTF-8 bytes, beside the same bytes with letters in lower case.
///
/// Both arrays have the same length, so that an offset into one is an offset into the other: what is found in
/// the folded text can be pointed at in the text itself. Offsets are in bytes and lie between scalars.
package struct UTF8Text: Sendable {
  package let bytes: [UInt8]
  /// `bytes` with A to Z and the letters of Latin-1 (Å, Ä, Ö, É …) in lower case; all others as they are.
  package let folded: [UInt8]

  package init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    let bytes = Array(text.utf8)
    self.bytes = bytes
    folded = Self.fold(bytes)
  }

  /// Lower case for A to Z and Latin-1, byte for byte: there a capital and its small letter differ by 0x20.
  ///
  /// A byte is decided by itself and the one before it, without a branch, so that many are done at once.
  package static func fold(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: input.count) { output, count in
        guard let first = input.first else { return }
        output.initializeElement(at: 0, to: first &- 0x41 < 26 ? first | 0x20 : first)
        for i in 1..<max(1, input.count) {
          let byte = input[i]
          let isCapital = byte &- 0x41 < 26
          // À to Þ, without the sign of multiplication.
          let isLatin = (input[i - 1] == 0xC3) && (byte &- 0x80 < 0x1F) && (byte != 0x97)
          output.initializeElement(at: i, to: byte &+ (isCapital || isLatin ? 0x20 : 0))
        }
        count = input.count
      }
    }
  }

  package var all: Range<Int> { 0..<bytes.count }

  // MARK: Scalars

  /// The start of the scalar after the one that begins at `i`.
  package func next(_ i: Int) -> Int {
    let byte = bytes[i]
    let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    return min(i + length, bytes.count)
  }

  /// The start of the scalar that ends at `i`; `i` must be above 0.
  package func previous(_ i: Int) -> Int {
    var j = i - 1
    while j > 0 && bytes[j] & 0xC0 == 0x80 { j -= 1 }
    return j
  }

  /// The length in bytes of the white space scalar at `i`; 0 where there is none. Counts a byte order mark and
  /// the zero-width space as white space, as they show as nothing.
  package func spaceLength(at i: Int, before end: Int) -> Int {
    guard i < end else { return 0 }
    switch bytes[i] {
    case 0x20, 0x09...0x0D: return 1
    case 0xC2: return i + 1 < end && (bytes[i + 1] == 0xA0 || bytes[i + 1] == 0x85) ? 2 : 0
    case 0xE2:
      guard i + 2 < end else { return 0 }
      switch (bytes[i + 1], bytes[i + 2]) {
      case (0x80, 0x80...0x8B), (0x80, 0xA8), (0x80, 0xA9), (0x80, 0xAF): return 3
      default: return 0
      }
    case 0xEF: return i + 2 < end && bytes[i + 1] == 0xBB && bytes[i + 2] == 0xBF ? 3 : 0
    default: return 0
    }
  }

  /// Whether a letter begins at `i`: of ASCII, or any scalar beyond it that is no mark of Latin-1 or of the
  /// punctuation and symbol blocks.
  package func isLetter(at i: Int) -> Bool {
    guard i < bytes.count else { return false }
    switch bytes[i] {
    case 0x41...0x5A, 0x61...0x7A: return true
    case 0xC3: return i + 1 < bytes.count && bytes[i + 1] != 0x97 && bytes[i + 1] != 0xB7
    case 0xC4...0xE1, 0xE3...0xEE: return true
    default: return false
    }
  }

  package func isDigit(at i: Int) -> Bool { i < bytes.count && bytes[i] >= 0x30 && bytes[i] <= 0x39 }

  /// Whether a capital of ASCII or Latin-1 begins at `i`.
  package func isUpper(at i: Int) -> Bool {
    guard i < bytes.count else { return false }
    return bytes[i] == 0xC3 ? i + 1 < bytes.count && bytes[i + 1] != folded[i + 1] : bytes[i] != folded[i]
  }

  package func isLower(at i: Int) -> Bool { isLetter(at: i) && !isUpper(at: i) }

  // MARK: Stretches

  /// The range without white space at its ends.
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    while lower < range.upperBound {
      let length = spaceLength(at: lower, before: range.upperBound)
      if length == 0 { break }
      lower += length
    }
    var upper = range.upperBound
    while upper > lower {
      let start = max(lower, previous(upper))
      if spaceLength(at: start, before: upper) != upper - start { break }
      upper = start
    }
    return lower..<upper
  }

  package func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The range in lower case, as looked up in the lists of words.
  package func word(_ range: Range<Int>) -> String { String(decoding: folded[range], as: UTF8.self) }

  /// The end of the quote marks (`>`, `> > `) that begin at `i`, which must be the beginning of a line; `i` where there
  /// are none. `>50 procent` is no quotation.
  package func afterQuoteMarks(_ i: Int, before end: Int) -> Int {
    var after = i
    var j = i
    while j < end, bytes[j] == UInt8(ascii: ">") || bytes[j] == 0x20 || bytes[j] == 0x09 {
      if bytes[j] == UInt8(ascii: ">") && !isDigit(at: j + 1) { after = j + 1 }
      j += 1
    }
    return after
  }

  /// The range with each run of white space as one space, and none at its ends. Quote marks at the beginning
  /// of its further lines are left out: they are the mail program's.
  package func singleSpaced(_ range: Range<Int>) -> String {
    let range = trimmed(range)
    var result = [UInt8]()
    result.reserveCapacity(range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      let length = spaceLength(at: i, before: range.upperBound)
      if length > 0 {
        if result.last != 0x20 { result.append(0x20) }
        i += length
        if bytes[i - 1] == 0x0A { i = afterQuoteMarks(i, before: range.upperBound) }
      } else {
        result.append(bytes[i])
        i += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether the folded text continues at `i` with `prefix`, given in lower case.
  package func hasPrefix(_ prefix: String, at i: Int) -> Bool {
    var j = i
    for byte in prefix.utf8 {
      guard j < folded.count, folded[j] == byte else { return false }
      j += 1
    }
    return true
  }

  // MARK: Words

  /// The end of the run of letters that begins at `i`.
  package func letters(from i: Int, before end: Int) -> Int {
    var j = i
    while j < end, isLetter(at: j) { j = next(j) }
    return min(j, end)
  }

  /// The end of the run of digits that begins at `i`.
  package func digits(from i: Int, before end: Int) -> Int {
    var j = i
    while j < end, isDigit(at: j) { j += 1 }
    return j
  }

  /// The value of a run of at most nine digits.
  package func number(_ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 9 else { return nil }
    var value = 0
    for byte in bytes[range] {
      guard byte >= 0x30 && byte <= 0x39 else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// The first word, a run of letters and digits, in a range.
  package func firstWord(in range: Range<Int>) -> Range<Int>? {
    bytes.withUnsafeBufferPointer { Self.firstWord(in: $0, range) }
  }

  private static func firstWord(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var i = range.lowerBound
    while i < range.upperBound, !isWord(bytes, i) { i += length(bytes[i]) }
    guard i < range.upperBound else { return nil }
    let start = i
    while i < range.upperBound, isWord(bytes, i) { i += length(bytes[i]) }
    return start..<min(i, range.upperBound)
  }

  /// Whether a letter or digit begins at a place, as ``isLetter(at:)`` and ``isDigit(at:)`` tell.
  private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    let byte = bytes[i]
    if byte < 0x80 { return (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 }
    if byte == 0xC3 { return i + 1 < bytes.count && bytes[i + 1] != 0x97 && bytes[i + 1] != 0xB7 }
    return byte >= 0xC4 && byte <= 0xEE && byte != 0xE2
  }

  /// The length of the scalar that a byte begins.
  private static func length(_ byte: UInt8) -> Int { byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }

  /// Words, runs of letters and digits, in order, as many as `limit`.
  package func words(in range: Range<Int>, limit: Int = .max) -> [Range<Int>] {
    bytes.withUnsafeBufferPointer { bytes in
      var words = [Range<Int>]()
      words.reserveCapacity(min(limit, range.count / 6))
      var rest = range
      while words.count < limit, let word = Self.firstWord(in: bytes, rest) {
        words.append(word)
        rest = word.upperBound..<range.upperBound
      }
      return words
    }
  }
}
