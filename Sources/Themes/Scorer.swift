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
    /// How rare the feature is.
    var rarity: Int
  }

  /// Every occurrence of a known feature, in order.
  private(set) var hits: [Hit] = []
  /// For each head, Q16.
  private(set) var margins: [Int] = []
  /// For each theme the highest margin of the passage's windows, Q16.
  var windowMargins: [Int] { windows.margins }
  /// For each block the length of its vector, in the unit of rarities, Q8; 0 where it is empty.
  private(set) var lengths = [Int](repeating: 0, count: FeatureBlock.count)

  private let model: Model
  private var rows: [Int] = []
  private var places: [Int32] = []
  private var seen = SeenRows()
  private var sums: [Int32]
  private var windows = WindowSums()

  init(model: Model) {
    self.model = model
    sums = [Int32](repeating: 0, count: model.heads.count * FeatureBlock.count)
  }

  /// Reads a passage and fills ``hits``, ``margins`` and ``windowMargins``.
  func score(_ text: String) {
    extractor.extract(text, splitter: model.splitter, concepts: model.concepts)
    let features = extractor.features
    if rows.count < features.count {
      rows = [Int](repeating: 0, count: features.count * 2)
      places = [Int32](repeating: 0, count: features.count * 2)
    }
    features.withUnsafeBufferPointer { features in
      rows.withUnsafeMutableBufferPointer { rows in
        model.findRows(of: features, into: rows)
        let known = Self.keepKnown(rows, count: features.count, places: &places)
        Self.read(known, features, UnsafeBufferPointer(rows), places, of: model, &hits)
      }
    }
    addUp()
    finish()
    windows.add(hits, of: extractor, model: model)
  }

  /// Moves the rows of known features together, and notes which features they are of.
  ///
  /// Which feature is known cannot be foreseen: a branch on it would be guessed wrong every other time, so each is
  /// written, and the next one over it where it is not known.
  private static func keepKnown(
    _ rows: UnsafeMutableBufferPointer<Int>, count: Int, places: inout [Int32]
  ) -> Int {
    places.withUnsafeMutableBufferPointer { places in
      var known = 0
      for index in 0..<count {
        let row = rows[index]
        rows[known] = row
        places[known] = Int32(truncatingIfNeeded: index)
        known += row >= 0 ? 1 : 0
      }
      return known
    }
  }

  /// Fills `hits`.
  ///
  /// Rows lie beyond the processor's near caches: each is touched here, where none waits for another, and is near when
  /// its weights are added up.
  private static func read(
    _ known: Int, _ features: UnsafeBufferPointer<Feature>, _ rows: UnsafeBufferPointer<Int>,
    _ places: [Int32], of model: Model, _ hits: inout [Hit]
  ) {
    let weights = model.rows
    hits = Array(unsafeUninitializedCapacity: known) { hits, count in
      for index in 0..<known {
        let feature = features[Int(places[index])]
        hits.initializeElement(
          at: index,
          to: Hit(
            row: rows[index], block: feature.block, start: Int(feature.start), end: Int(feature.end),
            rarity: weights[rows[index]].rarity))
      }
      count = known
    }
  }

  private var squares = [Int](repeating: 0, count: FeatureBlock.count)

  private func addUp() { Self.addUp(hits, of: model, &seen, &sums, &squares) }

  /// Adds up the weights of each feature once, however often it stands in the passage.
  private static func addUp(
    _ hits: [Hit], of model: Model, _ seen: inout SeenRows, _ sums: inout [Int32], _ squares: inout [Int]
  ) {
    let (heads, rows) = (model.heads.count, model.rows)
    seen.withEmptyTable(capacity: hits.count) { seen in
      sums.withUnsafeMutableBufferPointer { sums in
        squares.withUnsafeMutableBufferPointer { squares in
          sums.update(repeating: 0)
          squares.update(repeating: 0)
          guard let sums = sums.baseAddress else { return }
          for hit in hits where seen.insert(hit.row) {
            squares[hit.block.rawValue] += hit.rarity * hit.rarity
            add(rows[hit.row].weights, to: sums + hit.block.rawValue * heads, count: heads)
          }
        }
      }
    }
  }

  /// Adds signed bytes to sums, eight at a time.
  @inline(__always)
  static func add(_ weights: UnsafePointer<Int8>, to sums: UnsafeMutablePointer<Int32>, count: Int) {
    let from = UnsafeRawPointer(weights)
    let to = UnsafeMutableRawPointer(sums)
    var head = 0
    while head + 8 <= count {
      let eight = SIMD8<Int32>(
        truncatingIfNeeded: from.loadUnaligned(fromByteOffset: head, as: SIMD8<Int8>.self))
      let sum = to.loadUnaligned(fromByteOffset: head * 4, as: SIMD8<Int32>.self)
      to.storeBytes(of: sum &+ eight, toByteOffset: head * 4, as: SIMD8<Int32>.self)
      head += 8
    }
    while head < count {
      sums[head] &+= Int32(weights[head])
      head += 1
    }
  }

  private func finish() {
    lengths = squares.map(Self.length)
    margins.removeAll(keepingCapacity: true)
    let (lengths, sums) = (lengths, sums)
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
