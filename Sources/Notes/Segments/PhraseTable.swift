/// Phrases in lower case, each with what it stands for, that are looked up at a place in folded text.
///
/// A space in a phrase matches any run of spaces and tabs. A phrase that ends in a letter or digit matches whole
/// words only. The longest phrase wins. A look-up costs the few phrases that share the place's first byte.
struct PhraseTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var phrase: [UInt8]
    var value: Value
  }

  /// By first byte, the longest first, in table order where lengths are equal.
  private let buckets: [[Entry]]

  init(_ entries: [(phrase: String, value: Value)]) {
    var buckets = [[Entry]](repeating: [], count: 256)
    for entry in entries {
      let phrase = Array(entry.phrase.utf8)
      guard let first = phrase.first else { continue }
      let bucket = buckets[Int(first)]
      let place = bucket.firstIndex { $0.phrase.count < phrase.count } ?? bucket.endIndex
      buckets[Int(first)].insert(Entry(phrase: phrase, value: entry.value), at: place)
    }
    self.buckets = buckets
  }

  /// The longest phrase that stands at `start`, and where it ends; nil where none does.
  func match(in text: [UInt8], at start: Int, before limit: Int) -> (end: Int, value: Value)? {
    guard start < limit else { return nil }
    for entry in buckets[Int(text[start])] {
      if let end = Self.end(of: entry.phrase, in: text, at: start, before: limit) { return (end, entry.value) }
    }
    return nil
  }

  /// The first phrase that begins at a word's beginning within `range`.
  func search(in text: [UInt8], _ range: Range<Int>) -> (range: Range<Int>, value: Value)? {
    var previousIsWord = false
    for place in range {
      let byte = text[place]
      if !previousIsWord, !buckets[Int(byte)].isEmpty, let found = match(in: text, at: place, before: range.upperBound) {
        return (place..<found.end, found.value)
      }
      previousIsWord = isWordByte(byte)
    }
    return nil
  }

  private static func end(of phrase: [UInt8], in text: [UInt8], at start: Int, before limit: Int) -> Int? {
    guard limit - start >= phrase.count else { return nil }
    var place = start
    var index = 0
    while index < phrase.count {
      guard place < limit else { return nil }
      let expected = phrase[index]
      if expected == Ascii.space {
        guard isBlankByte(text[place]) else { return nil }
        while place < limit, isBlankByte(text[place]) { place += 1 }
      } else {
        guard text[place] == expected else { return nil }
        place += 1
      }
      index += 1
    }
    if let last = phrase.last, isWordByte(last), place < limit, isWordByte(text[place]) { return nil }
    return place
  }
}

extension PhraseTable where Value == Void {
  init(_ phrases: [String]) { self.init(phrases.map { ($0, ()) }) }

  /// Whether a phrase stands at `start`.
  func matches(in text: [UInt8], at start: Int, before limit: Int) -> Bool {
    match(in: text, at: start, before: limit) != nil
  }
}
