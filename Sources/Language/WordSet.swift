/// A small closed set of words, asked by their folded characters (see ``FoldedText``).
package struct WordSet: Sendable {
  /// Hashes in open addressing, at most a quarter full; 0 stands for none. They are spread already: hashing them again,
  /// as a `Set` would, costs more than the look.
  private let slots: [UInt64]
  package let count: Int

  /// - Parameter words: lower case, separated by white space.
  package init(_ words: String) {
    let hashes = FoldedText(words).characters.split(separator: UInt8(ascii: " ")).map {
      $0.withUnsafeBufferPointer(Self.hash)
    }
    var size = 16
    while size < hashes.count * 4 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    var count = 0
    for hash in hashes {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] != 0, slots[slot] != hash { slot = (slot + 1) & (size - 1) }
      if slots[slot] == 0 { count += 1 }
      slots[slot] = hash
    }
    self.slots = slots
    self.count = count
  }

  package func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let hash = Self.hash(word)
    return slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 {
        if slots[slot] == hash { return true }
        slot = (slot + 1) & mask
      }
      return false
    }
  }

  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = StableHash(kind: 0)
    hash.add(word)
    return hash.value
  }
}
