/// Where the columns of a page end.
enum PDFColumns {
  /// A page of more lines than this is no page to read; its lines are not compared with each other.
  private static let lineLimit = 600

  /// For each line of a page, how far to the right the lines of its column reach.
  ///
  /// Lines that begin at one place, in one size, are of one column, unless they would reach into a column beside: a
  /// paragraph as wide as the page can stand above two columns.
  static func rightEdges(_ lines: [PDFLine]) -> [Double] {
    guard lines.count <= lineLimit else { return lines.map(\.right) }
    var starts = [Int: Int]()
    for line in lines { starts[Int(line.left.rounded()), default: 0] += 1 }
    // What begins where hardly any other line does is a cell, not a column.
    let columns = lines.filter { starts[Int($0.left.rounded()), default: 0] >= 3 }
    var edges = [Double]()
    edges.reserveCapacity(lines.count)
    for run in runs(lines) {
      let limit =
        lines[run].compactMap { line in
          columns.lazy.filter {
            $0.left >= line.right - 1 && $0.top < line.bottom + 2 * line.height
              && $0.bottom > line.top - 2 * line.height
          }.map(\.left).min()
        }.min() ?? .infinity
      for line in lines[run] {
        let alike = lines.lazy.filter {
          abs($0.left - line.left) < 3 && abs($0.size - line.size) < 0.5 && $0.right <= limit
        }
        edges.append(alike.map(\.right).max() ?? line.right)
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
