extension DocumentKind {
  /// What a file is, or nil where it is no document that is read: by its first bytes, else by the ending of its
  /// name, else by its media type.
  ///
  /// Cheap: it looks at the first 4 KB at most. What a document truly holds is found by reading it.
  /// - Parameters:
  ///   - name: The file's name as the sender gave it.
  ///   - type: The media type, with or without parameters, in any case.
  ///   - prefix: The document's first bytes, 4 KB or all of them.
  package static func detect(name: String?, type: String?, prefix: some Collection<UInt8>) -> DocumentKind? {
    let head = Array(prefix.prefix(4096))
    let named = name.flatMap(byExtension)
    let typed = type.flatMap(byMediaType)
    switch Signature(of: head) {
    case .pdf: return .pdf
    case .openDocumentText: return .odt
    case .wordDocument: return .docx
    // Which kind of zip it is stands in its directory, at the end: the name decides.
    case .zip: return [named, typed].compactMap { $0 }.first { $0 == .docx || $0 == .odt }
    // Encrypted Office files are compound files (MS-OFFCRYPTO); so are old .doc files, which are not read.
    case .compoundFile: return named == .docx || (named == nil && typed == .docx) ? .docx : nil
    case .html: return named == .markdown || named == .text ? named : .html
    case .otherBinary: return nil
    case .unknown: break
    }
    let told = named ?? (hasUnreadExtension(name) ? nil : typed)
    guard let told else { return nil }
    // A document whose start is lost is still named by whoever sent it: reading says what is wrong with it.
    return told
  }

  private static func byExtension(_ name: String) -> DocumentKind? {
    switch fileExtension(name) {
    case "txt", "text": .text
    case "md", "markdown": .markdown
    case "html", "htm", "xhtml": .html
    case "docx", "docm", "dotx": .docx
    case "odt", "ott": .odt
    case "pdf": .pdf
    default: nil
    }
  }

  private static func byMediaType(_ type: String) -> DocumentKind? {
    let essence = type.prefix { $0 != ";" }.utf8.filter { $0 > 0x20 }.map(lowercase)
    return switch String(decoding: essence, as: UTF8.self) {
    case "text/plain": .text
    case "text/markdown", "text/x-markdown": .markdown
    case "text/html", "application/xhtml+xml": .html
    case "application/vnd.openxmlformats-officedocument.wordprocessingml.document": .docx
    case "application/vnd.oasis.opendocument.text": .odt
    case "application/pdf", "application/x-pdf": .pdf
    default: nil
    }
  }

  /// Whether a name ends in the ending of another kind of file: `bild.png` declared text/plain is no text.
  private static func hasUnreadExtension(_ name: String?) -> Bool {
    guard let ending = name.map(fileExtension) else { return false }
    return unreadExtensions.contains(ending)
  }

  private static let unreadExtensions: Set<String> = [
    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "svg", "webp", "heic", "doc", "xls", "xlsx", "ppt",
    "pptx",
    "rtf", "ods", "odp", "zip", "gz", "7z", "rar", "exe", "js", "vcf", "ics", "csv", "xml", "json", "msg",
    "mp3", "mp4",
  ]

  private static func fileExtension(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return "" }
    return String(decoding: bytes[(dot + 1)...].map(lowercase), as: UTF8.self)
  }
}

/// What the first bytes of a file tell.
private enum Signature {
  case pdf, zip, wordDocument, openDocumentText, compoundFile, html, otherBinary, unknown

  init(of head: [UInt8]) {
    func begins(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
    if begins([0x50, 0x4B, 0x03, 0x04]) || begins([0x50, 0x4B, 0x05, 0x06]) {
      self = Signature(ofZip: head)
    } else if begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .compoundFile
    } else if find(Array("%PDF-".utf8), in: head.prefix(1024)) != nil {
      // ISO 32000-1, annex H.3.4.1: readers accept the header anywhere in the first 1024 bytes.
      self = .pdf
    } else if begins([0x89, 0x50, 0x4E, 0x47]) || begins([0xFF, 0xD8, 0xFF]) || begins(Array("GIF8".utf8))
      || begins([0x1F, 0x8B]) || begins([0x7F, 0x45, 0x4C, 0x46])
      || begins(Array("MZ".utf8))
        && head.contains(0)
      || begins(Array("{\\rtf".utf8))
    {
      self = .otherBinary
    } else {
      let start = head.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.prefix(15).map(lowercase)
      let isHTML = start.starts(with: "<!doctype html".utf8) || start.starts(with: "<html".utf8)
      self = isHTML ? .html : .unknown
    }
  }

  /// The first local header of a zip (APPNOTE 4.3.7): its name, and its bytes where they are stored.
  private init(ofZip head: [UInt8]) {
    self = .zip
    guard head.count >= 30 else { return }
    let nameLength = Int(head[26]) | Int(head[27]) << 8
    let extraLength = Int(head[28]) | Int(head[29]) << 8
    let name = head.dropFirst(30).prefix(nameLength)
    if name.elementsEqual("mimetype".utf8) {
      // OpenDocument 1.2, part 3, section 3.3: stored, first, without an extra field.
      let content = head.dropFirst(30 + nameLength + extraLength)
      if content.starts(with: "application/vnd.oasis.opendocument.text".utf8) { self = .openDocumentText }
    } else if find(Array("word/".utf8), in: head[...]) != nil {
      self = .wordDocument
    }
  }
}
