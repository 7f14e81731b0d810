extension DocumentKind {
  /// What a file is, or nil where it is no document that is read: by its first bytes, for a zip by its directory at the
  /// end, else by the ending of its name, else by its media type.
  ///
  /// Cheap: it looks at the first 4 KB and the last 64 KB at most. What a document truly holds is found by reading it.
  /// - Parameters:
  ///   - name: The file's name as the sender gave it.
  ///   - type: The media type, with or without parameters, in any case.
  ///   - content: The document, or its first 4 KB where there is no more at hand.
  package static func detect(
    name: String?, type: String?, content: some RandomAccessCollection<UInt8>
  ) -> DocumentKind? {
    let head = Array(content.prefix(4096))
    let named = name.flatMap(byExtension)
    let typed = type.flatMap(byMediaType)
    switch Signature(of: head) {
    case .pdf: return .pdf
    case .rtf: return .rtf
    case .openDocument(let kind): return kind
    case .zip:
      if let held = byDirectory(Array(content.suffix(64 << 10))) { return held }
      // Without its directory a zip is damaged, or what is at hand is its beginning: then the name decides.
      return [named, typed].compactMap { $0 }.first(where: zipped.contains)
    // Encrypted Office files are compound files (MS-OFFCRYPTO); so are old .doc files, which are not read.
    case .compoundFile:
      let told = name == nil ? typed : named
      return told == .docx || told == .xlsx || told == .pptx ? told : nil
    case .html: return named == .markdown || named == .text ? named : .html
    case .otherBinary: return nil
    case .unknown: break
    }
    // A document whose start is lost is still named by whoever sent it: reading says what is wrong with it.
    return named ?? (hasUnreadExtension(name) ? nil : typed)
  }

  private static let zipped: [DocumentKind] = [.docx, .xlsx, .pptx, .odt, .ods, .odp]

  /// What the names of a zip's members tell (APPNOTE 4.3.12); nil where no main part of a document is among them.
  private static func byDirectory(_ tail: [UInt8]) -> DocumentKind? {
    for (part, kind) in [
      ("word/document", DocumentKind.docx), ("xl/workbook.xml", .xlsx), ("ppt/presentation.xml", .pptx),
    ] where find(Array(part.utf8), in: tail[...]) != nil { return kind }
    return nil
  }

  private static func byExtension(_ name: String) -> DocumentKind? {
    switch fileExtension(name) {
    case "txt", "text": .text
    case "md", "markdown": .markdown
    case "html", "htm", "xhtml": .html
    case "rtf": .rtf
    case "docx", "docm", "dotx", "dotm": .docx
    case "xlsx", "xlsm", "xltx", "xltm": .xlsx
    case "pptx", "pptm", "potx", "ppsx", "ppsm": .pptx
    case "odt", "ott", "fodt": .odt
    case "ods", "ots", "fods": .ods
    case "odp", "otp", "fodp": .odp
    case "pdf": .pdf
    default: nil
    }
  }

  private static func byMediaType(_ type: String) -> DocumentKind? {
    let essence = String(
      decoding: type.prefix { $0 != ";" }.utf8.filter { $0 > 0x20 }.map(lowercase), as: UTF8.self)
    switch essence {
    case "text/plain": return .text
    case "text/markdown", "text/x-markdown": return .markdown
    case "text/html", "application/xhtml+xml": return .html
    case "text/rtf", "application/rtf", "application/x-rtf", "text/richtext": return .rtf
    case "application/pdf", "application/x-pdf": return .pdf
    default: break
    }
    // The types of documents, templates and those with macros begin alike.
    for (start, kind) in [
      ("application/vnd.openxmlformats-officedocument.wordprocessingml.", DocumentKind.docx),
      ("application/vnd.openxmlformats-officedocument.spreadsheetml.", .xlsx),
      ("application/vnd.openxmlformats-officedocument.presentationml.", .pptx),
      ("application/vnd.ms-word.", .docx), ("application/vnd.ms-excel.", .xlsx),
      ("application/vnd.ms-powerpoint.", .pptx), ("application/vnd.oasis.opendocument.text", .odt),
      ("application/vnd.oasis.opendocument.spreadsheet", .ods),
      ("application/vnd.oasis.opendocument.presentation", .odp),
    ] where essence.hasPrefix(start) { return kind }
    return nil
  }

  /// Whether a name ends in the ending of another kind of file: `bild.png` declared text/plain is no text.
  private static func hasUnreadExtension(_ name: String?) -> Bool {
    guard let ending = name.map(fileExtension) else { return false }
    return unreadExtensions.contains(ending)
  }

  private static let unreadExtensions: Set<String> = [
    "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "svg", "webp", "heic", "doc", "dot", "xls", "xlsb",
    "ppt",
    "pages", "numbers", "key", "one", "vsdx", "zip", "gz", "7z", "rar", "exe", "js", "vcf", "ics", "csv",
    "xml",
    "json", "msg", "eml", "mp3", "m4a", "wav", "mp4", "mov",
  ]

  private static func fileExtension(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return "" }
    return String(decoding: bytes[(dot + 1)...].filter { $0 != 0x20 }.map(lowercase), as: UTF8.self)
  }
}

/// What the first bytes of a file tell.
private enum Signature {
  case pdf, rtf, zip, openDocument(DocumentKind), compoundFile, html, otherBinary, unknown

  init(of head: [UInt8]) {
    func begins(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
    let text = head.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    if begins([0x50, 0x4B, 0x03, 0x04]) || begins([0x50, 0x4B, 0x05, 0x06]) {
      self = Signature(ofZip: head)
    } else if begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .compoundFile
    } else if text.starts(with: "{\\rtf".utf8) {
      self = .rtf
    } else if find(Array("%PDF-".utf8), in: head.prefix(1024)) != nil {
      // ISO 32000-1, annex H.3.4.1: readers accept the header anywhere in the first 1024 bytes.
      self = .pdf
    } else if begins([0x89, 0x50, 0x4E, 0x47]) || begins([0xFF, 0xD8, 0xFF]) || begins(Array("GIF8".utf8))
      || begins([0x1F, 0x8B]) || begins([0x7F, 0x45, 0x4C, 0x46])
      || begins(Array("MZ".utf8)) && head.contains(0)
    {
      self = .otherBinary
    } else if OpenDocument.isFlat(head) {
      self = .openDocument(Self.flatKind(head))
    } else {
      let start = text.prefix(15).map(lowercase)
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
    // OpenDocument 1.2, part 3, section 3.3: stored, first, without an extra field.
    guard name.elementsEqual("mimetype".utf8) else { return }
    let content = head.dropFirst(30 + nameLength + extraLength)
    for (type, kind) in Self.openDocuments where content.starts(with: type.utf8) {
      self = .openDocument(kind)
      return
    }
  }

  /// Part 1, section 19.385: `office:mimetype` at the root.
  private static func flatKind(_ head: [UInt8]) -> DocumentKind {
    for (type, kind) in openDocuments where find(Array(type.utf8), in: head[...]) != nil { return kind }
    return .odt
  }

  private static let openDocuments: [(String, DocumentKind)] = [
    ("application/vnd.oasis.opendocument.text", .odt),
    ("application/vnd.oasis.opendocument.spreadsheet", .ods),
    ("application/vnd.oasis.opendocument.presentation", .odp),
  ]
}
