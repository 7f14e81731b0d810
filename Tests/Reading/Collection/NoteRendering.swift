/// How a note looks in the plain text of a mail.
struct PlainStyle: Sendable {
  var bullet = "- "
  /// Lines are broken at this column, as some programs send them.
  var width: Int?
  var hasTitle = true
  /// Cells of a table come one a line, as where a program made text of HTML.
  var cellsOnLines = false
}

/// Whose HTML it is.
enum Markup: Sendable {
  case word, outlookWeb, gmail, apple, breaks, mozilla
}

extension CollectedNote {
  func plain(_ style: PlainStyle = PlainStyle()) -> String {
    var text = ""
    var previous: Block?
    for block in blocks {
      if !style.hasTitle, case .title = block { continue }
      if let previous { text += Self.isTight(previous, block) ? "\n" : "\n\n" }
      switch block {
      case .title(let line), .heading(let line), .fact(let line), .line(let line), .prose(let line),
        .numbered(let line):
        text += style.broken(line, indent: "")
      case .bullet(let line): text += style.broken(style.bullet + line, indent: "  ")
      case .row(let cells, _): text += cells.joined(separator: style.cellsOnLines ? "\n\n" : "\t")
      }
      previous = block
    }
    return text
  }

  /// Whether two blocks stand on lines that follow each other.
  private static func isTight(_ first: Block, _ second: Block) -> Bool {
    switch (first, second) {
    case (.fact, .fact), (.bullet, .bullet), (.numbered, .numbered), (.row, .row), (.line, .line),
      (.title, .fact),
      (.heading, .bullet), (.heading, .prose), (.title, .line):
      true
    default: false
    }
  }

  func html(_ markup: Markup, hasTitle: Bool = true) -> String {
    var html = ""
    var index = 0
    while index < blocks.count {
      let block = blocks[index]
      switch block {
      case .title(let text): if hasTitle { html += markup.title(text) }
      case .heading(let text): html += markup.heading(text)
      case .fact(let text), .line(let text): html += markup.line(text)
      case .prose(let text): html += markup.paragraph(text)
      case .numbered(let text): html += markup.numbered(text)
      case .bullet:
        let items = blocks[index...].prefix { if case .bullet = $0 { true } else { false } }
        html += markup.list(items.map { if case .bullet(let text) = $0 { text } else { "" } })
        index += items.count - 1
      case .row:
        let rows = blocks[index...].prefix { if case .row = $0 { true } else { false } }
        html += markup.table(rows.map { if case .row(let cells, _) = $0 { cells } else { [] } })
        index += rows.count - 1
      }
      index += 1
    }
    return html
  }
}

extension PlainStyle {
  func broken(_ line: String, indent: String) -> String {
    guard let width else { return line }
    var lines = [""]
    for word in line.split(separator: " ") {
      let last = lines[lines.count - 1]
      if last.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if last.count + 1 + word.count > width {
        lines.append(indent + word)
      } else {
        lines[lines.count - 1] += " " + word
      }
    }
    return lines.joined(separator: "\n")
  }
}

/// Text as HTML shows it.
func escaped(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
}

extension Markup {
  func line(_ text: String) -> String {
    let text = escaped(text)
    return switch self {
    case .word: "<p class=MsoNormal>\(text)<o:p></o:p></p>\r\n"
    case .outlookWeb:
      "<div class=\"elementToProof\" style=\"font-family: Aptos, Calibri, sans-serif; font-size: 12pt;\">\(text)</div>\r\n"
    case .gmail: "<div>\(text)</div>"
    case .apple: "<div class=\"\">\(text)</div>"
    case .breaks, .mozilla: "\(text)<br>\r\n"
    }
  }

  var blank: String {
    switch self {
    case .word: "<p class=MsoNormal><o:p>&nbsp;</o:p></p>\r\n"
    case .outlookWeb: "<div class=\"elementToProof\"><br></div>\r\n"
    case .gmail: "<div><br></div>"
    case .apple: "<div class=\"\"><br class=\"\"></div>"
    case .breaks, .mozilla: "<br>\r\n"
    }
  }

  func title(_ text: String) -> String {
    switch self {
    case .word: "<h1><span lang=SV>\(escaped(text))<o:p></o:p></span></h1>\r\n"
    case .mozilla: "<h2>\(escaped(text))</h2>\r\n"
    default: line(text).replacing(escaped(text), with: "<b>\(escaped(text))</b>") + blank
    }
  }

  func heading(_ text: String) -> String {
    switch self {
    case .word: "<h2><span lang=SV>\(escaped(text))<o:p></o:p></span></h2>\r\n"
    case .mozilla: "<h3>\(escaped(text))</h3>\r\n"
    default: blank + line(text).replacing(escaped(text), with: "<b>\(escaped(text))</b>")
    }
  }

  func paragraph(_ text: String) -> String {
    switch self {
    case .mozilla: "<p>\(escaped(text))</p>\r\n"
    default: blank + line(text) + blank
    }
  }

  func numbered(_ text: String) -> String {
    let marker = text.prefix { $0 != " " }
    guard self == .word else { return line(text) }
    return
      "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>\(marker)<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>\(escaped(String(text.dropFirst(marker.count + 1))))<o:p></o:p></p>\r\n"
  }

  func list(_ items: [String]) -> String {
    switch self {
    case .word:
      items.map {
        "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>\(escaped($0))<o:p></o:p></p>\r\n"
      }.joined()
    case .breaks: items.map { "&#8226;&nbsp;\(escaped($0))<br>\r\n" }.joined()
    default: "<ul>" + items.map { "<li>\(escaped($0))</li>\r\n" }.joined() + "</ul>"
    }
  }

  func table(_ rows: [[String]]) -> String {
    let cell = { (text: String) in
      self == .word
        ? "<td width=200 valign=top style='border:solid windowtext 1.0pt;padding:0cm 5.4pt'><p class=MsoNormal>\(escaped(text))<o:p></o:p></p></td>"
        : "<td style=\"border: 1px solid\">\(escaped(text))</td>"
    }
    return "<table border=\"1\" cellspacing=\"0\">"
      + rows.map { "<tr>" + $0.map(cell).joined() + "</tr>\r\n" }.joined() + "</table>\r\n"
  }

  /// The document around a body.
  func page(_ body: String, charset: String) -> String {
    switch self {
    case .word:
      """
      <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv=Content-Type content="text/html; charset=\(charset)"><meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]--><style><!--
      /* Font Definitions */
      @font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
      p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}
      --></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head><body lang=SV link="#0563C1" vlink="#954F72" style='word-wrap:break-word'><div class=WordSection1>\(body)</div></body></html>
      """
    case .outlookWeb:
      "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=\(charset)\">\r\n<style type=\"text/css\" style=\"display:none;\"> P {margin-top:0;margin-bottom:0;} </style>\r\n</head>\r\n<body dir=\"ltr\">\r\n\(body)</body>\r\n</html>"
    case .gmail: "<div dir=\"ltr\">\(body)</div>"
    case .apple:
      "<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=\(charset)\"></head><body style=\"overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;\">\(body)</body></html>"
    case .breaks:
      "<html><body style='font-size: 10pt; font-family: Verdana,Geneva,sans-serif'>\(body)</body></html>"
    case .mozilla:
      "<!DOCTYPE html>\r\n<html>\r\n  <head>\r\n    <meta http-equiv=\"content-type\" content=\"text/html; charset=\(charset)\">\r\n  </head>\r\n  <body>\r\n\(body)  </body>\r\n</html>"
    }
  }
}
