/// What the fields of MIME say of a part (RFC 2045; RFC 2183).
struct ContentHeader {
  /// In lower case: `text/plain`.
  var type: String
  private var typeParameters: [(name: String, value: String)]
  var disposition: Disposition?
  var name: String?
  var contentID: String?
  /// In lower case: `base64`.
  var encoding: String

  enum Disposition { case inline, attachment }

  /// A parameter of the Content-Type field by its name in lower case.
  func parameter(_ name: String) -> String? {
    typeParameters.first { $0.name.utf8.equals(ignoringCase: name) }?.value
  }

  var isMultipart: Bool { type.hasPrefix("multipart/") }

  /// That of a part of which nothing is said (RFC 2045, section 5.2).
  static let plainText = ContentHeader()

  private init() {
    type = "text/plain"
    typeParameters = []
    encoding = ""
  }

  /// Reads the fields; without a Content-Type of its own a part is `defaultType` (RFC 2045, section 5.2).
  init(_ header: HeaderBlock, defaultType: String = "text/plain") {
    type = defaultType
    typeParameters = []
    if let field = header.first("content-type"), !field.value.isEmpty {
      let parsed = GMime.contentType(Array(field.value.drop { $0 == UInt8(ascii: ";") || $0.isBlank }))
      typeParameters = parsed.parameters
      // A type that cannot be read is plain text (RFC 2045, section 5.2), of which `text` alone is the common form.
      type = Self.wellFormed(parsed.value, field.value) ?? "text/plain"
    }
    var dispositionParameters: [(name: String, value: String)] = []
    if let field = header.first("content-disposition"), !field.value.isEmpty {
      let parsed = GMime.contentDisposition(field.value)
      dispositionParameters = parsed.parameters
      // An unknown disposition is an attachment (RFC 2183, section 2.8).
      disposition = field.value.hasPrefix(ignoringCase: "inline") ? .inline : .attachment
    }
    name =
      Self.fileName(dispositionParameters, "filename") ?? Self.fileName(typeParameters, "name")
      ?? Self.fileName(dispositionParameters, "name")
    contentID = header.first("content-id").flatMap { field in
      let bare = field.value.drop { $0 == UInt8(ascii: "<") }.prefix { $0 != UInt8(ascii: ">") }
      return bare.isEmpty ? nil : String(decoding: bare, as: UTF8.self)
    }
    let encodingField = header.first("content-transfer-encoding")?.value ?? []
    let token = encodingField.prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
    encoding = String(
      decoding: token.filter { $0 != UInt8(ascii: "\"") }.map(\.asciiLowercased), as: UTF8.self)
  }

  private static func wellFormed(_ type: String?, _ field: [UInt8]) -> String? {
    guard let type = type?.asciiLowercased, field.contains(UInt8(ascii: "/")) else { return nil }
    return type
  }

  /// Without the character set and language of RFC 2231, section 4, which are left standing where a parameter's pieces
  /// come in another order than theirs.
  private static func withoutCharset(_ name: [UInt8]) -> [UInt8] {
    let apostrophe = UInt8(ascii: "'")
    let quotes = name.indices.prefix(60).filter { name[$0] == apostrophe }
    guard quotes.count >= 2,
      ["utf-8", "iso-8859-", "windows-125", "us-ascii"].contains(where: {
        name.hasPrefix(ignoringCase: $0)
      })
    else { return name }
    let label = name[..<quotes[0]]
    guard !label.contains(.space) else { return name }
    return Array(name[(quotes[1] + 1)...])
  }

  /// Without the percent signs of RFC 2231 in a parameter that does not say so, where they stand for letters of UTF-8.
  private static func withoutPercents(_ name: [UInt8]) -> [UInt8] {
    let percent = UInt8(ascii: "%")
    guard name.contains(percent) else { return name }
    // The same digits after another sign.
    let decoded = QuotedPrintable.decoded(name.map { $0 == percent ? UInt8(ascii: "=") : $0 }[...])
    let isEncoded = !name.contains(UInt8(ascii: "=")) && name[...].isASCII && !decoded[...].isASCII
    return isEncoded && Charset.isUTF8(decoded[...]) ? decoded : name
  }

  /// A file name; where it is given twice, the one that can hold letters beyond ASCII (RFC 6266 recommends the same
  /// of `filename*`). Without a folder before it.
  private static func fileName(_ parameters: [(name: String, value: String)], _ name: String) -> String? {
    let names = parameters.filter { $0.name.utf8.equals(ignoringCase: name) }.map(\.value)
    guard let best = names.first(where: { $0.utf8.contains { $0 >= 0x80 } }) ?? names.first else {
      return nil
    }
    let visible = HeaderBlock.Field.decoded(withoutPercents(withoutCharset(Array(best.utf8)))).utf8
    let last = visible.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.last ?? []
    let bare = last.drop { $0 == .space || $0 == UInt8(ascii: "\"") }
    let trimmed = Array(bare)[...].trimmed
    return trimmed.isEmpty ? nil : String(decoding: trimmed, as: UTF8.self)
  }
}
