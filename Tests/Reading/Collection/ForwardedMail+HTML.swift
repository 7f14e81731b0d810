import Foundation

extension ForwardedMail {
  /// A forwarded text with what a program puts around it.
  func html(_ client: Client, _ body: String) -> String {
    let markup = client.markup
    let fields = head(client).split(separator: "\n").map(String.init)
    /// `<b>Från:</b> Erik …`, a line a field.
    func bold(_ lines: [String]) -> String {
      lines.map { line in
        guard let colon = line.range(of: ":") else { return escaped(line) }
        return
          "<b>\(escaped(String(line[..<colon.upperBound])))</b>\(linked(String(line[colon.upperBound...])))"
      }.joined(separator: "<br>\r\n")
    }
    switch client {
    case .outlookDesktop, .windowsMail:
      return
        "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>\(bold(fields))<o:p></o:p></p></div></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>\r\n\(body)"
    case .outlookMac:
      return
        "<div style=\"border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm\"><p class=\"MsoNormal\" style=\"margin-bottom:12.0pt\"><span style=\"font-size:12.0pt;color:black\">\(bold(fields))</span><o:p></o:p></p></div>\(body)"
    case .outlookNew:
      return
        "<div id=\"appendonsend\"></div><div id=\"mail-editor-reference-message-container\"><div class=\"ms-outlook-mobile-reference-message skipProofing\" style=\"padding: 3pt 0in 0in; border-width: 1pt medium medium; border-style: solid none none; border-color: rgb(181, 196, 223) currentcolor currentcolor;\"><div style=\"font-family: Aptos; font-size: 12pt; color: black;\">\(bold(Array(fields.dropFirst())))</div><div><br></div></div>\(body)</div>"
    case .outlookWeb, .outlookMobile:
      let lines = client == .outlookMobile ? fields : Array(fields.dropFirst())
      return
        "<hr style=\"display:inline-block;width:98%\" tabindex=\"-1\">\r\n<div id=\"divRplyFwdMsg\" dir=\"ltr\"><font face=\"Calibri, sans-serif\" style=\"font-size:11pt\" color=\"#000000\">\(bold(lines))</font>\r\n<div>&nbsp;</div>\r\n</div>\r\n<div class=\"BodyFragment\">\(body)</div>"
    case .outlookClassic:
      return
        "<div><div style='border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt'><p class=MsoNormal>\(escaped(fields[0]))<br>\(bold(Array(fields.dropFirst())))<o:p></o:p></p>\(body)</div></div>"
    case .gmail, .gmailOld, .gmailMobile, .mailspring, .spark:
      let sender =
        "\(Labels.of(tongue).from): <strong class=\"gmail_sendername\" dir=\"auto\">\(from.name)</strong> <span dir=\"auto\">&lt;<a href=\"mailto:\(from.address)\">\(from.address)</a>&gt;</span>"
      let lines = fields.map { $0.hasPrefix(Labels.of(tongue).from + ":") ? sender : linked($0) }
      return
        "<br><br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">\(lines.joined(separator: "<br>"))<br></div><br><br><div dir=\"ltr\">\(body)</div></div>"
    case .appleMail, .iPhone:
      let lines = fields.dropFirst().map {
        let colon = $0.firstIndex(of: ":") ?? $0.startIndex
        return
          "<div style=\"margin: 0px;\"><span style=\"font-family: -webkit-system-font, Helvetica Neue, Helvetica, sans-serif; color:rgba(0, 0, 0, 1.0);\"><b>\($0[...colon])</b></span><span>\(linked(String($0[$0.index(after: colon)...])))<br></span></div>"
      }
      return
        "<div><br><blockquote type=\"cite\"><div>\(fields[0])</div><br class=\"Apple-interchange-newline\">\(lines.joined())<br><div>\(body)</div></blockquote></div><br>"
    case .thunderbird, .roundcube, .sogo:
      let cells = fields.dropFirst().map { line -> String in
        let colon = line.firstIndex(of: ":") ?? line.startIndex
        let value = line[line.index(after: colon)...].trimmingPrefix { $0 == "\t" || $0 == " " }
        return
          "<tr><th valign=\"BASELINE\" align=\"RIGHT\" nowrap=\"nowrap\">\(line[...colon]) </th><td>\(linked(String(value)))</td></tr>\r\n"
      }
      return
        "<div class=\"moz-forward-container\"><br>\r\n<br>\r\n\(fields[0])\r\n<table class=\"moz-email-headers-table\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\"><tbody>\(cells.joined())</tbody></table>\r\n<br>\r\n<br>\r\n\(body)</div>"
    case .yahoo:
      return
        "<div id=\"ydp1yahoo_quoted_1\" class=\"yahoo_quoted\"><div style=\"font-family:sans-serif;color:#26282a;\"><div>\(fields.map { linked($0) }.joined(separator: "</div><div>"))</div><div><br></div><div>\(body)</div></div></div>"
    case .lotusNotes:
      return
        "<br><font size=1 color=#800080 face=\"sans-serif\">\(escaped(fields[0]))</font><br><br><table>"
        + fields.dropFirst().map { line -> String in
          let colon = line.firstIndex(of: ":") ?? line.startIndex
          return
            "<tr><td><font size=1 color=#5f5f5f face=\"sans-serif\">\(line[...colon])</font></td><td><font size=1 face=\"sans-serif\">\(escaped(String(line[line.index(after: colon)...])))</font></td></tr>"
        }.joined() + "</table><hr noshade><br><br>\(body)"
    case .zimbra:
      return
        "<hr id=\"zwchr\" data-marker=\"__DIVIDER__\"><div data-marker=\"__HEADERS__\"><b>\(escaped(fields[0]))</b><br>\(bold(Array(fields.dropFirst())))<br></div><br><div data-marker=\"__QUOTED_TEXT__\">\(body)</div>"
    default:
      return markup.blank + fields.map { linked($0) }.joined(separator: "<br>\r\n")
        + "<br>\r\n<br>\r\n<div>\(body)</div>"
        + (tail(client).map { "<br>\(escaped($0))<br>" } ?? "")
    }
  }

  /// Escaped, with addresses as links.
  private func linked(_ text: String) -> String {
    var html = escaped(text)
    for person in [from, to] {
      html = html.replacing(
        person.address, with: "<a href=\"mailto:\(person.address)\">\(person.address)</a>")
    }
    return html
  }
}
