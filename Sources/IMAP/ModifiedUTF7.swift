/// How mailbox names beyond ASCII travel where UTF8=ACCEPT is not enabled: modified UTF-7 (RFC 3501, section 5.1.3),
/// runs of UTF-16 in a base64 without padding and with `,` for `/`, between `&` and `-`; `&-` is `&`.
enum ModifiedUTF7 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

  static func encode(_ text: String) -> [UInt8] {
    var encoded: [UInt8] = []
    var run: [UInt16] = []
    for unit in text.utf16 {
      guard (0x20...0x7E).contains(unit) else {
        run.append(unit)
        continue
      }
      flush(&run, into: &encoded)
      encoded.append(UInt8(unit))
      if unit == 0x26 { encoded.append(UInt8(ascii: "-")) }
    }
    flush(&run, into: &encoded)
    return encoded
  }

  private static func flush(_ run: inout [UInt16], into encoded: inout [UInt8]) {
    guard !run.isEmpty else { return }
    encoded.append(UInt8(ascii: "&"))
    var bits: UInt32 = 0
    var count = 0
    for unit in run {
      bits = bits << 16 | UInt32(unit)
      count += 16
      while count >= 6 {
        count -= 6
        encoded.append(alphabet[Int(bits >> UInt32(count)) & 63])
      }
      bits &= (1 << UInt32(count)) - 1
    }
    if count > 0 { encoded.append(alphabet[Int(bits << UInt32(6 - count)) & 63]) }
    encoded.append(UInt8(ascii: "-"))
    run.removeAll()
  }

  /// Nil for bytes that are not modified UTF-7: beyond ASCII, a run without its end, a digit that base64 has not, bits
  /// left over, half a surrogate pair.
  static func decode(_ bytes: some Collection<UInt8>) -> String? {
    var units: [UInt16] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard (0x20...0x7E).contains(byte) else { return nil }
      guard byte == UInt8(ascii: "&") else {
        units.append(UInt16(byte))
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: "-")) else { return nil }
      let run = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if run.isEmpty {
        units.append(0x26)
      } else if !decode(run: run, into: &units) {
        return nil
      }
    }
    return String(validating: units, as: UTF16.self)
  }

  private static func decode(run: some Collection<UInt8>, into units: inout [UInt16]) -> Bool {
    var bits: UInt32 = 0
    var count = 0
    for byte in run {
      guard let digit = value(byte) else { return false }
      bits = bits << 6 | digit
      count += 6
      guard count >= 16 else { continue }
      count -= 16
      units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
      bits &= (1 << UInt32(count)) - 1
    }
    return count < 6 && bits == 0
  }

  private static func value(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: ","): 63
    default: nil
    }
  }
}
