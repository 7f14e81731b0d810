/// What the styles of an OpenDocument text (OpenDocument 1.2, part 1, section 16) say about paragraphs and lists.
struct OpenDocumentStyles {
  private struct Style {
    var parent: String?
    var outlineLevel: Int?
    var isHidden = false
  }

  private var styles = [String: Style]()
  /// How a list's style numbers its items, at the levels, from 1, at which it does.
  private var numberFormats = [String: [Int: NumberFormat]]()

  /// Reads the styles of a part, up to the text in it.
  mutating func read(_ bytes: [UInt8]) {
    guard let xml = XMLPull(bytes) else { return }
    var current: String?
    var list: String?
    while true {
      switch xml.next() {
      case .start(let name):
        switch (name.space, name.local) {
        case (.office, "body"): return
        case (.officeStyle, "style"):
          current = xml.attribute("name")
          if let current {
            styles[current] = Style(
              parent: xml.attribute("parent-style-name"),
              outlineLevel: xml.attribute("default-outline-level").flatMap { Int($0) })
          }
        case (.officeStyle, "text-properties"):
          if let current, xml.attribute("display") == "none" { styles[current]?.isHidden = true }
        // Sheets and slides that are hidden.
        case (.officeStyle, "table-properties"):
          if let current, xml.attribute("display") == "false" { styles[current]?.isHidden = true }
        case (.officeStyle, "drawing-page-properties"):
          if let current, xml.attribute("visibility") == "hidden" { styles[current]?.isHidden = true }
        case (.officeText, "list-style"): list = xml.attribute("name")
        case (.officeText, "list-level-style-number"):
          if let list, let level = xml.attribute("level").flatMap({ Int($0) }) {
            numberFormats[list, default: [:]][level] = NumberFormat(
              office: xml.attribute("num-format") ?? "1")
          }
        default: break
        }
      case .end(let name):
        if name == XMLName(space: .officeStyle, local: "style") { current = nil }
        if name == XMLName(space: .officeText, local: "list-style") { list = nil }
      case .text: break
      case .finished, .damaged, .documentType: return
      }
    }
  }

  /// The level of the heading that a paragraph's style makes without being a `text:h`; nil for body text.
  func headingLevel(_ name: String) -> Int? {
    // Built-in styles may be used without being described.
    if styles[name] == nil, name == "Title" { return 1 }
    for (name, style) in chain(name) {
      if name == "Title" || name == "Rubrik" { return 1 }
      if let level = style.outlineLevel, level > 0 { return level }
    }
    return nil
  }

  /// Whether text of this style is not shown.
  func isHidden(_ name: String) -> Bool { chain(name).contains { $0.style.isHidden } }

  /// Nil where the items of a level have bullets.
  func numberFormat(list: String, level: Int) -> NumberFormat? { numberFormats[list]?[level] }

  /// A style and its parents; chains of hostile documents may be circles.
  private func chain(_ name: String) -> [(name: String, style: Style)] {
    var chain = [(name: String, style: Style)]()
    var next: String? = name
    while let name = next, let style = styles[name], chain.count < 16 {
      chain.append((name, style))
      next = style.parent
    }
    return chain
  }
}
