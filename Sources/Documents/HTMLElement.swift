/// The elements of HTML that matter for its text; all others are like `span`.
enum HTMLElement: UInt8 {
  case inline
  case br, hr, wbr
  case p, div, pre, heading1, heading2, heading3, heading4, heading5, heading6
  case ul, ol, li, dl, dt, dd, blockquote
  case table, tr, td, caption, tableSection
  case body, html
  /// What is not text: its content is passed over up to its end tag, read as raw characters.
  case rawText
  /// What is not text though it may hold elements.
  case hidden
  /// Elements without an end that show nothing.
  case empty

  /// WHATWG HTML, section 15.3: displayed as blocks, so that their edges begin lines.
  var isBlock: Bool {
    switch self {
    case .inline, .br, .wbr, .empty, .rawText, .hidden, .td: false
    default: true
    }
  }

  /// Parted from their surroundings by an empty line.
  var isParagraphLike: Bool {
    switch self {
    case .p, .pre, .heading1, .heading2, .heading3, .heading4, .heading5, .heading6, .ul, .ol, .li, .dl, .dt,
      .dd, .blockquote, .table, .tr, .caption, .hr, .body:
      true
    default: false
    }
  }

  /// 1 to 6 for a heading.
  var headingLevel: Int? {
    rawValue >= Self.heading1.rawValue && rawValue <= Self.heading6.rawValue
      ? Int(rawValue - Self.heading1.rawValue) + 1 : nil
  }

  static func named(_ name: ArraySlice<UInt8>) -> HTMLElement {
    guard name.count <= 10 else { return .inline }
    return names[String(decoding: name, as: UTF8.self)] ?? .inline
  }

  private static let names: [String: HTMLElement] = {
    var names: [String: HTMLElement] = [
      "br": .br, "hr": .hr, "wbr": .wbr, "p": .p, "pre": .pre, "listing": .pre, "h1": .heading1,
      "h2": .heading2,
      "h3": .heading3, "h4": .heading4, "h5": .heading5, "h6": .heading6, "ul": .ul, "menu": .ul, "dir": .ul,
      "ol": .ol, "li": .li, "dl": .dl, "dt": .dt, "dd": .dd, "blockquote": .blockquote, "table": .table,
      "tr": .tr,
      "td": .td, "th": .td, "caption": .caption, "thead": .tableSection, "tbody": .tableSection,
      "tfoot": .tableSection, "body": .body, "html": .html,
    ]
    for name in [
      "div", "section", "article", "header", "footer", "main", "nav", "aside", "address", "figure",
      "figcaption",
      "form", "fieldset", "legend", "center", "details", "summary", "hgroup", "search", "dialog",
    ] { names[name] = .div }
    for name in ["script", "style", "title", "textarea", "xmp", "noembed", "noframes", "iframe"] {
      names[name] = .rawText
    }
    for name in [
      "template", "svg", "math", "object", "select", "datalist", "audio", "video", "canvas", "map",
    ] {
      names[name] = .hidden
    }
    for name in [
      "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "param", "frame",
      "keygen",
    ] { names[name] = .empty }
    return names
  }()
}
