/// The lists of a Word document (ISO/IEC 29500-1, section 17.9): which are numbered, how, and where they stand.
struct WordNumbering {
  private struct Level {
    /// Nil for a bullet.
    var format: NumberFormat?
    var start = 1
    /// The marker, with `%1` to `%9` for the numbers of the levels.
    var text: String?
  }

  private struct Instance {
    var definition: String
    /// Levels that begin anew where the instance is first used.
    var starts = [Int: Int]()
  }

  private var definitions = [String: [Int: Level]]()
  private var instances = [String: Instance]()
  private var counters = [String: [Int: Int]]()

  init(_ bytes: [UInt8]?) {
    guard let bytes, let xml = XMLPull(bytes) else { return }
    var definition: String?
    var instance: String?
    var level: Int?
    reading: while true {
      switch xml.next() {
      case .start(let name) where name.space == .word:
        switch name.local {
        case "abstractNum": definition = xml.attribute("abstractNumId")
        case "num": instance = xml.attribute("numId")
        case "abstractNumId":
          if let instance, instances.count < 10_000 {
            instances[instance] = Instance(definition: xml.attribute("val") ?? "")
          }
        case "lvl", "lvlOverride": level = xml.attribute("ilvl").flatMap { Int($0) }
        case "numFmt":
          if let definition, let level {
            definitions[definition, default: [:]][level, default: Level()].format =
              xml.attribute("val").flatMap { NumberFormat(word: $0) }
          }
        case "lvlText":
          if let definition, let level {
            definitions[definition, default: [:]][level, default: Level()].text = xml.attribute("val")
          }
        case "start":
          if let definition, let level, let start = Self.start(xml) {
            definitions[definition, default: [:]][level, default: Level()].start = start
          }
        case "startOverride":
          if let instance, let level { instances[instance]?.starts[level] = Self.start(xml) }
        default: break
        }
      case .end(let name) where name.space == .word:
        switch name.local {
        case "abstractNum": definition = nil
        case "num": instance = nil
        case "lvl", "lvlOverride": level = nil
        default: break
        }
      case .finished, .damaged, .documentType: break reading
      default: break
      }
    }
  }

  private static func start(_ xml: XMLPull) -> Int? {
    xml.attribute("val").flatMap { Int($0) }.map { min(max(0, $0), 100_000) }
  }

  /// The marker of the next item of a list at a level from 0: `- `, or its number as Word shows it.
  mutating func nextMarker(list: String, level: Int) -> [UInt8] {
    let bullet = Array("- ".utf8)
    guard let instance = instances[list], let levels = definitions[instance.definition],
      let form = levels[level],
      let format = form.format
    else { return bullet }
    let definition = instance.definition
    // Instances of one definition go on counting together, unless one begins anew.
    var value = counters[definition]?[level].map { $0 + 1 } ?? form.start
    if let start = instance.starts[level] {
      value = start
      instances[list]?.starts[level] = nil
    }
    counters[definition, default: [:]][level] = value
    for deeper in (level + 1)..<10 { counters[definition]?[deeper] = nil }
    var marker = ""
    var isNumber = false
    for character in (form.text ?? "%\(level + 1).") {
      if isNumber, let digit = character.wholeNumberValue, (1...9).contains(digit) {
        let other = digit - 1
        marker +=
          other == level
          ? format.written(value)
          : (levels[other]?.format ?? .decimal).written(
            counters[definition]?[other] ?? levels[other]?.start ?? 1)
      } else if character != "%" {
        marker.append(character)
      }
      isNumber = character == "%"
    }
    let written = marker.utf8.filter { !isSpace($0) }
    // A marker without a number is a sign or a word that the style sets before its paragraphs.
    guard !written.isEmpty, written.count <= 16, written.contains(where: { isDigit($0) || isLetter($0) })
    else {
      return bullet
    }
    return written + [0x20]
  }
}

/// How the numbers of a list are written (ISO/IEC 29500-1, section 17.18.59).
enum NumberFormat {
  case decimal, lowerLetter, upperLetter, lowerRoman, upperRoman

  /// Nil for bullets and for no number at all; the numerals of other scripts are read as ours.
  init?(word name: String) {
    switch name {
    case "bullet", "none": return nil
    case "lowerLetter": self = .lowerLetter
    case "upperLetter": self = .upperLetter
    case "lowerRoman": self = .lowerRoman
    case "upperRoman": self = .upperRoman
    default: self = .decimal
    }
  }

  /// Of OpenDocument's `style:num-format`; nil for none.
  init?(office name: String) {
    switch name {
    case "": return nil
    case "a": self = .lowerLetter
    case "A": self = .upperLetter
    case "i": self = .lowerRoman
    case "I": self = .upperRoman
    default: self = .decimal
    }
  }

  func written(_ value: Int) -> String {
    switch self {
    case .decimal: "\(value)"
    case .lowerLetter: Self.letters(value)
    case .upperLetter: Self.letters(value).uppercased()
    case .lowerRoman: Self.roman(value)
    case .upperRoman: Self.roman(value).uppercased()
    }
  }

  /// a to z, then aa, bb and so on.
  private static func letters(_ value: Int) -> String {
    guard value >= 1, value <= 26 * 4 else { return "\(value)" }
    let letter = Character(Unicode.Scalar(UInt8(0x61 + (value - 1) % 26)))
    return String(repeating: letter, count: (value - 1) / 26 + 1)
  }

  private static func roman(_ value: Int) -> String {
    guard value >= 1, value < 400 else { return "\(value)" }
    var rest = value
    var text = ""
    for (number, sign) in [
      (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ] {
      while rest >= number {
        text += sign
        rest -= number
      }
    }
    return text
  }
}
