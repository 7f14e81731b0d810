/// Takes messages apart under limits that hold for all of the messages within each other together.
struct MessageReader {
  let limits: MailLimits
  /// Multiparts and leaves met so far.
  private var entities = 0

  init(limits: MailLimits) { self.limits = limits }

  /// What is gathered of one message while its parts are walked.
  struct Contents {
    var parts: [Part] = []
    var defects: [MailMessage.Defect] = []
    var isEncrypted = false
    var isSigned = false
    /// A part is what a program makes of a whole encrypted message.
    var hasEncryptedBody = false
    var alternatives = 0
  }

  /// Where a part stands.
  private struct Place {
    /// Its own number, if it is a leaf.
    var number: String
    /// What its children's numbers begin with.
    var prefix: String
    var depth: Int
    var alternative: Int?
    /// The first leaf of the message: its text, whatever name a program gave it.
    var isFirst: Bool
    /// It is itself one of the forms of an alternative, not a part of one.
    var isForm = false

    func child(_ ordinal: Int) -> Place {
      let number = prefix.isEmpty ? "\(ordinal)" : "\(prefix).\(ordinal)"
      return Place(
        number: number, prefix: number, depth: depth + 1, alternative: alternative,
        isFirst: isFirst && ordinal == 1)
    }
  }

  /// Reads a message; `prefix` is the number of the part that holds it, empty for the outermost.
  mutating func message(_ bytes: ArraySlice<UInt8>, depth: Int = 0, prefix: String = "") throws(MailError)
    -> MailMessage
  {
    guard depth <= limits.depth else { throw .tooDeep }
    let bytes = Self.withoutPreface(Self.withLineFeeds(bytes))
    let header = try HeaderBlock(bytes, limits: limits)
    if header.fields.isEmpty {
      if bytes.trimmed.isEmpty { throw .malformed("the message is empty; ask the sender to send it again") }
      if bytes.contains(0) {
        throw .malformed(
          "the bytes are no message: there is no header field, and there are NULs; check what file it is")
      }
    }
    let body = bytes[header.end...]
    var contents = Contents()
    if header.hasStrayLine { contents.defects.append(.strayLine(nil)) }
    let place = Place(
      number: prefix.isEmpty ? "1" : "\(prefix).1", prefix: prefix, depth: depth, alternative: nil,
      isFirst: true)
    try read(ContentHeader(header), body, at: place, into: &contents)
    // What stands beside it is no more than a gateway's remark, or how to open it.
    if contents.hasEncryptedBody, Self.letterCount(of: contents.parts) < Self.remark {
      contents.isEncrypted = true
    }
    return MailMessage(header, contents, limits: limits)
  }

  /// Bytes of letters that a gateway's remark has at most.
  private static let remark = 120

  private static func letterCount(of parts: [Part]) -> Int {
    parts.reduce(0) { count, part in
      guard !part.isAttachment, part.type.hasPrefix("text/"), case .text(let text) = part.content else {
        return count
      }
      return count + VisibleText.letterCount(of: text, isHTML: part.type == "text/html")
    }
  }

  private mutating func read(
    _ content: ContentHeader, _ body: ArraySlice<UInt8>, at place: Place, into contents: inout Contents
  ) throws(MailError) {
    guard place.depth <= limits.depth else { throw .tooDeep }
    entities += 1
    guard entities <= limits.parts else { throw .tooManyParts }
    if content.isMultipart {
      try readMultipart(content, body, at: place, into: &contents)
    } else {
      try readLeaf(content, body, at: place, into: &contents)
    }
  }

  // MARK: Multiparts

  private mutating func readMultipart(
    _ content: ContentHeader, _ body: ArraySlice<UInt8>, at place: Place, into contents: inout Contents
  ) throws(MailError) {
    let body = try unwrapped(body, content)
    let split = try split(body, content, at: place, into: &contents)
    guard !split.parts.isEmpty else {
      if body.trimmed.isEmpty { return }
      contents.defects.append(.missingBoundary(place.number))
      try readLeaf(.plainText, body, at: place, into: &contents)
      return
    }
    var inner = place
    switch content.type {
    case "multipart/alternative":
      inner.alternative = contents.alternatives
      contents.alternatives += 1
    case "multipart/signed": contents.isSigned = true
    case "multipart/encrypted" where place.isFirst: contents.isEncrypted = true
    default: break
    }
    let defaultType = content.type == "multipart/digest" ? "message/rfc822" : "text/plain"
    /// The alternative whose forms follow it as its siblings, as it has the same boundary as what holds it.
    var adopting: Int?
    for (offset, range) in split.parts.enumerated() {
      let part = body[range]
      let header = try HeaderBlock(part, limits: limits)
      var child = inner.child(offset + 1)
      child.isForm = content.type == "multipart/alternative"
      if header.hasStrayLine, !header.fields.isEmpty { contents.defects.append(.strayLine(child.number)) }
      let inside = ContentHeader(header, defaultType: defaultType)
      if inside.type == "multipart/alternative",
        inside.parameter("boundary") == content.parameter("boundary"),
        part[header.end...].trimmed.isEmpty
      {
        adopting = contents.alternatives
        contents.alternatives += 1
        continue
      }
      if adopting != nil, inside.type.hasPrefix("text/") {
        child.alternative = adopting
        child.isForm = true
      } else {
        adopting = nil
      }
      try read(inside, part[header.end...], at: child, into: &contents)
    }
    if !split.isClosed { contents.defects.append(.cutShort(place.prefix.isEmpty ? nil : place.prefix)) }
  }

  /// A multipart may not be encoded as a whole (RFC 2045, section 6.4). Some are, and more only say so: what shows its
  /// boundary as it stands is not decoded.
  private func unwrapped(_ body: ArraySlice<UInt8>, _ content: ContentHeader) throws(MailError) -> ArraySlice<
    UInt8
  > {
    guard content.encoding == "base64" || content.encoding == "quoted-printable",
      let boundary = content.parameter("boundary"),
      try Multipart(body, boundary: Array(boundary.utf8), limit: limits.parts - entities).parts.isEmpty
    else { return body }
    return TransferEncoding.decode(body, content.encoding).bytes[...]
  }

  /// Splits at the boundary that the header names, else at the one that the body shows.
  private func split(
    _ body: ArraySlice<UInt8>, _ content: ContentHeader, at place: Place, into contents: inout Contents
  ) throws(MailError) -> Multipart {
    let limit = limits.parts - entities
    if let boundary = content.parameter("boundary"), !boundary.isEmpty {
      let split = try Multipart(body, boundary: Array(boundary.utf8), limit: limit)
      if !split.parts.isEmpty { return split }
    }
    guard let guessed = Multipart.guessedBoundary(body) else { return Multipart.none }
    contents.defects.append(.missingBoundary(place.prefix.isEmpty ? nil : place.prefix))
    return try Multipart(body, boundary: guessed, limit: limit)
  }

  // MARK: Leaves

  private mutating func readLeaf(
    _ content: ContentHeader, _ body: ArraySlice<UInt8>, at place: Place, into contents: inout Contents
  ) throws(MailError) {
    if Self.isSignature(content) {
      contents.isSigned = true
      return
    }
    let isText = content.type.hasPrefix("text/")
    let decoded =
      isText
      ? TransferEncoding.decodeText(body, content.encoding) : TransferEncoding.decode(body, content.encoding)
    if decoded.isCutShort { contents.defects.append(.cutShort(place.number)) }
    if decoded.isUnknown { contents.defects.append(.unknownEncoding(place.number)) }
    if decoded.isUndeclared { contents.defects.append(.undeclaredEncoding(place.number)) }

    if Self.isEncryptedBody(content) { contents.hasEncryptedBody = true }
    if content.type == Self.rightsProtected || content.name?.asciiLowercased == "message.rpmsg" {
      contents.isEncrypted = true
    }
    if Self.isContainer(content) {
      try readContainer(content, decoded.bytes, at: place, into: &contents)
    } else if Self.isMessage(content, decoded.bytes) {
      try readMessage(content, decoded.bytes, at: place, into: &contents)
    } else if TextPart.isText(content, decoded.bytes) {
      try readText(content, decoded.bytes, at: place, into: &contents)
    } else {
      append(.bytes(decoded.bytes), content, at: place, to: &contents)
    }
  }

  private mutating func readText(
    _ content: ContentHeader, _ bytes: [UInt8], at place: Place, into contents: inout Contents
  ) throws(MailError) {
    var content = content
    let split =
      content.type == "text/plain" ? InlineFiles.split(bytes[...], limit: limits.parts - entities) : nil
    let part = TextPart((split?.text ?? bytes)[...], content)
    if part.isMislabelled { contents.defects.append(.wrongCharset(place.number)) }
    var text = part.text
    // The forms of an alternative are what they say: each is chosen by its type.
    if place.alternative == nil || part.type == "text/html" { content.type = part.type }
    let isBody = !Self.isAttachment(content, isBody: place.isFirst || place.isForm)
    if isBody, let open = InlinePGP.withoutEncrypted(text) {
      contents.hasEncryptedBody = true
      contents.defects.append(.encryptedText(place.number))
      text = open
    }
    if isBody, content.type == "text/plain", let signed = InlinePGP.signedText(text) {
      contents.isSigned = true
      text = signed
    }
    append(.text(String(decoding: text, as: UTF8.self)), content, at: place, to: &contents)
    for (offset, file) in (split?.files ?? []).enumerated() {
      entities += 1
      contents.parts.append(
        Part(
          number: "\(place.number).\(offset + 1)", type: "application/octet-stream",
          name: file.name.isEmpty ? nil : file.name, isAttachment: true, contentID: nil, alternative: nil,
          content: .bytes(file.bytes)))
    }
  }

  private func append(
    _ content: Part.Content, _ header: ContentHeader, at place: Place, to contents: inout Contents
  ) {
    let isAttachment = Self.isAttachment(header, isBody: place.isFirst || place.isForm)
    contents.parts.append(
      Part(
        number: place.number, type: header.type, name: header.name, isAttachment: isAttachment,
        contentID: header.contentID,
        // A file that a program has put within an alternative is no other form of the text.
        alternative: isAttachment ? nil : place.alternative, content: content))
  }

  /// S/MIME's container (RFC 8551, section 3.2): what is signed is read as if it stood there itself.
  private mutating func readContainer(
    _ content: ContentHeader, _ bytes: [UInt8], at place: Place, into contents: inout Contents
  ) throws(MailError) {
    func readUnreadableSignature() {
      contents.isSigned = true
      contents.defects.append(.unreadableSignature(place.number))
    }
    func readEncrypted() {
      // A container beside readable text is an attachment that cannot be read.
      if place.isFirst { contents.isEncrypted = true } else { contents.hasEncryptedBody = true }
    }
    switch CryptographicMessage(bytes) {
    case .signed(let inner?):
      contents.isSigned = true
      guard place.depth < limits.depth else { throw .tooDeep }
      let header = try HeaderBlock(inner[...], limits: limits)
      var place = place
      place.depth += 1
      try read(ContentHeader(header), inner[header.end...], at: place, into: &contents)
      return
    case .signed(nil): readUnreadableSignature()
    case .enveloped: readEncrypted()
    case .other:
      // All that is left to go by is what the sender's program says of it.
      let smimeType = content.parameter("smime-type")?.asciiLowercased ?? ""
      if smimeType.hasPrefix("signed") { readUnreadableSignature() } else { readEncrypted() }
    }
    append(.bytes(bytes), content, at: place, to: &contents)
  }

  private mutating func readMessage(
    _ content: ContentHeader, _ bytes: [UInt8], at place: Place, into contents: inout Contents
  ) throws(MailError) {
    do {
      let inner = try message(bytes[...], depth: place.depth + 1, prefix: place.number)
      append(.message(inner), content, at: place, to: &contents)
    } catch .malformed {
      contents.defects.append(.unreadableMessage(place.number))
      append(.bytes(bytes), content, at: place, to: &contents)
    } catch {
      throw error
    }
  }
}
