/// The rows met in one passage: an open hash table that fits the nearest cache.
struct SeenRows {
  private var slots: [Int32] = []

  /// Forgets all rows, makes room for so many, and calls `body` with the empty table.
  mutating func withEmptyTable(capacity: Int, _ body: (Table) -> Void) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    if slots.count < size { slots = [Int32](repeating: -1, count: size) }
    slots.withUnsafeMutableBufferPointer { slots in
      let table = UnsafeMutableBufferPointer(rebasing: slots[..<size])
      table.update(repeating: -1)
      body(Table(slots: table))
    }
  }

  /// The table while it is used: at most half full, a power of two of slots, -1 in those that are empty.
  struct Table {
    fileprivate let slots: UnsafeMutableBufferPointer<Int32>

    /// Whether the row was not met before.
    @inline(__always)
    func insert(_ row: Int) -> Bool {
      let wanted = Int32(truncatingIfNeeded: row)
      let mask = slots.count - 1
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
