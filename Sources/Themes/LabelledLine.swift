import Feedback
import Foundation

/// One line of a labelled file, read strictly: a mistyped key or a theme without a stance would else teach the model
/// something that nobody meant.
struct LabelledLine {
  struct Problem: Error { var problem: String }

  static let keys = ["id", "text", "themes", "stance", "area", "lang", "register", "evidence"]

  private let object: [String: Any]

  init(_ line: Data) throws(Problem) {
    guard let value = try? JSONSerialization.jsonObject(with: line) else {
      throw Problem(problem: "this is not JSON; each line must be one object")
    }
    guard let object = value as? [String: Any] else {
      throw Problem(problem: "this is no JSON object; each line must be one")
    }
    self.object = object
    if let unknown = object.keys.filter({ !Self.keys.contains($0) }).min() {
      throw Problem(problem: "unknown key \"\(unknown)\"; possible are \(Self.keys.joined(separator: ", "))")
    }
  }

  func passage() throws(Problem) -> LabelledPassage {
    let text = try string("text")
    guard let text, text.contains(where: { !$0.isWhitespace }) else {
      throw Problem(problem: "text: missing or empty")
    }
    guard let names = object["themes"] as? [String] else {
      throw Problem(problem: "themes: must be a list of names, [] where there is none")
    }
    let themes = names.map { ThemeName(rawValue: $0) }
    guard Set(themes).count == themes.count, names.allSatisfy(Self.isName) else {
      throw Problem(problem: "themes: each name once, in lower-case letters, digits and _")
    }
    guard object["stance"] != nil else {
      throw Problem(problem: "stance: missing; null where there is no theme")
    }
    guard let area = try string("area"), Self.isName(area) else {
      throw Problem(problem: "area: missing; \"none\" where there is none")
    }
    return LabelledPassage(
      id: try string("id"), text: text, themes: themes, stance: try stance(themes),
      area: ServiceArea(rawValue: area), language: try language(), register: try string("register"),
      evidence: try evidence(in: text, themes))
  }

  private func stance(_ themes: [ThemeName]) throws(Problem) -> Stance? {
    guard let name = try string("stance") else {
      guard themes.isEmpty else { throw Problem(problem: "stance: null, but there is a theme") }
      return nil
    }
    guard let stance = Stance(rawValue: name) else {
      let names = Stance.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(problem: "stance: \"\(name)\" is none of \(names)")
    }
    guard !themes.isEmpty else {
      throw Problem(problem: "stance: \"\(name)\", but there is no theme; write null")
    }
    return stance
  }

  private func language() throws(Problem) -> NoteLanguage? {
    guard let name = try string("lang") else { return nil }
    guard let language = NoteLanguage(rawValue: name) else {
      throw Problem(problem: "lang: \"\(name)\" is neither sv nor en")
    }
    return language
  }

  private func evidence(in text: String, _ themes: [ThemeName]) throws(Problem) -> [ThemeName: [String]] {
    guard let value = object["evidence"], !(value is NSNull) else { return [:] }
    guard let lists = value as? [String: [String]] else {
      throw Problem(problem: "evidence: must be an object with a list of phrases for each theme")
    }
    var evidence: [ThemeName: [String]] = [:]
    for (name, phrases) in lists.sorted(by: { $0.key < $1.key }) where !phrases.isEmpty {
      guard themes.contains(ThemeName(rawValue: name)) else {
        throw Problem(problem: "evidence: \"\(name)\" is none of the passage's themes")
      }
      for phrase in phrases where phrase.isEmpty || !text.contains(phrase) {
        throw Problem(problem: "evidence: \"\(phrase)\" does not stand in the text")
      }
      evidence[ThemeName(rawValue: name)] = phrases
    }
    return evidence
  }

  /// A string, or nil where the key is absent or null.
  private func string(_ key: String) throws(Problem) -> String? {
    guard let value = object[key], !(value is NSNull) else { return nil }
    guard let text = value as? String else { throw Problem(problem: "\(key): must be a string") }
    return text
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }
}
