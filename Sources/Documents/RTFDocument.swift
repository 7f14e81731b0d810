/// A document in Rich Text Format (Microsoft's specification 1.9.1), as Word, WordPad, TextEdit, LibreOffice and
/// Outlook write it.
enum RTFDocument {
  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    let start = bytes.drop { isSpace($0) || $0 == 0 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard start.starts(with: "{\\rtf".utf8) else {
      throw .malformed("It does not begin as RTF does, with {\\rtf.")
    }
    if RTFEncapsulatedHTML.isOne(bytes) {
      return try HTMLDocument.read(RTFEncapsulatedHTML.html(of: bytes), textLimit: textLimit)
    }
    var reader = RTFReader(bytes, textLimit: textLimit)
    reader.read()
    return try reader.finish(warnings: reader.isWhole ? [] : [.damaged])
  }
}
