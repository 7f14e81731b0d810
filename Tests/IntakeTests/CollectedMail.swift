import Documents
import Feedback
import Foundation
import Intake
import Testing

/// A mail of the `Collection` folder, with what must become of it.
struct CollectedMail: CustomTestStringConvertible, Sendable {
  /// `kind/name`.
  var name: String
  var bytes: [UInt8]
  var expectations: [Expectation]

  struct Expectation: Sendable {
    var key: String
    var value: String
  }

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Collection")

  /// All of them, in order of their names; those that need a kind of document that is not read are left out.
  static let all: [CollectedMail] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".eml") }.sorted().compactMap { path in
      let file = folder.appending(path: path)
      let lines =
        (try? String(
          contentsOf: file.deletingPathExtension().appendingPathExtension("expected"), encoding: .utf8))
        ?? ""
      let expectations = lines.split(separator: "\n").compactMap { line -> Expectation? in
        guard let colon = line.range(of: ": ") else { return nil }
        return Expectation(key: String(line[..<colon.lowerBound]), value: String(line[colon.upperBound...]))
      }
      for needed in expectations where needed.key == "requires" {
        if DocumentKind(rawValue: needed.value) == nil { return nil }
      }
      let bytes = (try? Data(contentsOf: file)).map(Array.init) ?? []
      return CollectedMail(name: String(path.dropLast(4)), bytes: bytes, expectations: expectations)
    }
  }()

  /// What is wrong with an entry, a sentence each.
  func complaints(about entry: Entry) -> [String] {
    expectations.compactMap { expected in
      let found = Self.found(expected.key, in: entry)
      let isThere =
        switch expected.key {
        case "passage", "has", "lacks", "untagged": found.contains { $0.contains(expected.value) }
        default: found.contains(expected.value)
        }
      let mustBe = expected.key != "lacks" && expected.key != "untagged"
      if expected.key == "requires" || isThere == mustBe { return nil }
      return "\(expected.key): \(expected.value)\(mustBe ? " is not" : " is") in \(found)"
    }
  }

  private static func found(_ key: String, in entry: Entry) -> [String] {
    switch key {
    case "outcome": [description(of: entry.outcome)]
    case "title": entry.notes.compactMap(\.title)
    case "reporter": entry.notes.flatMap(\.reporters)
    case "origin": entry.notes.compactMap(\.origin)
    case "passage", "untagged": entry.notes.flatMap { $0.passages.map(\.text) }
    case "has", "lacks":
      entry.parts.map(\.text) + entry.notes.compactMap(\.title) + entry.notes.compactMap(\.comment)
    case "warning": entry.warnings.map(\.code)
    case "attachment": entry.attachments.map { "\($0.name ?? "-") \($0.outcome.rawValue)" }
    default: ["no such key: \(key)"]
    }
  }

  private static func description(of outcome: Outcome) -> String {
    switch outcome {
    case .stored: "stored"
    case .duplicate: "duplicate"
    case .ignored(let reason): "ignored \(reason.rawValue)"
    case .quarantined(let reason): "quarantined \(reason.rawValue)"
    }
  }
}
