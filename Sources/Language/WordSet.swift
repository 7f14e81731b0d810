/// A small closed set of words, asked by their folded characters (see ``FoldedText``).
package struct WordSet: Sendable {
  private let hashes: Set<UInt64>

  /// - Parameter words: lower case, separated by white space.
  package init(_ words: String) {
    var hashes = Set<UInt64>()
    for word in FoldedText(words).characters.split(separator: UInt8(ascii: " ")) {
      hashes.insert(word.withUnsafeBufferPointer(Self.hash))
    }
    self.hashes = hashes
  }

  package func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { hashes.contains(Self.hash(word)) }

  package var count: Int { hashes.count }

  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = StableHash(kind: 0)
    hash.add(word)
    return hash.value
  }
}
