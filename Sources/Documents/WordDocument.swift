/// A document of Word (Office Open XML, ISO/IEC 29500-1): a zip whose `word/document.xml` is the text.
enum WordDocument {
  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    if CompoundFile.isOne(bytes) {
      if CompoundFile.holdsEncryptedPackage(bytes) { throw .encrypted }
      throw .malformed("It is in the format of Word before 2007; save it as .docx.")
    }
    // Headers and footers, pictures and settings are not read.
    let wanted: Set<String> = [
      "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml",
      "word/comments.xml",
    ]
    let zip = try ZipContainer(bytes) { wanted.contains($0) }
    guard let body = zip.members["word/document.xml"] else {
      throw .malformed("It holds no word/document.xml: it is no Word document, or a part of it is lost.")
    }
    var reader = WordReader(
      styles: WordStyles(zip.members["word/styles.xml"]),
      numbering: WordNumbering(zip.members["word/numbering.xml"]),
      textLimit: textLimit)
    try reader.read(body)
    for name in ["word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"] {
      if let notes = zip.members[name] { try reader.read(notes) }
    }
    let isDamaged = zip.isDamaged || reader.isDamaged
    if isDamaged, reader.isEmpty { throw .malformed("Its text is damaged from the start.") }
    return try reader.finish(warnings: isDamaged ? [.damaged] : [])
  }
}
