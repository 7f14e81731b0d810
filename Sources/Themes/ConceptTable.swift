import Language

/// The concepts of a lexicon as a model holds them: an open hash table from the names of stems and of pairs of stems
/// to the concepts that they express. Read where it lies.
struct ConceptTable {
  /// A slot's low bits hold the concept, counted from 1; 0 is an empty slot.
  static let conceptMask: UInt64 = 0xFFFF
  static let mostConcepts = 4_096

  private let slots: UnsafeBufferPointer<UInt64>

  /// - Parameter slots: as ``slots(_:)`` gives them; must outlive the table.
  /// - Throws: where the table has no power of two of slots, or no empty slot to end a search at.
  init(_ slots: UnsafeBufferPointer<UInt64>) throws(ModelError) {
    guard slots.count > 0, slots.count & (slots.count - 1) == 0, slots.contains(0) else {
      throw ModelError(description: "the model's table of concepts is damaged; train it again")
    }
    self.slots = slots
  }

  /// Lays names and their concepts into slots, at most half full. A name may have several concepts.
  static func slots(_ entries: [(name: UInt64, concept: Int)]) -> [UInt64] {
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for (name, concept) in entries {
      let entry = name & ~conceptMask | UInt64(concept + 1)
      var slot = first(name, size - 1)
      while slots[slot] != 0, slots[slot] != entry { slot = (slot + 1) & (size - 1) }
      slots[slot] = entry
    }
    return slots
  }

  /// Calls `body` with each concept that a stem or pair of stems expresses.
  @inline(__always)
  func concepts(of name: UInt64, _ body: (Int) -> Void) {
    let mask = slots.count - 1
    var slot = Self.first(name, mask)
    while true {
      let entry = UInt64(littleEndian: slots[slot])
      guard entry != 0 else { return }
      if entry & ~Self.conceptMask == name & ~Self.conceptMask { body(Int(entry & Self.conceptMask) - 1) }
      slot = (slot + 1) & mask
    }
  }

  @inline(__always)
  private static func first(_ name: UInt64, _ mask: Int) -> Int {
    Int(truncatingIfNeeded: name >> 24) & mask
  }
}
