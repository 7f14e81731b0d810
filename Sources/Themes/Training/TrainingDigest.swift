import Feedback

/// Recognises what a model was trained from: every passage with its labels and weight, in order, and the lexicon. Two
/// trainings from the same give the same bytes.
struct TrainingDigest {
  private var bytes: [UInt8] = []

  init(_ sources: [TrainingSource], lexicon: ConceptLexicon) {
    for source in sources {
      add(source.name)
      add(String(source.weight))
      add(source.passages.count)
      for passage in source.passages { add(passage) }
    }
    add(lexicon.entries.count)
    for entry in lexicon.entries {
      add(Int(truncatingIfNeeded: entry.name))
      add(entry.concept)
    }
  }

  var value: Digest { Digest(of: bytes) }

  private mutating func add(_ passage: LabelledPassage) {
    add(passage.text)
    add(passage.themes.count)
    for theme in passage.themes { add(theme.rawValue) }
    add(passage.stance?.rawValue ?? "")
    add(passage.area.rawValue)
    add(passage.evidence.count)
    for (theme, phrases) in passage.evidence.sorted(by: { $0.key < $1.key }) {
      add(theme.rawValue)
      add(phrases.count)
      for phrase in phrases { add(phrase) }
    }
  }

  private mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) { bytes += $0 }
  }

  private mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += text.utf8
  }
}
