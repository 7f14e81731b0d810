/// Finds the names of given people in text.
///
/// A single name counts where it has a capital, for many are words too (`ek`, `bo`, `liv`); a given name and
/// a surname beside each other count in any case. Genitives count, and an initial behind a name belongs to it.
struct NameFinder: Sendable {
  private let parts: Set<String>
  private static let particles: Set<String> = [
    "af", "av", "von", "van", "de", "der", "la", "och", "and", "el", "al",
  ]

  init(names: [String]) {
    var parts = Set<String>()
    for name in names {
      let local = name.split(separator: "@", maxSplits: 1).first.map(String.init) ?? name
      let text = UTF8Text(local)
      // Of an address only what is long enough to be a name.
      let least = local.utf8.count == name.utf8.count ? 2 : 3
      for range in text.words(in: text.all, limit: 12) where !text.isDigit(at: range.lowerBound) {
        let part = text.word(range)
        if part.unicodeScalars.count >= least, !Self.particles.contains(part) { parts.insert(part) }
      }
    }
    self.parts = parts
  }

  /// The names in a text, in order: neighbouring parts of a name as one.
  func names(in text: UTF8Text) -> [Range<Int>] {
    guard !parts.isEmpty else { return [] }
    var found = [Range<Int>]()
    var open: (range: Range<Int>, parts: Int, hasCapital: Bool)?
    func close() {
      if let name = open, name.hasCapital || name.parts > 1 { found.append(name.range) }
      open = nil
    }
    var i = 0
    while i < text.bytes.count {
      guard text.isLetter(at: i) else {
        i = text.next(i)
        continue
      }
      let word = i..<text.letters(from: i, before: text.bytes.count)
      i = word.upperBound
      let touches = open.map { isNear($0.range.upperBound, word.lowerBound, in: text) } ?? false
      if word.count <= 40, isPart(text.word(word)) {
        let isCapital = text.isUpper(at: word.lowerBound)
        if touches, let name = open {
          open = (name.range.lowerBound..<word.upperBound, name.parts + 1, name.hasCapital || isCapital)
        } else {
          close()
          open = (word, 1, isCapital)
        }
      } else if touches, let name = open, text.next(word.lowerBound) == word.upperBound,
        text.isUpper(at: word.lowerBound)
      {
        // An initial: `Anna K.`
        let stop = i < text.bytes.count && text.bytes[i] == 0x2E ? i + 1 : i
        open = (name.range.lowerBound..<stop, name.parts, name.hasCapital)
        i = stop
      } else if !(touches && word.count <= 4 && Self.particles.contains(text.word(word))) {
        close()
      }
    }
    close()
    return found
  }

  private func isPart(_ word: String) -> Bool {
    parts.contains(word) || (word.utf8.last == UInt8(ascii: "s") && parts.contains(String(word.dropLast())))
  }

  /// Whether nothing but a space, a hyphen or one of the particles lies between.
  private func isNear(_ end: Int, _ start: Int, in text: UTF8Text) -> Bool {
    guard start - end <= 8 else { return false }
    let between = text.word(text.trimmed(end..<start))
    return between.isEmpty ? !text.bytes[end..<start].contains(0x0A) : between == "-" || isParticle(between)
  }

  private func isParticle(_ text: String) -> Bool {
    text != "och" && text != "and" && Self.particles.contains(text)
  }
}
