/// Turns the margins of a model's heads into probabilities, and probabilities into tags. Whole numbers throughout,
/// so that no last bit of a floating-point number decides.
///
/// Themes are not independent: whoever is sent from desk to desk meets two of them at once. So each set of themes that
/// passages have together gets a probability (multinomial logistic regression on the margins of held-out passages: of
/// each theme that of the passage and the highest of its windows, and those of the heads that tell how many themes there
/// are), and a theme has the sum of those of the sets in which it is.
struct Calibration {
  /// One in fixed point with 16 binary places.
  static let one = 1 << 16
  /// The exponential function is tabled from 0 down to -16, with so many points to one.
  static let pointsPerUnit = 64
  static let points = 16 * pointsPerUnit + 1
  /// One in the table of the exponential function.
  static let tableOne = 1 << 30
  /// A margin beyond this says no more than this, Q16.
  private static let furthest = 64 * one

  /// A set of themes has so many factors: a bias, one for each margin of ``Heads/calibrated``, and one for each theme's
  /// highest window.
  static func factors(ofThemes count: Int) -> Int { 1 + count + Heads.leastThemes.count + count }

  /// The sets, each as its themes, ascending.
  private let sets: [[Int]]
  /// For each set its factors, Q16.
  private let factors: [Int]
  /// For each theme the least probability of a tag, Q16.
  let thresholds: [Int]
  private let exponential: [Int]

  /// - Parameter membership: for each set and theme 1 where the theme is in the set, else 0.
  init(membership: [UInt8], factors: [Int], thresholds: [Int], exponential: [Int]) throws(ModelError) {
    let themes = thresholds.count
    guard themes > 0, membership.count % themes == 0, !membership.isEmpty, membership.allSatisfy({ $0 <= 1 }),
      factors.count == membership.count / themes * Self.factors(ofThemes: themes)
    else {
      throw ModelError(description: "the model's sets of themes are damaged; train it again")
    }
    guard exponential.count == Self.points, exponential.allSatisfy({ (0...Self.tableOne).contains($0) })
    else {
      throw ModelError(
        description: "the model's table of the exponential function is damaged; train it again")
    }
    // Within this the sums below cannot overflow.
    guard factors.allSatisfy({ abs($0) < 1 << 30 }) else {
      throw ModelError(description: "the model's calibration is out of bounds; train it again")
    }
    sets = stride(from: 0, to: membership.count, by: themes).map { start in
      (0..<themes).filter { membership[start + $0] == 1 }
    }
    self.factors = factors
    self.thresholds = thresholds
    self.exponential = exponential
  }

  /// The probability of each theme, Q16.
  /// - Parameters:
  ///   - margins: of ``Heads/calibrated``, Q16.
  ///   - windows: for each theme the highest margin of the windows, Q16.
  func probabilities(margins: ArraySlice<Int>, windows: [Int]) -> [Int] {
    func bounded(_ margin: Int) -> Int { max(-Self.furthest, min(Self.furthest, margin)) }
    let inputs = [Self.one] + margins.map(bounded) + windows.map(bounded)
    var scores = [Int]()
    scores.reserveCapacity(sets.count)
    for set in sets.indices {
      var sum = 0
      let first = set * inputs.count
      for index in inputs.indices { sum += factors[first + index] * inputs[index] }
      scores.append(sum >> 16)
    }
    let highest = scores.max() ?? 0
    var whole = 0
    var parts = [Int](repeating: 0, count: thresholds.count)
    for (set, score) in zip(sets, scores) {
      let part = exponential(ofNegative: highest - score)
      whole += part
      for theme in set { parts[theme] += part }
    }
    return parts.map { ($0 << 16) / whole }
  }

  /// e to the power of -`value`, by the table and a straight line between its points; 0 beyond it.
  /// - Parameter value: Q16, not negative.
  private func exponential(ofNegative value: Int) -> Int {
    guard value < 16 * Self.one else { return 0 }
    let step = Self.one / Self.pointsPerUnit
    let (index, rest) = (value / step, value % step)
    return exponential[index] - (exponential[index] - exponential[index + 1]) * rest / step
  }
}
