/// A text, a spreadsheet or a presentation of OpenDocument (OASIS OpenDocument 1.2): a zip whose `content.xml` is the
/// text, or all of it as one flat XML.
enum OpenDocument {
  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    if isFlat(bytes) { return try read(content: bytes, styles: nil, isDamaged: false, textLimit: textLimit) }
    let wanted: Set<String> = ["content.xml", "styles.xml", "META-INF/manifest.xml"]
    let zip = try ZipContainer(bytes) { wanted.contains($0) }
    if let manifest = zip.members["META-INF/manifest.xml"], isEncrypted(manifest) { throw .encrypted }
    guard let content = zip.members["content.xml"] else {
      throw .malformed("It holds no content.xml: it is no OpenDocument text, or a part of it is lost.")
    }
    return try read(
      content: content, styles: zip.members["styles.xml"], isDamaged: zip.isDamaged, textLimit: textLimit)
  }

  private static func read(
    content: [UInt8], styles named: [UInt8]?, isDamaged: Bool, textLimit: Int
  ) throws(DocumentError) -> DocumentText {
    var styles = OpenDocumentStyles()
    if let named { styles.read(named) }
    styles.read(content)
    var reader = OpenDocumentReader(styles: styles, textLimit: textLimit)
    try reader.read(content)
    let isDamaged = isDamaged || reader.isDamaged
    if isDamaged, reader.isEmpty { throw .malformed("Its text is damaged from the start.") }
    // Headers and footers stand among the styles.
    if let named { try reader.read(named) }
    return try reader.finish(warnings: isDamaged ? [.damaged] : [])
  }

  /// Section 2.1.2 of part 1: XML whose root is `office:document`.
  static func isFlat(_ bytes: [UInt8]) -> Bool {
    let start = bytes.prefix(64).drop { isSpace($0) || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    return start.first == UInt8(ascii: "<")
      && find(Array("urn:oasis:names:tc:opendocument:xmlns:office:".utf8), in: bytes.prefix(4096)) != nil
  }

  /// OpenDocument 1.2, part 3, section 4.4: an entry with `manifest:encryption-data` is encrypted.
  private static func isEncrypted(_ manifest: [UInt8]) -> Bool {
    guard let xml = XMLPull(manifest) else { return false }
    while true {
      switch xml.next() {
      case .start(let name):
        if name == XMLName(space: .officeManifest, local: "encryption-data") { return true }
      case .end, .text: break
      case .finished, .damaged, .documentType: return false
      }
    }
  }
}
