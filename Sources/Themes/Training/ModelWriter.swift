import Feedback

/// Writes a model file: quantises the weights, lays the features into a hash table, joins the sections.
enum ModelWriter {
  static func bytes(
    description: ModelDescription, set: TrainingSet, vocabulary: Vocabulary, weights: [[Double]],
    calibration: CalibrationFitting
  ) -> [UInt8] {
    let quantised = weights.map { Quantised($0, set: set, vocabulary: vocabulary) }
    var rows = [UInt8]()
    var hashes = [UInt64]()
    for (column, feature) in vocabulary.features.enumerated() {
      // A feature that says nothing in any head still counts in the length of its family.
      rows.append(UInt8(vocabulary.rarities[column]))
      for head in quantised { rows.append(UInt8(bitPattern: head.weights[column])) }
      hashes.append(set.hashes[Int(feature)])
    }
    return join([
      (.description, description.bytes),
      (.slots, littleEndian(slots(hashes))),
      (.rows, rows),
      (.heads, littleEndian(quantised.flatMap { ($0.units + [$0.bias]).map { Int64($0) } })),
      (.sets, calibration.membership),
      (.calibration, littleEndian(calibration.factors.map { Int64($0) })),
      (.thresholds, littleEndian(calibration.thresholds.map { Int64($0) })),
      (.exponential, littleEndian(CalibrationFitting.exponential)),
      (.parts, littleEndian(set.parts)),
      (.concepts, littleEndian(set.concepts)),
    ])
  }

  /// An open hash table with linear probing, at most two thirds full.
  private static func slots(_ hashes: [UInt64]) -> [UInt64] {
    var size = 16
    while size * 2 < hashes.count * 3 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for (row, hash) in hashes.enumerated() {
      let name = hash >> 32
      // One in four thousand million features cannot be told from an empty slot.
      guard name != 0 else { continue }
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] != 0, slots[slot] & 0xFFFF_FFFF != name { slot = (slot + 1) & (size - 1) }
      // Two features with one name: the first keeps it.
      if slots[slot] == 0 { slots[slot] = name | UInt64(row) << 32 }
    }
    return slots
  }

  private static func join(_ sections: [(ModelFormat.Section, [UInt8])]) -> [UInt8] {
    let tableEnd = ModelFormat.headerLength + sections.count * ModelFormat.entryLength
    var body = [UInt8]()
    var table = [UInt64]()
    func pad() {
      while (tableEnd + body.count) % ModelFormat.alignment != 0 { body.append(0) }
    }
    for (section, bytes) in sections {
      pad()
      table += [section.rawValue, UInt64(tableEnd + body.count), UInt64(bytes.count)]
      body += bytes
    }
    let rest = littleEndian(table) + body
    var bytes = ModelFormat.magic
    bytes += littleEndian([ModelFormat.version, UInt32(sections.count)])
    bytes += littleEndian([
      UInt64(ModelFormat.headerLength + rest.count), rest.withUnsafeBytes(ModelFormat.checksum),
    ])
    return bytes + rest
  }

  private static func littleEndian<Number: FixedWidthInteger>(_ numbers: [Number]) -> [UInt8] {
    var bytes = [UInt8]()
    bytes.reserveCapacity(numbers.count * MemoryLayout<Number>.size)
    for number in numbers { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
    return bytes
  }
}

/// The weights of a head as signed bytes, in a unit for each family of features: few concepts weigh more than many
/// character n-grams, and one unit for both would leave the n-grams little to differ by.
struct Quantised {
  private(set) var weights: [Int8] = []
  /// For each family, Q24.
  private(set) var units: [Int] = []
  /// Q16.
  private(set) var bias = 0

  /// - Parameter head: a weight for each known feature, and the bias.
  init(_ head: [Double], set: TrainingSet, vocabulary: Vocabulary) {
    let values = vocabulary.features.indices.map { column in
      let block = set.blocks[Int(vocabulary.features[column])]
      return head[column] * block.weight * Double(vocabulary.rarities[column])
    }
    let blocks = vocabulary.features.map { set.blocks[Int($0)] }
    for block in FeatureBlock.allCases {
      // The few heaviest are cut, so that the many light ones keep more of their difference.
      let sizes = zip(values, blocks).filter { $0.1 == block }.map { abs($0.0) }.sorted()
      let largest = sizes.isEmpty ? 0 : sizes[min(sizes.count - 1, sizes.count * 9_998 / 10_000)]
      units.append(Int((largest / 127 * Double(1 << 24)).rounded()))
    }
    bias = CalibrationFitting.fixed(head[head.count - 1])
    weights = zip(values, blocks).map { value, block in
      let step = Double(units[block.rawValue]) / Double(1 << 24)
      return step > 0 ? Int8(max(-127, min(127, (value / step).rounded()))) : 0
    }
  }
}
