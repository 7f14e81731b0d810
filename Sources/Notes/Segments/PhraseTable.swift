/// Phrases in lower case, each with what it stands for, that are looked up at a place in folded text.
///
/// A space in a phrase matches any run of spaces and tabs. A phrase that ends in a letter or digit matches whole
/// words only. The longest phrase wins. A look-up costs the few phrases that share the place's first two bytes.
struct PhraseTable<Value: Sendable>: Sendable {
  /// The phrases one after another, by slot, the longest first, in table order where lengths are equal.
  private let bytes: [UInt8]
  /// Where each phrase begins in `bytes`, and where the last ends.
  private let starts: [Int32]
  private let values: [Value]
  /// The first phrase of each slot; the next slot's first is where it ends.
  private let slots: [Int32]
  /// The bytes that phrases begin with, a bit each: most places of a text are settled by these 32 bytes.
  private let firsts: SIMD4<UInt64>

  /// Slots for the first two bytes of a phrase, and after them one for each phrase of a single byte.
  private static var pairs: Int { 2_048 }

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first & 0x3F) << 5 ^ Int(isBlankByte(second) ? Ascii.space : second)) & (pairs - 1)
  }

  private static func slot(of phrase: [UInt8]) -> Int {
    phrase.count == 1 ? pairs + Int(phrase[0]) : slot(phrase[0], phrase[1])
  }

  init(_ entries: [(phrase: String, value: Value)]) {
    let sorted = entries.enumerated().map { (order: $0, phrase: Array($1.phrase.utf8), value: $1.value) }
      .filter { !$0.phrase.isEmpty }
      .map { (slot: Self.slot(of: $0.phrase), order: $0.order, phrase: $0.phrase, value: $0.value) }
      .sorted { ($0.slot, -$0.phrase.count, $0.order) < ($1.slot, -$1.phrase.count, $1.order) }
    var bytes: [UInt8] = []
    var starts: [Int32] = []
    var slots = [Int32](repeating: 0, count: Self.pairs + 257)
    var firsts = SIMD4<UInt64>()
    for entry in sorted {
      firsts[Int(entry.phrase[0] >> 6)] |= 1 << UInt64(entry.phrase[0] & 63)
      starts.append(Int32(bytes.count))
      bytes += entry.phrase
      slots[entry.slot + 1] += 1
    }
    starts.append(Int32(bytes.count))
    for slot in slots.indices.dropLast() { slots[slot + 1] += slots[slot] }
    self.bytes = bytes
    self.starts = starts
    self.slots = slots
    self.firsts = firsts
    values = sorted.map(\.value)
  }

  /// The longest phrase that stands at `start`, and where it ends; nil where none does.
  @inline(__always)
  func match(in text: [UInt8], at start: Int, before limit: Int) -> (end: Int, value: Value)? {
    guard start < limit, begins(with: text[start]) else { return nil }
    if start + 1 < limit {
      let slot = Self.slot(text[start], text[start + 1])
      if slots[slot] != slots[slot + 1], let found = match(slot: slot, text, start, limit) { return found }
    }
    let slot = Self.pairs + Int(text[start])
    return slots[slot] == slots[slot + 1] ? nil : match(slot: slot, text, start, limit)
  }

  @inline(__always)
  private func begins(with byte: UInt8) -> Bool {
    // Chosen, not indexed: for an index a vector would have to go through memory.
    let bits =
      byte < 0x80 ? (byte < 0x40 ? firsts[0] : firsts[1]) : (byte < 0xC0 ? firsts[2] : firsts[3])
    return bits >> UInt64(byte & 63) & 1 == 1
  }

  private func match(slot: Int, _ text: [UInt8], _ start: Int, _ limit: Int) -> (end: Int, value: Value)? {
    for index in Int(slots[slot])..<Int(slots[slot + 1]) {
      if let end = end(of: index, in: text, at: start, before: limit) { return (end, values[index]) }
    }
    return nil
  }

  /// The first phrase that begins at a word's beginning within `range`.
  func search(in text: [UInt8], _ range: Range<Int>) -> (range: Range<Int>, value: Value)? {
    var place = range.lowerBound
    while true {
      place = text.withUnsafeBufferPointer { nextBeginning(in: $0, from: place, in: range) }
      guard place < range.upperBound else { return nil }
      if let found = match(in: text, at: place, before: range.upperBound) {
        return (place..<found.end, found.value)
      }
      place += 1
    }
  }

  /// The next place where a word begins, or none is, with a byte that begins a phrase; the range's end where none does.
  private func nextBeginning(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, in range: Range<Int>
  ) -> Int {
    let text = UnsafeBufferPointer(rebasing: text[..<range.upperBound])
    var previousIsWord = start > range.lowerBound && isWordByte(text[start - 1])
    for place in start..<range.upperBound {
      let byte = text[place]
      if !previousIsWord, begins(with: byte) { return place }
      previousIsWord = isWordByte(byte)
    }
    return range.upperBound
  }

  private func end(of index: Int, in text: [UInt8], at start: Int, before limit: Int) -> Int? {
    let last = Int(starts[index + 1])
    var expected = Int(starts[index])
    guard limit - start >= last - expected else { return nil }
    var place = start
    while expected < last {
      guard place < limit else { return nil }
      let byte = bytes[expected]
      if byte == Ascii.space {
        guard isBlankByte(text[place]) else { return nil }
        while place < limit, isBlankByte(text[place]) { place += 1 }
      } else {
        guard text[place] == byte else { return nil }
        place += 1
      }
      expected += 1
    }
    if isWordByte(bytes[last - 1]), place < limit, isWordByte(text[place]) { return nil }
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
