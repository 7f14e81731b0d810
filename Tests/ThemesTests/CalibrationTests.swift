import Foundation
import Testing

@testable import Themes

/// Margins become probabilities of sets of themes, in fitting and in judging alike.
@Suite struct CalibrationTests {
  /// Of two classes with one input, one fits a known line.
  @Test func findsTheLineThatTheExamplesWereDrawnFrom() {
    var random = SplitMix(state: 7)
    var inputs = [Double]()
    var classes = [Int]()
    for _ in 0..<20_000 {
      let x = Double(random.below(8_001)) / 1_000 - 4
      let probability = 1 / (1 + exp(-(0.5 + 1.5 * x)))
      inputs += [1, x]
      classes.append(Double(random.below(1_000_000)) / 1_000_000 < probability ? 1 : 0)
    }
    let fitted = MultinomialLogistic(inputs: inputs, width: 2, classes: classes, count: 2)
    for x in [-2.0, -0.3, 0, 1, 3] {
      let expected = 1 / (1 + exp(-(0.5 + 1.5 * x)))
      #expect(abs(fitted.probabilities([1, x])[1] - expected) < 0.02, "\(x)")
    }
  }

  @Test func probabilitiesOfThreeClassesAddUpToOneAndFollowTheirShares() {
    let classes = (0..<3_000).map { $0 % 6 < 3 ? 0 : $0 % 6 < 5 ? 1 : 2 }
    let fitted = MultinomialLogistic(
      inputs: [Double](repeating: 1, count: 3_000), width: 1, classes: classes, count: 3)
    let probabilities = fitted.probabilities([1])
    #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12)
    for (probability, share) in zip(probabilities, [0.5, 1.0 / 3, 1.0 / 6]) {
      #expect(abs(probability - share) < 0.001)
    }
  }

  /// Two themes that only come together: the sets none and both, each as likely as its score says.
  private func calibration() throws -> Calibration {
    let themes = 2
    let width = Calibration.factors(ofThemes: themes)
    var both = [Int](repeating: 0, count: width)
    both[1] = Calibration.one
    return try Calibration(
      membership: [0, 0, 1, 1], factors: [Int](repeating: 0, count: width) + both,
      thresholds: [Calibration.one / 2, Calibration.one / 2],
      exponential: CalibrationFitting.exponential.map { Int($0) })
  }

  @Test(arguments: [-20.0, -3, -0.5, 0, 0.7, 4, 20])
  func aThemeHasTheProbabilityOfTheSetsInWhichItIs(_ margin: Double) throws {
    let given = Int(margin * Double(Calibration.one))
    let found = try calibration().probabilities(margins: [given, 0, 0, 0, 0], windows: [0, 0])
    #expect(found[0] == found[1])
    #expect(abs(Double(found[0]) / Double(Calibration.one) - 1 / (1 + exp(-margin))) < 0.0005)
  }

  @Test func damagedNumbersAreRefused() {
    let exponential = CalibrationFitting.exponential.map { Int($0) }
    let factors = [Int](repeating: 0, count: 2 * Calibration.factors(ofThemes: 1))
    func makes(_ membership: [UInt8], _ factors: [Int], _ exponential: [Int]) -> Bool {
      (try? Calibration(
        membership: membership, factors: factors, thresholds: [0], exponential: exponential)) != nil
    }
    #expect(makes([0, 1], factors, exponential))
    #expect(!makes([0, 2], factors, exponential))
    #expect(!makes([], [], exponential))
    #expect(!makes([0, 1], Array(factors.dropLast()), exponential))
    #expect(!makes([0, 1], [1 << 40] + factors.dropFirst(), exponential))
    #expect(!makes([0, 1], factors, Array(exponential.dropLast())))
  }

  /// A column that stands in one answer's rows alone counts more than one that stands in all.
  @Test func tellingColumnsAreEmphasised() {
    var rows = SparseRows()
    for row in 0..<40 { rows.append([(column: 0, value: 1), (column: row < 20 ? 1 : 2, value: 1)]) }
    let examples = (0..<40).map { LinearExample(row: $0, isPositive: $0 < 20, count: 1, cost: 1) }
    let emphasis = LogCountRatios(examples, rows: rows, columns: 3).emphasis
    #expect(emphasis[1] > 2 * emphasis[0])
    #expect(abs(emphasis[1] - emphasis[2]) < 0.001)
    // On average rows keep their lengths.
    let lengths = examples.map { rows.square(of: $0.row, emphasis) }.reduce(0, +)
    #expect(abs(lengths - 80) < 0.001)
  }
}
