package import Feedback

/// Chooses the passages from which a model would learn most if an officer judged them: those about whose themes it is
/// unsure, that many others resemble, and each of a kind of its own.
///
/// Passages are added one after the other; memory is bounded by the number that is asked for.
package struct Review {
  /// A passage that is worth a look.
  package struct Candidate: Sendable {
    package var note: ULID
    package var passage: Passage
    /// The scores of all themes, in the tagger's order.
    package var scores: [Judgement.ThemeScore]
    /// The theme about which the model is least sure.
    package var theme: ThemeName
    /// 0 to 1: 1 where a score is at its threshold.
    package var uncertainty: Double
    /// 0 to 1: how common the passage's words are among all passages.
    package internal(set) var representativeness = 0.0
    /// What the list is ordered by.
    package var information: Double { uncertainty * (0.5 + 0.5 * representativeness) }
    fileprivate var stems: Set<UInt64>
  }

  /// So many times more candidates than are asked for are kept until the end, since some will resemble each other.
  static let spare = 20
  /// Two that share more than this of their words (Jaccard similarity) are of one kind.
  static let alike = 0.5
  /// A score further from its threshold than this part of the way to certainty is no doubt.
  static let leastUncertainty = 0.3

  private let tagger: InformedTagger
  private let limit: Int
  private let themes: [ThemeName]
  private let thresholds: [Double]
  private var shapes = WordShapes()
  private var frequencies: [UInt64: Int32] = [:]
  private var passages = 0
  private var candidates: [Candidate] = []

  /// - Parameter limit: so many are chosen at most.
  package init(tagger: InformedTagger, limit: Int) {
    self.tagger = tagger
    self.limit = limit
    themes = tagger.themes
    thresholds = tagger.thresholds
  }

  /// Looks at a passage.
  /// - Parameter isCorrected: an officer has judged it already; it counts for what is common, and is not chosen.
  package mutating func add(_ passage: Passage, of note: ULID, isCorrected: Bool) {
    let stems = Set(shapes.shapes(of: passage.text).map(\.stem))
    guard !stems.isEmpty else { return }
    passages += 1
    // A vocabulary beyond this is one of noise.
    for stem in stems where frequencies.count < 200_000 || frequencies[stem] != nil {
      frequencies[stem, default: 0] += 1
    }
    guard !isCorrected else { return }
    let judgement = tagger.judge(passage)
    guard judgement.correction == nil, let doubt = doubt(judgement.scores),
      doubt.uncertainty >= Self.leastUncertainty
    else { return }
    candidates.append(
      Candidate(
        note: note, passage: passage, scores: judgement.scores, theme: doubt.theme,
        uncertainty: doubt.uncertainty,
        stems: stems))
    if candidates.count >= 4 * limit * Self.spare { shrink() }
  }

  /// The chosen passages, the most informative first.
  package mutating func chosen() -> [Candidate] {
    for index in candidates.indices {
      candidates[index].representativeness = representativeness(of: candidates[index].stems)
    }
    candidates.sort { ($1.information, $0.passage.id) < ($0.information, $1.passage.id) }
    var chosen = [Candidate]()
    for candidate in candidates where chosen.count < limit {
      let isNew = chosen.allSatisfy { other in
        let shared = other.stems.intersection(candidate.stems).count
        return Double(shared) <= Self.alike * Double(other.stems.count + candidate.stems.count - shared)
      }
      if isNew { chosen.append(candidate) }
    }
    return chosen
  }

  /// The theme whose score is nearest to its threshold, seen from where it would be certain.
  private func doubt(_ scores: [Judgement.ThemeScore]) -> (theme: ThemeName, uncertainty: Double)? {
    var most: (theme: ThemeName, uncertainty: Double)?
    for (theme, threshold) in zip(themes, thresholds) where threshold < 1 {
      guard let score = scores.first(where: { $0.theme == theme })?.score else { continue }
      let way = score >= threshold ? (score - threshold) / (1 - threshold) : (threshold - score) / threshold
      let uncertainty = max(0, 1 - way)
      if uncertainty > most?.uncertainty ?? -1 { most = (theme, uncertainty) }
    }
    return most
  }

  /// The mean part of passages that share a word of the passage, on a scale of the square root: the step from no other
  /// passage to some counts more than that from some to many.
  private func representativeness(of stems: Set<UInt64>) -> Double {
    guard passages > 1 else { return 0 }
    let parts = stems.map { Double(frequencies[$0, default: 1] - 1) / Double(passages - 1) }.sorted()
    return (parts.reduce(0, +) / Double(parts.count)).squareRoot()
  }

  /// Keeps the most doubtful.
  private mutating func shrink() {
    candidates.sort { ($1.uncertainty, $0.passage.id) < ($0.uncertainty, $1.passage.id) }
    candidates.removeLast(candidates.count - 2 * limit * Self.spare)
  }
}
