/// The rules of a document's style sheets that hide something, or paint what is behind text (CSS 2.1, section 4.1.7).
///
/// Only selectors that name one class or one identifier hide, and no rule for some media alone: those hide on telephones
/// what is shown elsewhere.
struct HTMLStyleSheet {
  private static let limit = 1_000

  private var classes = Set<[UInt8]>()
  private var identifiers = Set<[UInt8]>()
  /// The classes of elements that have a background of their own.
  private var painted = Set<[UInt8]>()
  /// Whether elements of some kind have one: then no colour says that text cannot be seen.
  private(set) var paintsElements = false

  var isEmpty: Bool { classes.isEmpty && identifiers.isEmpty && painted.isEmpty }

  /// Reads the content of a style element. Each byte is looked at a bounded number of times.
  mutating func read(_ text: ArraySlice<UInt8>) {
    var place = text.startIndex
    var start = place
    while place < text.endIndex, classes.count + identifiers.count < Self.limit {
      let byte = text[place]
      if byte == UInt8(ascii: "/"), text[place...].starts(with: "/*".utf8) {
        let isBetweenRules = text[start..<place].allSatisfy(isSpace)
        place = find(Array("*/".utf8), in: text[place...]).map { $0 + 2 } ?? text.endIndex
        if isBetweenRules { start = place }
      } else if byte == UInt8(ascii: "{") {
        let selector = text[start..<place].drop { isSpace($0) }
        let end = Self.endOfBlock(text, from: place)
        if selector.first != UInt8(ascii: "@") {
          let style = HTMLStyle(text[(place + 1)..<max(place + 1, end - 1)])
          if style.isHidden { hide(selector) }
          if let background = style.background, background != .white, background != .transparent {
            paint(selector)
          }
        }
        place = end
        start = end
      } else if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "}") {
        place += 1
        start = place
      } else if text[place...].starts(with: "<!--".utf8) || text[place...].starts(with: "-->".utf8) {
        place += byte == UInt8(ascii: "<") ? 4 : 3
        start = place
      } else {
        place += 1
      }
    }
  }

  private static func endOfBlock(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    var depth = 0
    var place = start
    while place < text.endIndex {
      if text[place] == UInt8(ascii: "{") { depth += 1 }
      if text[place] == UInt8(ascii: "}") { depth -= 1 }
      place += 1
      if depth == 0 { break }
    }
    return place
  }

  private mutating func paint(_ selectors: ArraySlice<UInt8>) {
    for selector in selectors.prefix(4096).split(separator: UInt8(ascii: ",")) {
      let last = selector.split(whereSeparator: isSpace).last ?? []
      guard let dot = last.firstIndex(of: UInt8(ascii: ".")), painted.count < Self.limit else {
        paintsElements = true
        continue
      }
      painted.insert(Array(last[(dot + 1)...].prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ":") }))
    }
  }

  /// Whether an element of these classes has a background of its own.
  func paints(classes named: ArraySlice<UInt8>?) -> Bool {
    guard let named, !painted.isEmpty else { return false }
    return named.prefix(512).split(whereSeparator: isSpace).contains { painted.contains(Array($0)) }
  }

  private mutating func hide(_ selectors: ArraySlice<UInt8>) {
    for selector in selectors.prefix(4096).split(separator: UInt8(ascii: ",")) {
      let words = selector.split(whereSeparator: { isSpace($0) || $0 == UInt8(ascii: ">") })
      guard words.count == 1, let word = words.first,
        let sign = word.firstIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "#") })
      else { continue }
      let name = Array(word[(sign + 1)...])
      guard !name.isEmpty, name.count <= 64,
        name.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
      else { continue }
      if word[sign] == UInt8(ascii: ".") { classes.insert(name) } else { identifiers.insert(name) }
    }
  }

  /// Whether an element of these classes, parted by spaces, or of this identifier is hidden.
  func hides(classes named: ArraySlice<UInt8>?, identifier: ArraySlice<UInt8>?) -> Bool {
    if let identifier, identifiers.contains(Array(identifier)) { return true }
    guard let named, !classes.isEmpty else { return false }
    return named.prefix(512).split(whereSeparator: isSpace).contains { classes.contains(Array($0)) }
  }
}
