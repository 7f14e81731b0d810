/// A closed list of words, or of short phrases, that is asked by the bytes of a folded text: without making a string.
package struct WordTable: Sendable {
  /// Hashes in open addressing; 0 stands for none.
  private let slots: [UInt64]
  private let mask: Int

  /// - Parameter words: in lower case.
  package init(_ words: some Sequence<some StringProtocol>) {
    let hashes = words.map { Self.hash($0.utf8, Self.seed) }
    var size = 16
    while size < hashes.count * 4 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for hash in hashes {
      var i = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[i] != 0, slots[i] != hash { i = (i + 1) & (size - 1) }
      slots[i] = hash
    }
    self.slots = slots
    mask = size - 1
  }

  /// - Parameter words: in lower case, separated by white space.
  package init(_ words: String) { self.init(words.split(whereSeparator: \.isWhitespace)) }

  /// Whether a word is in the list.
  package func contains(_ word: Range<Int>, of text: UTF8Text) -> Bool {
    contains(Self.hash(text.folded[word], Self.seed))
  }

  /// Whether two words with a space between are.
  package func contains(_ first: Range<Int>, _ second: Range<Int>, of text: UTF8Text) -> Bool {
    let space = Self.step(Self.hash(text.folded[first], Self.seed), 0x20)
    return contains(Self.hash(text.folded[second], space))
  }

  /// Whether three words with a space between each are.
  package func contains(
    _ first: Range<Int>, _ second: Range<Int>, _ third: Range<Int>, of text: UTF8Text
  ) -> Bool {
    let space = Self.step(Self.hash(text.folded[first], Self.seed), 0x20)
    let further = Self.step(Self.hash(text.folded[second], space), 0x20)
    return contains(Self.hash(text.folded[third], further))
  }

  private func contains(_ hash: UInt64) -> Bool {
    slots.withUnsafeBufferPointer { slots in
      var i = Int(truncatingIfNeeded: hash) & mask
      while slots[i] != 0 {
        if slots[i] == hash { return true }
        i = (i + 1) & mask
      }
      return false
    }
  }

  // FNV-1a of 64 bits.
  private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  private static func hash(_ bytes: some Sequence<UInt8>, _ start: UInt64) -> UInt64 {
    var hash = start
    for byte in bytes { hash = step(hash, byte) }
    return hash
  }

  private static func hash(_ bytes: ArraySlice<UInt8>, _ start: UInt64) -> UInt64 {
    bytes.withUnsafeBufferPointer { bytes in
      var hash = start
      for byte in bytes { hash = step(hash, byte) }
      return hash
    }
  }
}
