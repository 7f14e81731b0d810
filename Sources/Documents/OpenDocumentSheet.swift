/// Where a reader stands in a sheet of an OpenDocument spreadsheet.
struct OpenDocumentSheet {
  /// Columns of a table in OpenDocument 1.2 that any program fills; beyond them repeats are only counted.
  private static let repeatLimit = 32

  /// The column of the cell that is read, from 0.
  var column = 0
  /// How often that cell stands there side by side.
  private(set) var repeats = 1
  private var name: String?
  private var columns = 0
  private var hiddenColumns = [Range<Int>]()

  init(named name: String? = nil) { self.name = name.flatMap { Workbook.isGivenName($0) ? $0 : nil } }

  mutating func addColumns(_ xml: XMLPull) {
    let count = Self.count(xml)
    if xml.attribute("visibility") ?? "visible" != "visible", hiddenColumns.count < 1_000 {
      hiddenColumns.append(columns..<(columns + count))
    }
    columns += count
  }

  /// Whether the cell is seen.
  mutating func beginCell(_ xml: XMLPull) -> Bool {
    let count = Self.count(xml)
    repeats = min(count, Self.repeatLimit)
    defer { column += count }
    return !hiddenColumns.contains { $0.contains(column) }
  }

  /// The sheet's name where a person gave it, once: above its first row.
  mutating func takeName() -> [UInt8]? {
    defer { name = nil }
    return name.map { Array($0.utf8) }
  }

  private static func count(_ xml: XMLPull) -> Int {
    min(max(1, xml.attribute("number-columns-repeated").flatMap { Int($0) } ?? 1), 100_000)
  }
}
