/// Follows the tables of an RTF document, which has no words for where they begin: paragraphs say how deep in tables
/// they stand, and cells and rows where they end.
struct RTFTables {
  /// Tables in tables; what is deeper is read as standing in the last.
  static let depthLimit = 16

  private struct Table {
    var isInRow = false
    var isInCell = false
  }

  private var open = [Table]()

  /// Makes the next paragraph stand so deep.
  mutating func setDepth(_ depth: Int, _ flow: inout TextFlow) {
    while open.count > depth { closeTable(&flow) }
    while open.count < min(depth, Self.depthLimit) {
      openCell(&flow)
      flow.tables.beginTable(&flow.collector)
      open.append(Table())
    }
    openCell(&flow)
  }

  mutating func endCell(depth: Int, _ flow: inout TextFlow) {
    setDepth(depth, &flow)
    flow.tables.endCell(&flow.collector)
    open[open.count - 1].isInCell = false
  }

  mutating func endRow(depth: Int, _ flow: inout TextFlow) {
    while open.count > depth { closeTable(&flow) }
    // Writers say the end of a row twice.
    if open.count == depth { closeRow(&flow) }
  }

  private mutating func openCell(_ flow: inout TextFlow) {
    guard let table = open.last else { return }
    if !table.isInRow { flow.beginRow() }
    if !table.isInCell { flow.tables.beginCell(&flow.collector) }
    open[open.count - 1] = Table(isInRow: true, isInCell: true)
  }

  private mutating func closeRow(_ flow: inout TextFlow) {
    guard let table = open.last, table.isInRow else { return }
    if table.isInCell { flow.tables.endCell(&flow.collector) }
    flow.endRow()
    open[open.count - 1] = Table()
  }

  private mutating func closeTable(_ flow: inout TextFlow) {
    closeRow(&flow)
    flow.tables.endTable(&flow.collector)
    open.removeLast()
  }
}
