import Documents
import Language

extension UTF8Text {
  /// The blocks of a stretch of a part: those that the document's reader told, and where it told none, or only
  /// of paragraphs, those that the lines tell.
  func blocks(of document: DocumentText, in range: Range<Int>) -> [TextBlock] {
    var blocks = [TextBlock]()
    var position = range.lowerBound
    // The first block that reaches into the range, by halving: blocks are in order.
    var first = 0
    var end = document.blocks.count
    while first < end {
      let middle = (first + end) / 2
      if document.blocks[middle].range.upperBound <= range.lowerBound {
        first = middle + 1
      } else {
        end = middle
      }
    }
    for block in document.blocks[first...] {
      guard block.range.lowerBound < range.upperBound else { break }
      let clipped = block.range.clamped(to: range)
      guard clipped.lowerBound >= position else { continue }
      blocks += lineBlocks(in: position..<clipped.lowerBound)
      position = clipped.upperBound
      let words = trimmed(clipped)
      if words.isEmpty { continue }
      switch block.kind {
      case .paragraph, .quote: blocks += lineBlocks(in: clipped)
      case .pageFurniture, .annotation: break
      case .heading: blocks.append(made(.heading, words))
      case .tableRow: blocks.append(made(.row, words))
      case .listItem(let depth):
        let bullet = bulletLength(at: words.lowerBound, before: words.upperBound) ?? 0
        let item = trimmed(words.lowerBound + bullet..<words.upperBound)
        if !item.isEmpty { blocks.append(made(.item(depth: depth), item)) }
      }
    }
    return blocks + lineBlocks(in: position..<range.upperBound)
  }

  private func made(_ kind: TextBlock.Kind, _ range: Range<Int>) -> TextBlock {
    TextBlock(kind: kind, range: range, followsGap: standsApart(range.lowerBound))
  }

  private func lineBlocks(in range: Range<Int>) -> [TextBlock] {
    let trimmed = trimmed(range)
    guard !trimmed.isEmpty else { return [] }
    // From the beginning of the line, for its indentation tells an item's depth.
    var start = trimmed.lowerBound
    while start > range.lowerBound, bytes[start - 1] != 0x0A { start -= 1 }
    var blocks = blocks(in: start..<trimmed.upperBound)
    if let first = blocks.first { blocks[0].followsGap = standsApart(first.range.lowerBound) }
    return blocks
  }

  /// Whether an empty line, or nothing, stands before the line of an offset.
  private func standsApart(_ offset: Int) -> Bool {
    var i = offset
    while i > 0, bytes[i - 1] != 0x0A { i -= 1 }
    guard i > 0 else { return true }
    i -= 1
    while i > 0, bytes[i - 1] == 0x20 || bytes[i - 1] == 0x09 || bytes[i - 1] == 0x0D { i -= 1 }
    return i == 0 || bytes[i - 1] == 0x0A
  }
}
