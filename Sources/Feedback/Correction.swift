package import Foundation

/// An officer's judgement of a passage (rättelse). It wins over the model for its passage at once, and teaches the next
/// model.
package struct Correction: Hashable, Sendable {
  package var id: ULID
  /// The passage that was judged.
  package var passage: ULID
  /// The officer's address, or their name on the machine.
  package var author: String
  package var madeAt: Date
  /// Nil leaves the themes as they are; `[]` says that there is none.
  package var themes: [ThemeName]?
  /// Nil leaves the stance as it is.
  package var stance: Stance?
  /// Nil leaves the service area as it is.
  package var serviceArea: ServiceArea?
  /// The words that the officer named for a theme: half-open offsets in Unicode scalars into the passage's text.
  package var evidence: [ThemeName: [Range<Int>]]

  package init(
    id: ULID, passage: ULID, author: String, madeAt: Date, themes: [ThemeName]? = nil, stance: Stance? = nil,
    serviceArea: ServiceArea? = nil, evidence: [ThemeName: [Range<Int>]] = [:]
  ) {
    self.id = id
    self.passage = passage
    self.author = author
    self.madeAt = madeAt
    self.themes = themes
    self.stance = stance
    self.serviceArea = serviceArea
    self.evidence = evidence
  }
}

/// A passage with the corrections that are in force on it.
package struct CorrectedPassage: Hashable, Sendable {
  /// With the tags as they stand.
  package var passage: Passage
  /// The language of its note.
  package var language: NoteLanguage
  /// Oldest first, at least one.
  package var corrections: [Correction]

  package init(passage: Passage, language: NoteLanguage, corrections: [Correction]) {
    self.passage = passage
    self.language = language
    self.corrections = corrections
  }
}

/// What stands in the store as the judgement of a passage.
package struct PassageJudgement: Hashable, Sendable {
  package var tags: [Tag]
  /// Nil where there is no theme.
  package var stance: Stance?
  package var serviceArea: ServiceArea

  package init(tags: [Tag], stance: Stance?, serviceArea: ServiceArea) {
    self.tags = tags
    self.stance = stance
    self.serviceArea = serviceArea
  }
}

/// Several corrections of one passage taken together: of each of themes, stance and area the latest counts.
package struct OfficersJudgement: Hashable, Sendable {
  /// The latest correction.
  package private(set) var latest: ULID?
  package private(set) var themes: [ThemeName]?
  package private(set) var stance: Stance?
  package private(set) var serviceArea: ServiceArea?
  /// For each theme the words that an officer named.
  package private(set) var evidence: [ThemeName: [Range<Int>]] = [:]
  /// Who said which themes there are.
  package private(set) var author: String?

  /// - Parameter corrections: those in force, oldest first.
  package init(_ corrections: [Correction]) {
    for correction in corrections {
      latest = correction.id
      if let themes = correction.themes {
        self.themes = themes
        author = correction.author
        evidence = correction.evidence
      }
      if let stance = correction.stance { self.stance = stance }
      if let area = correction.serviceArea { serviceArea = area }
    }
  }

  /// Lays the officers' judgement over the model's.
  ///
  /// An officer's tag rests on the words that the officer named; else on those that the model found for the theme,
  /// whether or not they sufficed for a tag; where the model knows none, on the whole passage, which is what the officer
  /// judged. So a tag never stands without words.
  /// - Parameters:
  ///   - judgement: the tagger's, of the same text.
  ///   - version: the tagger's, for the tags that stay the model's.
  ///   - length: of the text, in Unicode scalars.
  ///   - words: those that speak most for a theme; see ``Tagger/words(for:in:context:)``.
  package func over(
    _ judgement: Judgement, version: String, length: Int, words: (ThemeName) -> [Range<Int>]
  ) -> PassageJudgement {
    var result = judgement.asStored(version: version)
    if let themes, let author {
      result.tags = themes.map { theme in
        let found = judgement.themes.first { $0.theme == theme }?.evidence
        var evidence = self.evidence[theme] ?? found ?? words(theme)
        if evidence.isEmpty, length > 0 { evidence = [0..<length] }
        return Tag(theme: theme, score: 1, author: author, model: nil, evidence: evidence)
      }
    }
    result.stance =
      result.tags.isEmpty ? nil : stance ?? judgement.stance ?? judgement.leaning ?? .neutral
    if let serviceArea { result.serviceArea = serviceArea }
    return result
  }
}

extension Judgement {
  /// The judgement as it is stored: every tag is the model's.
  package func asStored(version: String) -> PassageJudgement {
    PassageJudgement(
      tags: themes.map {
        Tag(
          theme: $0.theme, score: $0.score, author: "model",
          model: $0.note.map { "\(version)+\($0)" } ?? version,
          evidence: $0.evidence)
      }, stance: stance, serviceArea: serviceArea)
  }
}

extension Tagger {
  /// Judges a stored passage, with the corrections that are in force on it laid over the model's judgement.
  /// - Parameter corrections: oldest first.
  package func judge(_ passage: Passage, under corrections: [Correction]) -> PassageJudgement {
    let judgement = judge(passage)
    guard !corrections.isEmpty else { return judgement.asStored(version: version) }
    return OfficersJudgement(corrections).over(
      judgement, version: version, length: passage.text.unicodeScalars.count
    ) { words(for: $0, in: passage.text, context: passage.context) }
  }
}
