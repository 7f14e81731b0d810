package import Feedback
import Synchronization

/// A model together with what the municipality knows besides: the words of its own themes and areas, and what officers
/// have said of near-identical passages. The model judges, words add, officers decide.
///
/// Safe to use from several threads at once.
package final class InformedTagger: Tagger {
  package let model: LinearTagger
  package let words: ConfiguredWords
  private let memory: Mutex<CorrectionMemory>

  /// - Parameters:
  ///   - model: judges first.
  ///   - words: of what the municipality has added.
  ///   - corrected: the passages with corrections in force.
  package init(
    model: LinearTagger, words: ConfiguredWords = ConfiguredWords(), corrected: [CorrectedPassage] = []
  ) {
    self.model = model
    self.words = words
    memory = Mutex(CorrectionMemory(corrected))
  }

  package var version: String { model.version }

  /// The themes that it can give: the model's, then those that are configured and that the model has not learnt.
  package var themes: [ThemeName] {
    let learnt = model.description.themes
    return learnt + words.themes.map(\.name).filter { !learnt.contains($0) }
  }

  /// For each of ``themes`` the least score that makes a tag.
  package var thresholds: [Double] {
    let learnt = model.thresholds
    return learnt + [Double](repeating: ConfiguredWords.scores.one, count: themes.count - learnt.count)
  }

  /// Takes the place of what it remembered: from now on these corrections decide.
  package func remember(_ corrected: [CorrectedPassage]) {
    let next = CorrectionMemory(corrected)
    memory.withLock { $0 = next }
  }

  package func judge(_ text: String, context: String?) -> Judgement { judge(text, context, without: nil) }

  package func judge(_ passage: Passage) -> Judgement {
    judge(passage.text, passage.context, without: passage.id)
  }

  private func judge(_ text: String, _ context: String?, without passage: ULID?) -> Judgement {
    var judgement = model.judge(text, context: context)
    if !words.isEmpty { add(from: words, text, to: &judgement) }
    let memory = memory.withLock { $0 }
    if !memory.isEmpty, let match = memory.match(text, context: context, judgement, without: passage) {
      decide(by: match, text, context: context, &judgement)
    }
    return judgement
  }

  package func words(for theme: ThemeName, in text: String, context: String?) -> [Range<Int>] {
    let known = model.words(for: theme, in: text, context: context)
    return known.isEmpty ? words.found(in: text).themes.first { $0.theme == theme }?.evidence ?? [] : known
  }

  private func add(from words: ConfiguredWords, _ text: String, to judgement: inout Judgement) {
    for theme in words.themes where !judgement.scores.contains(where: { $0.theme == theme.name }) {
      judgement.scores.append(Judgement.ThemeScore(theme: theme.name, score: 0, evidence: []))
    }
    let found = words.found(in: text)
    for (theme, score, evidence) in found.themes {
      judgement.raise(theme, to: score)
      guard !judgement.themes.contains(where: { $0.theme == theme }) else { continue }
      judgement.themes.append(
        Judgement.ThemeScore(theme: theme, score: score, evidence: evidence, note: "words"))
    }
    judgement.order()
    if judgement.stance == nil, !judgement.themes.isEmpty { judgement.stance = judgement.leaning }
    // A model that has not learnt an area takes its matters for another's; one that has speaks for itself, where it sees
    // an area at all.
    if let area = found.area,
      judgement.serviceArea == .none || judgement.serviceArea == .other
        || !model.description.areas.contains(area)
    {
      judgement.serviceArea = area
    }
  }

  /// The officers' judgement of a near-identical passage takes the place of the model's. Of the area only where the words
  /// are the same: one other word may name another area.
  private func decide(
    by match: CorrectionMemory.Match, _ text: String, context: String?, _ judgement: inout Judgement
  ) {
    judgement.correction = match.correction
    let note = match.correction.description
    if let themes = match.judgement.themes {
      let length = text.unicodeScalars.count
      // An officer's word for another wording is worth a little less than for this one.
      let certainty = 0.95 * match.similarity
      for score in judgement.scores where !themes.contains(score.theme) {
        judgement.lower(score.theme, to: 1 - certainty)
      }
      judgement.themes = themes.map { theme in
        judgement.raise(theme, to: certainty)
        let score = judgement.scores.first { $0.theme == theme }?.score ?? certainty
        var evidence = match.evidence[theme] ?? []
        if evidence.isEmpty { evidence = judgement.themes.first { $0.theme == theme }?.evidence ?? [] }
        if evidence.isEmpty { evidence = words(for: theme, in: text, context: context) }
        if evidence.isEmpty { evidence = [0..<length] }
        return Judgement.ThemeScore(theme: theme, score: score, evidence: evidence, note: note)
      }
      judgement.order()
    }
    judgement.stance =
      judgement.themes.isEmpty
      ? nil : match.judgement.stance ?? judgement.stance ?? judgement.leaning ?? .neutral
    if match.similarity == 1, let area = match.judgement.serviceArea { judgement.serviceArea = area }
  }
}

extension Judgement {
  fileprivate mutating func raise(_ theme: ThemeName, to score: Double) {
    guard let place = scores.firstIndex(where: { $0.theme == theme }) else {
      scores.append(ThemeScore(theme: theme, score: score, evidence: []))
      return
    }
    scores[place].score = max(scores[place].score, score)
  }

  fileprivate mutating func lower(_ theme: ThemeName, to score: Double) {
    guard let place = scores.firstIndex(where: { $0.theme == theme }) else { return }
    scores[place].score = min(scores[place].score, score)
  }

  /// Highest score first; of equals as they stood.
  fileprivate mutating func order() {
    themes = themes.enumerated().sorted { ($0.element.score, $1.offset) > ($1.element.score, $0.offset) }
      .map(\.element)
  }
}
