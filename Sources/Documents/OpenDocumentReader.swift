/// Reads the body of an OpenDocument text, changes as if all were accepted; notes and annotations come last.
struct OpenDocumentReader {
  private struct List {
    var style: String
    var ordinal: Int
  }

  private(set) var isDamaged = false
  var isEmpty: Bool { flow.collector.isEmpty && notes.isEmpty }

  private let styles: OpenDocumentStyles
  private var flow: TextFlow
  private var outer = [(flow: TextFlow, lists: [List])]()
  private var notes: BlockCollector
  private var lists = [List]()
  /// The last number given by each style and level, for lists that go on.
  private var lastOrdinals = [String: [Int: Int]]()
  private var contentsDepth = 0

  init(styles: OpenDocumentStyles, textLimit: Int) {
    self.styles = styles
    flow = TextFlow(BlockCollector(limit: textLimit))
    notes = BlockCollector(limit: textLimit)
  }

  consuming func finish(warnings: [DocumentText.Warning]) throws(DocumentError) -> DocumentText {
    flow.collector.append(notes)
    return try flow.collector.finish(warnings: warnings)
  }

  /// - Throws: `malformed` where the XML has a document type.
  mutating func read(_ bytes: [UInt8]) throws(DocumentError) {
    guard let xml = XMLPull(bytes) else { throw .failed("There is no memory to read the document.") }
    defer {
      while !outer.isEmpty { endAside(isNote: false) }
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
      case .text: if flow.paragraphs > 0 { xml.withText { flow.collector.append($0) } }
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
    case .officeTable:
      switch name.local {
      case "table": flow.tables.beginTable(&flow.collector)
      case "table-row": flow.beginRow()
      case "table-cell", "covered-table-cell": flow.tables.beginCell(&flow.collector)
      default: break
      }
    case .office:
      switch name.local {
      case "annotation": beginAside()
      case "automatic-styles", "font-face-decls", "scripts", "forms", "settings", "meta": return false
      default: break
      }
    case .officeDrawing: if name.local == "text-box" { beginAside() }
    // Descriptions of pictures; the author and time of an annotation stand outside its paragraphs.
    case .other: return name.local != "title" && name.local != "desc"
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
      flow.collector.endBlock()
      if contentsDepth > 0 {
        flow.collector.kind = .pageFurniture
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
    case "list-item": beginItem()
    case "note-body": beginAside()
    case "table-of-content": contentsDepth += 1
    // Deleted text; the number of a note; readings above characters; what a form shows while it is empty.
    case "tracked-changes", "note-citation", "ruby-text", "placeholder", "hidden-text", "hidden-paragraph":
      return false
    default: break
    }
    return true
  }

  private mutating func end(_ name: XMLName) {
    switch (name.space, name.local) {
    case (.officeText, "p"), (.officeText, "h"):
      flow.paragraphs -= 1
      flow.collector.endBlock()
      if flow.paragraphs == 0, lists.isEmpty { flow.endParagraph() }
    case (.officeText, "list-item"): flow.endParagraph()
    case (.officeText, "list"): endList()
    case (.officeText, "table-of-content"): contentsDepth -= 1
    case (.officeText, "note-body"), (.office, "annotation"): endAside(isNote: true)
    case (.officeDrawing, "text-box"): endAside(isNote: false)
    case (.officeTable, "table"): flow.tables.endTable(&flow.collector)
    case (.officeTable, "table-row"): flow.endRow()
    case (.officeTable, "table-cell"), (.officeTable, "covered-table-cell"):
      flow.tables.endCell(&flow.collector)
    default: break
    }
  }

  // MARK: Lists

  private mutating func beginList(_ xml: XMLPull) {
    let style = xml.attribute("style-name") ?? lists.last?.style ?? ""
    let goesOn = xml.attribute("continue-numbering") == "true" || xml.attribute("continue-list") != nil
    lists.append(List(style: style, ordinal: goesOn ? lastOrdinals[style]?[lists.count + 1] ?? 0 : 0))
  }

  private mutating func beginItem() {
    guard let list = lists.last else { return }
    let level = lists.count
    if styles.isNumbered(list: list.style, level: level) {
      lists[level - 1].ordinal += 1
      flow.collector.beginItem(depth: level, marker: Array("\(list.ordinal + 1). ".utf8))
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

  private mutating func beginAside() {
    outer.append((flow, lists))
    flow = flow.nested()
    lists = []
  }

  private mutating func endAside(isNote: Bool) {
    guard let around = outer.popLast() else { return }
    flow.endParagraph()
    let text = flow.collector
    (flow, lists) = around
    if isNote { notes.append(text) } else { flow.place(text) }
  }
}
