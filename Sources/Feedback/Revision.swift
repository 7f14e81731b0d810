extension Note {
  /// Whether this is a corrected version of another note: most of what the shorter of both says stands in the other,
  /// and they are about one meeting.
  ///
  /// What is compared is pairs of words that follow each other, so that a changed figure, a mended sentence, a passage
  /// more or less do not make another note, and two notes that only share a phrase are none of each other's.
  /// - Parameter earlier: the texts of the other note's passages, and its title and meeting date.
  package func revises(passages earlier: [String], title: String?, meetingDate: CalendarDate?) -> Bool {
    if let meetingDate, let own = self.meetingDate, meetingDate != own, title == nil || title != self.title {
      return false
    }
    let own = WordPairs(passages.map(\.text))
    let other = WordPairs(earlier)
    let (small, large) = own.count <= other.count ? (own, other) : (other, own)
    guard small.count >= Self.fewestPairs else { return false }
    let shared = small.shared(with: large)
    return shared * 10 >= small.count * 7 && shared * 10 >= large.count * 4
  }

  /// Pairs that a note must have: of a few words it cannot be told.
  private static var fewestPairs: Int { 12 }
}

/// The pairs of words of some texts, as sorted hashes with repetitions.
private struct WordPairs {
  private var pairs: [UInt64] = []

  /// Bytes of text that are compared.
  private static let reach = 60_000

  init(_ texts: [String]) {
    var left = Self.reach
    var previous: UInt64 = 0
    for text in texts where left > 0 {
      var word: UInt64 = 0
      for byte in text.utf8.prefix(left) {
        let isLetter = byte >= 0x80 || (byte | 0x20) &- 0x61 < 26
        if isLetter || byte &- 0x30 < 10 {
          // FNV-1a, 64 bits: the same on any machine.
          if word == 0 { word = 0xCBF2_9CE4_8422_2325 }
          word = (word ^ UInt64(isLetter && byte < 0x80 ? byte | 0x20 : byte)) &* 0x100_0000_01B3
        } else if word != 0 {
          take(word, after: &previous)
          word = 0
        }
      }
      if word != 0 { take(word, after: &previous) }
      left -= text.utf8.count
    }
    pairs.sort()
  }

  private mutating func take(_ word: UInt64, after previous: inout UInt64) {
    if previous != 0 { pairs.append(previous &* 0x9E37_79B9_7F4A_7C15 ^ word) }
    previous = word
  }

  var count: Int { pairs.count }

  func shared(with other: WordPairs) -> Int {
    var (i, j, shared) = (0, 0, 0)
    while i < pairs.count, j < other.pairs.count {
      if pairs[i] == other.pairs[j] {
        (i, j, shared) = (i + 1, j + 1, shared + 1)
      } else if pairs[i] < other.pairs[j] {
        i += 1
      } else {
        j += 1
      }
    }
    return shared
  }
}
