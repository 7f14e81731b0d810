/// Transfer encodings (RFC 2045, section 6; uuencode as older programs write it).
enum TransferEncoding {
  struct Decoded {
    var bytes: [UInt8]
    /// The base64 ends within a group of four.
    var isCutShort = false
    /// The name is not known, and the bytes are as they were.
    var isUnknown = false
  }

  /// Removes an encoding named in lower case.
  static func decode(_ body: ArraySlice<UInt8>, _ name: String) -> Decoded {
    switch name {
    case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "none":
      return Decoded(bytes: Array(body))
    case "base64", "base-64", "b64":
      let characters = body.reduce(into: 0) { $0 += $1.isBase64 ? 1 : 0 }
      return Decoded(bytes: GMime.decode(body, .base64), isCutShort: characters % 4 != 0)
    case "quoted-printable", "quotedprintable", "quoted_printable", "qp":
      return Decoded(bytes: GMime.decode(body, .quotedPrintable))
    case "x-uuencode", "uuencode", "x-uue", "uue":
      return Decoded(bytes: GMime.decode(body, .uuencode))
    default:
      return Decoded(bytes: Array(body), isUnknown: true)
    }
  }
}

extension UInt8 {
  fileprivate var isBase64: Bool {
    isASCIIAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }
}
