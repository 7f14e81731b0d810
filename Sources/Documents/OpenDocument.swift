/// A text document of OpenDocument (OASIS OpenDocument 1.2): a zip whose `content.xml` is the text.
enum OpenDocument {
  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    let wanted: Set<String> = ["content.xml", "styles.xml", "META-INF/manifest.xml"]
    let zip = try ZipContainer(bytes) { wanted.contains($0) }
    if let manifest = zip.members["META-INF/manifest.xml"], isEncrypted(manifest) { throw .encrypted }
    guard let content = zip.members["content.xml"] else {
      throw .malformed("It holds no content.xml: it is no OpenDocument text, or a part of it is lost.")
    }
    var styles = OpenDocumentStyles()
    if let named = zip.members["styles.xml"] { styles.read(named) }
    styles.read(content)
    var reader = OpenDocumentReader(styles: styles, textLimit: textLimit)
    try reader.read(content)
    let isDamaged = zip.isDamaged || reader.isDamaged
    if isDamaged, reader.isEmpty { throw .malformed("Its text is damaged from the start.") }
    return try reader.finish(warnings: isDamaged ? [.damaged] : [])
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
