extension MessageReader {
  /// The signature of what stands beside it (RFC 8551, section 3.5.3; RFC 3156, section 5), also where a gateway has
  /// made mere bytes of it.
  static func isSignature(_ content: ContentHeader) -> Bool {
    switch content.type {
    case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature": true
    case "application/octet-stream": content.name?.asciiLowercased == "smime.p7s"
    default: false
    }
  }

  /// S/MIME's container for signed or encrypted content (RFC 8551, section 3.2), also as mere bytes.
  static func isContainer(_ content: ContentHeader) -> Bool {
    switch content.type {
    case "application/pkcs7-mime", "application/x-pkcs7-mime": true
    case "application/octet-stream": content.name?.asciiLowercased == "smime.p7m"
    default: false
    }
  }

  /// Rights management, whose encrypted text is an attachment.
  static let rightsProtected = "application/x-microsoft-rpmsg-message"

  /// The control part of an OpenPGP message (RFC 3156, section 4), also where Exchange has taken its multipart apart.
  static func isEncryptedBody(_ content: ContentHeader) -> Bool {
    content.type == "application/pgp-encrypted"
  }

  /// A message within the message: by its type, or by the name and the look of a file that was attached as mere bytes.
  static func isMessage(_ content: ContentHeader, _ bytes: [UInt8]) -> Bool {
    switch content.type {
    case "message/rfc822", "message/global", "message/news": true
    default: content.name?.asciiLowercased.hasSuffix(".eml") == true && MailFile.looksLikeMail(bytes)
    }
  }

  /// Whether a part is a file beside the text, and not the text or a picture within it.
  ///
  /// - Parameter isBody: it stands where the text does, whatever name a program has given it: first in the message, or
  ///   as one of the forms of an alternative.
  static func isAttachment(_ content: ContentHeader, isBody: Bool) -> Bool {
    if content.disposition == .attachment { return true }
    if content.type == "message/rfc822" { return content.disposition != .inline }
    if content.type.hasPrefix("text/") || content.type.hasPrefix("message/") {
      return content.name != nil && !isBody
    }
    return !(content.type.hasPrefix("image/") && content.contentID != nil)
  }

  /// A message whose lines all end in carriage returns alone, as very old programs write them, with line feeds instead.
  static func withLineFeeds(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.firstIndex(ofByte: .lineFeed, from: bytes.startIndex) == nil, bytes.contains(.carriageReturn)
    else {
      return bytes
    }
    return bytes.map { $0 == .carriageReturn ? .lineFeed : $0 }[...]
  }

  /// Steps over what is no part of a message and stands before it: a byte order mark, an mbox's From_ line, empty
  /// lines before a header.
  static func withoutPreface(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    // A file that was saved as UTF-16.
    if rest.starts(with: [0xFF, 0xFE]) || rest.starts(with: [0xFE, 0xFF]) {
      rest = Charset.decode(rest, label: nil).utf8[...]
    }
    if rest.starts(with: "From ".utf8) || rest.starts(with: ">From ".utf8) {
      rest = rest[rest.line(at: rest.startIndex).next...]
    }
    var start = rest.startIndex
    while start < rest.endIndex, rest[start].isLineEnd { start += 1 }
    guard start > rest.startIndex, start < rest.endIndex else { return rest }
    return HeaderBlock.startsWithWellKnownField(rest[start...]) ? rest[start...] : rest
  }
}
