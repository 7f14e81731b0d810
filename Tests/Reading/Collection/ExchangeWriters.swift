/// `winmail.dat` (MS-OXTNEF): a file within, as Outlook sends rich text to the world.
enum TNEFWriter {
  static func file(attachment name: String, _ bytes: [UInt8]) -> [UInt8] {
    var tnef = number(0x223E_9F78, 4) + number(0x0105, 2)
    tnef += attribute(level: 1, 0x0008_9006, number(0x0001_0000, 4))
    tnef += attribute(level: 1, 0x0006_9007, number(1252, 4) + number(0, 4))
    tnef += attribute(level: 1, 0x0007_8008, Array("IPM.Microsoft Mail.Note".utf8) + [0])
    tnef += attribute(level: 2, 0x0006_9002, number(1, 2) + number(0xFFFF_FFFF, 4) + number(0, 8))
    tnef += attribute(level: 2, 0x0001_8010, Array(name.utf8) + [0])
    tnef += attribute(level: 2, 0x0006_800F, bytes)
    return tnef
  }

  private static func attribute(level: UInt8, _ id: Int, _ data: [UInt8]) -> [UInt8] {
    let sum = data.reduce(0) { ($0 + Int($1)) & 0xFFFF }
    return [level] + number(id, 4) + number(data.count, 4) + data + number(sum, 2)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
}

/// A workbook with one sheet (ECMA-376, part 1, chapter 18): a line of the note a row.
enum SpreadsheetWriter {
  static func file(_ note: CollectedNote) -> [UInt8] {
    var zip = ZipWriter()
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    zip.add(
      "[Content_Types].xml",
      "<?xml version=\"1.0\"?><Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"
    )
    zip.add(
      "_rels/.rels",
      "<?xml version=\"1.0\"?><Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    zip.add(
      "xl/workbook.xml",
      "<?xml version=\"1.0\"?><workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets><sheet name=\"Blad1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    )
    zip.add(
      "xl/_rels/workbook.xml.rels",
      "<?xml version=\"1.0\"?><Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    )
    let rows = note.blocks.map { block -> String in
      let cells =
        switch block {
        case .row(let cells, _): cells
        case .title(let text), .heading(let text), .fact(let text), .bullet(let text), .numbered(let text),
          .line(let text), .prose(let text):
          [text]
        }
      return "<row>" + cells.map { "<c t=\"inlineStr\"><is><t>\(escaped($0))</t></is></c>" }.joined()
        + "</row>"
    }
    zip.add(
      "xl/worksheets/sheet1.xml",
      "<?xml version=\"1.0\"?><worksheet xmlns=\"\(main)\"><sheetData>\(rows.joined())</sheetData></worksheet>"
    )
    return zip.bytes()
  }
}
