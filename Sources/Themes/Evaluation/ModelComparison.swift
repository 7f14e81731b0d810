import Feedback

/// Two models beside each other on the passages that no model learns from.
package struct ModelComparison: Sendable {
  /// A macro-F1 that is lower by no more than this is not worse: a handful of passages in several hundred swing so much.
  package static let tolerance = 0.005

  package let old: Evaluation
  package let new: Evaluation

  /// - Parameter apart: the kept-apart passages.
  package init(old: LinearTagger, new: LinearTagger, on apart: [LabelledPassage]) {
    // The same themes for both; one that neither knows nor the passages name would say nothing.
    let named = Set(apart.flatMap(\.themes)).subtracting(ThemeName.standard).sorted()
    let themes = ThemeName.standard + named
    self.old = Evaluation(of: old, on: apart, themes: themes)
    self.new = Evaluation(of: new, on: apart, themes: themes)
  }

  /// Whether the new model should not take the old one's place.
  package var isWorse: Bool { new.macroF1 < old.macroF1 - Self.tolerance }
}
