import CPoppler

/// A line of a page: its text and where it stands. Points; y grows downwards.
struct PDFLine {
  var text: [UInt8]
  var page: Int
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double
  /// The font's size: that of most of its characters.
  var size: Double
  /// The page's height, to know margins by.
  var pageHeight: Double
  /// The width of its first word, to know whether it would have fitted above.
  var firstWordWidth: Double
  var isFurniture = false

  var height: Double { max(1, bottom - top) }

  /// The lines of a page in reading order, empty ones left out.
  static func lines(of page: PopplerPageText, index: Int) -> [PDFLine] {
    guard let text = page.text else { return [] }
    var lines = [PDFLine]()
    var builder = Builder(page: index, pageHeight: page.height)
    var scalar = 0
    // Poppler's text is UTF-8 by its word; decoding repairs it where a font's tables lie.
    for character in String(cString: text).unicodeScalars {
      if character == "\n" {
        if let line = builder.finish() { lines.append(line) }
      } else {
        let known = scalar < Int(page.count)
        builder.add(
          character, box: known ? page.boxes?[scalar] : nil,
          size: known ? Double(page.sizes?[scalar] ?? 0) : 0)
      }
      scalar += 1
    }
    if let line = builder.finish() { lines.append(line) }
    return lines
  }

  private struct Builder {
    let page: Int
    let pageHeight: Double
    private var text = [UInt8]()
    private var left = Double.infinity
    private var right = -Double.infinity
    private var top = Double.infinity
    private var bottom = -Double.infinity
    private var sizes = [(size: Double, count: Int)]()
    private var firstWordRight: Double?

    init(page: Int, pageHeight: Double) {
      self.page = page
      self.pageHeight = pageHeight
    }

    mutating func add(_ character: Unicode.Scalar, box: PopplerBox?, size: Double) {
      guard character.value != 0 else { return }
      if character.properties.isWhitespace {
        if text.last != 0x20, text.last != 0x09 { text.append(0x20) }
        if firstWordRight == nil, right > left { firstWordRight = right }
        return
      }
      if let box, box.x2 >= box.x1, box.y2 >= box.y1 { addGap(before: box, size: size) }
      append(scalar: character.value, to: &text)
      if let box, box.x2 >= box.x1, box.y2 >= box.y1 {
        left = min(left, box.x1)
        right = max(right, box.x2)
        top = min(top, box.y1)
        bottom = max(bottom, box.y2)
      }
      if let place = sizes.firstIndex(where: { abs($0.size - size) < 0.25 }) {
        sizes[place].count += 1
      } else if sizes.count < 8 {
        sizes.append((size, 1))
      }
    }

    /// Poppler writes the cells of a row without anything between them.
    private mutating func addGap(before box: PopplerBox, size: Double) {
      guard right > left, size > 0 else { return }
      let gap = box.x1 - right
      // Justified text has wide spaces, too.
      if gap > (text.last == 0x20 ? 2.5 : 1.2) * size {
        if text.last == 0x20 { text.removeLast() }
        if text.last != 0x09 { text.append(0x09) }
      } else if gap > 0.3 * size, text.last != 0x20 {
        text.append(0x20)
      } else {
        return
      }
      if firstWordRight == nil { firstWordRight = right }
    }

    mutating func finish() -> PDFLine? {
      defer { self = Builder(page: page, pageHeight: pageHeight) }
      while text.last == 0x20 { text.removeLast() }
      guard text.contains(where: { $0 > 0x20 }) else { return nil }
      if left > right { (left, right, top, bottom) = (0, 0, 0, 0) }
      let size = sizes.max { $0.count < $1.count }?.size ?? 0
      return PDFLine(
        text: text, page: page, left: left, right: right, top: top, bottom: bottom, size: size,
        pageHeight: pageHeight, firstWordWidth: (firstWordRight ?? right) - left)
    }
  }
}
