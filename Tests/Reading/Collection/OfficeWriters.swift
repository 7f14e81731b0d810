import Foundation

/// A zip archive with stored entries (APPNOTE.TXT, section 4.3).
struct ZipWriter {
  private var entries: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ text: String) {
    let data = Array(text.utf8)
    let path = Array(name.utf8)
    let offset = entries.count
    let common =
      Self.number(20, 2) + Self.number(0x0800, 2) + Self.number(0, 2) + Self.number(0, 2)
      + Self.number(0x5A21, 2)
      + Self.number(Int(Self.checksum(data)), 4) + Self.number(data.count, 4) + Self.number(data.count, 4)
      + Self.number(path.count, 2) + Self.number(0, 2)
    entries += Self.number(0x0403_4B50, 4) + common + path + data
    directory +=
      Self.number(0x0201_4B50, 4) + Self.number(20, 2) + common + Self.number(0, 2) + Self.number(0, 2)
      + Self.number(0, 2) + Self.number(0, 4) + Self.number(offset, 4) + path
    count += 1
  }

  func bytes() -> [UInt8] {
    entries + directory + Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(count, 2)
      + Self.number(count, 2) + Self.number(directory.count, 4) + Self.number(entries.count, 4)
      + Self.number(0, 2)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// CRC-32 (ISO 3309).
  private static func checksum(_ data: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in data {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}

/// ECMA-376, as Word writes it, as far as a note needs.
enum WordWriter {
  static func file(_ note: CollectedNote) -> [UInt8] {
    var zip = ZipWriter()
    zip.add(
      "[Content_Types].xml",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>
      """)
    zip.add(
      "_rels/.rels",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
      """)
    zip.add(
      "word/_rels/document.xml.rels",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>
      """)
    zip.add(
      "word/styles.xml",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Liststycke"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/></w:style></w:styles>
      """)
    zip.add(
      "word/numbering.xml",
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>
      """)
    zip.add(
      "word/document.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\(body(note))<w:sectPr/></w:body></w:document>"
    )
    return zip.bytes()
  }

  private static func body(_ note: CollectedNote) -> String {
    var xml = ""
    var isInTable = false
    for block in note.blocks {
      if case .row(let cells, _) = block {
        if !isInTable { xml += "<w:tbl><w:tblPr/><w:tblGrid/>" }
        isInTable = true
        xml += "<w:tr>" + cells.map { "<w:tc><w:tcPr/>\(paragraph($0))</w:tc>" }.joined() + "</w:tr>"
        continue
      }
      if isInTable { xml += "</w:tbl>" }
      isInTable = false
      switch block {
      case .title(let text): xml += paragraph(text, style: "Rubrik1")
      case .heading(let text): xml += paragraph(text, style: "Rubrik2")
      case .bullet(let text): xml += paragraph(text, style: "Liststycke", isBullet: true)
      case .fact(let text), .line(let text), .prose(let text), .numbered(let text): xml += paragraph(text)
      case .row: break
      }
    }
    return xml + (isInTable ? "</w:tbl><w:p/>" : "")
  }

  /// Word splits its runs where the spelling checker or an edit has been.
  private static func paragraph(_ text: String, style: String? = nil, isBullet: Bool = false) -> String {
    let middle = text.index(text.startIndex, offsetBy: text.count / 2)
    let runs = [text[..<middle], text[middle...]].map {
      "<w:r><w:rPr><w:lang w:val=\"sv-SE\"/></w:rPr><w:t xml:space=\"preserve\">\(escaped(String($0)))</w:t></w:r>"
    }
    let properties =
      (style.map { "<w:pStyle w:val=\"\($0)\"/>" } ?? "")
      + (isBullet ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>" : "")
    return
      "<w:p><w:pPr>\(properties)</w:pPr>\(runs.joined(separator: "<w:proofErr w:type=\"spellStart\"/>"))</w:p>"
  }
}

/// OASIS OpenDocument 1.3, as far as a note needs.
enum OpenDocumentWriter {
  static func file(_ note: CollectedNote) -> [UInt8] {
    var zip = ZipWriter()
    zip.add("mimetype", "application/vnd.oasis.opendocument.text")
    zip.add(
      "META-INF/manifest.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.text\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    )
    zip.add(
      "content.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:version=\"1.3\"><office:body><office:text>\(body(note))</office:text></office:body></office:document-content>"
    )
    return zip.bytes()
  }

  private static func body(_ note: CollectedNote) -> String {
    var xml = ""
    var open: String?
    for block in note.blocks {
      let wanted: String? =
        switch block {
        case .row: "table:table"
        case .bullet: "text:list"
        default: nil
        }
      if open != wanted {
        if let open { xml += "</\(open)>" }
        if let wanted { xml += "<\(wanted)>" }
        open = wanted
      }
      switch block {
      case .title(let text): xml += "<text:h text:outline-level=\"1\">\(escaped(text))</text:h>"
      case .heading(let text): xml += "<text:h text:outline-level=\"2\">\(escaped(text))</text:h>"
      case .bullet(let text): xml += "<text:list-item><text:p>\(escaped(text))</text:p></text:list-item>"
      case .row(let cells, _):
        xml +=
          "<table:table-row>"
          + cells.map { "<table:table-cell><text:p>\(escaped($0))</text:p></table:table-cell>" }.joined()
          + "</table:table-row>"
      case .fact(let text), .line(let text), .prose(let text), .numbered(let text):
        xml += "<text:p>\(escaped(text))</text:p>"
      }
    }
    return xml + (open.map { "</\($0)>" } ?? "")
  }
}

/// PDF 1.4 with one font of the standard fourteen; lines are broken as a word processor breaks them.
enum PDFWriter {
  static func file(_ note: CollectedNote) -> [UInt8] {
    let style = PlainStyle(bullet: "• ", width: 84)
    var lines: [String] = []
    for line in note.plain(style).components(separatedBy: "\n") {
      lines.append(line.replacing("\t", with: "   "))
    }
    var content = "BT /F1 11 Tf 60 780 Td 14 TL\n"
    for line in lines.prefix(50) {
      content +=
        "(\(line.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)"))) Tj T*\n"
    }
    content += "ET\n"
    let stream = Encoding(charset: .windows).bytes(content)
    let objects: [[UInt8]] = [
      Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
      Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
      Array(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>"
          .utf8),
      Array("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".utf8),
      Array("<< /Length \(stream.count) >>\nstream\n".utf8) + stream + Array("\nendstream".utf8),
    ]
    var bytes = Array("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(bytes.count)
      bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let start = bytes.count
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      table += String(repeating: "0", count: 10 - "\(offset)".count) + "\(offset) 00000 n \n"
    }
    table += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return bytes + Array(table.utf8)
  }
}
