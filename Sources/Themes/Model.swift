import Language

/// A model as it lies in memory, checked; reads nothing beyond what was checked.
///
/// `@unchecked`: the memory is never written, and is freed with the last reference.
final class Model: @unchecked Sendable {
  let description: ModelDescription
  let heads: Heads
  let calibration: Calibration
  private let memory: UnsafeRawBufferPointer
  private let owned: UnsafeMutableRawBufferPointer?

  private let slots: UnsafeBufferPointer<UInt64>
  let rows: Rows
  /// The number of features.
  let rowCount: Int
  /// For each head the unit of its weights in each family of features, Q24.
  let units: [Int]
  /// Q16.
  let biases: [Int]
  let parts: UnsafeBufferPointer<UInt32>
  let concepts: ConceptTable

  /// - Parameter memory: must outlive the model; copied only where it is not aligned.
  convenience init(reading memory: UnsafeRawBufferPointer) throws(ModelError) {
    let address = memory.baseAddress.map { Int(bitPattern: $0) } ?? 0
    if address % 8 == 0 {
      try self.init(memory: memory, owned: nil)
    } else {
      try self.init(copying: memory)
    }
  }

  /// Keeps a copy of the bytes.
  convenience init(copying bytes: UnsafeRawBufferPointer) throws(ModelError) {
    let copy = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(bytes.count, 1), alignment: ModelFormat.alignment)
    copy.copyMemory(from: bytes)
    try self.init(memory: UnsafeRawBufferPointer(rebasing: copy[..<bytes.count]), owned: copy)
  }

  private init(memory: UnsafeRawBufferPointer, owned: UnsafeMutableRawBufferPointer?) throws(ModelError) {
    do throws(ModelError) {
      let sections = try ModelSections(memory)
      description = try ModelDescription(reading: sections[.description])
      let heads = Heads(themes: description.themes.count, areas: description.areas.count)

      let slots: UnsafeBufferPointer<UInt64> = try sections.values(of: .slots)
      guard slots.count > 0, slots.count & (slots.count - 1) == 0 else {
        throw ModelError(description: "the model's table has \(slots.count) slots; a power of two is needed")
      }
      let rowLength = heads.count + 1
      let rows = sections[.rows]
      let rowCount = rows.count / rowLength
      guard let base = rows.baseAddress, rows.count % rowLength == 0, rowCount < slots.count else {
        throw ModelError(description: "the model's weights do not fit its table")
      }
      guard slots.contains(0), slots.allSatisfy({ $0 == 0 || Int(UInt64(littleEndian: $0) >> 32) < rowCount })
      else {
        throw ModelError(description: "the model's table points outside its weights")
      }
      let scales = try sections.integers(of: .heads, count: heads.count * (FeatureBlock.count + 1))
      calibration = try Calibration(
        membership: [UInt8](sections[.sets]),
        factors: sections.integers(
          of: .calibration,
          count: sections[.sets].count / max(1, heads.themes) * Calibration.factors(ofThemes: heads.themes)),
        thresholds: sections.integers(of: .thresholds, count: heads.themes),
        exponential: sections.values(of: .exponential).map { Int(UInt32(littleEndian: $0)) })
      parts = try sections.values(of: .parts)
      concepts = try ConceptTable(sections.values(of: .concepts))
      let stride = FeatureBlock.count + 1
      units = scales.indices.filter { $0 % stride != FeatureBlock.count }.map { scales[$0] }
      biases = (0..<heads.count).map { scales[$0 * stride + FeatureBlock.count] }
      guard units.allSatisfy({ (0...1 << 34).contains($0) }), biases.allSatisfy({ abs($0) < 1 << 32 }) else {
        throw ModelError(description: "the model's scales are out of bounds")
      }
      self.heads = heads
      self.slots = slots
      self.rows = Rows(base: base.assumingMemoryBound(to: Int8.self), length: rowLength)
      self.rowCount = rowCount
      self.memory = memory
      self.owned = owned
    } catch {
      owned?.deallocate()
      throw error
    }
  }

  deinit { owned?.deallocate() }

  var splitter: CompoundSplitter { CompoundSplitter(parts: parts) }

  /// Finds the row of each feature, -1 where the model does not know it.
  ///
  /// The table is larger than the processor's near caches: all first looks come before any decision, so that many
  /// of them wait for memory at the same time.
  func findRows(of features: UnsafeBufferPointer<Feature>, into rows: UnsafeMutableBufferPointer<Int>) {
    let mask = slots.count - 1
    for index in features.indices {
      rows[index] = Int(bitPattern: UInt(slots[Int(truncatingIfNeeded: features[index].hash) & mask]))
    }
    for index in features.indices {
      let hash = features[index].hash
      let wanted = UInt32(truncatingIfNeeded: hash >> 32)
      var slot = Int(truncatingIfNeeded: hash) & mask
      var entry = UInt64(littleEndian: UInt64(bitPattern: Int64(rows[index])))
      // There is an empty slot, as there are fewer rows than slots.
      while entry != 0, UInt32(truncatingIfNeeded: entry) != wanted {
        slot = (slot + 1) & mask
        entry = UInt64(littleEndian: slots[slot])
      }
      rows[index] = entry == 0 ? -1 : Int(entry >> 32)
    }
  }
}

extension Model {
  /// What the model says of each feature, row by row. A value without references, for loops that must not count any:
  /// it is read only while the model is held.
  struct Rows {
    fileprivate let base: UnsafePointer<Int8>
    /// The bytes of a row: the rarity, and a weight for each head.
    let length: Int

    fileprivate init(base: UnsafePointer<Int8>, length: Int) {
      self.base = base
      self.length = length
    }

    /// How rare a feature is (inverse document frequency, in 24ths), and its weights, a signed byte for each head.
    /// - Parameter row: as ``Model/findRows(of:into:)`` gives it, and not -1.
    @inline(__always)
    subscript(row: Int) -> (rarity: Int, weights: UnsafePointer<Int8>) {
      let start = base + row * length
      return (Int(UInt8(bitPattern: start[0])), start + 1)
    }
  }
}
