/// Sparse rows of numbers, one after the other in memory.
struct SparseRows {
  private(set) var offsets = [0]
  private(set) var columns: [Int32] = []
  private(set) var values: [Float] = []

  var count: Int { offsets.count - 1 }

  mutating func append(_ row: some Sequence<(column: Int32, value: Float)>) {
    for (column, value) in row {
      columns.append(column)
      values.append(value)
    }
    offsets.append(columns.count)
  }

  /// The sum of the squares of a row's values, each multiplied with its column's emphasis.
  func square(of row: Int, _ emphasis: [Double]) -> Double {
    var square = 0.0
    for item in offsets[row]..<offsets[row + 1] {
      square += emphasis[Int(columns[item])] * Double(values[item]) * Double(values[item])
    }
    return square
  }
}

/// One row to learn from.
struct LinearExample {
  /// Its place in the rows.
  var row: Int
  /// Whether the answer is yes.
  var isPositive: Bool
  /// As how many examples it counts.
  var count: Double
  /// How much an error on it costs.
  var cost: Double
}

/// Fits a linear support vector machine with squared hinge loss and L2 regularisation by dual coordinate descent
/// (Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM",
/// ICML 2008; LIBLINEAR's solver 1), with a cost for each example and an emphasis for each column: a weight's square is
/// divided by its column's emphasis before it is added to what is minimised, as if the column's values had been
/// multiplied with the root of it.
///
/// It adds, multiplies, divides and compares, and nothing else, which IEEE 754 defines to the last bit, in a fixed
/// order with a shuffle of its own: equal input gives equal weights on any machine.
struct LinearSolver {
  /// Ends when no gradient is further than this from where it should be, or after ``mostRounds``.
  var tolerance = 0.1
  var mostRounds = 10
  var seed: UInt64 = 0x5EED

  /// A weight for each column, and the bias last.
  /// - Parameter emphasis: for each column, positive.
  func weights(_ examples: [LinearExample], rows: SparseRows, emphasis: [Double]) -> [Double] {
    let columns = emphasis.count
    var weights = [Double](repeating: 0, count: columns + 1)
    let squares = examples.map { rows.square(of: $0.row, emphasis) }
    var alphas = [Double](repeating: 0, count: examples.count)
    var active = Array(examples.indices)
    var activeCount = active.count
    var random = SplitMix(state: seed)
    var previousHighest = Double.infinity
    weights.withUnsafeMutableBufferPointer { weights in
      rows.columns.withUnsafeBufferPointer { rowColumns in
        rows.values.withUnsafeBufferPointer { rowValues in
          for _ in 0..<mostRounds {
            var highest = -Double.infinity
            var lowest = Double.infinity
            for place in 0..<activeCount {
              active.swapAt(place, place + random.below(activeCount - place))
            }
            var place = 0
            while place < activeCount {
              let index = active[place]
              let example = examples[index]
              let range = rows.offsets[example.row]..<rows.offsets[example.row + 1]
              let sign: Double = example.isPositive ? 1 : -1
              let diagonal = 0.5 / example.cost
              var margin = weights[columns]
              for item in range { margin += weights[Int(rowColumns[item])] * Double(rowValues[item]) }
              let gradient = sign * margin - 1 + diagonal * alphas[index]
              var projected = gradient
              if alphas[index] == 0 {
                if gradient > previousHighest {
                  // Already well on its side: not looked at again until the end.
                  activeCount -= 1
                  active.swapAt(place, activeCount)
                  continue
                }
                projected = min(gradient, 0)
              }
              highest = max(highest, projected)
              lowest = min(lowest, projected)
              if abs(projected) > 1e-12 {
                let old = alphas[index]
                let new = max(old - gradient / (squares[index] + 1 + diagonal), 0)
                alphas[index] = new
                let step = (new - old) * sign
                for item in range {
                  let column = Int(rowColumns[item])
                  weights[column] += step * emphasis[column] * Double(rowValues[item])
                }
                weights[columns] += step
              }
              place += 1
            }
            if highest - lowest <= tolerance {
              if activeCount == examples.count { break }
              activeCount = examples.count
              previousHighest = .infinity
              continue
            }
            previousHighest = highest <= 0 ? .infinity : highest
          }
        }
      }
    }
    return weights
  }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): a fixed sequence of numbers for a seed.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// A number from 0 to below `bound`, which is positive.
  mutating func below(_ bound: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
