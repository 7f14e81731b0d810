import Language

/// What a line such as `Datum: 2025-03-12` tells.
enum Label: Hashable {
  case date, time, timeAndPlace, place, company, organisationNumber
  /// Names of people, and what an office needs of a paper.
  case attendance, administration
  /// A field of a mail's header, as a forward shows it.
  case mailHeader

  private static let names: [String: Label] = [
    "datum": .date, "mötesdatum": .date, "date": .date, "meeting date": .date, "dag": .date, "när": .date,
    "when": .date, "datum för mötet": .date, "tid": .time, "time": .time, "tidpunkt": .time,
    "besöksdatum": .date, "mötesdag": .date, "datum för möte": .date, "datum för besök": .date,
    "datum för besöket": .date, "datum och klockslag": .date, "date of meeting": .date,
    "date and time": .date,
    "date/time": .date, "date & time": .date, "mötestid": .time, "tid o plats": .timeAndPlace,
    "tid, plats": .timeAndPlace,
    "när och var": .timeAndPlace, "plats och tid": .timeAndPlace, "plats/tid": .timeAndPlace,
    "plats och datum": .timeAndPlace, "time and place": .timeAndPlace, "besöksadress": .place,
    "mötesform": .place,
    "datum och tid": .date,
    "datum & tid": .date, "datum/tid": .date, "tid och plats": .timeAndPlace, "tid & plats": .timeAndPlace,
    "tid/plats": .timeAndPlace, "datum och plats": .timeAndPlace, "datum & plats": .timeAndPlace,
    "datum/plats": .timeAndPlace, "plats": .place, "lokal": .place, "mötesplats": .place, "var": .place,
    "place": .place, "location": .place, "where": .place, "venue": .place, "företag": .company,
    "firma": .company,
    "bolag": .company, "företagets namn": .company, "company": .company, "companies": .company,
    "medverkande företag": .company, "deltagande företag": .company, "besökt företag": .company,
    "företag/verksamhet": .company, "verksamhet": .company, "företagsnamn": .company, "bolagsnamn": .company,
    "besökt verksamhet": .company, "besökt": .company, "orgnr": .organisationNumber,
    "org.nr": .organisationNumber,
    "org nr": .organisationNumber, "org. nr": .organisationNumber, "organisationsnummer": .organisationNumber,
    "närvarande": .attendance, "deltagare": .attendance, "deltog": .attendance, "medverkande": .attendance,
    "frånvarande": .attendance, "närvarande företag": .attendance, "present": .attendance,
    "attendees": .attendance,
    "attending": .attendance, "participants": .attendance, "närvarolista": .attendance,
    "kallade": .attendance, "inbjudna": .attendance,
    "deltagarlista": .attendance,
    "ordförande": .administration, "sekreterare": .administration, "justerare": .administration,
    "vid pennan": .administration, "antecknat av": .administration, "antecknare": .administration,
    "anteckningar av": .administration, "anteckningar förda av": .administration, "dnr": .administration,
    "diarienummer": .administration, "diarienr": .administration, "kontaktperson": .administration,
    "från": .mailHeader, "till": .mailHeader, "ämne": .mailHeader, "kopia": .mailHeader,
    "skickat": .mailHeader, "from": .mailHeader, "to": .mailHeader, "subject": .mailHeader,
    "sent": .mailHeader, "cc": .mailHeader, "tfn": .administration, "telefon": .administration,
    "mobil": .administration, "e-post": .administration, "epost": .administration, "mail": .administration,
    "adress": .administration, "bilaga": .administration, "bilagor": .administration,
    "phone": .administration,
    "email": .administration, "agenda": .administration, "dagordning": .administration,
  ]

  /// The label that a text is, in any case and without its colon.
  init?(_ text: String) {
    var words = UTF8Text(text)
    if words.bytes.last == UInt8(ascii: ":") { words = UTF8Text(String(text.dropLast())) }
    guard words.bytes.count <= 32, let label = Self.names[words.word(words.trimmed(words.all))] else {
      return nil
    }
    self = label
  }
}

/// A line with a label, and what stands behind it.
struct LabelledLine {
  var label: Label
  /// UTF-8 offsets; may be empty.
  var value: Range<Int>
  var line: Range<Int>
}

extension UTF8Text {
  /// The lines with a label in some ranges, in order. A label alone on its line tells of the next line. What stands
  /// together with two fields of a mail's header is that header, and left out: its `Datum:` is no meeting's.
  func labelledLines(in ranges: [Range<Int>]) -> [LabelledLine] {
    var found = [LabelledLine]()
    for range in ranges {
      var group = [LabelledLine]()
      var bare: Int?
      var end = range.lowerBound
      for line in lines(in: range) {
        if bytes[end..<line.lowerBound].count(where: { $0 == 0x0A }) > 1 {
          found += told(by: group)
          group = []
          bare = bare.map { _ in -1 }
        }
        end = line.upperBound
        if let label = label(ofLine: line) {
          group.append(LabelledLine(label: label.label, value: label.value, line: line))
          bare = label.value.isEmpty ? group.count - 1 : nil
        } else if let index = bare {
          if index >= 0 {
            group[index].value = line
          } else if !found.isEmpty {
            found[found.count - 1].value = line
          }
          bare = nil
        }
      }
      found += told(by: group)
    }
    return found
  }

  private func told(by group: [LabelledLine]) -> [LabelledLine] {
    group.count(where: { $0.label == .mailHeader }) > 1 ? [] : group
  }

  /// The lines of a range that are not empty, without white space at their ends.
  func lines(in range: Range<Int>) -> [Range<Int>] {
    var lines = [Range<Int>]()
    var start = range.lowerBound
    while start < range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      let line = trimmed(start..<end)
      if !line.isEmpty { lines.append(line) }
      start = end + 1
    }
    return lines
  }

  /// The label at the beginning of a line: behind bullets and marks of emphasis, before a colon or a tab.
  func label(ofLine line: Range<Int>) -> (label: Label, value: Range<Int>)? {
    var start = line.lowerBound
    while start < line.upperBound, !isLetter(at: start) {
      guard start - line.lowerBound < 8 else { return nil }
      start = next(start)
    }
    var end = start
    while end < line.upperBound, end - start <= 32, bytes[end] != 0x3A, bytes[end] != 0x09 { end += 1 }
    guard end < line.upperBound, end - start <= 32 else { return nil }
    var name = start..<end
    while let last = bytes[name].last, last == UInt8(ascii: "*") || last == 0x20 || last == UInt8(ascii: "_")
    {
      name = name.lowerBound..<name.upperBound - 1
    }
    guard let label = Label(string(name)) else { return nil }
    var value = trimmed(end + 1..<line.upperBound)
    while let first = bytes[value].first,
      first == UInt8(ascii: "*") || first == 0x20 || first == 0x09 || first == 0x3A
    {
      value = value.lowerBound + 1..<value.upperBound
    }
    while let last = bytes[value].last, last == UInt8(ascii: "*") || last == UInt8(ascii: "|") || last == 0x20
    {
      value = value.lowerBound..<value.upperBound - 1
    }
    return (label, value)
  }
}
