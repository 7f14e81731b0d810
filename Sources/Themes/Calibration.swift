/// Turns the margins of a model's heads into probabilities, and probabilities into tags. Whole numbers throughout,
/// so that no last bit of a floating-point number decides.
///
/// For each theme a line is laid through the margins of held-out passages (Platt scaling), with the other themes'
/// and the scope's margins beside its own, as what is clearly about one theme is less likely about another.
struct Calibration {
  /// One in fixed point with 16 binary places.
  static let one = 1 << 16
  /// The logistic function is tabled from -8 to 8, with so many points to one.
  static let pointsPerUnit = 64
  static let points = 16 * pointsPerUnit + 1

  /// For each theme its bias and then a factor for each calibrated head, Q16.
  private let factors: [Int]
  /// For each theme the least probability of a tag, Q16.
  let thresholds: [Int]
  private let logistic: [Int]

  init(factors: [Int], thresholds: [Int], logistic: [Int]) throws(ModelError) {
    guard logistic.count == Self.points, logistic.allSatisfy({ (0...Self.one).contains($0) }) else {
      throw ModelError(description: "the model's table of the logistic function is damaged; train it again")
    }
    guard factors.allSatisfy({ abs($0) < 1 << 32 }) else {
      throw ModelError(description: "the model's calibration is out of bounds; train it again")
    }
    self.factors = factors
    self.thresholds = thresholds
    self.logistic = logistic
  }

  /// The probability of a theme, Q16.
  /// - Parameter margins: of the themes' heads and the scope head, Q16.
  func probability(of theme: Int, margins: ArraySlice<Int>) -> Int {
    let row = factors[theme * (margins.count + 1)..<(theme + 1) * (margins.count + 1)]
    var sum = (row.first ?? 0) << 16
    for (factor, margin) in zip(row.dropFirst(), margins) {
      // Both are below 2^32 in size; a margin beyond 64 says no more than 64.
      sum += factor * max(-64 * Self.one, min(64 * Self.one, margin))
    }
    return interpolated(sum >> 16)
  }

  /// The logistic function of a Q16 number, by the table and a straight line between its points.
  private func interpolated(_ value: Int) -> Int {
    let edge = 8 * Self.one
    let place = max(-edge, min(edge - 1, value)) + edge
    let step = Self.one / Self.pointsPerUnit
    let index = place / step
    let rest = place % step
    return logistic[index] + (logistic[index + 1] - logistic[index]) * rest / step
  }
}
