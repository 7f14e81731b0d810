/// What a person asks the search for: words that must all occur, `"several words"` in that order, and a trailing
/// `*` for the beginning of a word. Everything else is text; there is no syntax to get wrong.
struct SearchQuery {
  enum Term: Hashable {
    /// Words that follow each other, folded.
    case words([String])
    /// The beginning of a word, folded.
    case prefix(String)
  }

  let terms: [Term]

  /// No person asks for more; the rest is left out.
  static let mostTerms = 32

  init(_ text: String) {
    var terms = [Term]()
    for (index, section) in Self.sections(of: text).enumerated() {
      if !index.isMultiple(of: 2) {
        let words = Self.words(of: section)
        if !words.isEmpty { terms.append(.words(words)) }
        continue
      }
      for word in section.split(whereSeparator: \.properties.isWhitespace) {
        var words = Self.words(of: word)
        guard let last = words.last else { continue }
        if word.last == "*" {
          words.removeLast()
          if !words.isEmpty { terms.append(.words(words)) }
          terms.append(.prefix(last))
        } else {
          terms.append(.words(words))
        }
      }
    }
    self.terms = Array(terms.prefix(Self.mostTerms))
  }

  /// The query in the language of FTS5; nil where it holds no word. The words are letters and digits alone, so
  /// that nothing in them can be taken for syntax.
  var expression: String? {
    guard !terms.isEmpty else { return nil }
    return terms.map { term in
      switch term {
      case .words(let words): "\"\(words.joined(separator: " "))\""
      case .prefix(let word): "(\"\(word)\" OR \"\(word)\" *)"
      }
    }.joined(separator: " AND ")
  }

  /// Where the terms occur in a text: half-open offsets in Unicode scalars, in order, not overlapping.
  func matches(in text: String, _ forms: WordForms) -> [Range<Int>] {
    struct Found {
      var forms: [[UInt8]]
      var scalars: Range<Int>
    }
    var words = [Found]()
    SearchWords.forEach(in: text) { word in
      var found = Found(forms: [], scalars: word.scalars)
      forms.forEach(of: word.folded) { found.forms.append([UInt8]($0)) }
      words.append(found)
    }
    func stem(_ word: String) -> [UInt8] {
      var word = word
      return word.withUTF8 { forms.withStem(of: $0) { [UInt8]($0) } }
    }

    var ranges = [Range<Int>]()
    for term in terms {
      switch term {
      case .words(let wanted):
        let stems = wanted.map(stem)
        guard words.count >= stems.count else { continue }
        for start in 0...(words.count - stems.count)
        where stems.indices.allSatisfy({ words[start + $0].forms.contains(stems[$0]) }) {
          ranges.append(words[start].scalars.lowerBound..<words[start + stems.count - 1].scalars.upperBound)
        }
      case .prefix(let prefix):
        let whole = stem(prefix)
        for word in words
        where word.forms.contains(where: { $0 == whole || $0.starts(with: prefix.utf8) }) {
          ranges.append(word.scalars)
        }
      }
    }
    return Self.united(ranges)
  }

  /// The text between the quotation marks, straight or curved: those at odd places were within them.
  private static func sections(of text: String) -> [Substring.UnicodeScalarView] {
    text.unicodeScalars.split(omittingEmptySubsequences: false) { "\"”“„»«".unicodeScalars.contains($0) }
  }

  private static func words(of text: Substring.UnicodeScalarView) -> [String] {
    var words = [String]()
    SearchWords.forEach(in: String(text)) { words.append(String(decoding: $0.folded, as: UTF8.self)) }
    return words
  }

  private static func united(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var united = [Range<Int>]()
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if let last = united.last, range.lowerBound < last.upperBound {
        united[united.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        united.append(range)
      }
    }
    return united
  }
}
