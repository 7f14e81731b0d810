import Language

/// Makes the title of a note from a subject, a heading or a file's name.
enum Title {
  /// The scalars kept of a title.
  static let longest = 200

  /// A subject without the marks of replies and forwards, in any nesting, and without tags such as `[EXTERN]`;
  /// nil where nothing is left that tells one note from another.
  static func fromSubject(_ subject: String?) -> String? {
    guard let subject else { return nil }
    let text = UTF8Text(String(String.UnicodeScalarView(subject.unicodeScalars.prefix(1_000))))
    var rest = text.trimmed(text.all)
    while let length = markLength(text, rest) {
      rest = text.trimmed(rest.lowerBound + length..<rest.upperBound)
    }
    return specific(text.singleSpaced(rest))
  }

  /// A heading; nil where it is generic.
  static func fromHeading(_ heading: String) -> String? {
    var words = Substring(heading)
    while let first = words.first, "#*_ ".contains(first) { words.removeFirst() }
    while let last = words.last, "#*_: ".contains(last) { words.removeLast() }
    return specific(String(words))
  }

  /// A file's name without its extension, its words apart: `2025-03-12_frukostmote_bolanderna.docx` gives
  /// `2025-03-12 frukostmote bolanderna`; nil where it is generic.
  static func fromFileName(_ name: String?) -> String? {
    guard let name, let base = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last else {
      return nil
    }
    var stem = Substring(base)
    if let dot = stem.lastIndex(of: "."), dot != stem.startIndex,
      stem.distance(from: dot, to: stem.endIndex) <= 9, !stem[dot...].contains(" ")
    {
      stem = stem[..<dot]
    }
    var bytes = Array(stem.utf8)
    for i in bytes.indices {
      switch bytes[i] {
      case UInt8(ascii: "_"), UInt8(ascii: "+"): bytes[i] = 0x20
      case UInt8(ascii: "-"):
        // A hyphen stays between the numbers of a date.
        let isInNumber = i > 0 && i + 1 < bytes.count && isDigit(bytes[i - 1]) && isDigit(bytes[i + 1])
        if !isInNumber { bytes[i] = 0x20 }
      default: break
      }
    }
    let text = UTF8Text(String(decoding: bytes, as: UTF8.self))
    return specific(text.singleSpaced(text.all))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  // MARK: Marks of replies and forwards

  private static let marks: Set<String> = [
    "vb", "sv", "re", "fw", "fwd", "aw", "wg", "vs", "ang", "vidarebefordrat", "vidarebefordran", "svar",
    "tr", "rv",
    "extern", "external", "externt",
  ]

  private static func markLength(_ text: UTF8Text, _ range: Range<Int>) -> Int? {
    guard let first = text.bytes[range].first else { return nil }
    if first == UInt8(ascii: "[") {
      guard let close = text.bytes[range].prefix(40).firstIndex(of: UInt8(ascii: "]")) else { return nil }
      let inner = text.word(range.lowerBound + 1..<close)
      let isTag = ["extern", "spam", "fwd", "ut:", "caution", "sekretess"].contains { inner.hasPrefix($0) }
      return isTag ? close + 1 - range.lowerBound : nil
    }
    var i = text.letters(from: range.lowerBound, before: range.upperBound)
    guard i - range.lowerBound <= 16, marks.contains(text.word(range.lowerBound..<i)) else { return nil }
    // Re[2]: and Re(2):
    if i < range.upperBound, text.bytes[i] == UInt8(ascii: "[") || text.bytes[i] == UInt8(ascii: "(") {
      let digits = text.digits(from: i + 1, before: range.upperBound)
      guard digits > i + 1, digits < range.upperBound else { return nil }
      i = digits + 1
    }
    while i < range.upperBound, text.bytes[i] == 0x20 { i += 1 }
    return i < range.upperBound && text.bytes[i] == UInt8(ascii: ":") ? i + 1 - range.lowerBound : nil
  }

  // MARK: Generic titles

  private static let generic: Set<String> = [
    "anteckningar", "anteckning", "minnesanteckningar", "minnesanteckning", "mötesanteckningar",
    "mötesanteckning",
    "mötesnotering", "mötesnoteringar", "noteringar", "notering", "möte", "mötet", "protokoll", "referat",
    "dokument",
    "namnlös", "namnlöst", "utan", "inget", "ingen", "ämne", "ämnesrad", "titel", "bilaga", "bilagor", "fil",
    "text",
    "hej", "scan", "scanned", "skannat", "skanning", "kopia", "av", "från", "till", "med", "den", "på", "och",
    "nya",
    "note", "notes", "meeting", "minutes", "document", "untitled", "no", "subject", "new", "ny", "copy", "of",
    "from",
    "the", "file", "attachment", "doc", "draft", "utkast", "mail", "mejl", "fyi", "kännedom", "för", "våra",
    "mina",
    "min", "enl", "ök", "idag", "igår", "dag", "går", "v", "ver", "version", "slutlig", "final", "inkorg",
    "telefon",
    "mobilen", "iphone", "img", "bild", "image", "note1", "markdown", "body", "message", "meddelande",
    "sammanfattning",
  ]

  /// Nil for a title of which nothing is left without generic words, numbers, months and weekdays.
  private static func specific(_ title: String) -> String? {
    let text = UTF8Text(title)
    let words = text.words(in: text.all, limit: 40)
    let isSpecific = words.contains { range in
      let word = text.word(range)
      return text.isLetter(at: range.lowerBound) && !generic.contains(word) && MonthName.month(word) == nil
        && !isWeekday(word) && range.count > 1
    }
    guard isSpecific else { return nil }
    return String(String.UnicodeScalarView(title.unicodeScalars.prefix(longest)))
  }

  private static func isWeekday(_ word: String) -> Bool {
    ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"].contains { word.hasPrefix($0) }
  }
}
