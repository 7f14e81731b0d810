import Foundation

/// The features that a model knows, and how rare each is.
struct Vocabulary {
  /// Rarities are counted in such parts of one, so that they fit a byte.
  static let rarityUnit = 24.0

  /// Places in the training set's features, ascending.
  let features: [Int32]
  /// For each known feature, 1 to 255: the inverse document frequency, 1 + ln((n + 1) / (df + 1)), in 24ths.
  let rarities: [Int]
  /// For each feature of the training set its place among the known, or -1.
  private let columns: [Int32]

  /// - Parameter isHeldOut: passages that are not looked at.
  init(_ set: TrainingSet, without isHeldOut: (Int) -> Bool) {
    var frequencies = [Int](repeating: 0, count: set.hashes.count)
    var passages = 0
    for row in set.rows where row.kind == .passage && !isHeldOut(row.passage) {
      passages += 1
      for feature in row.features { frequencies[Int(feature)] += 1 }
    }
    var features = [Int32]()
    var rarities = [Int]()
    var columns = [Int32](repeating: -1, count: set.hashes.count)
    for (feature, frequency) in frequencies.enumerated() where frequency >= set.blocks[feature].leastPassages
    {
      columns[feature] = Int32(features.count)
      features.append(Int32(feature))
      let rarity = 1 + log(Double(passages + 1) / Double(frequency + 1))
      rarities.append(max(1, min(255, Int((rarity * Self.rarityUnit).rounded()))))
    }
    self.features = features
    self.rarities = rarities
    self.columns = columns
  }

  /// The place of a feature of the training set among the known, with its rarity; nil where it is not known.
  func column(of feature: Int32) -> (column: Int, rarity: Int)? {
    let column = Int(columns[Int(feature)])
    return column < 0 ? nil : (column, rarities[column])
  }

  /// A row as numbers: each family of features is a vector of its weight's length. The judgement adds up the same.
  func numbers(of row: TrainingSet.Row, in set: TrainingSet) -> [(column: Int32, value: Float)] {
    var squares = [Int](repeating: 0, count: FeatureBlock.count)
    for feature in row.features {
      let column = Int(columns[Int(feature)])
      guard column >= 0 else { continue }
      squares[set.blocks[Int(feature)].rawValue] += rarities[column] * rarities[column]
    }
    let factors = FeatureBlock.allCases.map { block in
      let length = Double(Scorer.length(ofSquare: squares[block.rawValue])) / 256
      return length > 0 ? block.weight / length : 0
    }
    var numbers = [(column: Int32, value: Float)]()
    numbers.reserveCapacity(row.features.count)
    for feature in row.features {
      let column = columns[Int(feature)]
      guard column >= 0 else { continue }
      numbers.append(
        (column, Float(factors[set.blocks[Int(feature)].rawValue] * Double(rarities[Int(column)]))))
    }
    return numbers
  }
}
