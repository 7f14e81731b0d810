package import Foundation

/// The records of the contract's section 4: an ``Entry`` as one JSON object, the same from `ingest --json` and
/// `export`. A field is never left out: unknown is null, none is `[]`.
extension Entry {
  package var record: JSON {
    .object([
      "id": .string(id.description),
      "path": .text(path),
      "source": .string(source.rawValue),
      "sha256": .text(sha256?.description),
      "message_id": .text(messageID),
      "received_at": .string(receivedAt.rfc3339),
      "outcome": .string(outcome.name),
      "reason": .text(outcome.reason),
      "warnings": .array(warnings.map(\.record)),
      "attachments": .array(attachments.map(\.record)),
      "notes": .array(notes.map(\.record)),
    ])
  }
}

extension ReadingWarning {
  var record: JSON { .object(["code": .string(code), "part": .text(part), "detail": .string(detail)]) }
}

extension Attachment {
  var record: JSON {
    .object([
      "name": .text(name), "type": .string(type), "outcome": .string(outcome.rawValue),
      "characters": .int(characters),
    ])
  }
}

extension Note {
  package var record: JSON {
    .object([
      "id": .string(id.description),
      "title": .text(title),
      "meeting_date": .text(meetingDate?.description),
      "place": .text(place),
      "reporters": .array(reporters.map(JSON.string)),
      "origin": .text(origin),
      "comment": .text(comment),
      "companies": .array(companies.map(JSON.string)),
      "voice": .string(voice.rawValue),
      "service_area": .string(serviceArea.rawValue),
      "language": .string(language.rawValue),
      "revises": .text(revises?.description),
      "segments": .array(segments.map(\.record)),
      "passages": .array(passages.map(\.record)),
    ])
  }
}

extension Segment {
  var record: JSON {
    .object(["kind": .string(kind.rawValue), "part": .string(part), "range": .range(range)])
  }
}

extension Passage {
  package var record: JSON {
    .object([
      "id": .string(id.description),
      "ordinal": .int(ordinal),
      "part": .string(part),
      "range": .range(range),
      "text": .string(text),
      "context": .text(context),
      "stance": .text(stance?.rawValue),
      "service_area": .string(serviceArea.rawValue),
      "themes": .array(tags.map(\.record)),
    ])
  }
}

extension Tag {
  package var record: JSON {
    .object([
      "theme": .string(theme.rawValue),
      "score": .number(score),
      "by": .string(author),
      "model": .text(model),
      "evidence": .array(evidence.map(JSON.range)),
    ])
  }
}

extension Date {
  /// The time in UTC to the second, as RFC 3339 writes it: `2025-03-13T08:02:11Z`.
  package var rfc3339: String {
    let seconds = Int(timeIntervalSince1970.rounded(.down))
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let second = seconds - days * 86_400
    // Days since 1 March of the year 0, in eras of 400 years (Howard Hinnant, "chrono-compatible low-level date
    // algorithms").
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    func four(_ value: Int) -> String {
      let digits = String(max(0, value))
      return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return
      "\(four(year))-\(two(month))-\(two(day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// Reads a UTC time as ``rfc3339`` writes it.
  package init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
      let date = CalendarDate(text.prefix(10)),
      let hour = Int(digits: bytes[11..<13]), let minute = Int(digits: bytes[14..<16]),
      let second = Int(digits: bytes[17..<19]), (0..<24).contains(hour), (0..<60).contains(minute),
      (0...60).contains(second)
    else { return nil }
    self.init(timeIntervalSince1970: Double(date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second))
  }
}

extension CalendarDate {
  /// The number of days since 1 January 1970 (the inverse of the algorithm above).
  package var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
