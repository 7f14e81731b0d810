/// Judges passages. A pure function of text, model and configuration: the same on any machine.
package protocol Tagger: Sendable {
  /// The version of the model, as written into each tag.
  var version: String { get }
  /// Judges one passage.
  /// - Parameters:
  ///   - text: the passage.
  ///   - context: a heading or lead-in; informs only a fragment without a subject of its own.
  func judge(_ text: String, context: String?) -> Judgement
}

/// What a tagger finds in a passage.
package struct Judgement: Hashable, Sendable {
  package struct ThemeScore: Hashable, Sendable {
    package var theme: ThemeName
    /// 0 to 1, calibrated.
    package var score: Double
    /// Half-open offsets in Unicode scalars into the text, in order, not overlapping.
    package var evidence: [Range<Int>]

    package init(theme: ThemeName, score: Double, evidence: [Range<Int>]) {
      self.theme = theme
      self.score = score
      self.evidence = evidence
    }
  }

  /// The themes at or above their threshold, highest score first, each with its evidence.
  package var themes: [ThemeScore]
  /// Every theme's score, in the model's order; without evidence.
  package var scores: [ThemeScore]
  /// Nil where there is no theme.
  package var stance: Stance?
  package var serviceArea: ServiceArea
  package var language: NoteLanguage

  package init(
    themes: [ThemeScore], scores: [ThemeScore], stance: Stance?, serviceArea: ServiceArea,
    language: NoteLanguage
  ) {
    self.themes = themes
    self.scores = scores
    self.stance = stance
    self.serviceArea = serviceArea
    self.language = language
  }
}
