/// What an inline style (CSS, and Word's own properties) says about whether and how text is shown.
struct HTMLStyle {
  /// Nobody sees it: `display:none`, `visibility:hidden`, `mso-hide:all`, `opacity:0`, no height.
  var isHidden = false
  /// True for `font-size:0`, false for any other size, nil where none is given. A child may set a size again.
  var hasNoFontSize: Bool?
  /// The level of a list item of Word (`mso-list:l0 level2 lfo1`).
  var listLevel: Int?
  /// The stretch that holds a list item's marker as Word drew it (`mso-list:Ignore`).
  var isListMarker = false

  init(_ style: ArraySlice<UInt8>) {
    for declaration in style.split(separator: UInt8(ascii: ";")) {
      guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = declaration[..<colon].filter { !isSpace($0) }.map(lowercase)
      // Values that matter are short.
      let value = declaration[(colon + 1)...].prefix(64).filter { !isSpace($0) }.map(lowercase)
      switch name.count {
      case 7 where name.elementsEqual("display".utf8): if value.starts(with: "none".utf8) { isHidden = true }
      case 7 where name.elementsEqual("opacity".utf8): if Self.isZero(value) { isHidden = true }
      case 8 where name.elementsEqual("mso-hide".utf8): if value.starts(with: "all".utf8) { isHidden = true }
      case 8 where name.elementsEqual("mso-list".utf8): readList(value)
      case 9 where name.elementsEqual("font-size".utf8): hasNoFontSize = Self.isZero(value)
      case 10 where name.elementsEqual("visibility".utf8):
        if value.starts(with: "hidden".utf8) { isHidden = true }
      case 10 where name.elementsEqual("max-height".utf8): if Self.isZero(value) { isHidden = true }
      default: break
      }
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
}
