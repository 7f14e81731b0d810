/// Follows the tables of a document and joins the cells of each row of data.
///
/// A table that holds another one lays out a page: only innermost tables have rows of data.
struct TableTracker {
  private struct Table {
    var holdsTable = false
    var cells = [Range<Int>]()
    var cellStart: Int?
  }

  private var tables = [Table]()

  mutating func beginTable(_ collector: inout BlockCollector) {
    collector.endBlock()
    if !tables.isEmpty { tables[tables.count - 1].holdsTable = true }
    tables.append(Table())
  }

  mutating func beginRow(_ collector: inout BlockCollector) {
    collector.endBlock()
    guard !tables.isEmpty else { return }
    tables[tables.count - 1].cells.removeAll(keepingCapacity: true)
    tables[tables.count - 1].cellStart = nil
  }

  mutating func beginCell(_ collector: inout BlockCollector) {
    collector.endBlock()
    guard !tables.isEmpty else { return }
    tables[tables.count - 1].cellStart = collector.count
  }

  mutating func endCell(_ collector: inout BlockCollector) {
    collector.endBlock()
    guard let start = tables.last?.cellStart, start <= collector.count else { return }
    tables[tables.count - 1].cells.append(start..<collector.count)
    tables[tables.count - 1].cellStart = nil
  }

  /// Whether the cell that ended last has no text.
  var isLastCellEmpty: Bool { tables.last?.cells.last?.isEmpty ?? true }

  /// Sets a heading above the row that is read.
  mutating func insertHeading(_ text: [UInt8], _ collector: inout BlockCollector) {
    guard let start = tables.last?.cells.first?.lowerBound else { return }
    collector.insertHeading(text, at: start)
    tables[tables.count - 1].cells = tables[tables.count - 1].cells.map {
      ($0.lowerBound + 1)..<($0.upperBound + 1)
    }
  }

  /// - Parameter trimming: Whether empty cells at the row's start are margin.
  mutating func endRow(_ collector: inout BlockCollector, trimming: Bool = false) {
    collector.endBlock()
    guard let table = tables.last else { return }
    if !table.holdsTable {
      collector.joinRow(trimming ? Array(table.cells.drop { $0.isEmpty }) : table.cells)
    }
    tables[tables.count - 1].cells.removeAll(keepingCapacity: true)
  }

  mutating func endTable(_ collector: inout BlockCollector) {
    collector.endBlock()
    _ = tables.popLast()
  }
}
