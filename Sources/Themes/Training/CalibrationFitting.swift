import Feedback
import Foundation

/// Fits calibration and thresholds to the margins of passages that the heads had not seen.
struct CalibrationFitting {
  /// A set of several themes is known as one from so many passages on; passages of rarer ones are left out.
  static let leastPassages = 25
  /// Thresholds lie within these, in hundredths.
  private static let candidates = 35...65
  /// Of thresholds whose F1 differs by less than this, the one nearest to one half is taken: it holds for passages of
  /// another mixture as well.
  private static let tolerance = 0.004

  /// For each set of themes and theme 1 where the theme is in the set, else 0.
  private(set) var membership: [UInt8] = []
  /// For each set its factors, see ``Calibration``, Q16.
  private(set) var factors: [Int] = []
  /// Q16.
  private(set) var thresholds: [Int] = []

  /// - Parameters:
  ///   - margins: for each passage those of all heads.
  ///   - windows: for each passage and theme the highest margin of its windows.
  init(_ set: TrainingSet, margins: [[Double]], windows: [[Double]]) {
    let themes = set.themes.count
    let answers = set.passages.map { passage in set.themes.map { passage.themes.contains($0) } }
    let sets = Self.sets(answers, themes: themes)
    let places = Dictionary(uniqueKeysWithValues: sets.enumerated().map { ($1, $0) })
    var inputs = [Double]()
    var classes = [Int]()
    for (passage, answer) in answers.enumerated() {
      guard let place = places[answer] else { continue }
      inputs += Self.inputs(margins[passage], windows[passage], themes: themes)
      classes.append(place)
    }
    let fitted = MultinomialLogistic(
      inputs: inputs, width: Calibration.factors(ofThemes: themes), classes: classes, count: sets.count)
    membership = sets.flatMap { $0.map { $0 ? 1 : 0 } }
    factors = fitted.factors.map { max(-1 << 29, min(1 << 29, Self.fixed($0))) }

    var probabilities = [[Double]](repeating: [], count: themes)
    for passage in answers.indices {
      let own = fitted.probabilities(Self.inputs(margins[passage], windows[passage], themes: themes))
      for theme in 0..<themes {
        probabilities[theme].append(zip(sets, own).reduce(0) { $1.0[theme] ? $0 + $1.1 : $0 })
      }
    }
    thresholds = probabilities.enumerated().map { theme, probabilities in
      let answers = answers.map { $0[theme] }
      return answers.contains(true) ? Self.threshold(probabilities, answers) : Calibration.one + 1
    }
  }

  private static func inputs(_ margins: [Double], _ windows: [Double], themes: Int) -> [Double] {
    [1] + margins[..<(themes + Heads.leastThemes.count)] + windows
  }

  /// No theme, each theme alone, and what passages have together often enough, in a fixed order.
  private static func sets(_ answers: [[Bool]], themes: Int) -> [[Bool]] {
    var counts: [[Bool]: Int] = [:]
    for answer in answers { counts[answer, default: 0] += 1 }
    let small =
      [[Bool](repeating: false, count: themes)] + (0..<themes).map { one in (0..<themes).map { $0 == one } }
    let often = counts.filter { $0.value >= leastPassages && !small.contains($0.key) }.keys
    return small
      + often.sorted { first, second in
        zip(first, second).first { $0 != $1 }.map { $0.0 } ?? false
      }
  }

  static func fixed(_ number: Double) -> Int {
    Int((max(-60_000, min(60_000, number)) * Double(Calibration.one)).rounded())
  }

  /// The probability from which on tags are best by F1.
  private static func threshold(_ probabilities: [Double], _ answers: [Bool]) -> Int {
    let scores = candidates.map { candidate in
      var (right, wrong, missed) = (0, 0, 0)
      for (probability, answer) in zip(probabilities, answers) {
        switch (probability >= Double(candidate) / 100, answer) {
        case (true, true): right += 1
        case (true, false): wrong += 1
        case (false, true): missed += 1
        case (false, false): break
        }
      }
      return Double(2 * right) / Double(max(1, 2 * right + wrong + missed))
    }
    let best = scores.max() ?? 0
    let good = zip(candidates, scores).filter { $0.1 >= best - tolerance }.map { $0.0 }
    let nearest = good.min { abs($0 - 50) < abs($1 - 50) } ?? 50
    return nearest * Calibration.one / 100
  }

  /// The table of the exponential function, Q30.
  static var exponential: [UInt32] {
    (0..<Calibration.points).map { point in
      UInt32(
        (Double(Calibration.tableOne) * exp(-Double(point) / Double(Calibration.pointsPerUnit))).rounded())
    }
  }
}
