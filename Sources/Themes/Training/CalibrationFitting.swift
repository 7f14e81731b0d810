import Feedback
import Foundation

/// Fits calibration and thresholds to the margins of passages that the heads had not seen.
struct CalibrationFitting {
  /// For each theme the factors of ``Calibration``, Q16.
  private(set) var factors: [Int] = []
  /// Q16.
  private(set) var thresholds: [Int] = []
  /// For each theme the probabilities of the held-out passages.
  private(set) var probabilities: [[Double]] = []

  /// - Parameter margins: for each passage those of the themes' heads, and of the scope head last.
  init(_ set: TrainingSet, margins: [[Double]]) {
    for (theme, name) in set.themes.enumerated() {
      let answers = set.passages.map { $0.themes.contains(name) }
      let inputs = margins.map { margins in
        let (own, scope) = (margins[theme], margins[set.themes.count])
        return [own, scope, min(own, scope)]
      }
      let fitted = SmallLogistic.fit(inputs, answers)
      let probabilities = inputs.map { margin in
        1 / (1 + exp(-zip(fitted.dropFirst(), margin).reduce(fitted[0]) { $0 + $1.0 * $1.1 }))
      }
      factors += fitted.map(Self.fixed)
      thresholds.append(answers.contains(true) ? Self.threshold(probabilities, answers) : Calibration.one + 1)
      self.probabilities.append(probabilities)
    }
  }

  static func fixed(_ number: Double) -> Int {
    Int((max(-60_000, min(60_000, number)) * Double(Calibration.one)).rounded())
  }

  /// The probability from which on tags are best by F1, in hundredths; the middle of those that are as good.
  private static func threshold(_ probabilities: [Double], _ answers: [Bool]) -> Int {
    var scores = [Double]()
    let candidates = 15...70
    for candidate in candidates {
      var (right, wrong, missed) = (0, 0, 0)
      for (probability, answer) in zip(probabilities, answers) {
        switch (probability >= Double(candidate) / 100, answer) {
        case (true, true): right += 1
        case (true, false): wrong += 1
        case (false, true): missed += 1
        case (false, false): break
        }
      }
      scores.append(Double(2 * right) / Double(max(1, 2 * right + wrong + missed)))
    }
    let best = scores.max() ?? 0
    let good = candidates.enumerated().filter { scores[$0.offset] >= best - 0.001 }.map(\.element)
    let middle = good.isEmpty ? 50 : good[good.count / 2]
    return middle * Calibration.one / 100
  }

  /// The table of the logistic function, Q16.
  static var logistic: [UInt32] {
    (0..<Calibration.points).map { point in
      let value = Double(point) / Double(Calibration.pointsPerUnit) - 8
      return UInt32((Double(Calibration.one) / (1 + exp(-value))).rounded())
    }
  }
}
