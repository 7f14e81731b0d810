/// A set of UIDs as ascending ranges, `2:4,7` (RFC 9051, section 9, `sequence-set`, without `*`).
///
/// Kept as ranges that neither touch nor overlap: a mailbox of a million messages without gaps is one range.
package struct UIDSet: Hashable, Sendable {
  /// Ascending; between two of them there is always a gap.
  package private(set) var ranges: [ClosedRange<UID>]

  package init() { ranges = [] }
  package init(_ uid: UID) { ranges = [uid...uid] }
  package init(_ range: ClosedRange<UID>) { ranges = [range] }

  /// In any order; the same one may come twice.
  package init(_ uids: some Sequence<UID>) {
    self.init(merging: uids.map { $0...$0 })
  }

  /// In any order, overlapping or not.
  package init(merging given: some Sequence<ClosedRange<UID>>) {
    var merged: [ClosedRange<UID>] = []
    for range in given.sorted(by: { $0.lowerBound < $1.lowerBound }) { Self.append(range, to: &merged) }
    ranges = merged
  }

  /// Reads `2:4,7`; nil for anything else, `*` included.
  package init?(_ text: some StringProtocol) {
    var builder = UIDSetBuilder(limit: .max)
    guard (try? builder.append(elements: Array(text.utf8)[...])) != nil else { return nil }
    self = builder.set
  }

  package var isEmpty: Bool { ranges.isEmpty }
  package var first: UID? { ranges.first?.lowerBound }
  package var last: UID? { ranges.last?.upperBound }

  /// The number of UIDs, not of ranges.
  package var count: Int { ranges.reduce(0) { $0 + $1.uidCount } }

  package func contains(_ uid: UID) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < uid { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(uid)
  }

  package mutating func insert(_ uid: UID) { insert(uid...uid) }

  package mutating func insert(_ range: ClosedRange<UID>) {
    if let last = ranges.last, range.lowerBound < last.lowerBound {
      self = UIDSet(merging: ranges + [range])
    } else {
      Self.append(range, to: &ranges)
    }
  }

  package mutating func formUnion(_ other: UIDSet) {
    if isEmpty { self = other } else if !other.isEmpty { self = UIDSet(merging: ranges + other.ranges) }
  }

  package func union(_ other: UIDSet) -> UIDSet {
    var both = self
    both.formUnion(other)
    return both
  }

  /// What is here and not in `other`.
  package func subtracting(_ other: UIDSet) -> UIDSet {
    var left: [ClosedRange<UID>] = []
    var removing = other.ranges[...]
    for range in ranges {
      var low = range.lowerBound
      var isUsedUp = false
      while let next = removing.first, next.upperBound < low { removing.removeFirst() }
      for next in removing {
        guard next.lowerBound <= range.upperBound else { break }
        if next.lowerBound > low, let before = next.lowerBound.predecessor { left.append(low...before) }
        guard next.upperBound < range.upperBound, let after = next.upperBound.successor else {
          isUsedUp = true
          break
        }
        low = Swift.max(low, after)
      }
      if !isUsedUp { left.append(low...range.upperBound) }
    }
    var set = UIDSet()
    set.ranges = left
    return set
  }

  /// What is here and in `bounds`.
  package func clamped(to bounds: ClosedRange<UID>) -> UIDSet {
    var set = UIDSet()
    set.ranges = ranges.compactMap { range in
      range.overlaps(bounds) ? range.clamped(to: bounds) : nil
    }
    return set
  }

  /// Cut into sets whose text is at most `bytes` long each, in ascending order, so that a command's line stays
  /// within what servers take (RFC 7162, section 4: 8,192 bytes). A set is never cut within a range's text.
  package func pieces(bytes: Int) -> [UIDSet] {
    var pieces: [UIDSet] = []
    var piece = UIDSet()
    var length = 0
    for range in ranges {
      let added = range.text.utf8.count + 1
      if !piece.isEmpty, length + added > bytes + 1 {
        pieces.append(piece)
        piece = UIDSet()
        length = 0
      }
      piece.ranges.append(range)
      length += added
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  private static func append(_ range: ClosedRange<UID>, to ranges: inout [ClosedRange<UID>]) {
    guard let last = ranges.last, last.upperBound.successor.map({ range.lowerBound <= $0 }) ?? true else {
      ranges.append(range)
      return
    }
    ranges[ranges.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
  }
}

extension UIDSet: Sequence {
  /// The UIDs one by one, ascending.
  package func makeIterator() -> some IteratorProtocol<UID> {
    ranges.lazy.flatMap { ($0.lowerBound.rawValue...$0.upperBound.rawValue).lazy.map(UID.init(known:)) }
      .makeIterator()
  }
}

extension UIDSet: CustomStringConvertible {
  /// As a command says it: `2:4,7`; empty for the empty set, which no command can say.
  package var description: String { ranges.map(\.text).joined(separator: ",") }
}

extension ClosedRange<UID> {
  var uidCount: Int { Int(upperBound.rawValue - lowerBound.rawValue) + 1 }
  var text: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound):\(upperBound)" }
}
