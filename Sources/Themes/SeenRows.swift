/// The rows met in one passage: an open hash table that fits the nearest cache.
struct SeenRows {
  private var slots: [Int32] = []
  private var mask = 0

  /// Forgets all rows and makes room for so many.
  mutating func begin(capacity: Int) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    mask = size - 1
    if slots.count < size { slots = [Int32](repeating: -1, count: size) }
    slots.withUnsafeMutableBufferPointer { slots in
      for index in 0..<size { slots[index] = -1 }
    }
  }

  /// Whether the row was not met before.
  mutating func insert(_ row: Int) -> Bool {
    let wanted = Int32(truncatingIfNeeded: row)
    return slots.withUnsafeMutableBufferPointer { slots in
      var slot = (row &* 0x9E37_79B1) >> 7 & mask
      while slots[slot] >= 0 {
        if slots[slot] == wanted { return false }
        slot = (slot + 1) & mask
      }
      slots[slot] = wanted
      return true
    }
  }
}
