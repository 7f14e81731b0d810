extension Settings {
  /// A service area that notes and passages belong to.
  package struct Area: Hashable, Sendable {
    /// As in records: `bygglov`.
    package var name: String
    /// What it is called.
    package var title: Bilingual
    /// Words that only its matters are spoken of with.
    package var words: [String]
    /// Who gets its digest.
    package var digest: [MailAddress]
    /// One of those that every installation has.
    package var isStandard: Bool
  }

  /// Reads `areas.yaml`: changes to the standard areas, and added ones, which come before `other` and `none`.
  /// Nil, and a problem, where it cannot be read.
  static func readAreas(at path: String, _ reading: Reading) -> [Area]? {
    guard let top = reading.section(of: .areas, at: path) else { return nil }
    if !top.has("areas") { top.problem(nil, "areas is missing; write areas: and a list") }
    var standard = Area.standard
    var added = [Area]()
    var seen = [String]()
    for section in top.sections("areas") {
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
      let words = section.list("words", .text) ?? base?.words ?? []
      let digest = section.list("digest", .address) ?? []
      if section.has("digest") {
        section.hasNoEffect("digest", "has no effect yet: this version sends no digest")
      }
      if name == "none", !words.isEmpty || !digest.isEmpty {
        section.problem(nil, "none stands for no area at all; it has neither words nor a digest")
      }
      if base == nil, words.isEmpty, !section.has("words") {
        section.problem(nil, "a new area is recognised by nothing; write some words")
      }
      guard let name, let title else { continue }
      let area = Area(name: name, title: title, words: words, digest: digest, isStandard: known != nil)
      if let known { standard[known] = area } else { added.append(area) }
    }
    let tail = standard.firstIndex { $0.name == "other" } ?? standard.endIndex
    return standard[..<tail] + added + standard[tail...]
  }
}
