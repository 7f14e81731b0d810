/// The messages within a part's text, the sender's own first, each with the lines that are its own.
///
/// A quoted message (`>`, or a block quote of HTML) ends where the quotation does: what follows at its outer depth
/// belongs to the message around it, as answers between quoted lines do. An unquoted one goes on to the end.
struct QuotedLayers: Sendable {
  struct Layer: Sendable {
    /// The message it is quoted in; -1 for the outermost.
    var parent: Int
    var boundary: MessageBoundary?
    /// The depth of quotation of its own lines.
    var depth: UInt8
    /// Its own lines that are not blank, without the boundary's.
    var lines: [Int] = []
  }

  private(set) var layers: [Layer]

  /// - Parameters:
  ///   - ends: lines that end a forwarded message, in order: what follows is of the message around it.
  ///   - drawn: lines that are nobody's words, in order.
  init(_ text: TextLines, _ boundaries: [MessageBoundary], ends: [Int] = [], drawn: [Int] = []) {
    let base = text.lines.lazy.filter { !$0.isBlank }.map(\.quoteDepth).min() ?? 0
    layers = [Layer(parent: -1, boundary: nil, depth: base)]
    var stack = [0]
    var next = 0
    var line = 0
    var end = 0
    var mark = 0
    while line < text.lines.count {
      guard !text.lines[line].isBlank else {
        line += 1
        continue
      }
      while end < ends.count, ends[end] < line { end += 1 }
      while mark < drawn.count, drawn[mark] < line { mark += 1 }
      if end < ends.count, ends[end] == line {
        // Out of the innermost message that was forwarded, and of the older ones that it quotes.
        if let forwarded = stack.lastIndex(where: { layers[$0].boundary?.kind == .forwarded })
          ?? stack.indices.dropFirst().last
        {
          stack.removeSubrange(forwarded...)
        }
        line += 1
        continue
      }
      if mark < drawn.count, drawn[mark] == line {
        line += 1
        continue
      }
      let depth = text.lines[line].quoteDepth
      if stack.count > 1, depth < layers[stack[stack.count - 1]].depth, !Self.isWrapped(line, in: text) {
        while stack.count > 1, depth < layers[stack[stack.count - 1]].depth { stack.removeLast() }
      }
      let innermost = stack[stack.count - 1]
      guard next < boundaries.count, boundaries[next].lines.contains(line) else {
        layers[innermost].lines.append(line)
        line += 1
        continue
      }
      let boundary = boundaries[next]
      next += 1
      let outer = text.lines[boundary.lines.upperBound - 1].quoteDepth
      let inner = text.nextWritten(from: boundary.lines.upperBound).map { text.lines[$0].quoteDepth } ?? outer
      let own = inner > outer ? outer &+ 1 : outer
      if inner <= outer { leaveMessageBeside(boundary, &stack, in: text) }
      let top = stack[stack.count - 1]
      stack.append(layers.count)
      layers.append(Layer(parent: top, boundary: boundary, depth: max(layers[top].depth, own)))
      line = boundary.lines.upperBound
    }
  }

  /// Ends a message that was forwarded on its own where the next stands beside it and not within.
  ///
  /// A program that quotes older mail gives the newer one a subject with its prefix. So what stands below a message
  /// whose subject has none, under another subject and between other people, is no older mail of the same exchange.
  private func leaveMessageBeside(_ boundary: MessageBoundary, _ stack: inout [Int], in text: TextLines) {
    let top = layers[stack[stack.count - 1]]
    guard stack.count > 1, !top.lines.isEmpty, let newer = top.boundary?.header, let older = boundary.header,
      let above = newer.value(of: .subject)?.first, !above.isEmpty,
      let below = older.value(of: .subject)?.first, !below.isEmpty, !Exchange.joins(newer, older, in: text)
    else { return }
    let subject = text.folded[above]
    guard SubjectPrefixes.kind(of: text.decoded(above)) == .plain,
      !text.folded[SubjectPrefixes.bare(below, in: text.folded)].elementsEqual(subject)
    else { return }
    stack.removeLast()
  }

  /// Whether a line without quote marks is the end of a long quoted line that was wrapped on its way.
  private static func isWrapped(_ line: Int, in text: TextLines) -> Bool {
    guard line > 0, line + 1 < text.lines.count else { return false }
    let (before, this, after) = (text.lines[line - 1], text.lines[line], text.lines[line + 1])
    // What follows may be an empty line of the quotation too: its mark is still there.
    return !before.isBlank && before.quoteDepth > this.quoteDepth
      && after.quoteDepth == before.quoteDepth && before.content.count >= 65 && this.content.count <= 40
      && before.block != .quote
  }
}
