/// Reads slides: the title as a heading, what stands in the outline as items, other boxes as paragraphs.
struct PresentationReader {
  /// What a shape is for (section 19.7.10).
  private enum Role {
    case title, subtitle
    /// The outline, in which paragraphs have bullets unless they say otherwise.
    case body
    /// A box without a place in the layout.
    case free
    case furniture
    /// Dates and numbers of slides.
    case nothing
  }

  private struct Paragraph {
    var level = 0
    var hasBullet: Bool?
    var isNumbered = false
    var isBegun = false
  }

  private(set) var isDamaged = false
  private var collector: BlockCollector
  private var asides: DocumentAsides
  private var tables = TableTracker()
  private var paragraph = Paragraph()
  private var role = Role.free
  private var isInTable = false
  /// A page of notes has no bullets unless it says so.
  private var isSlide = true
  /// The next number of each level of a numbered list.
  private var ordinals = [Int: Int]()
  private var slides = 0

  init(textLimit: Int) {
    collector = BlockCollector(limit: textLimit)
    asides = DocumentAsides(limit: textLimit)
  }

  consuming func finish(warnings: [DocumentText.Warning]) throws(DocumentError) -> DocumentText {
    asides.finish(&collector)
    return try collector.finish(warnings: warnings)
  }

  // MARK: Parts

  /// Reads a slide; false where it is hidden, so that nobody saw it.
  mutating func read(slide bytes: [UInt8]) throws(DocumentError) -> Bool {
    collector.endBlock()
    let whole = collector.removeAll()
    var title = whole.aside()
    let isSeen = try read(bytes, isSlide: true, title: &title)
    let rest = collector.removeAll()
    collector = whole
    guard isSeen else { return false }
    slides += 1
    // The title comes first, wherever it stands among the shapes.
    collector.append(title)
    collector.append(rest)
    return true
  }

  mutating func read(notes bytes: [UInt8]) throws(DocumentError) {
    try readAside(bytes) { reader throws(DocumentError) in
      var title = reader.collector.aside()
      _ = try reader.read(bytes, isSlide: false, title: &title)
    }
  }

  /// Comments of both kinds: of old in an element `text`, in conversations as paragraphs.
  mutating func read(comments bytes: [UInt8]) throws(DocumentError) {
    try readAside(bytes) { reader throws(DocumentError) in
      try reader.readTexts(bytes, isItem: false)
    }
  }

  /// The words of a diagram, which the slide shows as boxes.
  mutating func read(diagram bytes: [UInt8]) throws(DocumentError) { try readTexts(bytes, isItem: true) }

  private mutating func readAside(
    _ bytes: [UInt8], _ body: (inout Self) throws(DocumentError) -> Void
  ) throws(DocumentError) {
    collector.endBlock()
    let whole = collector.removeAll()
    try body(&self)
    let text = collector.removeAll()
    collector = whole
    asides.append(text, to: .annotation)
  }

  private mutating func readTexts(_ bytes: [UInt8], isItem: Bool) throws(DocumentError) {
    guard let xml = XMLPull(bytes) else { return }
    var isText = false
    while !collector.isFull {
      switch xml.next() {
      case .start(let name):
        isText =
          name == XMLName(space: .drawing, local: "t") || name.local == "text" && name.space != .drawing
        if name == XMLName(space: .drawing, local: "p"), isItem { collector.beginItem(depth: 1) }
      case .end(let name):
        isText = false
        if name == XMLName(space: .drawing, local: "p") || name.local == "cm" { collector.endItem() }
      case .text: if isText { xml.withText { collector.append($0, keepingSpace: !isItem) } }
      case .finished: return
      case .damaged:
        isDamaged = true
        return
      case .documentType: throw Self.hasDocumentType
      }
    }
  }

  private static let hasDocumentType = DocumentError.malformed(
    "Its XML has a document type, which no presentation program writes.")

  // MARK: Shapes

  private mutating func read(
    _ bytes: [UInt8], isSlide: Bool, title: inout BlockCollector
  ) throws(DocumentError) -> Bool {
    guard let xml = XMLPull(bytes) else { throw .failed("There is no memory to read the document.") }
    defer { collector.endBlock() }
    var isText = false
    self.isSlide = isSlide
    role = .free
    isInTable = false
    tables = TableTracker()
    while !collector.isFull {
      switch xml.next() {
      case .start(let name):
        isText = name == XMLName(space: .drawing, local: "t")
        switch name.space {
        case .presentation:
          if name.local == "sld", xml.attribute("show") == "0" || xml.attribute("show") == "false" {
            return false
          }
          beginShape(name.local, xml, isSlide: isSlide)
        case .drawing: if !begin(name.local, xml) { _ = xml.skip() }
        // What newer readers draw in another way says the same.
        case .compatibility: if name.local == "Fallback" { _ = xml.skip() }
        default: break
        }
      case .end(let name):
        isText = false
        if name.space == .drawing { end(name.local, title: &title) }
      case .text:
        guard isText, role != .nothing else { continue }
        xml.withText { text in
          if role == .title {
            title.kind = .heading(level: slides == 0 ? 1 : 2)
            title.append(text)
          } else {
            beginText()
            collector.append(text)
          }
        }
      case .finished: return true
      case .damaged:
        isDamaged = true
        return true
      case .documentType: throw Self.hasDocumentType
      }
    }
    return true
  }

  private mutating func beginShape(_ name: String, _ xml: XMLPull, isSlide: Bool) {
    switch name {
    case "sp", "graphicFrame", "cxnSp", "pic":
      // On a page of notes only the notes are the speaker's: the rest repeats the slide and the page.
      role = isSlide ? .free : .nothing
      ordinals.removeAll()
    case "ph":
      switch xml.attribute("type") {
      case "title", "ctrTitle": role = isSlide ? .title : .nothing
      case "subTitle": role = .subtitle
      case nil, "body", "obj": role = .body
      case "ftr", "hdr": role = isSlide ? .furniture : .nothing
      default: role = .nothing
      }
      if !isSlide, role == .body, xml.attribute("type") != "body" { role = .nothing }
    default: break
    }
  }

  private mutating func begin(_ name: String, _ xml: XMLPull) -> Bool {
    switch name {
    case "p": paragraph = Paragraph()
    case "pPr": paragraph.level = min(max(0, xml.attribute("lvl").flatMap { Int($0) } ?? 0), 8)
    case "buNone": paragraph.hasBullet = false
    case "buChar", "buBlip": paragraph.hasBullet = true
    case "buAutoNum":
      paragraph.hasBullet = true
      paragraph.isNumbered = true
      if let start = xml.attribute("startAt").flatMap({ Int($0) }), ordinals[paragraph.level] == nil {
        ordinals[paragraph.level] = min(max(1, start), 100_000)
      }
    case "br": if paragraph.isBegun { collector.breakLine() }
    // Fields are dates and numbers of slides.
    case "fld": return false
    case "tbl":
      isInTable = true
      tables.beginTable(&collector)
    case "tr": tables.beginRow(&collector)
    case "tc": tables.beginCell(&collector)
    default: break
    }
    return true
  }

  private mutating func end(_ name: String, title: inout BlockCollector) {
    switch name {
    case "p":
      if role == .title { title.append(CollectionOfOne(UInt8(ascii: " "))) } else { collector.endItem() }
    case "br": break
    case "tbl":
      isInTable = false
      tables.endTable(&collector)
    case "tr": tables.endRow(&collector)
    case "tc": tables.endCell(&collector)
    default: break
    }
  }

  /// Before a paragraph's first text.
  private mutating func beginText() {
    guard !paragraph.isBegun else { return }
    paragraph.isBegun = true
    collector.kind = role == .furniture ? .pageFurniture : .paragraph
    guard !isInTable, paragraph.hasBullet ?? (role == .body && isSlide) else {
      ordinals.removeAll()
      return
    }
    let level = paragraph.level
    var marker = Array("- ".utf8)
    if paragraph.isNumbered {
      let ordinal = ordinals[level] ?? 1
      ordinals[level] = ordinal + 1
      marker = Array("\(ordinal). ".utf8)
    }
    for deeper in (level + 1)..<10 { ordinals[deeper] = nil }
    collector.beginItem(depth: level + 1, marker: marker)
  }
}
