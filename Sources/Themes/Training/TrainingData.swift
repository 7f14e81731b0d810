package import Feedback
import Language

/// What a model is trained from: the shipped corpus, what officers have corrected, files that were given, and what the
/// configuration says of themes and areas of its own. Always the same for the same of these: a correction that was
/// withdrawn leaves no trace.
package struct TrainingData: Sendable {
  /// An officer who corrects has looked at the passage, and it is one of this municipality's own.
  package static let correctionWeight = 3.0
  /// An example is written to be typical, and there are few.
  package static let exampleWeight = 5.0

  package private(set) var sources: [TrainingSource]
  /// Passages that were left out, since they stand in the part that no model learns from.
  package private(set) var leftOut = 0

  /// - Parameters:
  ///   - corpus: labelled before there were the municipality's own themes: where their words stand in a passage, it is
  ///     taken to speak of them, as it would be without a training.
  ///   - corrected: the passages with corrections in force, with their tags as they stand.
  ///   - apart: the passages that no model learns from, in whatever file they come.
  package init(
    corpus: [LabelledFile], corrected: [CorrectedPassage] = [], given: [LabelledFile] = [],
    words: ConfiguredWords = ConfiguredWords(), apart: [LabelledPassage] = []
  ) {
    sources = corpus.map { file in
      var source = TrainingSource(file)
      if !words.isEmpty { source.passages = source.passages.map(words.labelling) }
      return source
    }
    sources += given.map { TrainingSource($0) }
    if !corrected.isEmpty {
      let passages = corrected.sorted { $0.passage.id < $1.passage.id }.map(\.labelled)
      sources.append(TrainingSource(name: "corrections", passages: passages, weight: Self.correctionWeight))
    }
    let (examples, phrases) = words.labelled
    if !examples.isEmpty {
      sources.append(TrainingSource(name: "examples", passages: examples, weight: Self.exampleWeight))
    }
    if !phrases.isEmpty { sources.append(TrainingSource(name: "words", passages: phrases)) }
    let known = Set(apart.map { FoldedText($0.text).characters })
    guard !known.isEmpty else { return }
    for index in sources.indices {
      let before = sources[index].passages.count
      sources[index].passages.removeAll { known.contains(FoldedText($0.text).characters) }
      leftOut += before - sources[index].passages.count
    }
    sources.removeAll { $0.passages.isEmpty }
  }
}

extension CorrectedPassage {
  /// The passage as training takes it. Of the evidence only what an officer named: what a model found would only confirm
  /// it.
  fileprivate var labelled: LabelledPassage {
    let themes = passage.tags.map(\.theme)
    let scalars = Array(passage.text.unicodeScalars)
    var evidence: [ThemeName: [String]] = [:]
    for (theme, ranges) in OfficersJudgement(corrections).evidence where themes.contains(theme) {
      let phrases = ranges.filter { $0.upperBound <= scalars.count }.map {
        String(String.UnicodeScalarView(scalars[$0]))
      }
      if !phrases.isEmpty { evidence[theme] = phrases }
    }
    return LabelledPassage(
      id: passage.id.description, text: passage.text, themes: themes, stance: passage.stance,
      area: passage.serviceArea, language: language, evidence: evidence)
  }
}

extension ConfiguredWords {
  /// A passage that was labelled without knowing of the themes and areas that were added, labelled by their words.
  fileprivate func labelling(_ passage: LabelledPassage) -> LabelledPassage {
    var labelled = passage
    let found = found(in: passage.text)
    for found in found.themes where !labelled.themes.contains(found.theme) {
      labelled.themes.append(found.theme)
    }
    if labelled.area == .none || labelled.area == .other, let area = found.area {
      labelled.area = area
    }
    return labelled
  }

  /// Examples, and words as short passages of their own.
  fileprivate var labelled: (examples: [LabelledPassage], phrases: [LabelledPassage]) {
    var examples = [LabelledPassage]()
    var phrases = [LabelledPassage]()
    for theme in themes + taught {
      for text in theme.examples {
        examples.append(
          LabelledPassage(text: text, themes: [theme.name], stance: nil, area: found(in: text).area ?? .none))
      }
      for text in theme.words {
        phrases.append(LabelledPassage(text: text, themes: [theme.name], stance: nil, area: .none))
      }
    }
    for area in areas {
      for text in area.words {
        phrases.append(LabelledPassage(text: text, themes: [], stance: nil, area: area.name))
      }
    }
    return (examples, phrases)
  }
}
