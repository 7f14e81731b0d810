/// Finds and masks personal data in text: e-mail addresses, telephone numbers, identity numbers, and the names
/// of people that are known. What is in doubt counts as personal data.
package struct PersonalData: Sendable {
  package enum Kind: Hashable, Sendable {
    case email, phone, identityNumber, name

    /// What stands in a masked text in its place.
    package var mask: String {
      switch self {
      case .email: "[e-post]"
      case .phone: "[telefon]"
      case .identityNumber: "[personnummer]"
      case .name: "[namn]"
      }
    }
  }

  package struct Finding: Hashable, Sendable {
    package var kind: Kind
    /// UTF-8 offsets.
    package var range: Range<Int>
    package init(kind: Kind, range: Range<Int>) {
      self.kind = kind
      self.range = range
    }
  }

  private let names: NameFinder

  /// - Parameter names: of people who can occur in the text, such as reporters and attendants: given names,
  ///   surnames or both; of an address its local part counts.
  package init(names: [String] = []) { self.names = NameFinder(names: names) }

  /// The personal data of a text, in order, not overlapping.
  package func findings(in text: UTF8Text) -> [Finding] {
    var found = text.emailAddresses.map { Finding(kind: .email, range: $0) }
    found = merge(found, text.identityNumbers.map { Finding(kind: .identityNumber, range: $0) })
    found = merge(found, text.phoneNumbers.map { Finding(kind: .phone, range: $0) })
    return merge(found, names.names(in: text).map { Finding(kind: .name, range: $0) })
  }

  /// The text with each finding replaced by the name of its kind.
  package func masked(_ text: String) -> String {
    let source = UTF8Text(text)
    var result = [UInt8]()
    result.reserveCapacity(source.bytes.count)
    var copied = 0
    for finding in findings(in: source) {
      result += source.bytes[copied..<finding.range.lowerBound]
      result += finding.kind.mask.utf8
      copied = finding.range.upperBound
    }
    result += source.bytes[copied...]
    return String(decoding: result, as: UTF8.self)
  }

  /// Merges two lists in order; where they overlap, the first list's finding stands.
  private func merge(_ first: [Finding], _ second: [Finding]) -> [Finding] {
    var merged = [Finding]()
    merged.reserveCapacity(first.count + second.count)
    var i = 0
    for finding in second {
      while i < first.count, first[i].range.upperBound <= finding.range.lowerBound {
        merged.append(first[i])
        i += 1
      }
      if i < first.count, first[i].range.lowerBound < finding.range.upperBound { continue }
      merged.append(finding)
    }
    merged += first[i...]
    return merged
  }
}

extension UTF8Text {
  /// `anna.k@uppsala.example`, `anna.k (at) uppsala.example`, also without a domain behind the name.
  fileprivate var emailAddresses: [Range<Int>] {
    var found = [Range<Int>]()
    var floor = 0
    var i = 0
    while i < bytes.count {
      guard let sign = atSign(at: i) else {
        i += 1
        continue
      }
      var start = sign.lowerBound
      while start > floor, isAddressByte(bytes[start - 1]) { start -= 1 }
      var stop = sign.upperBound
      while stop < bytes.count, isAddressByte(bytes[stop]) { stop += 1 }
      // A full stop at its end is the sentence's; one at its beginning is nobody's.
      while stop > sign.upperBound, bytes[stop - 1] == 0x2E || bytes[stop - 1] == 0x2D { stop -= 1 }
      while start < sign.lowerBound, bytes[start] == 0x2E || bytes[start] == 0x2D { start += 1 }
      if start < sign.lowerBound && stop > sign.upperBound { found.append(start..<stop) }
      floor = max(stop, sign.upperBound)
      i = floor
    }
    return found
  }

  private func atSign(at i: Int) -> Range<Int>? {
    switch bytes[i] {
    case UInt8(ascii: "@"): return i..<i + 1
    case 0x20, UInt8(ascii: "("), UInt8(ascii: "["):
      for sign in [" (at) ", "(at)", " [at] ", "[at]", " (a) ", " @ "] where hasPrefix(sign, at: i) {
        return i..<i + sign.utf8.count
      }
      return nil
    default: return nil
    }
  }

  private func isAddressByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "'"):
      true
    default: false
    }
  }
}
