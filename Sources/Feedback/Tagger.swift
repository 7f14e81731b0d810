/// Judges passages. A pure function of text, model and configuration: the same on any machine.
package protocol Tagger: Sendable {
  /// The version of the model, as written into each tag.
  var version: String { get }
  /// Judges one passage.
  /// - Parameters:
  ///   - text: the passage.
  ///   - context: a heading or lead-in; informs only a fragment without a subject of its own.
  func judge(_ text: String, context: String?) -> Judgement
  /// The words of a passage that speak most for a theme, also where they do not suffice for a tag: half-open offsets in
  /// Unicode scalars, in order. Empty where none does, or where the tagger cannot tell.
  func words(for theme: ThemeName, in text: String, context: String?) -> [Range<Int>]
  /// Judges a stored passage anew, by all but what officers said of this very passage.
  func judge(_ passage: Passage) -> Judgement
}

extension Tagger {
  package func judge(_ passage: Passage) -> Judgement { judge(passage.text, context: passage.context) }

  package func words(for theme: ThemeName, in text: String, context: String?) -> [Range<Int>] {
    judge(text, context: context).themes.first { $0.theme == theme }?.evidence ?? []
  }
}

/// What a tagger finds in a passage.
package struct Judgement: Hashable, Sendable {
  package struct ThemeScore: Hashable, Sendable {
    package var theme: ThemeName
    /// 0 to 1, calibrated.
    package var score: Double
    /// Half-open offsets in Unicode scalars into the text, in order, not overlapping.
    package var evidence: [Range<Int>]
    /// What decided beside the model: `words` (those that the configuration gives for the theme), or the identifier of
    /// a correction of a near-identical passage. Written into the tag behind the model's version.
    package var note: String?

    package init(theme: ThemeName, score: Double, evidence: [Range<Int>], note: String? = nil) {
      self.theme = theme
      self.score = score
      self.evidence = evidence
      self.note = note
    }
  }

  /// The themes at or above their threshold, highest score first, each with its evidence.
  package var themes: [ThemeScore]
  /// Every theme's score, in the model's order; without evidence.
  package var scores: [ThemeScore]
  /// Nil where there is no theme.
  package var stance: Stance?
  /// The stance that the passage would have if it had a theme; nil where the tagger does not say.
  package var leaning: Stance?
  package var serviceArea: ServiceArea
  package var language: NoteLanguage
  /// The correction of a near-identical passage that decided in the model's place.
  package var correction: ULID?

  package init(
    themes: [ThemeScore], scores: [ThemeScore], stance: Stance?, leaning: Stance? = nil,
    serviceArea: ServiceArea, language: NoteLanguage, correction: ULID? = nil
  ) {
    self.themes = themes
    self.scores = scores
    self.stance = stance
    self.leaning = leaning
    self.serviceArea = serviceArea
    self.language = language
    self.correction = correction
  }
}
