/// The properties of a message or an attachment as [MS-OXTNEF], section 2.1.3.4, lists them; those that are read.
struct MAPIProperties {
  /// Identifiers ([MS-OXPROPS]).
  enum Identifier: UInt16 {
    case subject = 0x0037
    case submitTime = 0x0039
    case representingName = 0x0042
    case representingAddress = 0x0065
    case senderName = 0x0C1A
    case senderAddress = 0x0C1F
    case deliveryTime = 0x0E06
    case body = 0x1000
    case richText = 0x1009
    case html = 0x1013
    case displayName = 0x3001
    case attachmentObject = 0x3701
    case attachmentName = 0x3704
    case attachmentLongName = 0x3707
    case attachmentType = 0x370E
    case internetCodepage = 0x3FDE
    case senderMailAddress = 0x5D01
    case representingMailAddress = 0x5D02
  }

  private enum Value {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
    /// In UTF-16, little-endian.
    case unicode(ArraySlice<UInt8>)
  }

  private static let count = 20_000
  private var values = [Identifier: Value]()

  /// Reads a list; false where it is cut short or broken, and what stands before that is kept.
  mutating func read(_ reader: inout LittleEndianReader) -> Bool {
    guard let count = reader.number(UInt32.self), count <= Self.count else { return false }
    for _ in 0..<count {
      guard let type = reader.number(UInt16.self), let id = reader.number(UInt16.self) else { return false }
      if id >= 0x8000, !Self.skipName(&reader) { return false }
      guard let value = Self.value(of: type, &reader) else { return false }
      if let known = Identifier(rawValue: id), values[known] == nil { values[known] = value }
    }
    return true
  }

  /// The name of a property without a number of its own: a GUID, and a number or a text.
  private static func skipName(_ reader: inout LittleEndianReader) -> Bool {
    guard reader.bytes(16) != nil, let kind = reader.number(UInt32.self),
      let number = reader.number(UInt32.self)
    else { return false }
    return kind == 0 || reader.bytes(padded(Int(number))) != nil
  }

  /// The first of the values of a property; the others are stepped over.
  private static func value(of type: UInt16, _ reader: inout LittleEndianReader) -> Value? {
    let isMultiple = type & 0x1000 != 0
    let base = type & 0x0FFF
    let isVariable = [0x000D, 0x001E, 0x001F, 0x0102].contains(base)
    // Types of a variable length have a count even where there is one value.
    var count = 1
    if isMultiple || isVariable {
      guard let number = reader.number(UInt32.self), Int(number) <= reader.left / 2 else { return nil }
      count = Int(number)
    }
    var first: Value?
    for _ in 0..<count {
      guard let value = single(of: base, isVariable: isVariable, &reader) else { return nil }
      if first == nil { first = value }
    }
    return first ?? .bytes([])
  }

  private static func single(
    of type: UInt16, isVariable: Bool, _ reader: inout LittleEndianReader
  ) -> Value? {
    if isVariable {
      guard let length = reader.number(UInt32.self), Int(length) <= reader.left,
        let bytes = reader.bytes(Int(length))
      else { return nil }
      // The padding of the last value may be missing.
      _ = reader.bytes(min(reader.left, padded(Int(length)) - Int(length)))
      return type == 0x001F ? .unicode(bytes) : .bytes(bytes)
    }
    switch type {
    case 0x0002, 0x0003, 0x0004, 0x000A, 0x000B: return reader.number(UInt32.self).map { .number(UInt64($0)) }
    case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040: return reader.number(UInt64.self).map { .number($0) }
    case 0x0048: return reader.bytes(16).map { .bytes($0) }
    case 0x0000, 0x0001: return .number(0)
    default: return nil
    }
  }

  private static func padded(_ length: Int) -> Int { (length + 3) & ~3 }

  func number(_ id: Identifier) -> UInt64? {
    if case .number(let number) = values[id] { number } else { nil }
  }

  /// A binary value; also text that is not Unicode, whose bytes are in a code page.
  func bytes(_ id: Identifier) -> ArraySlice<UInt8>? {
    if case .bytes(let bytes) = values[id] { bytes } else { nil }
  }

  /// A text without the NUL at its end.
  func text(_ id: Identifier, codepage: Int) -> String? {
    switch values[id] {
    case .unicode(let bytes):
      let text = CharacterDecoding.text(Array(bytes), codepage: 1200)
      return text.last == "\0" ? String(text.dropLast()) : text
    case .bytes(let bytes): return CharacterDecoding.text(Array(bytes.prefix { $0 != 0 }), codepage: codepage)
    case .number, nil: return nil
    }
  }
}

extension CharacterDecoding {
  /// Text in a code page of Windows; what is not known is read as Windows-1252.
  static func text(_ bytes: [UInt8], codepage: Int) -> String {
    if codepage == 1200 {
      let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
      }
      return String(decoding: units, as: UTF16.self)
    }
    return String(decoding: utf8(bytes, declared: charset(ofCodepage: codepage)), as: UTF8.self)
  }

  /// The name that MIME has for a code page.
  static func charset(ofCodepage codepage: Int) -> String {
    switch codepage {
    case 65001: "utf-8"
    case 20127: "us-ascii"
    case 1200: "utf-16le"
    case 10000: "macintosh"
    case 437, 850, 852, 865: "cp\(codepage)"
    case 28591...28605: "iso-8859-\(codepage - 28590)"
    case 1250...1258: "windows-\(codepage)"
    default: "windows-1252"
    }
  }
}
