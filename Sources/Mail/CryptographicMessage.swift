/// The outermost layer of a Cryptographic Message Syntax object (RFC 5652), as S/MIME sends it (RFC 8551): enough to
/// tell signed from encrypted, and to take signed content out. Signatures are not checked: who sent a message is a
/// matter of the gate.
enum CryptographicMessage {
  /// With the content, where it is within the object and readable.
  case signed(content: [UInt8]?)
  case enveloped
  case other

  init(_ bytes: [UInt8]) {
    var reader = BERReader(bytes[...])
    // ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY } (section 3)
    guard reader.enter(BERReader.sequence), let type = reader.value(BERReader.objectIdentifier) else {
      self = .other
      return
    }
    switch Array(type) {
    case Self.pkcs7 + [2]: self = .signed(content: Self.signedContent(&reader))
    case Self.pkcs7 + [3], Self.authEnvelopedData, Self.pkcs7 + [6]: self = .enveloped
    default: self = .other
    }
  }

  /// 1.2.840.113549.1.7
  private static let pkcs7: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07]
  /// 1.2.840.113549.1.9.16.1.23 (RFC 5083)
  private static let authEnvelopedData: [UInt8] = [
    0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x17,
  ]

  /// SignedData ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo SEQUENCE { eContentType,
  /// eContent [0] EXPLICIT OCTET STRING OPTIONAL }, … } (section 5.1)
  private static func signedContent(_ reader: inout BERReader) -> [UInt8]? {
    guard reader.enter(BERReader.context0), reader.enter(BERReader.sequence),
      reader.value(BERReader.integer) != nil, reader.skip(BERReader.set), reader.enter(BERReader.sequence),
      reader.value(BERReader.objectIdentifier) != nil, reader.enter(BERReader.context0)
    else { return nil }
    return reader.octets()
  }
}

/// A forward-only reader of the Basic Encoding Rules (ITU-T X.690, section 8), indefinite lengths included.
struct BERReader {
  static let integer: UInt8 = 0x02
  static let octetString: UInt8 = 0x04
  static let objectIdentifier: UInt8 = 0x06
  static let sequence: UInt8 = 0x30
  static let set: UInt8 = 0x31
  static let context0: UInt8 = 0xA0
  private static let constructed: UInt8 = 0x20

  private let bytes: ArraySlice<UInt8>
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  private struct Header {
    var tag: UInt8
    /// Nil for the indefinite form.
    var length: Int?
  }

  private mutating func header() -> Header? {
    guard index + 1 < bytes.endIndex, bytes[index] & 0x1F != 0x1F else { return nil }
    let tag = bytes[index]
    let first = bytes[index + 1]
    index += 2
    if first < 0x80 { return Header(tag: tag, length: Int(first)) }
    if first == 0x80 { return Header(tag: tag, length: nil) }
    let count = Int(first & 0x7F)
    guard count <= 4, index + count <= bytes.endIndex else { return nil }
    var length = 0
    for _ in 0..<count {
      length = length << 8 | Int(bytes[index])
      index += 1
    }
    return Header(tag: tag, length: length)
  }

  /// Steps into a constructed element of a tag.
  mutating func enter(_ tag: UInt8) -> Bool { header()?.tag == tag }

  /// The content of a primitive element of a tag.
  mutating func value(_ tag: UInt8) -> ArraySlice<UInt8>? {
    guard let header = header(), header.tag == tag, let length = header.length,
      length <= bytes.endIndex - index
    else { return nil }
    defer { index += length }
    return bytes[index..<index + length]
  }

  /// Steps over an element of a tag.
  mutating func skip(_ tag: UInt8) -> Bool {
    guard let header = header(), header.tag == tag else { return false }
    return skipContent(of: header, depth: 0)
  }

  private mutating func skipContent(of header: Header, depth: Int) -> Bool {
    if let length = header.length {
      guard length <= bytes.endIndex - index else { return false }
      index += length
      return true
    }
    guard depth < 16 else { return false }
    while let inner = self.header() {
      if inner.tag == 0, inner.length == 0 { return true }
      guard skipContent(of: inner, depth: depth + 1) else { return false }
    }
    return false
  }

  /// The content of an octet string, whole or in pieces; of one that is cut short, what is there.
  mutating func octets() -> [UInt8]? {
    guard let header = header(), header.tag & ~Self.constructed == Self.octetString else { return nil }
    guard header.tag & Self.constructed != 0 else {
      let end = min(bytes.endIndex, index + (header.length ?? 0))
      return Array(bytes[index..<end])
    }
    let end = header.length.map { min(bytes.endIndex, index + $0) } ?? bytes.endIndex
    var content = [UInt8]()
    // Pieces of pieces are allowed by the rules and written by nobody.
    while index < end, let piece = self.header(), piece.tag == Self.octetString, let length = piece.length {
      let stop = min(bytes.endIndex, index + length)
      content += bytes[index..<stop]
      index = stop
    }
    return content
  }
}
