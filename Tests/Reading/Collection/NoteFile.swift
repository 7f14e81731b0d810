import Foundation

/// A note as a file of an office program.
enum NoteFile {
  static func entity(_ kind: Wrapping.FileKind, _ note: CollectedNote, number: Int, author: Person) -> Entity
  {
    let style: Entity.NameStyle = [.ascii, .rfc2231, .encodedWord][number % 3]
    let name =
      kind == .tnef
      ? "winmail.dat" : (style == .ascii ? "Motesanteckning" : "Mötesanteckning åäö") + ".\(kind.rawValue)"
    return .file(
      name: name, type: type(kind), bytes(kind, note, number: number, author: author), nameStyle: style,
      disposition: "attachment")
  }

  private static func type(_ kind: Wrapping.FileKind) -> String {
    switch kind {
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .odt: "application/vnd.oasis.opendocument.text"
    case .pdf: "application/pdf"
    case .txt: "text/plain"
    case .html: "text/html"
    case .md: "text/markdown"
    case .rtf: "application/rtf"
    case .eml: "message/rfc822"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .tnef: "application/ms-tnef"
    }
  }

  static func bytes(_ kind: Wrapping.FileKind, _ note: CollectedNote, number: Int, author: Person) -> [UInt8]
  {
    switch kind {
    case .docx: WordWriter.file(note)
    case .odt: OpenDocumentWriter.file(note)
    case .pdf: PDFWriter.file(note)
    case .txt:
      Encoding(charset: number % 2 == 0 ? .utf8 : .windows).bytes(note.plain().replacing("\n", with: "\r\n"))
    case .html: Array(Markup.mozilla.page(note.html(.mozilla), charset: "utf-8").utf8)
    case .md: Array(markdown(note).utf8)
    case .rtf: rtf(note)
    case .xlsx: SpreadsheetWriter.file(note)
    case .tnef: TNEFWriter.file(attachment: "Anteckning.docx", WordWriter.file(note))
    case .eml:
      Envelope(
        from: author.mailbox, to: People.box.mailbox, subject: note.title, day: note.written,
        id: "eml.\(number)"
      ).bytes(.text(note.plain(), subtype: "plain", .qp))
    }
  }

  private static func markdown(_ note: CollectedNote) -> String {
    note.blocks.map { block in
      switch block {
      case .title(let text): "# \(text)\n\n"
      case .heading(let text): "\n## \(text)\n\n"
      case .bullet(let text): "- \(text)\n"
      case .row(let cells, let isHeader):
        "| " + cells.joined(separator: " | ") + " |\n"
          + (isHeader ? "|" + String(repeating: "---|", count: cells.count) + "\n" : "")
      case .fact(let text), .line(let text), .prose(let text), .numbered(let text): "\(text)\n\n"
      }
    }.joined()
  }

  private static func rtf(_ note: CollectedNote) -> [UInt8] {
    var text = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22\n"
    for line in note.plain().components(separatedBy: "\n") {
      for scalar in line.unicodeScalars {
        switch scalar.value {
        case 0x5C, 0x7B, 0x7D: text += "\\" + String(scalar)
        case 9: text += "\\tab "
        case ..<128: text += String(scalar)
        default: text += "\\u\(scalar.value)?"
        }
      }
      text += "\\par\n"
    }
    return Array((text + "}").utf8)
  }
}
