/// What the styles of a Word document (ISO/IEC 29500-1, section 17.7) say about a paragraph's place in the outline.
struct WordStyles {
  struct Style {
    var name = ""
    var parent: String?
    /// 0 to 8; 9 is body text.
    var outlineLevel: Int?
    var numbering: String?
    var level: Int?
    var isHidden = false
  }

  private var styles = [String: Style]()

  init(_ bytes: [UInt8]?) {
    guard let bytes, let xml = XMLPull(bytes) else { return }
    var current: (id: String, style: Style)?
    reading: while true {
      switch xml.next() {
      case .start(let name) where name.space == .word:
        switch name.local {
        case "style": current = (xml.attribute("styleId") ?? "", Style())
        case "name": current?.style.name = xml.attribute("val") ?? ""
        case "basedOn": current?.style.parent = xml.attribute("val")
        case "outlineLvl": current?.style.outlineLevel = xml.attribute("val").flatMap { Int($0) }
        case "vanish":
          current?.style.isHidden = xml.attribute("val").map { $0 != "0" && $0 != "false" } ?? true
        case "numId": current?.style.numbering = xml.attribute("val")
        case "ilvl": current?.style.level = xml.attribute("val").flatMap { Int($0) }
        default: break
        }
      case .end(let name) where name == XMLName(space: .word, local: "style"):
        if let current { styles[current.id] = current.style }
        current = nil
      case .finished, .damaged, .documentType: break reading
      default: break
      }
    }
  }

  /// The level of the heading that a style makes, from 1; nil for body text.
  func headingLevel(_ id: String) -> Int? {
    for style in chain(id) {
      // Word stores the names of built-in styles in English, whatever its language; other programs do not.
      if let level = HeadingStyle.level(named: style.name.utf8) { return level }
      if let level = style.outlineLevel { return level < 9 ? level + 1 : nil }
    }
    // A style that is not described: its identifier is a name too.
    guard styles[id] == nil else { return nil }
    return HeadingStyle.level(named: id.utf8)
  }

  /// Whether text of this style is not shown.
  func isHidden(_ id: String) -> Bool { chain(id).contains { $0.isHidden } }

  /// The list that a style puts its paragraphs into.
  func numbering(_ id: String) -> (list: String, level: Int)? {
    for style in chain(id) {
      if let list = style.numbering { return (list, style.level ?? 0) }
      let name = style.name.utf8.map(lowercase)
      if name.starts(with: "list bullet".utf8) {
        return ("", (number(name.dropFirst(12), atMost: 9) ?? 1) - 1)
      }
    }
    return nil
  }

  /// Whether a style makes lines of a table of contents, which repeat the headings.
  func isContents(_ id: String) -> Bool {
    chain(id).contains { $0.name.utf8.prefix(4).map(lowercase).elementsEqual("toc ".utf8) }
  }

  /// A style and what it is based on; chains of hostile documents may be circles.
  private func chain(_ id: String) -> [Style] {
    var chain = [Style]()
    var next: String? = id
    while let id = next, let style = styles[id], chain.count < 16 {
      chain.append(style)
      next = style.parent
    }
    return chain
  }
}
