import Language

/// Groups the sentences of prose into points: 1 to 3 sentences that say one thing.
///
/// Each border between two sentences has a ``Cohesion``: above nought they would rather stay together, below it they
/// would rather part. Of all ways to group the sentences, the one is taken whose joined borders add up to the most,
/// within the limits of a passage. So four sentences on end are parted where they hold together least, and not where
/// the third happened to end.
struct ProseGrouping {
  /// A person reads this much as one point; in scalars.
  static let longest = 350
  static let mostSentences = 3
  /// Beyond this many scalars a point is long already, and each further sentence has to earn its place.
  private static let comfortable = 230

  /// How a sentence stands to the one before it.
  enum Border {
    /// In the same paragraph, of so many sentences: a short one was held for one point by its writer.
    case sentence(of: Int)
    /// In the same item of a list, or the same turn of a speaker: whoever wrote it held it for one point.
    case item
    /// Behind the sentence that says when and with whom one met.
    case introduction
    /// On a new line, without an empty one between.
    case line
  }

  let text: UTF8Text
  let offsets: ScalarOffsets

  /// The points, in order.
  /// - Parameter sentences: in order; the border of the first is not looked at.
  func points(of sentences: [(range: Range<Int>, border: Border)]) -> [Range<Int>] {
    guard sentences.count > 1 else { return sentences.map(\.range) }
    let read = sentences.map { ReadSentence(text: text, range: $0.range) }
    var cohesion = [0]
    var subjects = read[0].subjects
    var starts = [offsets.scalars(sentences[0].range).lowerBound]
    var ends = [offsets.scalars(sentences[0].range).upperBound]
    for i in sentences.indices.dropFirst() {
      let scalars = offsets.scalars(sentences[i].range)
      starts.append(scalars.lowerBound)
      ends.append(scalars.upperBound)
      let last = read[i - 1].subjects
      subjects = cohesion[i - 1] > 0 ? last.completed(by: subjects) : last
      cohesion.append(
        Cohesion(text: text).between(
          read[i - 1], read[i], border: sentences[i].border, subjects: subjects))
    }
    // best[i]: the most that the first i sentences can add up to; size[i]: the sentences of the last point then.
    var best = [0]
    var size = [0]
    for end in 1...sentences.count {
      var most = Int.min
      var chosen = 1
      for count in 1...min(Self.mostSentences, end) {
        let first = end - count
        let length = ends[end - 1] - starts[first]
        if count > 1 && length > Self.longest { break }
        var worth = best[first]
        for border in first + 1..<max(end, first + 1) { worth += cohesion[border] }
        if count > 1, length > Self.comfortable { worth -= 1 }
        if worth > most { (most, chosen) = (worth, count) }
      }
      best.append(most)
      size.append(chosen)
    }
    var points = [Range<Int>]()
    var end = sentences.count
    while end > 0 {
      let first = end - size[end]
      points.append(sentences[first].range.lowerBound..<sentences[end - 1].range.upperBound)
      end = first
    }
    return points.reversed()
  }
}

/// A sentence with what its words tell.
struct ReadSentence {
  let range: Range<Int>
  /// The words, the first 60 of them.
  let words: [Range<Int>]
  /// The first three words; empty where there are fewer.
  let opening: (Range<Int>, Range<Int>, Range<Int>)
  let subjects: Subjects
  /// Long words that few sentences have.
  let rare: [Range<Int>]

  init(text: UTF8Text, range: Range<Int>) {
    let words = text.words(in: range, limit: 60)
    func word(_ i: Int) -> Range<Int> { i < words.count ? words[i] : range.upperBound..<range.upperBound }
    self.range = range
    self.words = words
    opening = (word(0), word(1), word(2))
    subjects = Subjects(of: words, in: text)
    rare = words.filter { word in
      word.count >= 9 && text.bytes[word.lowerBound + 8] & 0xC0 != 0x80
        && !CohesionWords.common.contains(word, of: text)
    }
  }
}
