package import Foundation

/// A message as RFC 5322 and MIME (RFC 2045 to 2049) tell it: headers decoded, parts in reading order.
package struct MailMessage: Sendable {
  /// Decoded header fields in the order of the message, topmost first.
  package var fields: [Field]
  /// The mailboxes of every From field.
  package var from: [Mailbox]
  /// The number of From fields; RFC 5322 allows one.
  package var fromFieldCount: Int
  package var to: [Mailbox]
  package var cc: [Mailbox]
  package var subject: String?
  /// With its angle brackets, as written.
  package var messageID: String?
  /// The Date field.
  package var date: Date?
  /// The time of the topmost Received field.
  package var received: Date?
  /// Leaves in reading order.
  package var parts: [Part]
  /// What the message says is encrypted; an encrypted file beside readable text does not count.
  package var isEncrypted: Bool
  /// By S/MIME or OpenPGP. The signature is not checked, and left out of the parts.
  package var isSigned: Bool
  /// What was not as the standards say, yet could be read.
  package var defects: [Defect]

  package struct Field: Hashable, Sendable {
    package var name: String
    /// Unfolded, RFC 2047 decoded.
    package var value: String
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package struct Defect: Hashable, Sendable {
    /// A stable name, such as `wrong_charset`, `cut_short`, `no_date`.
    package var code: String
    package var part: String?
    /// One Swedish sentence for the officer.
    package var detail: String
    package init(code: String, part: String?, detail: String) {
      self.code = code
      self.part = part
      self.detail = detail
    }
  }

  /// The values of a field, topmost first; names match without regard to case.
  package func values(of name: String) -> [String] {
    fields.filter { $0.name.utf8.elementsEqual(name.utf8, by: { $0 | 0x20 == $1 | 0x20 }) }.map(\.value)
  }

  package init(
    fields: [Field], from: [Mailbox], fromFieldCount: Int, to: [Mailbox], cc: [Mailbox], subject: String?,
    messageID: String?, date: Date?, received: Date?, parts: [Part], isEncrypted: Bool, isSigned: Bool,
    defects: [Defect]
  ) {
    self.fields = fields
    self.from = from
    self.fromFieldCount = fromFieldCount
    self.to = to
    self.cc = cc
    self.subject = subject
    self.messageID = messageID
    self.date = date
    self.received = received
    self.parts = parts
    self.isEncrypted = isEncrypted
    self.isSigned = isSigned
    self.defects = defects
  }
}

/// A name and an address (RFC 5322, section 3.4).
package struct Mailbox: Hashable, Sendable {
  package var name: String?
  /// In lower case; empty where there is none.
  package var address: String
  package init(name: String?, address: String) {
    self.name = name
    self.address = address
  }
}

/// A leaf of a message.
package struct Part: Sendable {
  package enum Content: Sendable {
    /// A text part, decoded to Unicode, line ends as line feeds.
    case text(String)
    /// Any other, transfer encoding removed.
    case bytes([UInt8])
    /// A message within the message (message/rfc822, or an `.eml` attachment).
    case message(MailMessage)
  }

  /// As IMAP counts (RFC 9051, section 6.4.5.1): `1`, `2.1`.
  package var number: String
  /// In lower case, without parameters: `text/plain`.
  package var type: String
  package var name: String?
  package var isAttachment: Bool
  package var contentID: String?
  /// Parts of one multipart/alternative share a number; nil outside one, and for attachments within one.
  package var alternative: Int?
  package var content: Content

  /// Whether it is a file that S/MIME, OpenPGP or rights management has encrypted.
  package var isEncrypted: Bool {
    guard case .bytes(let bytes) = content else { return false }
    switch type {
    case "application/pgp-encrypted", MessageReader.rightsProtected: return true
    case "application/pkcs7-mime", "application/x-pkcs7-mime":
      if case .signed = CryptographicMessage(bytes) { return false }
      return true
    default:
      let name = name?.asciiLowercased ?? ""
      if name == "message.rpmsg" || bytes.starts(with: "-----BEGIN PGP MESSAGE-----".utf8) { return true }
      guard name.hasSuffix(".p7m") else { return false }
      if case .enveloped = CryptographicMessage(bytes) { return true }
      return false
    }
  }

  package init(
    number: String, type: String, name: String?, isAttachment: Bool, contentID: String?, alternative: Int?,
    content: Content
  ) {
    self.number = number
    self.type = type
    self.name = name
    self.isAttachment = isAttachment
    self.contentID = contentID
    self.alternative = alternative
    self.content = content
  }
}

/// How much of a message is read.
package struct MailLimits: Hashable, Sendable {
  /// Messages and multiparts within each other.
  package var depth = 16
  package var parts = 500
  package var headers = 1_000
  /// Bytes of one field.
  package var headerLength = 64 * 1024
  /// Bytes of all the fields of one message.
  package var headerBlock = 1024 * 1024
  /// Addresses read of one field; the rest is passed over.
  package var addresses = 500

  package init() {}
}

/// Why a message cannot be taken apart.
package enum MailError: Error, Hashable, Sendable {
  case tooDeep, tooManyParts, tooManyHeaders
  case malformed(String)
}
