/// Reads the body of an OpenDocument text, spreadsheet or presentation, changes as if all were accepted; notes,
/// annotations, headers and footers come last.
struct OpenDocumentReader {
  private struct List {
    var style: String
    var ordinal: Int
  }

  private enum Body { case text, spreadsheet, presentation }

  private(set) var isDamaged = false
  var isEmpty: Bool { flow.collector.isEmpty && asides.isEmpty }

  private let styles: OpenDocumentStyles
  private var flow: TextFlow
  private var outer = [(flow: TextFlow, lists: [List], place: DocumentAsides.Place)]()
  private var asides: DocumentAsides
  private var lists = [List]()
  /// The last number given by each style and level, for lists that go on.
  private var lastOrdinals = [String: [Int: Int]]()
  private var contentsDepth = 0
  private var body = Body.text
  private var sheet = OpenDocumentSheet()
  /// Within a master page only headers and footers are read.
  private var masterDepth = 0
  /// What the frame of a slide is for: `title`, `outline`, `notes`.
  private var frame: String?
  private var slides = 0
  /// Deletions whose text stands in its place, between two marks (part 1, section 5.5), and those that are open.
  private var deletions = Set<String>()
  private var openDeletions = Set<String>()

  init(styles: OpenDocumentStyles, textLimit: Int) {
    self.styles = styles
    flow = TextFlow(BlockCollector(limit: textLimit))
    asides = DocumentAsides(limit: textLimit)
  }

  consuming func finish(warnings: [DocumentText.Warning]) throws(DocumentError) -> DocumentText {
    asides.finish(&flow.collector)
    return try flow.collector.finish(warnings: warnings)
  }

  /// - Throws: `malformed` where the XML has a document type.
  mutating func read(_ bytes: [UInt8]) throws(DocumentError) {
    guard let xml = XMLPull(bytes) else { throw .failed("There is no memory to read the document.") }
    defer {
      while !outer.isEmpty { endAside() }
      flow.endParagraph()
    }
    while !flow.collector.isFull {
      var event = xml.next()
      if case .start(let name) = event {
        if begin(name, xml) { continue }
        guard let broken = xml.skip() else { continue }
        event = broken
      }
      switch event {
      case .start: break
      case .end(let name): end(name)
      case .text: if flow.paragraphs > 0, openDeletions.isEmpty { xml.withText { flow.collector.append($0) } }
      case .finished: return
      case .damaged:
        isDamaged = true
        return
      case .documentType: throw .malformed("Its XML has a document type, which no word processor writes.")
      }
    }
  }

  /// Takes the start of an element; false where all that is within is to be passed over.
  private mutating func begin(_ name: XMLName, _ xml: XMLPull) -> Bool {
    switch name.space {
    case .officeText: return beginText(name.local, xml)
    case .officeTable: return beginTable(name.local, xml)
    case .office:
      switch name.local {
      case "annotation": beginAside(.annotation)
      case "spreadsheet": body = .spreadsheet
      case "presentation": body = .presentation
      case "automatic-styles", "font-face-decls", "scripts", "forms", "settings", "meta", "styles",
        "binary-data":
        return false
      default: break
      }
    case .officeStyle:
      switch name.local {
      case "master-page", "handout-master": masterDepth += 1
      case "header", "header-left", "header-first", "footer", "footer-left", "footer-first":
        if xml.attribute("display") == "false" { return false }
        beginAside(.pageFurniture)
      default: break
      }
    case .officeDrawing: return beginDrawing(name.local, xml)
    case .officePresentation:
      if name.local == "notes" {
        if masterDepth > 0 { return false }
        beginAside(.annotation)
      }
    // Descriptions of pictures; the author and time of an annotation stand outside its paragraphs.
    case .other: return name.local != "title" && name.local != "desc"
    default: break
    }
    return true
  }

  private mutating func beginDrawing(_ name: String, _ xml: XMLPull) -> Bool {
    // What a master page shows on every slide is none's.
    if masterDepth > 0, outer.isEmpty { return false }
    switch name {
    case "text-box": beginAside(.box)
    case "page":
      if styles.isHidden(xml.attribute("style-name") ?? "") { return false }
      slides += 1
    case "frame", "custom-shape":
      frame = body == .presentation ? xml.attribute("class") : nil
      if frame == "date-time" || frame == "page-number" { return false }
    case "page-thumbnail", "image-map": return false
    default: break
    }
    return true
  }

  private mutating func beginText(_ name: String, _ xml: XMLPull) -> Bool {
    switch name {
    case "h":
      // A numbered heading is an item of a list too.
      flow.collector.endItem()
      let level = xml.attribute("outline-level").flatMap { Int($0) } ?? 1
      flow.collector.kind = contentsDepth > 0 ? .pageFurniture : .heading(level: min(max(1, level), 10))
      flow.paragraphs += 1
    case "p":
      let style = xml.attribute("style-name") ?? ""
      if styles.isHidden(style) { return false }
      if body == .spreadsheet, flow.paragraphs == 0 {
        flow.collector.beginLine()
      } else {
        flow.collector.endBlock()
      }
      if contentsDepth > 0 {
        flow.collector.kind = .pageFurniture
      } else if frame == "title" {
        flow.collector.kind = .heading(level: slides <= 1 ? 1 : 2)
      } else if lists.isEmpty, let level = styles.headingLevel(style) {
        flow.collector.kind = .heading(level: level)
      } else {
        flow.collector.kind = .paragraph
      }
      flow.paragraphs += 1
    case "span": return !styles.isHidden(xml.attribute("style-name") ?? "")
    case "s":
      if flow.paragraphs > 0 { flow.collector.append(CollectionOfOne(UInt8(ascii: " "))) }
    case "tab": if flow.paragraphs > 0 { flow.collector.appendTab() }
    case "line-break": if flow.paragraphs > 0 { flow.collector.breakLine() }
    case "list": beginList(xml)
    case "list-item": beginItem(xml)
    // The same item goes on, without a marker.
    case "list-header": flow.endParagraph()
    case "note-body": beginAside(.note)
    case "table-of-content", "alphabetical-index", "illustration-index": contentsDepth += 1
    case "section": return xml.attribute("display") != "none"
    case "tracked-changes":
      readChanges(xml)
      return true
    case "change-start":
      if let id = xml.attribute("change-id"), deletions.contains(id) { openDeletions.insert(id) }
    case "change-end": if let id = xml.attribute("change-id") { openDeletions.remove(id) }
    // The number of a note; readings above characters; what a form shows while it is empty.
    case "note-citation", "ruby-text", "placeholder", "hidden-text", "hidden-paragraph",
      "sequence-decls", "index-title-template":
      return false
    default: break
    }
    return true
  }

  private mutating func end(_ name: XMLName) {
    switch (name.space, name.local) {
    case (.officeText, "p"), (.officeText, "h"):
      flow.paragraphs -= 1
      if body != .spreadsheet { flow.collector.endBlock() }
      if flow.paragraphs == 0, lists.isEmpty, body != .spreadsheet { flow.endParagraph() }
    case (.officeText, "list-item"): flow.endParagraph()
    case (.officeText, "list"): endList()
    case (.officeText, "table-of-content"), (.officeText, "alphabetical-index"),
      (.officeText, "illustration-index"):
      contentsDepth -= 1
    case (.officeText, "note-body"), (.office, "annotation"), (.officeDrawing, "text-box"),
      (.officePresentation, "notes"):
      endAside()
    case (.officeStyle, "header"), (.officeStyle, "header-left"), (.officeStyle, "header-first"),
      (.officeStyle, "footer"), (.officeStyle, "footer-left"), (.officeStyle, "footer-first"):
      endAside()
    case (.officeStyle, "master-page"), (.officeStyle, "handout-master"): masterDepth -= 1
    case (.officeDrawing, "frame"), (.officeDrawing, "custom-shape"): frame = nil
    case (.officeTable, "table"): flow.tables.endTable(&flow.collector)
    case (.officeTable, "table-row"): flow.endRow(trimming: body == .spreadsheet)
    case (.officeTable, "table-cell"), (.officeTable, "covered-table-cell"): endCell()
    default: break
    }
  }

  /// Which changes are deletions; text that was taken out stands within them, and is passed over.
  private mutating func readChanges(_ xml: XMLPull) {
    var id: String?
    while true {
      switch xml.next() {
      case .start(let name):
        if name.local == "changed-region" { id = xml.attribute("id") }
        if name.local == "deletion", let id, deletions.count < 100_000 { deletions.insert(id) }
      case .end(let name): if name == XMLName(space: .officeText, local: "tracked-changes") { return }
      case .text: break
      case .finished: return
      case .damaged, .documentType:
        isDamaged = true
        return
      }
    }
  }

  // MARK: Tables

  private mutating func beginTable(_ name: String, _ xml: XMLPull) -> Bool {
    switch name {
    case "table":
      if body == .spreadsheet {
        if styles.isHidden(xml.attribute("style-name") ?? "") { return false }
        sheet = OpenDocumentSheet(named: xml.attribute("name"))
      }
      flow.tables.beginTable(&flow.collector)
    case "table-column": sheet.addColumns(xml)
    case "table-row":
      // `collapse`, or `filter` where a filter leaves the row out.
      if xml.attribute("visibility") ?? "visible" != "visible" { return false }
      flow.beginRow()
      sheet.column = 0
    case "table-cell", "covered-table-cell":
      let isSeen = sheet.beginCell(xml)
      flow.tables.beginCell(&flow.collector)
      if !isSeen {
        flow.tables.endCell(&flow.collector)
        return false
      }
    // Charts and pictures of a sheet, and what was deleted.
    case "shapes", "tracked-changes", "named-expressions", "database-ranges": return false
    default: break
    }
    return true
  }

  private mutating func endCell() {
    flow.tables.endCell(&flow.collector)
    guard body == .spreadsheet else { return }
    // A repeated cell that is empty keeps the place of those behind it.
    if flow.tables.isLastCellEmpty {
      for _ in 1..<max(1, sheet.repeats) {
        flow.tables.beginCell(&flow.collector)
        flow.tables.endCell(&flow.collector)
      }
    } else if let name = sheet.takeName() {
      flow.tables.insertHeading(name, &flow.collector)
    }
  }

  // MARK: Lists

  private mutating func beginList(_ xml: XMLPull) {
    let style = xml.attribute("style-name") ?? lists.last?.style ?? ""
    let goesOn = xml.attribute("continue-numbering") == "true" || xml.attribute("continue-list") != nil
    lists.append(List(style: style, ordinal: goesOn ? lastOrdinals[style]?[lists.count + 1] ?? 0 : 0))
  }

  private mutating func beginItem(_ xml: XMLPull) {
    guard let list = lists.last else { return }
    let level = lists.count
    if let format = styles.numberFormat(list: list.style, level: level) {
      let start = xml.attribute("start-value").flatMap { Int($0) }.map { min(max(0, $0), 100_000) }
      let ordinal = start ?? list.ordinal + 1
      lists[level - 1].ordinal = ordinal
      flow.collector.beginItem(depth: level, marker: Array("\(format.written(ordinal)). ".utf8))
    } else {
      flow.collector.beginItem(depth: level)
    }
  }

  private mutating func endList() {
    guard let list = lists.popLast() else { return }
    lastOrdinals[list.style, default: [:]][lists.count + 1] = list.ordinal
    flow.endParagraph()
  }

  // MARK: Text that stands elsewhere

  private mutating func beginAside(_ place: DocumentAsides.Place) {
    outer.append((flow, lists, place))
    flow = flow.nested()
    lists = []
  }

  private mutating func endAside() {
    guard let around = outer.popLast() else { return }
    flow.endParagraph()
    let text = flow.collector
    (flow, lists) = (around.flow, around.lists)
    if around.place == .box { flow.place(text) } else { asides.append(text, to: around.place) }
  }
}
