/// A document of Word (Office Open XML, ISO/IEC 29500-1), a template or one with macros: a package whose main part is
/// the text.
enum WordDocument {
  /// Headers and footers; a document has some for each of its sections.
  private static let furnitureLimit = 60

  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    try CompoundFile.refuse(bytes, saveAs: ".docx")
    var package = try OfficePackage(bytes, usual: "word/document.xml")
    let main = package.main
    let styles = package.target(of: main, type: "styles", usual: "styles.xml")
    let numbering = package.target(of: main, type: "numbering", usual: "numbering.xml")
    var beside = [(part: String, place: DocumentAsides.Place)]()
    for (type, place) in [
      ("footnotes", .note), ("endnotes", .note), ("comments", DocumentAsides.Place.annotation),
    ] {
      if let part = package.target(of: main, type: type, usual: "\(type).xml") {
        beside.append((part, place))
      }
    }
    let relationships = package.relationships(of: main)
    for type in ["header", "footer"] {
      for found in relationships.filter({ $0.type == type }).prefix(furnitureLimit) {
        beside.append((found.target, .pageFurniture))
      }
    }
    let chunks = relationships.filter { $0.type == "aFChunk" }
    try package.unpack(
      Set([main, styles, numbering].compactMap { $0 } + beside.map(\.part) + chunks.map(\.target)))
    guard let body = package[main] else {
      throw .malformed("It holds no \(main): a part of it is lost.")
    }
    var reader = WordReader(
      styles: WordStyles(package[styles]), numbering: WordNumbering(package[numbering]), textLimit: textLimit)
    for chunk in chunks {
      if let content = package[chunk.target] { reader.chunks[chunk.id] = content }
    }
    try reader.read(body, to: nil)
    for (part, place) in beside {
      if let content = package[part] { try reader.read(content, to: place) }
    }
    let isDamaged = package.isDamaged || reader.isDamaged
    if isDamaged, reader.isEmpty { throw .malformed("Its text is damaged from the start.") }
    return try reader.finish(warnings: isDamaged ? [.damaged] : [])
  }
}
