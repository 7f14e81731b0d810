/// Transfer encodings (RFC 2045, section 6; uuencode as older programs write it).
enum TransferEncoding {
  struct Decoded {
    var bytes: [UInt8]
    /// The base64 ends within a group of four.
    var isCutShort = false
    /// The name is not known, and the bytes are as they were.
    var isUnknown = false
    /// It was encoded without saying so.
    var isUndeclared = false
  }

  /// Removes an encoding named in lower case.
  static func decode(_ body: ArraySlice<UInt8>, _ name: String) -> Decoded {
    switch name {
    case "", "7bit", "8bit", "binary", "7-bit", "8-bit", "none":
      return Decoded(bytes: Array(body))
    case "base64", "base-64", "b64":
      return base64(body)
    case "quoted-printable", "quotedprintable", "quoted_printable", "qp":
      return Decoded(bytes: QuotedPrintable.decoded(body))
    case "x-uuencode", "uuencode", "x-uue", "uue":
      return Decoded(bytes: GMime.decode(uuencodedLines(body), .uuencode))
    default:
      return Decoded(bytes: Array(body), isUnknown: true)
    }
  }

  /// Removes the encoding of a text, also where the label is not the truth: text that is not encoded as it says, plain
  /// text that a gateway has added below base64, and encodings that nobody has declared.
  static func decodeText(_ body: ArraySlice<UInt8>, _ name: String) -> Decoded {
    switch name {
    case "base64", "base-64", "b64":
      let prose = EncodingGuess.startOfProse(body)
      guard prose < body.endIndex else { return base64(body) }
      var decoded = base64(body[..<prose])
      if !decoded.bytes.isEmpty { decoded.bytes.append(.lineFeed) }
      decoded.bytes += body[prose...]
      return decoded
    case "", "7bit", "8bit", "7-bit", "8-bit", "none":
      if EncodingGuess.isQuotedPrintable(body) {
        return Decoded(bytes: QuotedPrintable.decoded(body), isUndeclared: true)
      }
      if EncodingGuess.mayBeBase64(body) {
        let decoded = base64(body)
        if !decoded.isCutShort, EncodingGuess.isText(decoded.bytes) {
          return Decoded(bytes: decoded.bytes, isUndeclared: true)
        }
      }
      return decode(body, name)
    default: return decode(body, name)
    }
  }

  /// Decodes base64, also where several encoded stretches, each with its padding, stand one after another.
  private static func base64(_ body: ArraySlice<UInt8>) -> Decoded {
    var decoded = Decoded(bytes: [])
    var rest = body
    var stretches = 0
    while !rest.isEmpty {
      var end = rest.endIndex
      stretches += 1
      // Nobody sends as many; what is beyond is decoded in one go, padding passed over.
      if stretches < 1_000, let padding = rest.firstIndex(ofByte: UInt8(ascii: "="), from: rest.startIndex) {
        end = rest[padding...].firstIndex { $0.isBase64 && $0 != UInt8(ascii: "=") } ?? rest.endIndex
      }
      let stretch = rest[..<end]
      if digits(of: stretch) % 4 != 0 { decoded.isCutShort = true }
      let bytes = GMime.decode(stretch, .base64)
      if decoded.bytes.isEmpty { decoded.bytes = bytes } else { decoded.bytes += bytes }
      rest = rest[end...]
    }
    return decoded
  }

  /// How many bytes stand for something. Attachments are most of all mail: a table, and no branch.
  private static func digits(of stretch: ArraySlice<UInt8>) -> Int {
    base64Digits.withUnsafeBufferPointer { table in
      stretch.withUnsafeBufferPointer { bytes in
        var count = 0
        for byte in bytes { count &+= Int(table[Int(byte)]) }
        return count
      }
    }
  }

  /// 1 for the bytes of base64's alphabet and its padding.
  private static let base64Digits: [UInt8] = (0...255).map { UInt8($0).isBase64 ? 1 : 0 }

  /// The lines between `begin 644 name` and `end`; all, where there is no such line.
  private static func uuencodedLines(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var start = body.startIndex
    var index = body.startIndex
    while index < body.endIndex {
      let line = body.line(at: index)
      if body[line.content].starts(with: "begin ".utf8) { start = line.next }
      if body[line.content].trimmed.elementsEqual("end".utf8) { return body[start..<index] }
      index = line.next
    }
    return body[start...]
  }
}

extension UInt8 {
  fileprivate var isBase64: Bool {
    isASCIIAlphanumeric || self == UInt8(ascii: "+") || self == UInt8(ascii: "/") || self == UInt8(ascii: "=")
  }
}
