/// Splits Swedish compounds into head and tail (handläggningstid: handläggning, tid) by the words of a body of
/// text alone: where both halves are known to stand by themselves.
///
/// The known parts are hashes in a sorted table, so that they can lie in a file that is mapped or embedded, and no
/// dictionary of the machine is asked.
package struct CompoundSplitter {
  /// A compound has at least so many letters, and each of its parts at least ``shortestPart``.
  package static let shortestCompound = 8
  package static let shortestPart = 3
  static let longestWord = 48

  private let parts: UnsafeBufferPointer<UInt32>

  /// - Parameter parts: as ``CompoundVocabulary/table()`` gives them; must outlive the splitter.
  package init(parts: UnsafeBufferPointer<UInt32>) { self.parts = parts }

  /// Where a word falls apart.
  package struct Split: Hashable, Sendable {
    /// The head is the characters before this offset, without a joining `s`.
    package var headEnd: Int
    /// The tail is the characters from this offset on.
    package var tailStart: Int
  }

  /// Finds the split with the longest tail that is known, both parts being known words.
  /// - Parameter word: lower-case letters, one byte a character, as in ``FoldedText``.
  package func split(_ word: UnsafeBufferPointer<UInt8>) -> Split? {
    guard word.count >= Self.shortestCompound, word.count <= Self.longestWord, !parts.isEmpty else {
      return nil
    }
    let s = UInt8(ascii: "s")
    for tailStart in Self.shortestPart + 1...word.count - Self.shortestPart {
      guard knows(UnsafeBufferPointer(rebasing: word[tailStart...]), as: .tail) else { continue }
      if word[tailStart - 1] == s, tailStart - 1 >= Self.shortestPart,
        knows(UnsafeBufferPointer(rebasing: word[..<(tailStart - 1)]), as: .head)
      {
        return Split(headEnd: tailStart - 1, tailStart: tailStart)
      }
      if knows(UnsafeBufferPointer(rebasing: word[..<tailStart]), as: .head) {
        return Split(headEnd: tailStart, tailStart: tailStart)
      }
    }
    return nil
  }

  private func knows(_ part: UnsafeBufferPointer<UInt8>, as role: CompoundVocabulary.Role) -> Bool {
    let wanted = CompoundVocabulary.hash(part, as: role)
    var low = 0
    var high = parts.count
    while low < high {
      let middle = (low + high) / 2
      if UInt32(littleEndian: parts[middle]) < wanted { low = middle + 1 } else { high = middle }
    }
    return low < parts.count && UInt32(littleEndian: parts[low]) == wanted
  }
}

/// Counts the words of a body of text, to tell which of them are parts of compounds.
package struct CompoundVocabulary {
  enum Role: UInt8 { case head = 1, tail }

  private var counts: [[UInt8]: Int] = [:]

  package init() {}

  /// Counts the words of a text.
  package mutating func add(_ text: FoldedText) {
    for word in text.words where word.kind == .letters && word.range.count <= CompoundSplitter.longestWord {
      counts[Array(text.characters[word.range]), default: 0] += 1
    }
  }

  /// The parts as a sorted table of hashes: words that stand by themselves at least `least` times. A head is also
  /// known from inside compounds that share it with at least two known tails (`bygg`, `handlägg`), as many heads
  /// never stand alone.
  package func table(least: Int = 2) -> [UInt32] {
    let known = counts.filter { $0.value >= least && $0.key.count >= CompoundSplitter.shortestPart }
    var tailsOfHead: [[UInt8]: Int] = [:]
    for word in counts.keys where word.count >= CompoundSplitter.shortestCompound {
      for cut in CompoundSplitter.shortestPart + 1...word.count - CompoundSplitter.shortestPart - 1
      where known[Array(word[cut...])] != nil {
        var head = word[..<cut]
        if head.last == UInt8(ascii: "s"), head.count > CompoundSplitter.shortestPart + 1 {
          head = head.dropLast()
        }
        tailsOfHead[Array(head), default: 0] += 1
      }
    }
    var hashes = Set<UInt32>()
    for word in known.keys {
      word.withUnsafeBufferPointer {
        if $0.count > CompoundSplitter.shortestPart { hashes.insert(Self.hash($0, as: .tail)) }
        hashes.insert(Self.hash($0, as: .head))
      }
    }
    for (head, tails) in tailsOfHead where tails >= 3 && head.count > CompoundSplitter.shortestPart {
      head.withUnsafeBufferPointer { _ = hashes.insert(Self.hash($0, as: .head)) }
    }
    return hashes.sorted()
  }

  static func hash(_ part: UnsafeBufferPointer<UInt8>, as role: Role) -> UInt32 {
    var hash = StableHash(kind: role.rawValue)
    hash.add(part)
    return UInt32(truncatingIfNeeded: hash.value)
  }
}
