import Foundation

/// A note of the collection: its text as blocks, and what a careful person reads in it.
///
/// A file of `Notes` has fields (`key: value`), an empty line, and lines of text. The first characters of a line tell
/// its kind: `# ` and `## ` headings, `@ ` facts about the meeting (attendance, agenda), `- ` a bullet, `1. `, `1) ` a
/// number, `|h ` and `| ` rows of a table, `. ` a line that stands by itself; anything else is prose. `‖` parts two
/// passages, `¦` two sentences of one passage, and `¦?` two sentences that may stand in one passage or in two. A
/// sentence after `~` only opens the note ("Möte den 5 mars med …"): it may stand by itself, with what follows, or nowhere.
package struct CollectedNote: Sendable {
  package enum Block: Sendable, Equatable {
    case title(String)
    case heading(String)
    case fact(String)
    case bullet(String)
    case numbered(String)
    case row([String], isHeader: Bool)
    case line(String)
    case prose(String)
  }

  package var id: String
  package var title: String
  /// `2026-03-12`; nil where the note does not tell.
  package var date: String?
  package var written: Day
  package var place: String?
  package var companies: [String]
  package var voice: String
  package var isEnglish: Bool
  package var blocks: [Block]
  package var sentences: [String]
  package var passages: [Passage]
  /// Headings, attendance and agenda: kept, and never cut into passages.
  package var furniture: [String]

  /// Sentences that only open it.
  package var openings: [String]

  /// One point, as a careful person cuts it.
  package struct Passage: Sendable {
    /// What may stand by itself, in order.
    package var units: [String]
    /// The opening sentence before it.
    package var opening: String?

    package var text: String { units.joined(separator: " ") }
  }

  /// The notes of the folder, in the order of their names.
  package static func all() throws -> [CollectedNote] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Notes")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
      .map {
        CollectedNote(
          id: $0.deletingPathExtension().lastPathComponent, try String(contentsOf: $0, encoding: .utf8))
      }
  }

  init(id: String, _ text: String) {
    let lines = text.components(separatedBy: "\n")
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    var fields: [String: String] = [:]
    for line in lines[..<end] {
      guard let colon = line.range(of: ": ") else { continue }
      fields[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
    }
    func field(_ name: String) -> String? { fields[name].flatMap { $0 == "none" ? nil : $0 } }
    self.id = id
    title = field("title") ?? ""
    date = field("date")
    written = Day(field("written") ?? "2026-01-01 09:00")
    place = field("place")
    companies = field("companies")?.components(separatedBy: "; ") ?? []
    voice = field("voice") ?? "unknown"
    isEnglish = field("lang") == "en"
    blocks = []
    sentences = []
    passages = []
    furniture = []
    openings = []
    for line in lines.dropFirst(end + 1) where !line.isEmpty { add(line) }
  }

  private mutating func add(_ line: String) {
    func rest(_ count: Int) -> String { String(line.dropFirst(count)) }
    if line.hasPrefix("# ") {
      blocks.append(.title(rest(2)))
      furniture.append(rest(2))
    } else if line.hasPrefix("## ") {
      blocks.append(.heading(rest(3)))
      furniture.append(rest(3))
    } else if line.hasPrefix("@ ") {
      blocks.append(.fact(rest(2)))
      furniture.append(rest(2))
    } else if line.hasPrefix("|") {
      let isHeader = line.hasPrefix("|h ")
      let cells = rest(isHeader ? 3 : 2).components(separatedBy: " | ")
      blocks.append(.row(cells, isHeader: isHeader))
      if !isHeader {
        sentences += cells.filter { $0.split(separator: " ").count > 3 && $0.hasSuffix(".") }
        passages.append(Passage(units: [cells.joined(separator: " ")]))
      }
    } else if line.hasPrefix("- ") {
      blocks.append(.bullet(content(rest(2))))
    } else if let marker = Self.number(of: line), line.hasSuffix(".") || line.hasSuffix("?") {
      blocks.append(.numbered(marker + " " + content(rest(marker.count + 1))))
    } else if Self.number(of: line) != nil {
      blocks.append(.heading(line))
      furniture.append(line)
    } else if line.hasPrefix(". ") {
      blocks.append(.line(content(rest(2))))
    } else {
      blocks.append(.prose(content(line)))
    }
  }

  /// `1.` or `1)` at the start of a line.
  private static func number(of line: String) -> Substring? {
    let marker = line.prefix { $0 != " " }
    let isNumber = marker.dropLast().allSatisfy(\.isNumber) && marker.count > 1
    return isNumber && (marker.hasSuffix(".") || marker.hasSuffix(")")) ? marker : nil
  }

  /// Notes the sentences and passages of a line, and returns it without the marks between them.
  private mutating func content(_ line: String) -> String {
    var opening: String?
    for passage in line.components(separatedBy: " ‖ ") {
      guard !passage.hasPrefix("~") else {
        opening = String(passage.dropFirst())
        openings.append(String(passage.dropFirst()))
        continue
      }
      let units = passage.components(separatedBy: " ¦? ")
      sentences += units.flatMap { $0.components(separatedBy: " ¦ ") }
      passages.append(Passage(units: units.map { $0.replacing(" ¦ ", with: " ") }, opening: opening))
      opening = nil
    }
    var shown = line.hasPrefix("~") ? String(line.dropFirst()) : line
    for mark in [" ¦? ", " ¦ ", " ‖ "] { shown = shown.replacing(mark, with: " ") }
    return shown
  }
}

/// A moment by the wall clock of Stockholm, as mail programs of all kinds write it.
package struct Day: Sendable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int

  /// Reads `2026-03-12 14:20`.
  init(_ text: String) {
    let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
    func number(_ index: Int) -> Int { index < numbers.count ? numbers[index] : 0 }
    (year, month, day) = (number(0), number(1), number(2))
    (hour, minute) = (number(3), number(4))
  }

  /// Some minutes later on the same day, at most until its last minute.
  func later(_ minutes: Int) -> Day {
    var later = self
    let all = min(hour * 60 + minute + minutes, 23 * 60 + 59)
    (later.hour, later.minute) = (all / 60, all % 60)
    return later
  }

  /// The next day; the last days of a month stay where they are.
  func nextDay() -> Day {
    var next = self
    if next.day < 28 { next.day += 1 } else { next = next.later(90) }
    return next
  }

  /// 0 for Monday (Sakamoto's rule).
  var weekday: Int {
    let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let y = month < 3 ? year - 1 : year
    return (y + y / 4 - y / 100 + y / 400 + offsets[month - 1] + day + 6) % 7
  }

  var isSummer: Bool { (month > 3 || month == 3 && day >= 29) && (month < 10 || month == 10 && day < 25) }
  var zone: String { isSummer ? "+0200" : "+0100" }
  var zoneName: String { isSummer ? "CEST" : "CET" }
  var time: String { Self.two(hour) + ":" + Self.two(minute) }
  var iso: String { "\(year)-\(Self.two(month))-\(Self.two(day))" }

  static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// As in a `Date` field (RFC 5322, section 3.3).
  var rfc: String {
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return "\(names[weekday]), \(day) \(Self.shortEnglish[month - 1]) \(year) \(time):22 \(zone)"
  }

  static let shortEnglish = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
