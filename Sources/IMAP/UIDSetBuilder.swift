/// Gathers a server's list of UIDs, which can be long and in any order, into a bounded set.
struct UIDSetBuilder: Sendable {
  /// How many ranges are kept before the list is refused.
  let limit: Int
  /// In the order in which they came; what continues the one before is joined to it.
  private(set) var ranges: [ClosedRange<UID>] = []

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { ranges.isEmpty }
  var set: UIDSet { UIDSet(merging: ranges) }

  /// - Throws: ``ProtocolError/tooManyRanges(limit:)``.
  mutating func append(_ range: ClosedRange<UID>) throws(ProtocolError) {
    if let last = ranges.last, last.upperBound.successor == range.lowerBound {
      ranges[ranges.count - 1] = last.lowerBound...range.upperBound
      return
    }
    guard ranges.count < limit else { throw .tooManyRanges(limit: limit) }
    ranges.append(range)
  }

  /// Reads elements such as `7` or `4:2` between commas or spaces; an empty element or any other byte is refused.
  mutating func append(
    elements: ArraySlice<UInt8>, separator: UInt8 = UInt8(ascii: ",")
  ) throws(ProtocolError) {
    var from: UInt32?
    var number: UInt32 = 0
    var digits = 0
    var index = elements.startIndex
    while true {
      let byte = index < elements.endIndex ? elements[index] : separator
      if byte &- 48 < 10 {
        let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt32(byte &- 48))
        guard !overflow, !carry else { throw .malformedSet }
        number = sum
        digits += 1
      } else if byte == UInt8(ascii: ":"), from == nil, digits > 0 {
        from = number
        number = 0
        digits = 0
      } else if byte == separator {
        guard digits > 0, let end = UID(number), let start = UID(from ?? number) else { throw .malformedSet }
        // RFC 9051, section 9: "4:2" is "2:4".
        try append(min(start, end)...max(start, end))
        from = nil
        number = 0
        digits = 0
      } else {
        throw .malformedSet
      }
      guard index < elements.endIndex else { return }
      index += 1
    }
  }
}
