import Feedback

/// Passages as comma-separated values (RFC 4180), a row a passage, for a spreadsheet.
struct PassageTable {
  static let header = [
    "message", "received_at", "source", "note", "title", "meeting_date", "place", "reporters", "companies",
    "voice",
    "note_area", "passage", "ordinal", "text", "context", "themes", "stance", "area", "evidence",
  ]

  static func rows(of entry: Entry) -> [[String]] {
    // A duplicate's notes stand in the table already, with the message that brought them.
    guard entry.outcome == .stored else { return [] }
    return entry.notes.flatMap { note in
      note.passages.map { passage in
        let scalars = Array(passage.text.unicodeScalars)
        let evidence = passage.tags.map { tag in
          let words = tag.evidence.map { range in
            String(String.UnicodeScalarView(scalars[range.clamped(to: 0..<scalars.count)]))
          }
          return "\(tag.theme.rawValue): \(words.joined(separator: " … "))"
        }
        return [
          entry.id.description, entry.receivedAt.rfc3339, entry.source.rawValue, note.id.description,
          note.title ?? "", note.meetingDate?.description ?? "", note.place ?? "",
          note.reporters.joined(separator: "; "), note.companies.joined(separator: "; "), note.voice.rawValue,
          note.serviceArea.rawValue, passage.id.description, String(passage.ordinal), passage.text,
          passage.context ?? "", passage.tags.map(\.theme.rawValue).joined(separator: "; "),
          passage.stance?.rawValue ?? "", passage.serviceArea.rawValue, evidence.joined(separator: "; "),
        ]
      }
    }
  }

  /// One row, ended by CRLF. A field that a spreadsheet would take for a formula is preceded by an apostrophe.
  static func line(_ fields: [String]) -> String {
    fields.map { field in
      var field = field
      if let first = field.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
        field = "'" + field
      }
      guard field.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
        return field
      }
      return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\""
    }.joined(separator: ",") + "\r\n"
  }
}
