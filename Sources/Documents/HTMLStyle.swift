/// What an inline style (CSS, and Word's own properties) says about whether and how text is shown.
struct HTMLStyle {
  /// Nobody sees it: `display:none`, `visibility:hidden`, `mso-hide:all`, `opacity:0`, no height, beside the screen.
  var isHidden = false
  /// True for `font-size:0` and a point of a pixel, false for any other size, nil where none is given. A child may set
  /// a size again.
  var hasNoFontSize: Bool?
  /// The level of a list item of Word (`mso-list:l0 level2 lfo1`).
  var listLevel: Int?
  /// The stretch that holds a list item's marker as Word drew it (`mso-list:Ignore`).
  var isListMarker = false
  var color: HTMLColor?
  var background: HTMLColor?
  /// The left margin in points.
  var leftMargin: Int?
  /// `border:none`: a block quote without its line is how mail programs indent.
  var hasNoBorder = false

  private var hasNoHeight = false
  private var hidesOverflow = false

  init(_ style: ArraySlice<UInt8>) {
    for declaration in style.split(separator: UInt8(ascii: ";")) {
      guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = declaration[..<colon].filter { !isSpace($0) }.map(lowercase)
      // Values that matter are short.
      let value = declaration[(colon + 1)...].prefix(64).filter { !isSpace($0) }.map(lowercase)
      read(String(decoding: name.prefix(20), as: UTF8.self), value)
    }
    if hasNoHeight, hidesOverflow { isHidden = true }
  }

  private mutating func read(_ name: String, _ value: [UInt8]) {
    func begins(_ word: StaticString) -> Bool { word.withUTF8Buffer { value.starts(with: $0) } }
    switch name {
    case "display": if begins("none") { isHidden = true }
    case "visibility": if begins("hidden") || begins("collapse") { isHidden = true }
    case "opacity": if Self.isZero(value) { isHidden = true }
    case "mso-hide": if begins("all") { isHidden = true }
    case "mso-list": readList(value)
    case "font-size": hasNoFontSize = Self.isTiny(value)
    case "max-height": if Self.isZero(value) { isHidden = true }
    case "height", "line-height": if Self.isZero(value) { hasNoHeight = true }
    case "overflow": if begins("hidden") { hidesOverflow = true }
    case "text-indent", "left", "top": if begins("-"), Self.points(value) ?? 0 <= -500 { isHidden = true }
    case "color": color = HTMLColor(value[...])
    case "background-color": background = HTMLColor(value[...])
    case "background":
      let isPicture =
        find(Array("url(".utf8), in: value[...]) != nil || find(Array("gradient".utf8), in: value[...]) != nil
      background = isPicture ? .unknown : begins("none") ? nil : HTMLColor(value[...])
    case "background-image": if !begins("none") { background = .unknown }
    case "margin-left": leftMargin = Self.points(value)
    case "border-left": if !begins("none"), !Self.isZero(value) { hasNoBorder = false }
    case "border": if begins("none") || Self.isZero(value) { hasNoBorder = true }
    default: break
    }
  }

  private mutating func readList(_ value: [UInt8]) {
    if value.starts(with: "ignore".utf8) {
      isListMarker = true
    } else if let level = find(Array("level".utf8), in: value[...]) {
      listLevel = number(value[(level + 5)...], atMost: 9)
    }
  }

  /// `0`, `0px`, `0.0pt`, but not `0.9em`.
  private static func isZero(_ value: [UInt8]) -> Bool {
    let digits = value.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    return !digits.isEmpty && digits.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
  }

  /// `0`, `0.1px`, `1px`, `1pt`: too small for any reader.
  private static func isTiny(_ value: [UInt8]) -> Bool {
    if isZero(value) { return true }
    let digits = value.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    let unit = value[digits.count...]
    guard unit.starts(with: "px".utf8) || unit.starts(with: "pt".utf8) else { return false }
    return digits.first == UInt8(ascii: "0") || digits.first == UInt8(ascii: ".")
      || digits == [UInt8(ascii: "1")]
  }

  /// A length in points; nil for one that depends on its surroundings.
  private static func points(_ value: [UInt8]) -> Int? {
    let isNegative = value.first == UInt8(ascii: "-")
    let digits = isNegative ? value.dropFirst() : value[...]
    guard let whole = number(digits, atMost: 100_000) ?? (digits.first == UInt8(ascii: ".") ? 0 : nil) else {
      return nil
    }
    let rest = digits.drop(while: isDigit)
    let fraction = rest.first == UInt8(ascii: ".") ? rest.dropFirst().prefix(while: isDigit) : []
    let tenths = whole * 10 + (fraction.first.map { Int($0 - 0x30) } ?? 0)
    let unit = rest.drop { isDigit($0) || $0 == UInt8(ascii: ".") }
    let points =
      if unit.starts(with: "in".utf8) {
        tenths * 72 / 10
      } else if unit.starts(with: "cm".utf8) {
        tenths * 72 / 25
      } else if unit.starts(with: "px".utf8) {
        tenths * 3 / 40
      } else if unit.starts(with: "em".utf8) {
        tenths * 12 / 10
      } else {
        tenths / 10
      }
    return isNegative ? -points : points
  }
}
