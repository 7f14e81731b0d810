package import Foundation

/// One name in a folder on a server.
package struct RemoteEntry: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case file, folder, link, other }

  /// The bytes of the name as the server gave them; never empty, `.` or `..`, and without slash and NUL.
  package var name: [UInt8]
  package var kind: Kind
  /// In bytes; nil where the server tells none.
  package var size: Int64?
  /// When it was last changed; nil where the server tells none.
  package var modified: Date?
  /// Whether ``modified`` is to the second and in UTC (MLSD). Otherwise it is to the minute or the day and in the
  /// server's own zone, taken for UTC: good for noticing a change, not for telling the time.
  package var isExact: Bool

  package init(name: [UInt8], kind: Kind, size: Int64?, modified: Date?, isExact: Bool) {
    self.name = name
    self.kind = kind
    self.size = size
    self.modified = modified
    self.isExact = isExact
  }
}

/// Reads what servers answer to a listing, a line an entry. Lines that are no entry are passed over: a `total`, an
/// entry of the folder itself, and the second half of a name with a line feed.
package enum DirectoryListing {
  /// The facts of MLSD (RFC 3659, section 7): `type=file;size=5120;modify=20250313080211; namn.docx`.
  package static func facts(_ bytes: [UInt8]) -> [RemoteEntry] { lines(bytes).compactMap(fact) }

  /// What `ls -l` prints, as OpenSSH's SFTP server (`longname`) and most FTP servers answer to LIST, or `DIR` of
  /// Windows' FTP server.
  /// - Parameter now: lines that name no year mean the last year.
  package static func long(_ bytes: [UInt8], now: Date) -> [RemoteEntry] {
    lines(bytes).compactMap { unix($0, now: now) ?? windows($0) }
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 10).map { $0.last == 13 ? $0.dropLast() : $0 }
  }

  private static func isName(_ name: ArraySlice<UInt8>) -> Bool {
    !name.isEmpty && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
      && !name.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
  }

  private static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

  /// Digits and nothing else.
  private static func number(_ bytes: some Collection<UInt8>) -> Int64? {
    guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(text(bytes))
  }

  // MARK: MLSD

  private static func fact(_ line: ArraySlice<UInt8>) -> RemoteEntry? {
    guard let space = line.firstIndex(of: 32), isName(line[(space + 1)...]) else { return nil }
    var entry = RemoteEntry(
      name: Array(line[(space + 1)...]), kind: .other, size: nil, modified: nil, isExact: false)
    for fact in line[..<space].split(separator: UInt8(ascii: ";")) {
      guard let equals = fact.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let value = fact[(equals + 1)...]
      switch text(fact[..<equals]).lowercased() {
      case "type":
        switch text(value).lowercased() {
        case "file": entry.kind = .file
        case "dir": entry.kind = .folder
        case "cdir", "pdir": return nil
        case let type: entry.kind = type.contains("link") ? .link : .other
        }
      case "size": entry.size = number(value)
      case "modify":
        entry.modified = timeValue(value)
        entry.isExact = entry.modified != nil
      default: break
      }
    }
    return entry
  }

  /// `time-val` of RFC 3659, section 2.3: fourteen digits, and a fraction that is left out.
  private static func timeValue(_ bytes: ArraySlice<UInt8>) -> Date? {
    let digits = Array(bytes.prefix { $0 != UInt8(ascii: ".") })
    guard digits.count == 14, number(digits) != nil else { return nil }
    func part(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1 - 48) } }
    return CivilTime(
      year: part(0..<4), month: part(4..<6), day: part(6..<8), hour: part(8..<10), minute: part(10..<12),
      second: part(12..<14))?.date
  }

  // MARK: ls -l

  private static func unix(_ line: ArraySlice<UInt8>, now: Date) -> RemoteEntry? {
    let kind: RemoteEntry.Kind
    switch line.first {
    case UInt8(ascii: "-"): kind = .file
    case UInt8(ascii: "d"): kind = .folder
    case UInt8(ascii: "l"): kind = .link
    case UInt8(ascii: "p"), UInt8(ascii: "s"), UInt8(ascii: "b"), UInt8(ascii: "c"): kind = .other
    default: return nil
    }
    // Owners' names can hold spaces: size, month, day and time are found by their look.
    let words = line.split(separator: 32)
    guard words.count >= 6, words[0].count >= 10 else { return nil }
    for index in 2..<(words.count - 3) {
      guard let size = number(words[index]), let month = CivilTime.month(words[index + 1]),
        let day = number(words[index + 2]),
        let modified = time(month: month, day: Int(clamping: day), words[index + 3], now)
      else { continue }
      // One space, and all that follows is the name, with its own spaces.
      var name = line[(words[index + 3].endIndex)...].dropFirst()
      if kind == .link, let arrow = text(name).range(of: " -> ") {
        name = ArraySlice(text(name)[..<arrow.lowerBound].utf8)
      }
      guard isName(name) else { return nil }
      return RemoteEntry(name: Array(name), kind: kind, size: size, modified: modified, isExact: false)
    }
    return nil
  }

  /// `08:02`, of the last twelve months, or `2019`.
  private static func time(month: Int, day: Int, _ word: ArraySlice<UInt8>, _ now: Date) -> Date? {
    if let year = number(word) { return CivilTime(year: Int(clamping: year), month: month, day: day)?.date }
    let parts = word.split(separator: UInt8(ascii: ":"))
    guard parts.count == 2, let hour = number(parts[0]), let minute = number(parts[1]) else { return nil }
    // A day is allowed for clocks and zones that differ.
    let latest = now.addingTimeInterval(86_400)
    let year = CivilTime.year(of: latest)
    return [year, year - 1].lazy.compactMap {
      CivilTime(
        year: $0, month: month, day: day, hour: Int(clamping: hour), minute: Int(clamping: minute))?.date
    }.first { $0 <= latest }
  }

  // MARK: DIR

  /// `03-13-25  08:02AM       <DIR>          namn`, with two or four digits of the year and 12 or 24 hours.
  private static func windows(_ line: ArraySlice<UInt8>) -> RemoteEntry? {
    let words = line.split(separator: 32, maxSplits: 3)
    guard words.count == 4 else { return nil }
    let date = words[0].split(separator: UInt8(ascii: "-"))
    guard date.count == 3, let month = number(date[0]), let day = number(date[1]), let year = number(date[2]) else {
      return nil
    }
    let digits = words[1].filter { (48...58).contains($0) }.split(separator: UInt8(ascii: ":"))
    guard digits.count == 2, var hour = number(digits[0]), let minute = number(digits[1]) else { return nil }
    switch text(words[1].drop { (48...58).contains($0) }).uppercased() {
    case "AM": hour %= 12
    case "PM": hour = hour % 12 + 12
    case "": break
    default: return nil
    }
    let isFolder = words[2].elementsEqual("<DIR>".utf8)
    let size = number(words[2])
    let name = words[3].drop { $0 == 32 }
    guard isFolder || size != nil, isName(name) else { return nil }
    let modified = CivilTime(
      year: Int(clamping: year < 70 ? year + 2000 : year < 100 ? year + 1900 : year), month: Int(clamping: month),
      day: Int(clamping: day), hour: Int(clamping: hour), minute: Int(clamping: minute))
    return RemoteEntry(
      name: Array(name), kind: isFolder ? .folder : .file, size: size, modified: modified?.date, isExact: false)
  }
}
