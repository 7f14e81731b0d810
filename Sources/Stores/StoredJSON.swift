import Feedback
import Foundation

/// Reads the JSON columns that ``PreparedEntry`` writes: arrays of arrays, in a fixed order.
enum StoredJSON {
  static func warnings(_ column: String) throws -> [ReadingWarning] {
    try rows(column, "messages.warnings") { row in
      guard row.count == 3, let code = row[0] as? String, let detail = row[2] as? String else { return nil }
      return ReadingWarning(code: code, part: row[1] as? String, detail: detail)
    }
  }

  static func attachments(_ column: String) throws -> [Attachment] {
    try rows(column, "messages.attachments") { row in
      guard row.count == 4, let type = row[1] as? String,
        let outcome = (row[2] as? String).flatMap(Attachment.Outcome.init(rawValue:)),
        let characters = row[3] as? Int
      else { return nil }
      return Attachment(name: row[0] as? String, type: type, outcome: outcome, characters: characters)
    }
  }

  static func segments(_ column: String) throws -> [Segment] {
    try rows(column, "notes.segments") { row in
      guard row.count == 4, let kind = (row[0] as? String).flatMap(Segment.Kind.init(rawValue:)),
        let part = row[1] as? String, let start = row[2] as? Int, let end = row[3] as? Int, start <= end
      else { return nil }
      return Segment(kind: kind, part: part, range: start..<end)
    }
  }

  static func rows<Value>(
    _ column: String, _ place: String, _ value: ([Any]) -> Value?
  ) throws -> [Value] {
    if column == "[]" { return [] }
    let parsed = try? JSONSerialization.jsonObject(with: Data(column.utf8))
    return try sound(parsed as? [[Any]], place).map { try sound(value($0), place) }
  }
}
