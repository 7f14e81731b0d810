/// Reads documents of our own in the template that children are forked from, before it forks any.
///
/// What Swift and the libraries set up when they are first used (generic types, tables, bound symbols) is then set up
/// once, and not anew in each child; for a small PDF that took longer than the reading.
enum Rehearsal {
  static func run(withPDF: Bool) {
    _ = DocumentKind.result(of: Array(html.utf8), as: .html, textLimit: 4096)
    if withPDF { _ = DocumentKind.result(of: pdf, as: .pdf, textLimit: 4096) }
  }

  private static let html = """
    <!DOCTYPE html><html><head><meta charset="utf-8"><style>p.a { margin: 0; }</style></head><body>
    <h1>M&ouml;te</h1><p class="a" style="color: black">Till&aring;tet <b>att</b> <a href="#">l&auml;sa</a>.</p>
    <ul><li>ett</li><li>tv&aring;</li></ul><table><tr><td>a</td><td>b</td></tr></table>
    <blockquote>citat</blockquote></body></html>
    """

  /// Two pages of a few lines (ISO 32000-1, section 7.5), so that lines, columns and what pages repeat are looked for.
  static var pdf: [UInt8] {
    let text = """
      BT /F 11 Tf 72 780 Td 14 TL (Sidhuvud) Tj T* T* (Bygglov) Tj T* (- Det tog fjorton veckor att f\\345 ett besked,) Tj T*
      (och ingen kunde s\\344ga varf\\366r.) Tj T* T* (- Handl\\344ggaren var v\\344nlig.) Tj ET
      """
    let page =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 6 0 R >> >> >>"
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>", page, page,
      "<< /Length \(text.utf8.count) >>\nstream\n\(text)\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    var file = "%PDF-1.4\n"
    var entries = "0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      let offset = String(file.utf8.count)
      entries += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
      file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = file.utf8.count
    file += "xref\n0 \(objects.count + 1)\n\(entries)"
    file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(file.utf8)
  }
}
