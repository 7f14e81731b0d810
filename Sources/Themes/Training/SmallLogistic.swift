import Foundation

/// Logistic regression with a handful of inputs, by Newton's method; for calibration.
enum SmallLogistic {
  /// A bias and then a factor for each input.
  /// - Parameters:
  ///   - inputs: one row an example, all of one length.
  ///   - ridge: keeps the factors finite where the examples could be told apart without error.
  static func fit(_ inputs: [[Double]], _ answers: [Bool], ridge: Double = 1) -> [Double] {
    let size = (inputs.first?.count ?? 0) + 1
    var factors = [Double](repeating: 0, count: size)
    for _ in 0..<25 {
      var gradient = factors.map { $0 * ridge }
      var curvature = (0..<size).map { row in (0..<size).map { row == $0 ? ridge : 0 } }
      for (input, answer) in zip(inputs, answers) {
        let row = [1] + input
        var sum = 0.0
        for index in 0..<size { sum += factors[index] * row[index] }
        let probability = 1 / (1 + exp(-sum))
        let error = probability - (answer ? 1 : 0)
        let slope = max(probability * (1 - probability), 1e-9)
        for i in 0..<size {
          gradient[i] += error * row[i]
          for j in 0..<size { curvature[i][j] += slope * row[i] * row[j] }
        }
      }
      let step = solve(curvature, gradient)
      for index in 0..<size { factors[index] -= step[index] }
      if step.allSatisfy({ abs($0) < 1e-9 }) { break }
    }
    return factors
  }

  /// Gaussian elimination; the matrix is positive definite.
  private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var matrix = matrix
    var right = right
    let size = right.count
    for pivot in 0..<size {
      for row in pivot + 1..<max(size, pivot + 1) {
        let factor = matrix[row][pivot] / matrix[pivot][pivot]
        for column in pivot..<size { matrix[row][column] -= factor * matrix[pivot][column] }
        right[row] -= factor * right[pivot]
      }
    }
    for row in (0..<size).reversed() {
      for column in row + 1..<max(size, row + 1) { right[row] -= matrix[row][column] * right[column] }
      right[row] /= matrix[row][row]
    }
    return right
  }
}
