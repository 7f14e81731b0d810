/// A number of bytes, written `50MB`, `512 MiB` or `1048576`.
///
/// `kB`, `MB`, `GB` count in thousands, as on a disk's label (IEC 80000-13); `KiB`, `MiB`, `GiB` in 1024s.
package struct ByteSize: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Never negative.
  package let bytes: Int

  package init(bytes: Int) { self.bytes = bytes }

  package static func < (a: ByteSize, b: ByteSize) -> Bool { a.bytes < b.bytes }

  private static let units: [(name: String, bytes: Int)] = [
    ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000),
    ("kB", 1000),
    ("B", 1),
  ]

  /// Reads a size of at least one byte. The unit's case does not matter.
  init(reading text: String) throws(Mistake) {
    let (digits, unit) = splitQuantity(text)
    guard let number = Int(digits), number >= 0 else {
      throw Mistake("\(quoted(text)) is no size; write a whole number and a unit, such as 50MB")
    }
    let known = Self.units.first {
      $0.name.utf8.elementsEqual(unit.utf8) { lowercased($0) == lowercased($1) }
    }
    guard let factor = unit.isEmpty ? 1 : known?.bytes else {
      throw Mistake("\(quoted(text)) has no unit of size; write B, kB, MB, GB, KiB, MiB or GiB")
    }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow, bytes <= 1 << 50 else {
      throw Mistake("\(quoted(text)) is larger than any machine's disk")
    }
    guard bytes > 0 else { throw Mistake("the size must be larger than nothing") }
    self.bytes = bytes
  }

  /// In the largest unit that needs no fraction.
  package var description: String {
    for unit in Self.units where bytes >= unit.bytes && bytes % unit.bytes == 0 {
      return "\(bytes / unit.bytes)\(unit.name)"
    }
    return "\(bytes)B"
  }
}

/// Splits `50 MB` into its number and its unit, at the first letter.
func splitQuantity(_ text: String) -> (digits: String, unit: String) {
  let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
  let number = text.utf8.prefix { !letters.contains(lowercased($0)) }
  let unit = text.utf8.dropFirst(number.count)
  let digits = String(Substring(number)).trimmingSpaces
  // `Int` reads a leading plus; here it is as odd as a fraction.
  return (digits.hasPrefix("+") ? "" : String(digits), String(Substring(unit)))
}
