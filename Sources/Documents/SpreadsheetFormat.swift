import Glibc

/// How a cell shows its number (ISO/IEC 29500-1, section 18.8.30), in the Swedish way.
struct SpreadsheetFormat {
  private enum Form { case general, fixed(decimals: Int), percent(decimals: Int), date, time, dateAndTime }

  static let general = SpreadsheetFormat(form: .general)

  private let form: Form

  private init(form: Form) { self.form = form }

  /// The formats that need no code because every reader knows their numbers.
  init(builtIn number: Int) {
    form =
      switch number {
      case 1, 3: .fixed(decimals: 0)
      case 2, 4, 39, 40: .fixed(decimals: 2)
      case 9: .percent(decimals: 0)
      case 10: .percent(decimals: 2)
      case 14...17, 27...31, 34...36, 50...58: .date
      case 18...21, 32, 33, 45...47: .time
      case 22: .dateAndTime
      default: .general
      }
  }

  /// A format of the workbook's own, by the letters in its code; texts and colours in it say nothing.
  init(code: String) {
    var hasDate = false
    var hasTime = false
    var hasPercent = false
    var decimals = 0
    var digits = 0
    var isAfterPoint = false
    var isQuoted = false
    var isEscaped = false
    var bracket: [UInt8]?
    reading: for byte in code.utf8.map(lowercase) {
      if isEscaped {
        isEscaped = false
        continue
      }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if bracket != nil {
        // [h] and [mm] count hours and minutes; the rest are colours, currencies and conditions.
        if byte == UInt8(ascii: "]") {
          if let inner = bracket, let first = inner.first, inner.allSatisfy({ $0 == first }),
            "hms".utf8.contains(first)
          {
            hasTime = true
          }
          bracket = nil
        } else {
          bracket?.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): isEscaped = true
      case UInt8(ascii: "["): bracket = []
      // What follows is for negative numbers.
      case UInt8(ascii: ";"): break reading
      case UInt8(ascii: "y"), UInt8(ascii: "d"): hasDate = true
      case UInt8(ascii: "h"), UInt8(ascii: "s"): hasTime = true
      case UInt8(ascii: "%"): hasPercent = true
      case UInt8(ascii: "."): isAfterPoint = true
      case UInt8(ascii: "0"), UInt8(ascii: "#"):
        digits += 1
        if isAfterPoint { decimals += 1 }
      default: break
      }
    }
    form =
      switch (hasDate, hasTime) {
      case (true, true): .dateAndTime
      case (true, false): .date
      case (false, true): .time
      case (false, false):
        hasPercent ? .percent(decimals: decimals) : digits > 0 ? .fixed(decimals: decimals) : .general
      }
  }

  func shown(_ value: Double, countsFrom1904: Bool) -> String {
    guard value.isFinite else { return "" }
    switch form {
    case .general: return Self.general(value)
    case .fixed(let decimals): return Self.fixed(value, decimals)
    case .percent(let decimals): return Self.fixed(value * 100, decimals) + " %"
    case .date: return Self.date(value, countsFrom1904) ?? Self.general(value)
    case .time: return Self.time(value)
    case .dateAndTime:
      return Self.date(value, countsFrom1904).map { "\($0) \(Self.time(value))" } ?? Self.general(value)
    }
  }

  // MARK: Numbers

  /// Excel keeps 15 significant digits.
  private static func general(_ value: Double) -> String { printed("%.*g", 15, value) }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    printed("%.*f", min(decimals, 15), value)
  }

  private static func printed(_ format: String, _ digits: Int, _ value: Double) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    let characters = withVaList([Int32(digits), value]) { arguments in
      [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
        let length = buffer.withMemoryRebound(to: CChar.self) {
          vsnprintf($0.baseAddress, $0.count, format, arguments)
        }
        count = max(0, min(Int(length), buffer.count - 1))
      }
    }
    return String(
      decoding: characters.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: ",") : $0 }, as: UTF8.self)
  }

  // MARK: Days

  /// Days are counted from 31 December 1899; Excel believes that 1900 had a 29 February (section 18.17.4).
  private static func date(_ value: Double, _ countsFrom1904: Bool) -> String? {
    guard value >= 1, value < 2_958_466 else { return nil }
    // Days since 1970-01-01.
    let day = Int(value) - (countsFrom1904 ? 24_107 : value < 60 ? 25_568 : 25_569)
    // Howard Hinnant's algorithm for the civil calendar, in eras of 400 years that begin in March.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(two(month))-\(two(ofYear - (153 * shiftedMonth + 2) / 5 + 1))"
  }

  private static func time(_ value: Double) -> String {
    let minutes = Int(((value - value.rounded(.down)) * 1_440).rounded())
    return "\(two(minutes / 60 % 24)):\(two(minutes % 60))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
