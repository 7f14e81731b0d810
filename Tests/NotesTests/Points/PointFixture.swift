import Documents
import Feedback
import Foundation
import Notes
import Testing

/// A note with the points that a person cut it into; `Fixtures/README.md` describes the form.
struct PointFixture: Sendable, CustomTestStringConvertible {
  var name: String
  var head: [String: String] = [:]
  var text = ""
  /// In Unicode scalars.
  var points: [Range<Int>] = []

  var testDescription: String { name }

  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures")

  static func all(in subfolder: String) throws -> [PointFixture] {
    let folder = folder.appendingPathComponent(subfolder)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
      .map { try PointFixture(name: "\(subfolder)/\($0)", at: folder.appendingPathComponent($0)) }
  }

  private init(name: String, at file: URL) throws {
    self.name = name
    let source = try String(contentsOf: file, encoding: .utf8)
    guard let rule = source.range(of: "\n----\n") else { throw Malformed(description: "\(name): no ----") }
    for line in source[..<rule.lowerBound].split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { throw Malformed(description: "\(name): \(line)") }
      head[String(line[..<colon])] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    var scalars = String.UnicodeScalarView()
    var start: Int?
    for scalar in source[rule.upperBound...].unicodeScalars {
      switch (scalar, start) {
      case ("⟦", nil): start = scalars.count
      case ("⟧", let from?):
        points.append(from..<scalars.count)
        start = nil
      case ("⟦", _), ("⟧", nil): throw Malformed(description: "\(name): marks that do not pair")
      default: scalars.append(scalar)
      }
    }
    guard start == nil, !points.isEmpty else { throw Malformed(description: "\(name): no closed marks") }
    text = String(scalars)
  }

  /// The note as it is read; its afternoon is the time at which it was sent.
  func read() throws -> NoteDraft? {
    guard let sent = head["sent"].flatMap({ CalendarDate($0) }) else {
      throw Malformed(description: "\(name): no day of sending")
    }
    let formatter = ISO8601DateFormatter()
    guard let written = formatter.date(from: "\(sent.description)T14:00:00Z") else {
      throw Malformed(description: "\(name): no such day")
    }
    let part = head["file"].map { Given.file(text, name: $0) } ?? Given.body(text)
    return NoteReader().drafts(
      of: [part], in: Given.circumstances(subject: head["subject"], written: written)
    ).notes.first
  }

  /// What a note tells, in the words of the head.
  func told(_ key: String, by note: NoteDraft) -> String {
    switch key {
    case "date": note.meetingDate?.description ?? "-"
    case "place": note.place ?? "-"
    case "title": note.title ?? "-"
    case "companies": note.companies.isEmpty ? "-" : note.companies.joined(separator: "; ")
    case "voice": note.voice.rawValue
    case "language": note.language.rawValue
    default: "?"
    }
  }
}
