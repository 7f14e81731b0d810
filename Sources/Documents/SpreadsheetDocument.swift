/// A workbook of Excel (SpreadsheetML, ISO/IEC 29500-1, section 18): its sheets in order, each with its rows.
enum SpreadsheetDocument {
  /// More sheets than any note has.
  private static let sheetLimit = 500

  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    try CompoundFile.refuse(bytes, saveAs: ".xlsx")
    var package = try OfficePackage(bytes, usual: "xl/workbook.xml")
    let shared = package.target(of: package.main, type: "sharedStrings", usual: "sharedStrings.xml")
    let styles = package.target(of: package.main, type: "styles", usual: "styles.xml")
    try package.unpack(Set([package.main, shared, styles].compactMap { $0 }))
    guard let main = package[package.main] else { throw .malformed("Its workbook is lost.") }
    guard let workbook = Workbook(main) else {
      throw .malformed("Its workbook is not in the XML of Excel; save it as .xlsx.")
    }
    let values = SpreadsheetValues(
      strings: package[shared], styles: package[styles], countsFrom1904: workbook.countsFrom1904)

    let parts = package.relationships(of: package.main)
    let sheets = workbook.sheets.prefix(sheetLimit).compactMap { sheet in
      parts.first { $0.id == sheet.relationship }.map { (name: sheet.name, part: $0.target) }
    }
    let comments = sheets.map { commentPart(of: $0.part, in: package) }
    try package.unpack(Set(sheets.map(\.part) + comments.compactMap { $0 }))
    var reader = SpreadsheetReader(values: values, textLimit: textLimit)
    for (sheet, comments) in zip(sheets, comments) {
      guard let part = package[sheet.part] else { continue }
      try reader.read(part, named: Workbook.isGivenName(sheet.name) ? sheet.name : nil)
      if let comments = package[comments] { try reader.read(comments: comments) }
    }
    let isDamaged = package.isDamaged || reader.isDamaged
    return try reader.finish(warnings: isDamaged ? [.damaged] : [])
  }

  /// Conversations are kept twice, for older readers with a note on how to update them.
  private static func commentPart(of sheet: String, in package: OfficePackage) -> String? {
    let parts = package.relationships(of: sheet)
    return (parts.first { $0.type == "threadedComment" } ?? parts.first { $0.type == "comments" })?.target
  }
}

/// What a workbook says of its sheets.
struct Workbook {
  var sheets = [(name: String, relationship: String)]()
  var countsFrom1904 = false

  /// Nil where it is no workbook.
  init?(_ bytes: [UInt8]) {
    guard let xml = XMLPull(bytes) else { return nil }
    var isWorkbook = false
    while true {
      switch xml.next() {
      case .start(let name) where name.space == .sheet:
        switch name.local {
        case "workbook": isWorkbook = true
        case "workbookPr": countsFrom1904 = xml.isTrue("date1904")
        case "sheet":
          guard let relationship = xml.relationship(), xml.attribute("state") ?? "visible" == "visible" else {
            continue
          }
          sheets.append((xml.attribute("name") ?? "", relationship))
        default: break
        }
      case .finished, .damaged, .documentType:
        if !isWorkbook { return nil }
        return
      default: break
      }
    }
  }

  /// Whether a person named the sheet: not `Blad1`, `Sheet2`, `Ark1`.
  static func isGivenName(_ name: String) -> Bool {
    let folded = name.utf8.map(lowercase)
    for word in ["blad", "sheet", "ark", "tabelle", "feuil", "taulukko"] where folded.starts(with: word.utf8)
    {
      return folded.dropFirst(word.utf8.count).contains { !isDigit($0) && $0 != 0x20 }
    }
    return !folded.isEmpty
  }
}
