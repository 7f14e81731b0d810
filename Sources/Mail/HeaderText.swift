import Foundation

extension HeaderBlock.Field {
  /// The value for people: encoded words (RFC 2047) decoded where the field can hold some.
  ///
  /// In fields that programs write for programs an encoded word means nothing, and decoding one could forge what
  /// the field says: `smtp.mailfrom==?utf-8?q?x=3B_dmarc=3Dpass?=` must stay as it is.
  var text: String {
    isForPrograms ? String(decoding: value, as: UTF8.self) : Self.decoded(value)
  }

  /// Decodes the encoded words of unstructured text, and mends its letters.
  static func decoded(_ value: [UInt8]) -> String {
    var bytes = value.containsEncodedWord ? Array(EncodedWords.decoded(value).utf8) : value
    // Encoded words can hide line ends and other controls.
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      bytes = bytes.map { $0 < 0x20 || $0 == 0x7F ? .space : $0 }
    }
    return String(decoding: TextRepair.repaired(bytes), as: UTF8.self)
  }

  private var isForPrograms: Bool {
    let isPrefixed = ["arc-", "x-ms-exchange-", "content-", "dkim-"].contains {
      name.utf8.hasPrefix(ignoringCase: $0)
    }
    return isPrefixed || Self.programFields.contains { name.utf8.equals(ignoringCase: $0) }
  }

  private static let programFields = [
    "authentication-results", "received", "received-spf", "return-path", "message-id", "in-reply-to",
    "references",
    "date", "mime-version", "auto-submitted", "precedence",
  ]

  /// The value as a date (RFC 5322, section 3.3).
  var date: Date? { Self.date(value) }

  /// The time at which a Received field was written: what follows its last semicolon (RFC 5321, section 4.4).
  var timeOfReceipt: Date? {
    guard let semicolon = value.lastIndex(of: UInt8(ascii: ";")) else { return nil }
    return Self.date(Array(value[(semicolon + 1)...]))
  }

  private static func date(_ text: [UInt8]) -> Date? {
    GMime.date(text).map { Date(timeIntervalSince1970: TimeInterval($0)) }
  }
}

extension [UInt8] {
  /// Whether `=?` occurs.
  var containsEncodedWord: Bool {
    indices.dropLast().contains { self[$0] == UInt8(ascii: "=") && self[$0 + 1] == UInt8(ascii: "?") }
  }
}
