/// The styles of an RTF document that make headings.
struct RTFStyles {
  private struct Style {
    var name = [UInt8]()
    var parent: Int?
    /// 0 to 8; 9 is body text.
    var outlineLevel: Int?
  }

  private var styles = [Int: Style]()
  private var entry: (number: Int, style: Style)?

  /// Begins a style's description; false where one is being read.
  mutating func begin() -> Bool {
    guard entry == nil else { return false }
    entry = (0, Style())
    return true
  }

  mutating func read(_ meaning: RTFWord.Meaning, _ number: Int?) {
    switch meaning {
    case .style: entry?.number = number ?? 0
    case .basedOn: entry?.style.parent = number
    case .outlineLevel: entry?.style.outlineLevel = number
    default: break
    }
  }

  mutating func read(text: ArraySlice<UInt8>) {
    let room = 64 - min(64, entry?.style.name.count ?? 0)
    entry?.style.name += text.prefix { $0 != UInt8(ascii: ";") }.prefix(room)
  }

  mutating func end() {
    // Without a name it is one of characters, which was passed over.
    if let entry, !entry.style.name.isEmpty, styles.count < 4096 { styles[entry.number] = entry.style }
    entry = nil
  }

  /// The level of the heading that a style makes, from 1; nil for body text.
  func headingLevel(_ number: Int) -> Int? {
    var next: Int? = number
    var seen = 0
    while let number = next, let style = styles[number], seen < 16 {
      if let level = HeadingStyle.level(named: style.name) { return level }
      if let level = style.outlineLevel { return level < 9 ? level + 1 : nil }
      next = style.parent
      seen += 1
    }
    return nil
  }
}
