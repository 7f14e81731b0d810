/// Reads the parts of a Word document into one text, changes as if all were accepted.
struct WordReader {
  /// A paragraph's properties, known before its text.
  private struct Paragraph {
    var style: String?
    var outlineLevel: Int?
    var list: String?
    var level: Int?
    /// Its mark is deleted: it runs on into the next one.
    var runsOn = false
  }

  private(set) var isDamaged = false
  /// Whether no text was found.
  var isEmpty: Bool { flow.collector.isEmpty && asides.isEmpty }
  /// Documents of other kinds that stand in this one as they are (section 17.17.2.1), by their relationship.
  var chunks = [String: [UInt8]]()

  private let styles: WordStyles
  private var numbering: WordNumbering
  private var flow: TextFlow
  private var asides: DocumentAsides
  /// The flows around the one that is read, with their paragraphs: a text box stands within a paragraph.
  private var outer = [(flow: TextFlow, paragraph: Paragraph?, isBegun: Bool)]()
  private var paragraph: Paragraph?
  /// Whether the paragraph has text, so that its properties are settled.
  private var isBegun = false
  private var isHiddenRun = false
  /// The form field whose content comes next is empty, and shows what to enter.
  private var isPlaceholder = false
  /// Whether a choice was taken, for each open mc:AlternateContent.
  private var choices = [Bool]()
  private var within = Properties()

  /// The elements of properties that are open.
  private struct Properties {
    var paragraph = 0
    var run = 0
    var row = 0
  }

  init(styles: WordStyles, numbering: WordNumbering, textLimit: Int) {
    self.styles = styles
    self.numbering = numbering
    flow = TextFlow(BlockCollector(limit: textLimit))
    asides = DocumentAsides(limit: textLimit)
  }

  consuming func finish(warnings: [DocumentText.Warning]) throws(DocumentError) -> DocumentText {
    asides.finish(&flow.collector)
    return try flow.collector.finish(warnings: warnings)
  }

  /// Reads one part.
  /// - Parameter place: Where it belongs; nil for the body.
  /// - Throws: `malformed` where it has a document type.
  mutating func read(_ bytes: [UInt8], to place: DocumentAsides.Place?) throws(DocumentError) {
    guard let place else { return try read(bytes) }
    let body = flow
    flow = body.nested()
    defer {
      asides.append(flow.collector, to: place)
      flow = body
    }
    try read(bytes)
  }

  private mutating func read(_ bytes: [UInt8]) throws(DocumentError) {
    guard let xml = XMLPull(bytes) else { throw .failed("There is no memory to read the document.") }
    defer { endPart() }
    var isText = false
    while !flow.collector.isFull {
      var event = xml.next()
      if case .start(let name) = event {
        isText = name == XMLName(space: .word, local: "t")
        if begin(name, xml) { continue }
        guard let broken = xml.skip() else { continue }
        event = broken
      }
      switch event {
      case .start: break
      case .end(let name):
        isText = false
        end(name)
      case .text:
        guard isText, !isHiddenRun, paragraph != nil else { continue }
        beginText()
        xml.withText { flow.collector.append($0) }
      case .finished: return
      case .damaged:
        isDamaged = true
        return
      case .documentType: throw .malformed("Its XML has a document type, which no word processor writes.")
      }
    }
  }

  /// Closes what the end of a part, or its damage, left open.
  private mutating func endPart() {
    while !outer.isEmpty { endBox() }
    flow.endParagraph()
    flow.rows.removeAll()
    flow.tables = TableTracker()
    paragraph = nil
    isBegun = false
    isHiddenRun = false
    choices.removeAll()
    within = Properties()
  }

  // MARK: Elements

  /// Takes the start of an element; false where all that is within is to be passed over.
  private mutating func begin(_ name: XMLName, _ xml: XMLPull) -> Bool {
    if name.space == .compatibility { return beginAlternative(name.local) }
    guard name.space == .word else { return true }
    switch name.local {
    case "p": beginParagraph()
    case "pPr": within.paragraph += 1
    case "rPr": within.run += 1
    case "trPr": within.row += 1
    case "pStyle": paragraph?.style = xml.attribute("val")
    case "outlineLvl": paragraph?.outlineLevel = xml.attribute("val").flatMap { Int($0) }
    case "numId": paragraph?.list = xml.attribute("val")
    case "ilvl": paragraph?.level = xml.attribute("val").flatMap { Int($0) }
    case "r": isHiddenRun = false
    case "rStyle":
      if within.paragraph == 0, styles.isHidden(xml.attribute("val") ?? "") { isHiddenRun = true }
    case "vanish": if within.paragraph == 0, within.run > 0 { isHiddenRun = Self.isOn(xml) }
    case "sym": addSymbol(xml)
    case "altChunk": if let id = xml.relationship(), outer.isEmpty { addChunk(id) }
    case "tab", "ptab": if isInRun { flow.collector.appendTab() }
    case "br", "cr": if isInRun, isBegun { flow.collector.breakLine() }
    case "noBreakHyphen":
      if isInRun {
        beginText()
        flow.collector.append(CollectionOfOne(UInt8(ascii: "-")))
      }
    case "txbxContent": beginBox()
    case "tbl": flow.tables.beginTable(&flow.collector)
    case "tr": flow.beginRow()
    case "tc": flow.tables.beginCell(&flow.collector)
    case "sdt": isPlaceholder = false
    case "showingPlcHdr": isPlaceholder = Self.isOn(xml)
    case "sdtContent":
      defer { isPlaceholder = false }
      return !isPlaceholder
    case "del":
      markDeletion()
      return false
    // The lines above notes.
    case "footnote", "endnote": return xml.attribute("type").map { $0 == "normal" } ?? true
    // Moved away; the state before a change; codes of fields; readings above characters.
    case "moveFrom", "delText", "instrText", "delInstrText", "rPrChange", "pPrChange", "tblPrChange",
      "trPrChange", "tcPrChange", "sectPrChange", "sectPr", "rt":
      return false
    default: break
    }
    return true
  }

  private mutating func end(_ name: XMLName) {
    if name == XMLName(space: .compatibility, local: "AlternateContent") { _ = choices.popLast() }
    guard name.space == .word else { return }
    switch name.local {
    case "p": endParagraph()
    case "pPr": within.paragraph -= 1
    case "rPr": within.run -= 1
    case "trPr": within.row -= 1
    case "r": isHiddenRun = false
    case "txbxContent": endBox()
    case "tbl": flow.tables.endTable(&flow.collector)
    case "tr": flow.endRow()
    case "tc": flow.tables.endCell(&flow.collector)
    default: break
    }
  }

  /// ISO/IEC 29500-3: the same thing for newer and for older readers; only the first way of saying it counts.
  private mutating func beginAlternative(_ name: String) -> Bool {
    switch name {
    case "AlternateContent": choices.append(false)
    case "Choice", "Fallback":
      guard let isTaken = choices.last, !isTaken else { return choices.isEmpty }
      choices[choices.count - 1] = true
    default: break
    }
    return true
  }

  /// `w:del`: among the properties of a row or of a paragraph's mark these themselves are deleted, elsewhere what
  /// it holds.
  private mutating func markDeletion() {
    if within.row > 0 {
      if !flow.rows.isEmpty { flow.rows[flow.rows.count - 1].isDeleted = true }
    } else if within.paragraph > 0 {
      paragraph?.runsOn = true
    }
  }

  // MARK: Paragraphs

  private var isInRun: Bool { within.paragraph == 0 && within.run == 0 && !isHiddenRun && paragraph != nil }

  private mutating func beginParagraph() {
    flow.paragraphs += 1
    if paragraph?.runsOn == true, isBegun {
      paragraph?.runsOn = false
    } else {
      flow.collector.endItem()
      paragraph = Paragraph()
      isBegun = false
    }
  }

  /// Before a paragraph's first text: what kind of block it is.
  private mutating func beginText() {
    guard !isBegun, let paragraph else { return }
    isBegun = true
    flow.collector.kind = .paragraph
    let heading =
      paragraph.outlineLevel.map { $0 < 9 ? $0 + 1 : nil }
      ?? paragraph.style.flatMap { styles.headingLevel($0) }
    let styled = paragraph.style.flatMap { styles.numbering($0) }
    if let heading {
      flow.collector.kind = .heading(level: max(1, heading))
    } else if let list = paragraph.list ?? styled?.list, list != "0" {
      let level = min(max(0, paragraph.level ?? styled?.level ?? 0), 8)
      flow.collector.beginItem(depth: level + 1, marker: numbering.nextMarker(list: list, level: level))
    } else if let style = paragraph.style, styles.isContents(style) {
      flow.collector.kind = .pageFurniture
    }
  }

  private mutating func endParagraph() {
    flow.paragraphs -= 1
    if paragraph?.runsOn == true { return }
    flow.endParagraph()
    paragraph = nil
    isBegun = false
  }

  // MARK: Signs and documents within

  /// A sign of a font of symbols (section 17.3.3.30).
  private mutating func addSymbol(_ xml: XMLPull) {
    guard isInRun, let code = xml.attribute("char").flatMap({ UInt32($0, radix: 16) }) else { return }
    let isWingdings = SymbolFont.isWingdings((xml.attribute("font") ?? "").utf8)
    var sign = [UInt8]()
    appendUTF8(of: SymbolFont.scalar(code, isWingdings: isWingdings ?? false), to: &sign)
    beginText()
    flow.collector.append(sign)
  }

  /// What cannot be read of it is said by the document's being damaged.
  private mutating func addChunk(_ id: String) {
    guard let bytes = chunks.removeValue(forKey: id) else { return }
    let limit = 20 << 20
    let kind = DocumentKind.detect(name: nil, type: nil, content: bytes)
    let chunk: DocumentText? =
      switch kind {
      case .html?: try? HTMLDocument.read(bytes, textLimit: limit)
      case .rtf?: try? RTFDocument.read(bytes, textLimit: limit)
      default: nil
      }
    if let chunk { flow.collector.append(chunk) } else { isDamaged = true }
  }

  // MARK: Text boxes

  private mutating func beginBox() {
    outer.append((flow, paragraph, isBegun))
    flow = flow.nested()
    paragraph = nil
    isBegun = false
  }

  private mutating func endBox() {
    guard let around = outer.popLast() else { return }
    flow.endParagraph()
    let box = flow.collector
    (flow, paragraph, isBegun) = around
    flow.place(box)
  }

  /// A property that is there is on, unless it says otherwise (ISO/IEC 29500-1, section 17.17.4).
  private static func isOn(_ xml: XMLPull) -> Bool {
    switch xml.attribute("val") {
    case "0", "false", "off": false
    default: true
    }
  }
}
