/// Where the columns of a page end.
enum PDFColumns {
  /// A page of more lines than this is no page to read; its lines are not compared with each other.
  private static let lineLimit = 600

  /// For each line of a page, how far to the right the lines of its column reach.
  ///
  /// Lines of one size that follow each other downwards are of one column, unless they would reach into a column beside:
  /// a paragraph as wide as the page can stand above two columns.
  static func rightEdges(_ lines: [PDFLine]) -> [Double] {
    guard lines.count <= lineLimit else { return lines.map(\.right) }
    var edges = [Double]()
    edges.reserveCapacity(lines.count)
    for run in runs(lines) {
      for index in run {
        let line = lines[index]
        let beside = lines.filter {
          $0.left >= line.right - 1 && $0.top < line.bottom + 2 * line.height && $0.bottom > line.top - 2 * line.height
        }
        let limit = beside.map(\.left).min() ?? .infinity
        edges.append(lines[run].lazy.map(\.right).filter { $0 <= limit }.max() ?? line.right)
      }
    }
    return edges
  }

  /// Stretches of lines in which each stands below the one before, in the same size.
  private static func runs(_ lines: [PDFLine]) -> [Range<Int>] {
    var runs = [Range<Int>]()
    var start = 0
    for index in lines.indices {
      let isLast = index + 1 == lines.count
      if !isLast, follows(lines[index + 1], lines[index]) { continue }
      runs.append(start..<(index + 1))
      start = index + 1
    }
    return runs
  }

  private static func follows(_ line: PDFLine, _ above: PDFLine) -> Bool {
    line.top >= above.top - 1 && abs(line.size - above.size) < 0.5
      && min(line.right, above.right) > max(line.left, above.left)
  }
}
