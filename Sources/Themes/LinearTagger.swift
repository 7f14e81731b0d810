package import Feedback
import Language

/// Tags passages with a linear model: what each feature of a passage says is added up in whole numbers, so the same
/// text gets the same tags on any machine, and each tag can be explained by the words that it rests on.
///
/// Safe to use from several threads at once.
package final class LinearTagger: Tagger {
  private let model: Model
  private let pool: ScorerPool

  /// Reads a model where it lies, without copying.
  /// - Parameter bytes: must stay in place and unchanged as long as the tagger lives, as the bytes of a program do.
  /// - Throws: where the bytes are no model of this program's format, or damaged.
  package convenience init(model bytes: UnsafeRawBufferPointer) throws(ModelError) {
    self.init(try Model(reading: bytes))
  }

  /// Reads a model and keeps a copy of it.
  /// - Throws: where the bytes are no model of this program's format, or damaged.
  package convenience init(copying bytes: [UInt8]) throws(ModelError) {
    let model: Result<Model, ModelError> = bytes.withUnsafeBytes { bytes in
      do throws(ModelError) { return .success(try Model(copying: bytes)) } catch { return .failure(error) }
    }
    self.init(try model.get())
  }

  private init(_ model: Model) {
    self.model = model
    pool = ScorerPool(model: model)
  }

  /// What the model says about itself.
  package var description: ModelDescription { model.description }

  package var version: String { model.description.version }

  package func judge(_ text: String, context: String?) -> Judgement {
    pool.withScorer { scorer in
      scorer.score(text)
      let isFragment = Fragment.isFragment(scorer.extractor.words, of: scorer.extractor.text)
      if isFragment, let context, !context.isEmpty {
        // What the fragment says alone about its own area and stance is judged with the heading as well.
        let lead = context + ": "
        scorer.score(lead + text)
        return judgement(of: scorer, after: lead.unicodeScalars.count)
      }
      return judgement(of: scorer, after: 0)
    }
  }

  package func words(for theme: ThemeName, in text: String, context: String?) -> [Range<Int>] {
    guard let head = model.description.themes.firstIndex(of: theme) else { return [] }
    return pool.withScorer { scorer in
      scorer.score(text)
      var evidence = Evidence()
      return evidence.ranges(for: head, in: scorer, model: model, after: 0, mustSpeak: true)
    }
  }

  /// For each theme of the model the least score that makes a tag; above 1 where none does.
  package var thresholds: [Double] {
    model.calibration.thresholds.map { Double($0) / Double(Calibration.one) }
  }

  /// - Parameter lead: the number of Unicode scalars of the heading that was read before the passage.
  private func judgement(of scorer: Scorer, after lead: Int) -> Judgement {
    let heads = model.heads
    let margins = scorer.margins
    var scores = [Judgement.ThemeScore]()
    var themes = [(order: Int, score: Judgement.ThemeScore)]()
    var evidence = Evidence()
    let probabilities = model.calibration.probabilities(
      margins: margins[heads.calibrated], windows: scorer.windowMargins)
    for (theme, probability) in probabilities.enumerated() {
      var score = Judgement.ThemeScore(
        theme: model.description.themes[theme], score: Double(probability) / Double(Calibration.one),
        evidence: [])
      scores.append(score)
      guard probability >= model.calibration.thresholds[theme] else { continue }
      score.evidence = evidence.ranges(for: theme, in: scorer, model: model, after: lead)
      // Without a character to point at there is no tag.
      if !score.evidence.isEmpty { themes.append((probability, score)) }
    }
    // Highest first; of equals the earlier theme.
    let ordered = themes.enumerated().sorted { ($0.element.order, $1.offset) > ($1.element.order, $0.offset) }
    let stance = Stance.allCases[Self.highest(margins[heads.stances])]
    let area = model.description.areas[Self.highest(margins[heads.areaHeads])]
    return Judgement(
      themes: ordered.map(\.element.score), scores: scores, stance: themes.isEmpty ? nil : stance,
      leaning: stance, serviceArea: area,
      language: scorer.extractor.isEnglish ? .english : .swedish)
  }

  /// The place of the highest number; of equals the first.
  private static func highest(_ numbers: ArraySlice<Int>) -> Int {
    var best = numbers.startIndex
    for index in numbers.indices where numbers[index] > numbers[best] { best = index }
    return best - numbers.startIndex
  }
}
