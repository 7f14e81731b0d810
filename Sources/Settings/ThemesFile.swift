extension Settings {
  /// A text in both languages of the service.
  package struct Bilingual: Hashable, Sendable {
    /// For officers and managers.
    package var swedish: String
    /// For code, schema and English texts.
    package var english: String

    /// The same text twice.
    package init(swedish: String, english: String) {
      self.swedish = swedish
      self.english = english
    }
  }

  /// A theme that passages are tagged with.
  package struct Theme: Hashable, Sendable {
    /// As in records: `fast_decisions`.
    package var name: String
    /// What it is called.
    package var title: Bilingual
    /// What belongs to it, in a sentence.
    package var definition: Bilingual
    /// Words and expressions that speak of it, in their dictionary form.
    package var words: [String]
    /// Sentences that belong to it.
    package var examples: [String]
    /// One of the five that every municipality has.
    package var isStandard: Bool
  }

  /// Reads `themes.yaml`: changes to the standard themes, and added ones. Nil, and a problem, where it cannot be read.
  static func readThemes(at path: String, _ reading: Reading) -> [Theme]? {
    guard let top = reading.section(of: .themes, at: path) else { return nil }
    if !top.has("themes") { top.problem(nil, "themes is missing; write themes: and a list") }
    var standard = Theme.standard
    var added = [Theme]()
    var seen = [String]()
    for section in top.sections("themes") {
      let name = section.required("name", .identifier)
      if let name {
        if seen.contains(name) {
          section.problem("name", "\(quoted(name)) stands in the list twice; keep one")
        }
        seen.append(name)
      }
      let known = standard.firstIndex { $0.name == name }
      let base = known.map { standard[$0] }
      let title = section.bilingual(base: base?.title)
      var definition = base?.definition
      if let section = section.section("definition") {
        definition = section.bilingual(base: base?.definition)
      } else if base == nil, !section.has("definition") {
        section.problem(nil, "definition is missing; write what belongs to the theme, under sv and en")
      }
      let words = section.list("words", .text) ?? base?.words ?? []
      let examples = section.list("examples", .text) ?? base?.examples ?? []
      if words.isEmpty, examples.isEmpty, !section.has("words"), !section.has("examples") {
        section.problem(nil, "a new theme is recognised by nothing; write some words or examples")
      }
      guard let name, let title, let definition else { continue }
      let theme = Theme(
        name: name, title: title, definition: definition, words: words, examples: examples,
        isStandard: known != nil)
      if let known { standard[known] = theme } else { added.append(theme) }
    }
    return standard + added
  }
}

extension Section {
  /// `sv` and `en`; what is not written is taken from `base`, and must be written where there is none.
  func bilingual(base: Settings.Bilingual?) -> Settings.Bilingual? {
    let swedish = base == nil ? required("sv", .text) : value("sv", .text)
    let english = base == nil ? required("en", .text) : value("en", .text)
    guard let swedish = swedish ?? base?.swedish, let english = english ?? base?.english else { return nil }
    return Settings.Bilingual(swedish: swedish, english: english)
  }
}
