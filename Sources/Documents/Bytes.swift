/// ASCII letters in lower case; all other bytes as they are.
@inline(__always)
func lowercase(_ byte: UInt8) -> UInt8 {
  byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
}

/// The white space of HTML and XML: space, tab, line feed, form feed, carriage return.
@inline(__always)
func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D || byte == 0x0C
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

@inline(__always)
func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

/// Where `needle` first stands in `bytes`, or nil.
func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
  guard let first = needle.first, bytes.count >= needle.count else { return nil }
  var place = bytes.startIndex
  let last = bytes.endIndex - needle.count
  while place <= last {
    if bytes[place] == first, bytes[place..<(place + needle.count)].elementsEqual(needle) { return place }
    place += 1
  }
  return nil
}

/// Appends a Unicode scalar in UTF-8; what is no scalar becomes U+FFFD.
func appendUTF8(of value: UInt32, to bytes: inout [UInt8]) {
  let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
  for byte in UTF8.encode(scalar).unsafelyUnwrappedUnits { bytes.append(byte) }
}

extension Optional where Wrapped == UTF8.EncodedScalar {
  /// Every Unicode scalar has a form in UTF-8.
  fileprivate var unsafelyUnwrappedUnits: UTF8.EncodedScalar { self ?? UTF8.encodedReplacementCharacter }
}

/// The number that the leading digits write, at most `limit`; nil where there is no digit.
func number(_ bytes: some Sequence<UInt8>, atMost limit: Int) -> Int? {
  var value: Int?
  for byte in bytes {
    guard isDigit(byte) else { break }
    value = min(limit, (value ?? 0) * 10 + Int(byte - 0x30))
  }
  return value
}
