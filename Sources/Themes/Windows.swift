import Language

/// A passage is read a second time through windows of six words, three words apart: a few words carry a theme, and in a
/// long passage the others drown them. Each window is two neighbouring groups of three words, so that what the features
/// of a group say is added up once.
enum Windows {
  static let wordsPerGroup = 3

  /// The number of groups; a passage without words has one.
  static func groups(ofWords count: Int) -> Int {
    max(1, (count + wordsPerGroup - 1) / wordsPerGroup)
  }

  /// The windows of so many groups, each as its first group and its last.
  static func windows(ofGroups count: Int) -> some Sequence<(first: Int, last: Int)> {
    (0..<max(1, count - 1)).lazy.map { ($0, min($0 + 1, count - 1)) }
  }

  /// For each folded character the group to which a feature belongs that begins there: that of the word in which it
  /// stands, or of the next one, or of the last one.
  static func fill(_ places: inout [Int32], words: [Word], characters count: Int) {
    places.removeAll(keepingCapacity: true)
    places.reserveCapacity(count)
    for (index, word) in words.enumerated() {
      let group = Int32(truncatingIfNeeded: index / wordsPerGroup)
      while places.count < min(word.range.upperBound, count) { places.append(group) }
    }
    let last = Int32(truncatingIfNeeded: groups(ofWords: words.count) - 1)
    while places.count < count { places.append(last) }
  }
}
