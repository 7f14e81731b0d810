import Language

/// The words of a passage as they are compared when two wordings are held against each other: by their stems, with every
/// number, month and weekday alike.
struct WordShapes {
  /// A word's stem, or what kind of thing it is.
  struct Shape: Hashable {
    var stem: UInt64
    /// Of its first letters, for a quick look whether a word is known at all; nil for numbers, months and weekdays.
    var beginning: UInt64?
    var isNegation: Bool
    /// Half-open offsets in Unicode scalars.
    var range: Range<Int>
  }

  /// What is beyond so many words of a passage is not compared.
  static let most = 200
  /// Words that begin with so many equal letters may be forms of one word.
  static let beginningLength = 5

  /// Made when it is first needed: most passages are told apart by the beginnings of their words.
  private lazy var stemmer = Stemmer(.swedish)
  private var text = FoldedText()
  private var words: [Word] = []
  private var scratch: [UInt8] = []

  init() {}

  /// The hashes of the words' beginnings, in order; without stems, which cost more.
  mutating func beginnings(of passage: String) -> [UInt64] {
    text.fold(passage)
    text.findWords(into: &words, limit: Self.most)
    return words.compactMap { Self.beginning(of: $0, in: text) }
  }

  /// The words' shapes, in order.
  mutating func shapes(of passage: String) -> [Shape] {
    text.fold(passage)
    text.findWords(into: &words, limit: Self.most)
    var shapes = [Shape]()
    shapes.reserveCapacity(words.count)
    for word in words where word.kind != .mark {
      let stem = stem(of: word)
      shapes.append(
        Shape(
          stem: stem, beginning: Self.beginning(of: word, in: text), isNegation: isNegation(word),
          range: text.range(of: word.range)))
    }
    return shapes
  }

  private static func beginning(of word: Word, in text: FoldedText) -> UInt64? {
    guard word.kind == .letters else { return nil }
    return text.characters.withUnsafeBufferPointer { characters in
      let letters = UnsafeBufferPointer(rebasing: characters[word.range])
      guard Kind(of: letters) == nil else { return nil }
      var hash = StableHash(kind: 1)
      hash.add(UnsafeBufferPointer(rebasing: letters.prefix(beginningLength)))
      return hash.value
    }
  }

  private func isNegation(_ word: Word) -> Bool {
    text.characters.withUnsafeBufferPointer {
      FunctionWords.negations.contains(UnsafeBufferPointer(rebasing: $0[word.range]))
    }
  }

  private mutating func stem(of word: Word) -> UInt64 {
    let kind: Kind? =
      word.kind == .number
      ? .number
      : text.characters.withUnsafeBufferPointer { Kind(of: UnsafeBufferPointer(rebasing: $0[word.range])) }
    if let kind {
      var hash = StableHash(kind: 2)
      hash.add(kind.rawValue)
      return hash.value
    }
    let stemmer = stemmer
    return text.withUTF8(of: word, scratch: &scratch) {
      stemmer.withStem(of: $0) { stem in
        var hash = StableHash(kind: 3)
        hash.add(Self.withoutArticle(stem))
        return hash.value
      }
    }
  }

  /// A stem without the definite article of neuters, which the Snowball algorithm leaves: `skärmtaket` is `skärmtak`.
  private static func withoutArticle(_ stem: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    guard stem.count >= 6, stem.suffix(2).elementsEqual("et".utf8) else { return stem }
    return UnsafeBufferPointer(rebasing: stem.dropLast(2))
  }

  /// Words of which it does not matter which one it is.
  private enum Kind: UInt8 {
    case number, month, weekday

    init?(of word: UnsafeBufferPointer<UInt8>) {
      if FunctionWords.numerals.contains(word) || Self.numerals.contains(word) {
        self = .number
      } else if Self.months.contains(word) {
        self = .month
      } else if Self.weekdays.contains(word) {
        self = .weekday
      } else {
        return nil
      }
    }

    /// Those beyond the ones that the model's features know.
    private static let numerals = WordSet(
      """
      noll tretton fjorton sexton sjutton arton nitton sjuttio åttio nittio tusen tjugotal dussin
      zero eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen forty fifty sixty seventy eighty ninety
      hundred thousand dozen
      """)

    private static let months = WordSet(
      """
      januari februari mars april maj juni juli augusti september oktober november december
      january february march may june july august october
      """)

    private static let weekdays = WordSet(
      """
      måndag tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen
      måndags tisdags onsdags torsdags fredags lördags söndags
      monday tuesday wednesday thursday friday saturday sunday
      """)
  }
}
