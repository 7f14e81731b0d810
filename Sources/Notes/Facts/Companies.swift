import Language

/// Finds the companies that a note names: by their legal form (`Kvarnens Bageri AB`), or behind a label
/// (`Firma: Kvarnens Bageri`), each once, with its organisation number where it stands beside the name.
struct Companies {
  /// Found companies beyond this are left out.
  static let most = 50
  /// In lower case; in a text they count in capitals, or written out.
  static let legalForms: Set<String> = [
    "ab", "hb", "kb", "aktiebolag", "handelsbolag", "kommanditbolag", "ltd", "inc", "gmbh", "aktiebolaget",
    "handelsbolaget",
  ]

  let text: UTF8Text
  private(set) var found = [(name: String, key: String, number: String?)]()

  init(text: UTF8Text) { self.text = text }

  /// The names in order of appearance: `Kvarnens Bageri AB`, or `Kvarnens Bageri AB (556123-4567)`.
  /// - Parameter title: names a company too, where the text does not: `Besök hos Kvarnens Kafé`.
  static func names(in text: UTF8Text, _ ranges: [Range<Int>], title: String? = nil) -> [String] {
    var companies = Companies(text: text)
    for range in ranges {
      for line in text.lines(in: range) {
        companies.read(line)
        companies.readTrades(in: line)
      }
    }
    companies.readLabels(in: ranges)
    if let title {
      var titled = Companies(text: UTF8Text(title))
      titled.read(titled.text.all)
      titled.readTrades(in: titled.text.all)
      titled.readTrades(inTitle: titled.text.all)
      for company in titled.found where !companies.found.contains(where: { $0.key == company.key }) {
        companies.found.append(company)
      }
    }
    return companies.found.map { company in
      company.number.map { "\(company.name) (\($0))" } ?? company.name
    }
  }

  // MARK: By label

  private mutating func readLabels(in ranges: [Range<Int>]) {
    var last: String?
    for line in text.labelledLines(in: ranges) {
      switch line.label {
      case .company:
        if isColumn(line) {
          readColumn(below: line.line, in: ranges)
          continue
        }
        for name in listed(line.value) {
          add(name, number: number(after: name.upperBound, before: line.value.upperBound))
          last = key(of: text.string(name))
        }
      case .attendance: readTrades(inAttendance: line.value)
      case .organisationNumber:
        if let last, let number = number(after: line.value.lowerBound, before: line.value.upperBound),
          let i = found.firstIndex(where: { $0.key == last }), found[i].number == nil
        {
          found[i].number = number
        }
      default: break
      }
    }
  }

  // MARK: In tables

  /// Rows of a table read for the names in its first column.
  private static let rows = 60

  /// Whether a label is the head of a table's first column: `Företag`, beside the heads of others, over a row of cells.
  private func isColumn(_ line: LabelledLine) -> Bool {
    guard cells(line.line).count > 1, !text.bytes[line.line].contains(UInt8(ascii: ":")) else { return false }
    return cells(nextLine(after: line.line)).count == cells(line.line).count
  }

  private func cells(_ line: Range<Int>) -> [Range<Int>] {
    text.bytes[line].split(whereSeparator: { $0 == 0x09 || $0 == UInt8(ascii: "|") })
      .map { text.trimmed($0.startIndex..<$0.endIndex) }.filter { !$0.isEmpty }
  }

  private func nextLine(after line: Range<Int>) -> Range<Int> {
    var start = line.upperBound
    // Over the marks of a quotation too.
    while start < text.bytes.count, text.bytes[start] <= 0x20 || text.bytes[start] == UInt8(ascii: ">") {
      start += 1
    }
    let end = text.bytes[start...].prefix(2_000).firstIndex(of: 0x0A) ?? min(start + 2_000, text.bytes.count)
    return start..<end
  }

  private mutating func readColumn(below header: Range<Int>, in ranges: [Range<Int>]) {
    let count = cells(header).count
    var row = nextLine(after: header)
    for _ in 0..<Self.rows {
      let cells = cells(row)
      guard cells.count > 1, cells.count <= count, let first = cells.first else { return }
      for name in listed(first) { add(name, number: number(after: name.upperBound, before: row.upperBound)) }
      row = nextLine(after: row)
    }
  }

  /// `X, Y (Z)`: names with a capital or digit at their beginning, of six words at most.
  private func listed(_ value: Range<Int>) -> [Range<Int>] {
    var names = [Range<Int>]()
    var start = value.lowerBound
    var i = start
    func take(_ end: Int) {
      let name = text.trimmed(start..<end)
      let count = text.words(in: name, limit: 7).count
      // Two legal forms are two companies, which the lines' own reading has found.
      let forms = text.words(in: name, limit: 7).count { Self.legalForms.contains(text.word($0)) }
      guard forms < 2, (1...6).contains(count), name.count <= 80,
        text.isUpper(at: name.lowerBound) || text.isDigit(at: name.lowerBound),
        text.words(in: name).contains(where: { text.isLetter(at: $0.lowerBound) }),
        number(after: name.lowerBound, before: name.upperBound) == nil
      else { return }
      names.append(name)
    }
    while i < value.upperBound {
      switch text.bytes[i] {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"):
        take(i)
        start = i + 1
      default: break
      }
      i += 1
    }
    take(value.upperBound)
    return names
  }

  // MARK: Numbers and names

  /// An organisation number within a few words: `, org.nr 556123-4567`, `(556123-4567)`.
  func number(after start: Int, before end: Int) -> String? {
    let limit = min(end, start + 40)
    var i = start
    while i < limit {
      if text.isDigit(at: i) {
        var digits = [UInt8]()
        var j = i
        while j < end, digits.count < 11 {
          if text.isDigit(at: j) {
            digits.append(text.bytes[j] - 0x30)
          } else if !(digits.count == 6 && text.bytes[j] == UInt8(ascii: "-")) {
            break
          }
          j += 1
        }
        guard IdentityNumbers.isOrganisationNumber(digits) else { return nil }
        let text = digits.map { String($0) }.joined()
        return "\(text.prefix(6))-\(text.suffix(4))"
      }
      // Another name begins.
      if text.bytes[i] == UInt8(ascii: ";") { return nil }
      i += 1
    }
    return nil
  }

  /// Adds a company, or what a further mention tells of one that is known.
  mutating func add(_ range: Range<Int>, number: String?) {
    guard range.count <= 100 else { return }
    let name = text.singleSpaced(range).filter { $0 != "*" && $0 != "\"" && $0 != "”" && $0 != "“" }
    let key = key(of: name)
    // A sentence's `The` may be left out, or belong to the name.
    guard !key.isEmpty, !found.contains(where: { $0.key == "the" + key }) else { return }
    if let i = found.firstIndex(where: { $0.key == key }) {
      if found[i].number == nil { found[i].number = number }
      // The full name, with its legal form, is the better one to show.
      if !hasForm(found[i].name), hasForm(name) { found[i].name = name }
    } else if found.count < Self.most {
      found.append((name, key, number))
    }
  }

  private func hasForm(_ name: String) -> Bool {
    let text = UTF8Text(name)
    return text.words(in: text.all).contains { Self.legalForms.contains(text.word($0)) }
  }

  /// The letters and digits of a name in lower case, without the legal form.
  private func key(of name: String) -> String {
    let text = UTF8Text(name)
    var key = ""
    for word in text.words(in: text.all) {
      let folded = text.word(word)
      if !Self.legalForms.contains(folded) && !["ekonomisk", "förening", "ek", "för"].contains(folded) {
        key += folded
      }
    }
    return key
  }
}
