import Foundation

/// How a text travels.
struct Encoding: Sendable {
  enum Transfer: String, Sendable {
    case quotedPrintable = "quoted-printable"
    case base64 = "base64"
    case eightBit = "8bit"
    case none = ""
  }
  enum Charset: String, Sendable {
    case utf8 = "utf-8"
    case latin1 = "iso-8859-1"
    case latin9 = "iso-8859-15"
    case windows = "windows-1252"
    case utf16 = "utf-16"
    case mac = "macintosh"
  }
  var transfer = Transfer.quotedPrintable
  var charset = Charset.utf8
  /// What the mail says it were, where that is something else; empty for a mail that does not say.
  var label: String?
  var isFlowed = false

  static let qp = Encoding()
  static let base64 = Encoding(transfer: .base64)
  static let eightBit = Encoding(transfer: .eightBit)
  static let latin1 = Encoding(charset: .latin1)
  static let windows = Encoding(charset: .windows)
  static let flowed = Encoding(transfer: .eightBit, isFlowed: true)

  func bytes(_ text: String) -> [UInt8] {
    switch charset {
    case .utf8: return Array(text.utf8)
    case .latin1, .latin9:
      return Array(Self.plainer(text).unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : 0x3F })
    case .windows: return Array(text.data(using: .windowsCP1252, allowLossyConversion: true) ?? Data())
    case .utf16: return Array(text.data(using: .utf16) ?? Data())
    case .mac: return text.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : Self.macintosh[$0] ?? 0x3F }
    }
  }

  /// What Swedish needs of Mac OS Roman.
  private static let macintosh: [Unicode.Scalar: UInt8] = [
    "Ä": 0x80, "Å": 0x81, "É": 0x83, "Ö": 0x85, "Ü": 0x86, "ä": 0x8A, "å": 0x8C, "é": 0x8E, "ö": 0x9A,
    "ü": 0x9F,
    "§": 0xA4, "•": 0xA5, "–": 0xD0, "“": 0xD2, "”": 0xD3, "’": 0xD5,
  ]

  /// What ISO 8859-1 has not, as programs replace it.
  private static func plainer(_ text: String) -> String {
    var plainer = text
    for (from, to) in [("–", "-"), ("”", "\""), ("“", "\""), ("’", "'"), ("•", "*"), ("…", "...")] {
      plainer = plainer.replacing(from, with: to)
    }
    return plainer
  }
}

/// A MIME entity: fields and body.
indirect enum Entity {
  case text(String, subtype: String, Encoding)
  case multipart(String, [Entity])
  case file(name: String, type: String, [UInt8], nameStyle: NameStyle, disposition: String)
  case message([UInt8])
  case raw(fields: [String], body: [UInt8])

  enum NameStyle { case ascii, rfc2231, encodedWord, raw }

  /// The entity as bytes with its fields above.
  func bytes(_ counter: inout Int) -> [UInt8] {
    switch self {
    case .text(var text, let subtype, let encoding):
      text = text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
      if encoding.isFlowed { text = Self.flowed(text) }
      var type = "Content-Type: text/\(subtype)"
      let label = encoding.label ?? encoding.charset.rawValue
      if !label.isEmpty { type += "; charset=\"\(label)\"" }
      if encoding.isFlowed { type += "; format=flowed" }
      var fields = [type]
      let transfer = encoding.transfer
      if transfer != .none { fields.append("Content-Transfer-Encoding: \(transfer.rawValue)") }
      let raw = encoding.bytes(text)
      let body =
        switch transfer {
        case .quotedPrintable: Self.quotedPrintable(raw)
        case .base64: Self.base64(raw)
        case .eightBit, .none: raw
        }
      return Self.joined(fields, body)
    case .multipart(let subtype, let parts):
      counter += 1
      let boundary = "----=_Part_\(counter)_0A1B2C"
      var body = Array("This is a multi-part message in MIME format.\r\n".utf8)
      for part in parts {
        body += Array("\r\n--\(boundary)\r\n".utf8) + part.bytes(&counter)
      }
      body += Array("\r\n--\(boundary)--\r\n".utf8)
      return Self.joined(["Content-Type: multipart/\(subtype); boundary=\"\(boundary)\""], body)
    case .file(let name, let type, let bytes, let style, let disposition):
      let shown =
        switch style {
        case .ascii, .raw: "name=\"\(name)\""
        case .encodedWord: "name=\"\(Self.encodedWord(name))\""
        case .rfc2231: "name*=utf-8''\(Self.percentEncoded(name))"
        }
      return Self.joined(
        [
          "Content-Type: \(type);\r\n \(shown)", "Content-Disposition: \(disposition);\r\n file\(shown)",
          "Content-Transfer-Encoding: base64",
        ], Self.base64(bytes))
    case .message(let bytes):
      return Self.joined(["Content-Type: message/rfc822", "Content-Disposition: attachment"], bytes)
    case .raw(let fields, let body):
      return Self.joined(fields, body)
    }
  }

  private static func joined(_ fields: [String], _ body: [UInt8]) -> [UInt8] {
    Array((fields.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }

  /// RFC 2045, section 6.7.
  static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    var column = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0D || byte == 0x0A {
        out.append(byte)
        column = 0
        continue
      }
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0D
      let isPlain = (33...126).contains(byte) && byte != 0x3D || (byte == 0x20 || byte == 9) && next != 0x0D
      let width = isPlain ? 1 : 3
      if column + width > 75 {
        out += [0x3D, 0x0D, 0x0A]
        column = 0
      }
      out += isPlain ? [byte] : [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      column += width
    }
    return out
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    Array(
      Data(bytes).base64EncodedString(options: [
        .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
      ]).utf8)
  }

  /// RFC 3676: soft line breaks end in a space.
  private static func flowed(_ text: String) -> String {
    text.components(separatedBy: "\r\n").map { line -> String in
      guard !line.hasPrefix(">"), line != "-- " else { return line }
      var trimmed = line
      while trimmed.last == " " { trimmed.removeLast() }
      guard trimmed.count > 72 else { return trimmed }
      let broken = PlainStyle(width: 70).broken(trimmed, indent: "")
      return broken.replacing("\n", with: " \r\n")
    }.joined(separator: "\r\n")
  }

  /// RFC 2047, in UTF-8; words of at most 75 characters.
  static func encodedWord(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 > 126 }) else { return text }
    var words: [String] = []
    var current: [UInt8] = []
    for character in text {
      if current.count + character.utf8.count > 42 {
        words.append("=?utf-8?B?\(Data(current).base64EncodedString())?=")
        current = []
      }
      current += Array(character.utf8)
    }
    words.append("=?utf-8?B?\(Data(current).base64EncodedString())?=")
    return words.joined(separator: "\r\n ")
  }

  /// RFC 2047, `Q`, in ISO 8859-1.
  static func quotedWord(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 > 126 }) else { return text }
    let body = Encoding.latin1.bytes(text).map { byte -> String in
      if byte == 0x20 { return "_" }
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      return isPlain
        ? String(UnicodeScalar(byte)) : "=" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
    }.joined()
    return "=?iso-8859-1?Q?\(body)?="
  }

  static func percentEncoded(_ text: String) -> String {
    text.addingPercentEncoding(
      withAllowedCharacters: .alphanumerics.intersection(CharacterSet(charactersIn: Unicode.Scalar(0)..."~")))
      ?? text
  }
}

/// A whole mail.
struct Envelope {
  var from: String
  var to: String
  var subject: String
  var day: Day?
  var id: String
  var more: [String] = []
  var subjectIsQuoted = false

  func bytes(_ entity: Entity) -> [UInt8] {
    var fields = [
      "Received: from mx.uppsala.example (mx.uppsala.example [192.0.2.10])\r\n by imap.uppsala.example with ESMTPS id 4XkT;\r\n \((day ?? Day("2026-01-02 09:00")).rfc)",
      "From: \(Self.address(from))", "To: \(Self.address(to))",
      "Subject: \(subjectIsQuoted ? Entity.quotedWord(subject) : Entity.encodedWord(subject))",
    ]
    if let day { fields.append("Date: \(day.rfc)") }
    fields.append("Message-ID: <\(id)@uppsala.example>")
    let sayVersion = !more.contains { $0.lowercased().hasPrefix("mime-version") }
    fields += more
    if sayVersion { fields.append("MIME-Version: 1.0") }
    // A mail within a mail has boundaries of its own.
    var counter = id.utf8.reduce(0) { ($0 * 31 + Int($1)) % 90_000 } * 10
    return Array((fields.joined(separator: "\r\n") + "\r\n").utf8) + entity.bytes(&counter)
  }

  private static func address(_ mailbox: String) -> String {
    guard let angle = mailbox.firstIndex(of: "<"), mailbox.utf8.contains(where: { $0 > 126 }) else {
      return mailbox
    }
    return Entity.encodedWord(String(mailbox[..<angle].dropLast())) + " " + mailbox[angle...]
  }
}
