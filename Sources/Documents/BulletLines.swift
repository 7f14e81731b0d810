/// Lists that were typed by hand or came without their structure: lines that begin with a bullet.
enum BulletLines {
  /// The lines of a block as items and the text between them, bullets as `- `; nil where the block is no list.
  static func items(of block: [UInt8]) -> [(isItem: Bool, text: [UInt8])]? {
    // Most blocks: one line that begins with a letter or a digit.
    guard let first = block.first, !isLetter(first) && !isDigit(first) || block.contains(0x0A) else {
      return nil
    }
    let lines = block.split(separator: 0x0A)
    // A dash may begin a sentence or a line of talk: alone it makes no list.
    let dashes = lines.count { dashLength($0) != nil }
    func markerLength(_ line: ArraySlice<UInt8>) -> Int? {
      bulletLength(line) ?? (dashes >= 2 ? dashLength(line) : nil)
    }
    guard lines.contains(where: { markerLength($0) != nil }) else { return nil }

    var items = [(isItem: Bool, text: [UInt8])]()
    for line in lines {
      if let length = markerLength(line) {
        items.append((true, Array("- ".utf8) + line.dropFirst(length)))
      } else if items.last?.isItem == false {
        items[items.count - 1].text += [0x0A] + line
      } else {
        items.append((false, Array(line)))
      }
    }
    return items.filter { !$0.isItem || $0.text.count > 2 }
  }

  /// The length of a bullet at the start of a line, with the space after it: •, ·, ▪, ●, ◦, ‣, ■,
  /// and Symbol's bullet in the private use area.
  static func bulletLength(_ line: ArraySlice<UInt8>) -> Int? {
    guard let first = line.first, first >= 0xC2 else { return nil }
    for bullet in bullets where line.starts(with: bullet) {
      let space = line.dropFirst(bullet.count).prefix { $0 == 0x20 || $0 == 0x09 }.count
      // Word's bullets come from fonts of symbols, sometimes without any space.
      return space > 0 || bullet.count == 3 ? bullet.count + space : nil
    }
    return nil
  }

  /// A paragraph that is known to be an item, if it begins with a marker: also a letter, which a bullet becomes where
  /// its font of symbols is lost.
  static func looseItem(_ block: [UInt8]) -> [UInt8]? {
    if let length = bulletLength(block[...]) ?? dashLength(block[...]) {
      return Array("- ".utf8) + block.dropFirst(length)
    }
    guard let space = block.prefix(12).firstIndex(where: { $0 == 0x20 || $0 == 0x09 }) else { return nil }
    let marker = block[..<space]
    let rest = block[space...].drop { $0 == 0x20 || $0 == 0x09 }
    if lostBullets.contains(where: { marker.elementsEqual($0.utf8) }) { return Array("- ".utf8) + rest }
    let isNumber = marker.last == UInt8(ascii: ".") || marker.last == UInt8(ascii: ")")
    return isNumber && marker.count <= 6 ? Array(marker) + [0x20] + rest : nil
  }

  private static let lostBullets = ["o", "§", "Ø", "ü", "v", "q", "à", "*"]

  private static func dashLength(_ line: ArraySlice<UInt8>) -> Int? {
    for dash in dashes where line.starts(with: dash) {
      let space = line.dropFirst(dash.count).prefix { $0 == 0x20 || $0 == 0x09 }.count
      return space > 0 ? dash.count + space : nil
    }
    return nil
  }

  private static let bullets = ["•", "·", "▪", "●", "◦", "‣", "■", "\u{F0B7}", "\u{F0A7}"].map {
    Array($0.utf8)
  }
  private static let dashes = ["-", "–"].map { Array($0.utf8) }
}
