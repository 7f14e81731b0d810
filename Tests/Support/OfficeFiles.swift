/// Small files as office programs write them, the same for the same content.
package enum OfficeFiles {
  /// A Word document (ECMA-376) of paragraphs in a list, with a picture.
  package static func docx(title: String, points: [String], picture: [UInt8]) -> [UInt8] {
    var document = """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
      <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>\(escaped(title))</w:t></w:r></w:p>
      """
    for point in points {
      document +=
        "<w:p><w:pPr><w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>"
        + "<w:r><w:rPr><w:lang w:val=\"sv-SE\"/></w:rPr><w:t xml:space=\"preserve\">\(escaped(point))</w:t></w:r></w:p>\n"
    }
    document += "<w:sectPr/></w:body></w:document>"
    let types = """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" \
      ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override \
      PartName="/word/document.xml" \
      ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
      """
    return zip([
      ("[Content_Types].xml", Array(types.utf8)), ("word/document.xml", Array(document.utf8)),
      ("word/media/image1.png", picture),
    ])
  }

  /// A PDF 1.4 of one page with a line a text, and a picture of bytes that are not compressed further.
  package static func pdf(lines: [String], picture: [UInt8]) -> [UInt8] {
    var content = Array("BT /F1 9 Tf 12 TL 40 800 Td\n".utf8)
    for line in lines {
      content += Array("(".utf8)
      for scalar in line.unicodeScalars {
        let byte = UInt8(exactly: scalar.value) ?? UInt8(ascii: "?")
        if "()\\".utf8.contains(byte) { content.append(UInt8(ascii: "\\")) }
        content.append(byte)
      }
      content += Array(") Tj T*\n".utf8)
    }
    content += Array("ET\n".utf8)
    var file = Array("%PDF-1.4\n".utf8)
    var offsets = [Int]()
    func add(_ head: String, _ stream: [UInt8]? = nil) {
      offsets.append(file.count)
      file += Array("\(offsets.count) 0 obj\n\(head)\n".utf8)
      if let stream { file += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
      file += Array("endobj\n".utf8)
    }
    add("<< /Type /Catalog /Pages 2 0 R >>")
    add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    add(
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        + "/Resources << /Font << /F1 5 0 R >> /XObject << /P1 6 0 R >> >> >>")
    add("<< /Length \(content.count) >>", content)
    add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    add(
      "<< /Type /XObject /Subtype /Image /Width \(picture.count) /Height 1 /ColorSpace /DeviceGray "
        + "/BitsPerComponent 8 /Length \(picture.count) >>", picture)
    let table = file.count
    file += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8)
    for offset in offsets {
      file += Array((String(String(10_000_000_000 + offset).dropFirst()) + " 00000 n \n").utf8)
    }
    file += Array(
      "trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8)
    return file
  }

  /// A zip file (APPNOTE.TXT) whose members are stored as they are.
  package static func zip(_ members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file = [UInt8]()
    var directory = [UInt8]()
    for (name, content) in members {
      let offset = file.count
      // Version, flags, method, time and date (1980-01-01), CRC, sizes, lengths.
      let common =
        little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(0x21, 2)
        + little(Int(crc32(content)), 4) + little(content.count, 4) + little(content.count, 4)
        + little(name.utf8.count, 2) + little(0, 2)
      file += little(0x0403_4B50, 4) + common + Array(name.utf8) + content
      directory +=
        little(0x0201_4B50, 4) + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2)
        + little(0, 4) + little(offset, 4) + Array(name.utf8)
    }
    let start = file.count
    return file + directory + little(0x0605_4B50, 4) + little(0, 4) + little(members.count, 2)
      + little(members.count, 2) + little(directory.count, 4) + little(start, 4) + little(0, 2)
  }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = .max
    for byte in bytes { sum = crcTable[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    return ~sum
  }

  private static let crcTable: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1 }
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
