/// A run of blocks in a word processor's document: the body, a text box, a note. Text boxes and notes stand in the
/// middle of a paragraph's XML; gathered apart, they do not tear its sentences.
struct TextFlow {
  var collector: BlockCollector
  var tables = TableTracker()
  /// Where the blocks of each open row start, and whether the row is deleted.
  var rows = [(start: Int, isDeleted: Bool)]()
  /// How many paragraphs are open: text outside them is none of the document's.
  var paragraphs = 0
  /// What follows once the open paragraph ends.
  private var following = [BlockCollector]()

  init(_ collector: BlockCollector) { self.collector = collector }

  /// A flow within this one.
  func nested() -> TextFlow { TextFlow(collector.aside()) }

  mutating func beginRow() {
    tables.beginRow(&collector)
    rows.append((collector.count, false))
  }

  /// - Parameter trimming: Whether empty cells at the row's start are margin.
  mutating func endRow(trimming: Bool = false) {
    guard let row = rows.popLast() else { return }
    if row.isDeleted { collector.removeBlocks(from: row.start) }
    tables.endRow(&collector, trimming: trimming)
  }

  /// Sets a text box after the paragraph in which it is anchored.
  /// - Parameter isAnchored: Whether a paragraph follows whose text has not begun.
  mutating func place(_ box: BlockCollector, isAnchored: Bool = false) {
    if paragraphs == 0, !isAnchored { collector.append(box) } else { following.append(box) }
  }

  mutating func endParagraph() {
    collector.endItem()
    for box in following { collector.append(box) }
    following.removeAll()
  }
}
