import Dispatch
import Foundation
import Synchronization

/// Multinomial logistic regression with a dozen inputs and some dozens of classes, for calibration.
///
/// Fitted by steps that a bound on the curvature makes safe (Böhning, "Multinomial logistic regression algorithm",
/// Annals of the Institute of Statistical Mathematics 44, 1992), with Nesterov's momentum, which starts anew where it
/// leads uphill (O'Donoghue and Candès, 2015).
struct MultinomialLogistic {
  private static let mostRounds = 300
  private static let ridge = 1.0
  /// Examples are summed up in so many parts, whatever the number of processors: the order of a sum is in its last bits.
  private static let parts = 8

  /// For each class a factor for each input.
  private(set) var factors: [Double]
  private let width: Int
  private let count: Int

  /// - Parameters:
  ///   - inputs: of all examples, one after the other; the first of each is 1.
  ///   - width: the number of inputs of an example.
  ///   - classes: of each example.
  ///   - count: the number of classes.
  init(inputs: [Double], width: Int, classes: [Int], count: Int) {
    self.width = width
    self.count = count
    factors = [Double](repeating: 0, count: width * count)
    let bound = Self.curvature(inputs, width: width)
    var ahead = factors
    var momentum = 1.0
    for _ in 0..<Self.mostRounds {
      let gradient = gradient(at: ahead, inputs, classes)
      var next = ahead
      for place in 0..<count {
        let range = place * width..<(place + 1) * width
        let step = bound.solve(Array(gradient[range]))
        for (index, change) in zip(range, step) { next[index] -= change }
      }
      let change = zip(next, factors).map { $0 - $1 }
      let uphill = zip(gradient, change).reduce(0) { $0 + $1.0 * $1.1 } > 0
      let following = uphill ? 1 : (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
      let share = uphill ? 0 : (momentum - 1) / following
      ahead = zip(next, change).map { $0 + share * $1 }
      factors = next
      momentum = following
      if change.allSatisfy({ abs($0) < 1e-5 }) { break }
    }
  }

  /// The probability of each class.
  func probabilities(_ input: [Double]) -> [Double] {
    var scores = (0..<count).map { place in
      var sum = 0.0
      for index in 0..<width { sum += factors[place * width + index] * input[index] }
      return sum
    }
    let highest = scores.max() ?? 0
    scores = scores.map { exp($0 - highest) }
    let whole = scores.reduce(0, +)
    return scores.map { $0 / whole }
  }

  private func gradient(at factors: [Double], _ inputs: [Double], _ classes: [Int]) -> [Double] {
    let (width, count, parts) = (width, count, Self.parts)
    let sums = Mutex([[Double]](repeating: [], count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      var gradient = [Double](repeating: 0, count: width * count)
      var scores = [Double](repeating: 0, count: count)
      let range = classes.count * part / parts..<classes.count * (part + 1) / parts
      inputs.withUnsafeBufferPointer { inputs in
        factors.withUnsafeBufferPointer { factors in
          gradient.withUnsafeMutableBufferPointer { gradient in
            for example in range {
              let input = UnsafeBufferPointer(rebasing: inputs[example * width..<(example + 1) * width])
              var highest = -Double.infinity
              for place in 0..<count {
                var sum = 0.0
                for index in 0..<width { sum += factors[place * width + index] * input[index] }
                scores[place] = sum
                highest = max(highest, sum)
              }
              var whole = 0.0
              for place in 0..<count {
                scores[place] = exp(scores[place] - highest)
                whole += scores[place]
              }
              for place in 0..<count {
                let error = scores[place] / whole - (classes[example] == place ? 1 : 0)
                for index in 0..<width { gradient[place * width + index] += error * input[index] }
              }
            }
          }
        }
      }
      sums.withLock { $0[part] = gradient }
    }
    var whole = factors.enumerated().map { $0.offset % width == 0 ? 0 : $0.element * Self.ridge }
    for part in sums.withLock({ $0 }) { for index in whole.indices { whole[index] += part[index] } }
    return whole
  }

  /// A bound of the curvature, the same for each class: half the inputs' products, and the ridge.
  private static func curvature(_ inputs: [Double], width: Int) -> CholeskyFactor {
    var matrix = (0..<width).map { row in (0..<width).map { $0 == row ? ridge : 0 } }
    for start in stride(from: 0, to: inputs.count, by: width) {
      for row in 0..<width {
        for column in 0...row { matrix[row][column] += inputs[start + row] * inputs[start + column] / 2 }
      }
    }
    return CholeskyFactor(matrix)
  }
}

/// The lower triangle L of a positive definite matrix L·Lᵀ.
private struct CholeskyFactor {
  private var lower: [[Double]]

  /// - Parameter matrix: its lower triangle is read.
  init(_ matrix: [[Double]]) {
    lower = matrix
    for row in lower.indices {
      for column in 0...row {
        var sum = lower[row][column]
        for index in 0..<column { sum -= lower[row][index] * lower[column][index] }
        lower[row][column] = row == column ? sum.squareRoot() : sum / lower[column][column]
      }
    }
  }

  func solve(_ right: [Double]) -> [Double] {
    var solution = right
    for row in lower.indices {
      for column in 0..<row { solution[row] -= lower[row][column] * solution[column] }
      solution[row] /= lower[row][row]
    }
    for row in lower.indices.reversed() {
      for below in row + 1..<max(lower.count, row + 1) {
        solution[row] -= lower[below][row] * solution[below]
      }
      solution[row] /= lower[row][row]
    }
    return solution
  }
}
