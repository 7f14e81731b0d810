/// What the cells of a workbook show: texts that they share, and numbers in their formats.
struct SpreadsheetValues {
  private let strings: [[UInt8]]
  private let formats: [SpreadsheetFormat]
  private let countsFrom1904: Bool

  init(strings: [UInt8]?, styles: [UInt8]?, countsFrom1904: Bool) {
    self.strings = strings.map(Self.strings) ?? []
    formats = styles.map(Self.formats) ?? []
    self.countsFrom1904 = countsFrom1904
  }

  /// The text of a cell.
  /// - Parameters:
  ///   - type: Its `t` (section 18.18.11).
  ///   - style: The number of its format.
  func shown(_ value: [UInt8], type: String?, style: Int?) -> [UInt8] {
    switch type {
    case "s":
      guard let index = number(value, atMost: Int(Int32.max)), strings.indices.contains(index) else {
        return []
      }
      return strings[index]
    case "b": return Array((value == [UInt8(ascii: "1")] ? "Ja" : "Nej").utf8)
    case "str", "inlineStr": return value
    // `#N/A`, `#REF!`: nothing that anybody said.
    case "e": return []
    // ISO 8601, in the strict edition.
    case "d": return value.map { $0 == UInt8(ascii: "T") ? 0x20 : $0 }
    default:
      guard let number = Double(String(decoding: value, as: UTF8.self)) else { return value }
      let format = style.flatMap { formats.indices.contains($0) ? formats[$0] : nil } ?? .general
      return Array(format.shown(number, countsFrom1904: countsFrom1904).utf8)
    }
  }

  /// Section 18.4.9: each string is one text, or runs of it, and readings above characters.
  private static func strings(_ bytes: [UInt8]) -> [[UInt8]] {
    guard let xml = XMLPull(bytes) else { return [] }
    var strings = [[UInt8]]()
    var text = [UInt8]()
    var isText = false
    while true {
      switch xml.next() {
      case .start(let name) where name.space == .sheet:
        isText = name.local == "t"
        if name.local == "si" { text.removeAll(keepingCapacity: true) }
        if name.local == "rPh" { _ = xml.skip() }
      case .end(let name):
        isText = false
        if name == XMLName(space: .sheet, local: "si") { strings.append(text) }
      case .text: if isText { xml.withText { text += $0 } }
      case .finished, .damaged, .documentType: return strings
      default: break
      }
    }
  }

  /// The format of each style of cells (sections 18.8.10 and 18.8.30).
  private static func formats(_ bytes: [UInt8]) -> [SpreadsheetFormat] {
    guard let xml = XMLPull(bytes) else { return [] }
    var codes = [Int: String]()
    var formats = [SpreadsheetFormat]()
    var isCellStyle = false
    while formats.count < 65_536 {
      switch xml.next() {
      case .start(let name) where name.space == .sheet:
        switch name.local {
        case "numFmt":
          if let id = xml.attribute("numFmtId").flatMap({ Int($0) }) {
            codes[id] = xml.attribute("formatCode")
          }
        case "cellXfs": isCellStyle = true
        case "xf":
          guard isCellStyle else { continue }
          let id = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
          formats.append(codes[id].map { SpreadsheetFormat(code: $0) } ?? SpreadsheetFormat(builtIn: id))
        default: break
        }
      case .end(let name): if name == XMLName(space: .sheet, local: "cellXfs") { isCellStyle = false }
      case .finished, .damaged, .documentType: return formats
      default: break
      }
    }
    return formats
  }
}
