/// Turns the margins of a model's heads into probabilities, and probabilities into tags. Whole numbers throughout,
/// so that no last bit of a floating-point number decides.
///
/// For each theme a line is laid through the margins of held-out passages (Platt scaling), with its own margin, that
/// of the scope head, and the lower of the two beside each other: a theme holds where both say so.
struct Calibration {
  /// One in fixed point with 16 binary places.
  static let one = 1 << 16
  /// The logistic function is tabled from -8 to 8, with so many points to one.
  static let pointsPerUnit = 64
  static let points = 16 * pointsPerUnit + 1

  /// A theme has so many factors: a bias, and one for each input.
  static let factorsPerTheme = 4

  /// For each theme its factors, Q16.
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
  /// - Parameters:
  ///   - margin: of the theme's head, Q16.
  ///   - scope: of the scope head, Q16.
  func probability(of theme: Int, margin: Int, scope: Int) -> Int {
    // Factors are below 2^32 in size; a margin beyond 64 says no more than 64.
    func bounded(_ margin: Int) -> Int { max(-64 * Self.one, min(64 * Self.one, margin)) }
    let (own, any) = (bounded(margin), bounded(scope))
    let first = theme * Self.factorsPerTheme
    let sum =
      factors[first] << 16 + factors[first + 1] * own + factors[first + 2] * any + factors[first + 3]
      * min(own, any)
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
