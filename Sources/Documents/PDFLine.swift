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
  /// Raised numbers that were left out of it: they refer to footnotes.
  var marks = [Int]()

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
    return fields(of: page, index: index).reduce(into: lines) { lines, field in
      // After the line that stands above it, or beside it.
      let above = lines.lastIndex {
        $0.top <= field.top + 0.5 * field.height && $0.left < field.right && $0.bottom > field.top - 150
      }
      lines.insert(field, at: above.map { $0 + 1 } ?? lines.endIndex)
    }
  }

  /// What was written into the fields of a form, each as a line where it stands.
  private static func fields(of page: PopplerPageText, index: Int) -> [PDFLine] {
    guard let fields = page.fields else { return [] }
    return (0..<Int(page.field_count)).compactMap { place in
      let field = fields[place]
      guard let written = field.text else { return nil }
      let text = String(cString: written).utf8.map { $0 < 0x20 ? 0x20 : $0 }
      guard text.contains(where: { $0 > 0x20 }) else { return nil }
      // The field's height says nothing of its letters; without a size it is no heading.
      return PDFLine(
        text: text, page: index, left: field.box.x1, right: field.box.x2, top: field.box.y1,
        bottom: field.box.y2,
        size: 0, pageHeight: page.height, firstWordWidth: field.box.x2 - field.box.x1)
    }
  }

  /// Whether the characters of a page's lines are mostly without meaning: its fonts do not say what their signs are.
  static func areUnreadable(_ lines: [PDFLine]) -> Bool {
    var signs = 0
    var lost = 0
    for line in lines {
      for (place, byte) in line.text.enumerated() where byte > 0x20 && byte & 0xC0 != 0x80 {
        signs += 1
        // U+FFFD, and the private use area.
        if byte == 0xEE { lost += 1 }
        if byte == 0xEF, place + 1 < line.text.count {
          let second = line.text[place + 1]
          if second < 0xA4 || second == 0xBF { lost += 1 }
        }
      }
    }
    return signs >= 20 && lost * 10 > signs * 3
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
    /// The last character that stands on the line, by which raised ones are known.
    private var last: (size: Double, bottom: Double)?
    private var mark: Int?
    private var marks = [Int]()

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
      if isRaised(character, box: box, size: size) {
        addRaised(Int(character.value) - 0x30)
        // What follows it follows closely.
        if let box { right = max(right, box.x2) }
        return
      }
      endMark()
      if let box, box.x2 >= box.x1, box.y2 >= box.y1 {
        addGap(before: box, size: size)
        last = (size, box.y2)
      }
      appendUTF8(of: character.value, to: &text)
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

    private func isRaised(_ character: Unicode.Scalar, box: PopplerBox?, size: Double) -> Bool {
      guard let last, let box, size > 0, ("0"..."9").contains(character) else { return false }
      return size < 0.85 * last.size && box.y2 < last.bottom - 0.12 * last.size
    }

    /// The exponent of a measure, or the number of a note.
    private mutating func addRaised(_ digit: Int) {
      let unit = text.suffix(3).split(whereSeparator: { !isLetter($0) }).last ?? []
      if mark == nil, digit == 2 || digit == 3, text.last == UInt8(ascii: "m"),
        ["m", "km", "cm", "mm", "dm"].contains(where: { unit.elementsEqual($0.utf8) })
      {
        appendUTF8(of: digit == 2 ? 0xB2 : 0xB3, to: &text)
      } else {
        mark = min(999, (mark ?? 0) * 10 + digit)
      }
    }

    private mutating func endMark() {
      if let mark { marks.append(mark) }
      mark = nil
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
      endMark()
      while text.last == 0x20 { text.removeLast() }
      guard text.contains(where: { $0 > 0x20 }) else { return nil }
      if left > right { (left, right, top, bottom) = (0, 0, 0, 0) }
      let size = sizes.max { $0.count < $1.count }?.size ?? 0
      return PDFLine(
        text: text, page: page, left: left, right: right, top: top, bottom: bottom, size: size,
        pageHeight: pageHeight, firstWordWidth: (firstWordRight ?? right) - left, marks: marks)
    }
  }
}
