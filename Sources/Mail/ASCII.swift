/// What header syntax asks of single bytes, without regard to locale.
extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let tab = UInt8(ascii: "\t")

  var asciiLowercased: UInt8 { 0x41...0x5A ~= self ? self | 0x20 : self }
  var isASCIIDigit: Bool { 0x30...0x39 ~= self }
  var isASCIILetter: Bool { 0x61...0x7A ~= self | 0x20 }
  var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
  /// A space or a tab (RFC 5322, section 2.2.2).
  var isBlank: Bool { self == .space || self == .tab }
  var isLineEnd: Bool { self == .lineFeed || self == .carriageReturn }
}

extension Collection<UInt8> {
  /// Whether the bytes begin with ASCII text given in lower case, without regard to case.
  func hasPrefix(ignoringCase prefix: String) -> Bool {
    var index = startIndex
    for expected in prefix.utf8 {
      guard index != endIndex, self[index].asciiLowercased == expected else { return false }
      formIndex(after: &index)
    }
    return true
  }

  /// Whether the bytes are ASCII text given in lower case, without regard to case.
  func equals(ignoringCase text: String) -> Bool { count == text.utf8.count && hasPrefix(ignoringCase: text) }
}

extension ArraySlice<UInt8> {
  /// Without the spaces, tabs and line ends at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let byte = slice.first, byte.isBlank || byte.isLineEnd { slice.removeFirst() }
    while let byte = slice.last, byte.isBlank || byte.isLineEnd { slice.removeLast() }
    return slice
  }
}

extension String {
  /// In lower case as far as ASCII goes, where the letters of names and addresses are all that may differ.
  var asciiLowercased: String { String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self) }
}
