/// Reads the sheets of a workbook: rows as lines of a table, hidden rows and columns left out as they are not seen.
struct SpreadsheetReader {
  private struct Cell {
    var column = 0
    var type: String?
    var style: Int?
    var value = [UInt8]()
  }

  /// Empty cells between two that are filled: more is the breadth of the sheet, not a place in a table.
  private static let gapLimit = 32

  private(set) var isDamaged = false

  private let values: SpreadsheetValues
  private var collector: BlockCollector
  private var tables = TableTracker()
  private var asides: DocumentAsides
  private var hiddenColumns = [ClosedRange<Int>]()
  private var row = [(column: Int, text: [UInt8])]()
  private var cell = Cell()
  /// The name of the sheet, until its first row comes.
  private var heading: [UInt8]?

  init(values: SpreadsheetValues, textLimit: Int) {
    self.values = values
    collector = BlockCollector(limit: textLimit)
    asides = DocumentAsides(limit: textLimit)
  }

  consuming func finish(warnings: [DocumentText.Warning]) throws(DocumentError) -> DocumentText {
    asides.finish(&collector)
    return try collector.finish(warnings: warnings)
  }

  /// Reads a sheet.
  /// - Parameter name: Set above its rows, where a person gave it.
  mutating func read(_ bytes: [UInt8], named name: String?) throws(DocumentError) {
    guard let xml = XMLPull(bytes) else { throw .failed("There is no memory to read the document.") }
    heading = name.map { Array($0.utf8) }
    hiddenColumns.removeAll()
    row.removeAll()
    tables.beginTable(&collector)
    defer {
      endRow()
      tables.endTable(&collector)
    }
    var isValue = false
    while !collector.isFull {
      switch xml.next() {
      case .start(let name):
        isValue = name.space == .sheet && (name.local == "v" || name.local == "t")
        if name.space == .sheet, !begin(name.local, xml) { _ = xml.skip() }
      case .end(let name):
        isValue = false
        guard name.space == .sheet else { continue }
        if name.local == "c" { endCell() }
        if name.local == "row" { endRow() }
      case .text: if isValue { xml.withText { cell.value += $0 } }
      case .finished: return
      case .damaged:
        isDamaged = true
        return
      case .documentType:
        throw .malformed("Its XML has a document type, which no spreadsheet program writes.")
      }
    }
  }

  /// False where all that is within is to be passed over.
  private mutating func begin(_ name: String, _ xml: XMLPull) -> Bool {
    switch name {
    case "col":
      if xml.isTrue("hidden"), let first = xml.attribute("min").flatMap({ Int($0) }),
        let last = xml.attribute("max").flatMap({ Int($0) }), first <= last, hiddenColumns.count < 1_000
      {
        hiddenColumns.append(first...last)
      }
    case "row":
      row.removeAll(keepingCapacity: true)
      cell.column = 0
      return !xml.isTrue("hidden")
    case "c":
      let column = xml.attribute("r").flatMap { Self.column(of: $0) } ?? cell.column + 1
      cell = Cell(
        column: column, type: xml.attribute("t"), style: xml.attribute("s").flatMap { Int($0) })
    // Formulas; readings above characters; headers and footers of prints, conditions and lists to choose from.
    case "f", "rPh", "headerFooter", "conditionalFormatting", "dataValidations", "extLst": return false
    default: break
    }
    return true
  }

  /// The column of `BC12`, from 1.
  private static func column(of reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8 {
      guard isLetter(byte) else { break }
      column = min(column * 26 + Int(lowercase(byte) - 0x60), 100_000)
    }
    return column > 0 ? column : nil
  }

  private mutating func endCell() {
    guard !cell.value.isEmpty, !hiddenColumns.contains(where: { $0.contains(cell.column) }) else { return }
    let text = values.shown(cell.value, type: cell.type, style: cell.style)
    if text.contains(where: { !isSpace($0) }), row.count < 10_000 { row.append((cell.column, text)) }
  }

  private mutating func endRow() {
    guard !row.isEmpty else { return }
    defer { row.removeAll(keepingCapacity: true) }
    if let heading {
      collector.kind = .heading(level: 1)
      collector.append(heading)
      collector.endBlock()
      self.heading = nil
    }
    collector.kind = .paragraph
    tables.beginRow(&collector)
    var column = row[0].column
    for cell in row where !collector.isFull {
      for _ in 0..<min(max(0, cell.column - column), Self.gapLimit) {
        tables.beginCell(&collector)
        tables.endCell(&collector)
      }
      tables.beginCell(&collector)
      collector.append(cell.text, keepingSpace: true)
      tables.endCell(&collector)
      column = cell.column + 1
    }
    tables.endRow(&collector)
  }

  // MARK: Comments

  /// Reads the comments of a sheet (section 18.7), or its conversations, which have the same texts in other elements.
  mutating func read(comments bytes: [UInt8]) throws(DocumentError) {
    guard let xml = XMLPull(bytes) else { return }
    var text = collector.aside()
    var isText = false
    reading: while !text.isFull {
      switch xml.next() {
      case .start(let name):
        isText = name.local == "t" || name.local == "text" && name.space == .other
        if name.local == "rPh" || name.local == "authors" { _ = xml.skip() }
      case .end(let name):
        isText = false
        if name.local == "comment" || name.local == "threadedComment" { text.endBlock() }
      case .text: if isText { xml.withText { text.append($0, keepingSpace: true) } }
      case .finished, .damaged: break reading
      case .documentType:
        throw .malformed("Its XML has a document type, which no spreadsheet program writes.")
      }
    }
    asides.append(text, to: .annotation)
  }
}
