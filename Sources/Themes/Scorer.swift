import Language

/// Adds up what the features of a passage say. Holds buffers of its own; one for each thread.
final class Scorer {
  let extractor = FeatureExtractor()

  /// A feature of the passage that the model knows.
  struct Hit {
    var row: Int
    var block: FeatureBlock
    var start: Int
    var end: Int
  }

  /// Every occurrence of a known feature, in order.
  private(set) var hits: [Hit] = []
  /// For each head, Q16.
  private(set) var margins: [Int] = []
  /// For each block the length of its vector, in the unit of rarities, Q8; 0 where it is empty.
  private(set) var lengths = [Int](repeating: 0, count: FeatureBlock.count)

  private let model: Model
  private var rows: [Int] = []
  private var seen = SeenRows()
  private var sums: [Int32]

  init(model: Model) {
    self.model = model
    sums = [Int32](repeating: 0, count: model.heads.count * FeatureBlock.count)
  }

  /// Reads a passage and fills ``hits`` and ``margins``.
  func score(_ text: String) {
    extractor.extract(text, splitter: model.splitter, concepts: model.concepts)
    let features = extractor.features
    if rows.count < features.count { rows = [Int](repeating: 0, count: features.count * 2) }
    features.withUnsafeBufferPointer { features in
      rows.withUnsafeMutableBufferPointer { rows in
        model.findRows(of: features, into: rows)
        hits.removeAll(keepingCapacity: true)
        Self.keepKnown(features, UnsafeBufferPointer(rows), &hits)
      }
    }
    addUp()
    finish()
  }

  private static func keepKnown(
    _ features: UnsafeBufferPointer<Feature>, _ rows: UnsafeBufferPointer<Int>, _ hits: inout [Hit]
  ) {
    for (index, feature) in features.enumerated() where rows[index] >= 0 {
      hits.append(
        Hit(row: rows[index], block: feature.block, start: Int(feature.start), end: Int(feature.end)))
    }
  }

  private var squares = [Int](repeating: 0, count: FeatureBlock.count)

  /// Adds up the weights of each feature once, however often it stands in the passage.
  private func addUp() {
    let heads = model.heads.count
    let model = model
    hits.withUnsafeBufferPointer { hits in
      sums.withUnsafeMutableBufferPointer { sums in
        squares.withUnsafeMutableBufferPointer { squares in
          sums.update(repeating: 0)
          squares.update(repeating: 0)
          seen.begin(capacity: hits.count)
          for hit in hits where seen.insert(hit.row) {
            let (rarity, weights) = model.weights(ofRow: hit.row)
            squares[hit.block.rawValue] += rarity * rarity
            let base = hit.block.rawValue * heads
            for head in 0..<heads { sums[base + head] &+= Int32(weights[head]) }
          }
        }
      }
    }
  }

  private func finish() {
    for block in lengths.indices { lengths[block] = Self.length(ofSquare: squares[block]) }
    margins.removeAll(keepingCapacity: true)
    for head in 0..<model.heads.count {
      var margin = model.biases[head]
      for block in lengths.indices where lengths[block] > 0 {
        margin +=
          Int(sums[block * model.heads.count + head]) * model.units[head * FeatureBlock.count + block]
          / lengths[block]
      }
      margins.append(margin)
    }
  }

  /// The square root in Q8. IEEE 754 rounds it correctly, so it is the same everywhere.
  static func length(ofSquare square: Int) -> Int { Int((Double(square) * 65_536).squareRoot()) }
}
