import Documents
import Feedback
import Foundation
import Notes
import Testing

/// A text with the expected kind before each line; `Fixtures/README.md` describes the form.
struct SegmentFixture: Sendable, CustomTestStringConvertible {
  struct Line: Sendable {
    /// Where it stands in the fixture, from 1.
    var number: Int
    /// Nil for a blank line.
    var kind: Segment.Kind?
    var block: String?
    var text: String
  }

  var name: String
  var lines: [Line] = []
  var subject: String?
  var sender: String?
  var attachment: String?
  var inner: Forward?
  /// Expected: name, address, subject and date of the forward; empty where none is.
  var forward: [String: String] = [:]
  var warnings: [String] = []

  var testDescription: String { name }

  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Fixtures")

  /// Every fixture, by name.
  static func all() throws -> [SegmentFixture] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".txt") }.sorted().map { try SegmentFixture(name: $0) }
  }

  init(name: String) throws {
    self.name = name
    let source = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    var isHead = true
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = index + 1
      if isHead {
        if line == "----" {
          isHead = false
        } else if !line.isEmpty {
          try readHead(line, number)
        }
      } else if line.allSatisfy(\.isWhitespace) {
        lines.append(Line(number: number, kind: nil, block: nil, text: String(line)))
      } else {
        try lines.append(readLine(line, number))
      }
    }
    while lines.last?.kind == nil, !lines.isEmpty { lines.removeLast() }
    guard !lines.isEmpty else { throw Malformed(description: "\(name): no lines below ----") }
  }

  private mutating func readHead(_ line: Substring, _ number: Int) throws {
    guard let colon = line.firstIndex(of: ":") else {
      throw Malformed(description: "\(name):\(number): no colon in the head")
    }
    let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    switch line[..<colon] {
    case "shows": break
    case "subject": subject = value
    case "sender": sender = value
    case "attachment": attachment = value
    case "inner": inner = Forward(name: nil, address: value, subject: nil, date: nil)
    case "warning": warnings.append(value)
    case "from-name", "from-address", "from-subject", "from-date": forward[String(line[..<colon])] = value
    default: throw Malformed(description: "\(name):\(number): unknown key \(line[..<colon])")
    }
  }

  private func readLine(_ line: Substring, _ number: Int) throws -> Line {
    guard let bar = line.firstIndex(of: "|") else {
      throw Malformed(description: "\(name):\(number): no kind before the line")
    }
    let label = line[..<bar].trimmingCharacters(in: .whitespaces).split(separator: "/")
    guard let first = label.first, let kind = Segment.Kind(rawValue: String(first)) else {
      throw Malformed(description: "\(name):\(number): unknown kind")
    }
    let text = line[line.index(after: bar)...]
    // Quote marks alone are a blank line.
    let isBlank = text.allSatisfy { $0.isWhitespace || $0 == ">" }
    return Line(
      number: number, kind: isBlank ? nil : kind, block: label.count > 1 ? String(label[1]) : nil,
      text: String(text))
  }

  /// The text, and the blocks that the lines name.
  var document: DocumentText {
    var blocks: [DocumentText.Block] = []
    var offset = 0
    for line in lines {
      let range = offset..<offset + line.text.utf8.count
      switch line.block {
      case "h1": blocks.append(.init(kind: .heading(level: 1), range: range))
      case "h2": blocks.append(.init(kind: .heading(level: 2), range: range))
      case "p": blocks.append(.init(kind: .paragraph, range: range))
      case "item": blocks.append(.init(kind: .listItem(depth: 1), range: range))
      case "row": blocks.append(.init(kind: .tableRow, range: range))
      case "page": blocks.append(.init(kind: .pageFurniture, range: range))
      case "quote": blocks.append(.init(kind: .quote(depth: 1), range: range))
      case "annotation": blocks.append(.init(kind: .annotation, range: range))
      default: break
      }
      offset = range.upperBound + 1
    }
    return DocumentText(text: lines.map(\.text).joined(separator: "\n"), blocks: blocks)
  }

  var part: ReadPart {
    ReadPart(part: "1", role: attachment.map { .attachment(name: $0) } ?? .body, content: document)
  }

  var circumstances: Circumstances {
    Circumstances(
      subject: subject, written: Date(timeIntervalSince1970: 1_741_939_200), sender: sender, forwarded: inner,
      timezone: TimeZone(identifier: "Europe/Stockholm") ?? .gmt)
  }
}
