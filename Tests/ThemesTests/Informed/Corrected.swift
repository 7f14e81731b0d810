import Feedback
import Themes

/// A passage with one correction in force.
func corrected(
  _ text: String, _ number: UInt64 = 1, context: String? = nil, themes: [ThemeName]?, stance: Stance? = nil,
  area: ServiceArea? = nil, evidence: [ThemeName: [Range<Int>]] = [:]
) -> CorrectedPassage {
  let id = ULID(milliseconds: number, randomHigh: 0, randomLow: 1)
  let correction = Correction(
    id: ULID(milliseconds: number, randomHigh: 0, randomLow: 2), passage: id, author: "anna@ort.example",
    madeAt: id.time, themes: themes, stance: stance, serviceArea: area, evidence: evidence)
  let tags = (themes ?? []).map { theme in
    Tag(
      theme: theme, score: 1, author: "anna@ort.example", model: nil,
      evidence: evidence[theme] ?? [0..<text.unicodeScalars.count])
  }
  return CorrectedPassage(
    passage: Passage(
      id: id, ordinal: 1, part: "1", range: 0..<text.unicodeScalars.count, text: text, context: context,
      stance: stance, serviceArea: area ?? .none, tags: tags),
    language: .swedish, corrections: [correction])
}
