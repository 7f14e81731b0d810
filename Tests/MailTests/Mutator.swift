/// A seeded source of random numbers (SplitMix64), the same on every machine.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Damages messages: cuts, flips, doubles and splices them, and puts in what means something to a reader of mail.
struct Mutator {
  private var random: SplitMix64
  private let corpus: [[UInt8]]

  init(seed: UInt64, corpus: [[UInt8]]) {
    random = SplitMix64(seed: seed)
    self.corpus = corpus
  }

  private static let words: [[UInt8]] =
    [
      "\r\n", "\n\n", "--", "\r", "\0", ":", ";", "=?utf-8?q?", "?=", "\"", "(", "<",
      "Content-Type: multipart/mixed\n",
      "Content-Type: message/rfc822\n\n", "Content-Transfer-Encoding: base64\n", "charset=utf-16",
      "charset=utf-7",
      "boundary=\"\"", "From: ", "*0*=", "%", "=", ">From ",
    ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC3], [0xE2, 0x82]]

  mutating func next() -> [UInt8] {
    var bytes = corpus.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &random) where !bytes.isEmpty { mutate(&bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let range = stretch(of: bytes)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.removeSubrange(range.lowerBound...)
    case 2: bytes[range.lowerBound] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3: bytes[range.lowerBound] = UInt8.random(in: 0...255, using: &random)
    case 4: bytes.insert(contentsOf: bytes[range], at: range.upperBound)
    case 5: bytes.insert(contentsOf: Self.words.randomElement(using: &random) ?? [], at: range.lowerBound)
    default:
      let other = corpus.randomElement(using: &random) ?? []
      if !other.isEmpty { bytes.insert(contentsOf: other[stretch(of: other)], at: range.lowerBound) }
    }
  }

  /// A range of at least one byte.
  private mutating func stretch(of bytes: [UInt8]) -> Range<Int> {
    let start = Int.random(in: 0..<bytes.count, using: &random)
    let length = Int.random(in: 1...200, using: &random)
    return start..<min(bytes.count, start + length)
  }
}
