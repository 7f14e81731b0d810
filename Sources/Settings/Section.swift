/// A mapping of the configuration, read strictly: it refuses keys that the reference does not name, and takes each
/// key's default from there. Whatever is wrong goes to the ``Reading``, and the value is nil.
struct Section {
  let place: Place
  let line: Int
  private let reading: Reading
  private let pairs: [(key: String, line: Int, value: YAMLValue)]

  /// Nil, and a problem, where the value is no mapping.
  init?(_ value: YAMLValue, at place: Place, in reading: Reading) {
    guard case .mapping(let pairs) = value.content else {
      let found = Self.describe(value)
      reading.problem(
        place.path, value.line, place.shown.isEmpty ? nil : place.shown,
        "\(found) stands where keys are expected: \(Self.keyList(place))")
      return nil
    }
    self.place = place
    self.reading = reading
    self.pairs = pairs
    line = value.line
    let valid = Settings.Key.children(of: place.pattern, in: place.file)
    for pair in pairs where !valid.contains(pair.key) && !reading.isFull {
      // The key as it was written, if it can be shown; it is not one of ours and could hold anything.
      let written = String(quoted(pair.key, limit: 40).dropFirst().dropLast())
      let hint: String
      if let near = nearest(to: pair.key, among: valid) {
        hint = "; did you mean \"\(near)\"?"
      } else if let home = Settings.Key.home(of: pair.key, in: place.file) {
        hint = "; it belongs under \(home)"
      } else {
        hint = "; the keys here are \(valid.joined(separator: ", "))"
      }
      reading.problem(place.path, pair.line, place.shown(written), "unknown key\(hint)")
    }
  }

  /// Whether the key is written here.
  func has(_ key: String) -> Bool { pairs.contains { $0.key == key } }

  /// Says that something is wrong with a key, or with the section itself.
  func problem(_ key: String?, _ text: String) {
    let at = key.flatMap { key in pairs.first { $0.key == key }?.line } ?? line
    let shown = key.map(place.shown) ?? place.shown
    reading.problem(place.path, at, shown.isEmpty ? nil : shown, text)
  }

  /// Notes that what is written has no effect yet.
  func hasNoEffect(_ key: String?, _ text: String) {
    let at = key.flatMap { key in pairs.first { $0.key == key }?.line } ?? line
    let shown = key.map(place.shown) ?? place.shown
    reading.hasNoEffect(place.path, at, shown.isEmpty ? nil : shown, text)
  }

  /// A single value; the reference's default where it is not written, nil where there is none.
  func value<Value>(_ key: String, _ type: ScalarType<Value>) -> Value? {
    guard let written = find(key) else {
      guard let text = Settings.Key.defaultValue(of: place.pattern(key), in: place.file) else { return nil }
      return try? type.parse(text)
    }
    return read(written, key: place.shown(key), type)
  }

  /// A single value that must be written.
  func required<Value>(_ key: String, _ type: ScalarType<Value>) -> Value? {
    guard has(key) else {
      reading.ask(Settings.Key.Place(file: place.file, path: place.pattern(key)))
      problem(nil, "\(key) is missing; write \(key): and \(type.name)")
      return nil
    }
    return value(key, type)
  }

  /// A list of values; nil where it is not written or no list.
  func list<Value>(_ key: String, _ type: ScalarType<Value>) -> [Value]? {
    guard let elements = elements(key, of: type.name) else { return nil }
    return elements.enumerated().compactMap { index, element in
      read(element, key: "\(place.shown(key))[\(index)]", type)
    }
  }

  /// A section below this one; nil where it is not written or none.
  func section(_ key: String) -> Section? {
    guard let written = find(key) else { return nil }
    let below = Place(
      file: place.file, path: place.path, shown: place.shown(key), pattern: place.pattern(key))
    if case .scalar("", isPlain: true) = written.content {
      problem(key, "the key has no value; write keys below it (\(Self.keyList(below))), or leave it out")
      return nil
    }
    return Section(written, at: below, in: reading)
  }

  /// A section in the place of one that is not written: it has every key's default.
  func empty(_ key: String) -> Section? {
    let below = Place(
      file: place.file, path: place.path, shown: place.shown(key), pattern: place.pattern(key))
    return Section(YAMLValue(line: line, content: .mapping([])), at: below, in: reading)
  }

  /// A list of sections; empty where it is not written.
  func sections(_ key: String) -> [Section] {
    (elements(key, of: "keys") ?? []).enumerated().compactMap { index, element in
      Section(
        element,
        at: Place(
          file: place.file, path: place.path, shown: "\(place.shown(key))[\(index)]",
          pattern: place.pattern(key) + "[]"), in: reading)
    }
  }

  /// `{ credential: NAME }` or `{ file: PATH }`.
  func secret(_ key: String) -> SecretReference? {
    guard let written = find(key) else { return nil }
    guard case .mapping = written.content else {
      // Never with its value: it may be the secret.
      problem(
        key,
        "secrets do not belong in this file; write { credential: NAME } or { file: PATH }, and keep the secret there"
      )
      return nil
    }
    guard let section = section(key) else { return nil }
    let name = section.value("credential", .credentialName)
    let path = section.value("file", .absolutePath)
    switch (section.has("credential"), section.has("file")) {
    case (true, false): return name.map(SecretReference.credential)
    case (false, true): return path.map(SecretReference.file)
    case (true, true): section.problem(nil, "credential and file are both named; keep one")
    case (false, false):
      section.problem(nil, "the secret's place is missing; write credential: NAME or file: PATH")
    }
    return nil
  }

  private func find(_ key: String) -> YAMLValue? {
    reading.ask(Settings.Key.Place(file: place.file, path: place.pattern(key)))
    return pairs.first { $0.key == key }?.value
  }

  private func elements(_ key: String, of what: String) -> [YAMLValue]? {
    guard let written = find(key) else { return nil }
    guard case .list(let elements) = written.content else {
      let empty = if case .scalar("", isPlain: true) = written.content { true } else { false }
      let found = empty ? "nothing" : Self.describe(written)
      problem(key, "\(found) stands where a list is expected; write each element after a dash, or all in [ ]")
      return nil
    }
    return elements
  }

  private func read<Value>(_ value: YAMLValue, key: String, _ type: ScalarType<Value>) -> Value? {
    func wrong(_ text: String) -> Value? {
      reading.problem(place.path, value.line, key, text)
      return nil
    }
    guard case .scalar(let text, let isPlain) = value.content else {
      return wrong("\(Self.describe(value)) stands where \(type.name) is expected")
    }
    if isPlain, ["", "~", "null", "Null", "NULL"].contains(text) {
      return wrong("the key has no value; write \(type.name), or leave the key out")
    }
    if isPlain, type.isText, Self.booleans.contains(text) {
      return wrong("\(text) without quotation marks means yes or no in YAML; write \"\(text)\"")
    }
    do throws(Mistake) {
      return try type.parse(text)
    } catch {
      return wrong(error.text)
    }
  }

  /// What YAML 1.1 takes for true or false.
  static let booleans: Set<String> = [
    "y", "Y", "yes", "Yes", "YES", "n", "N", "no", "No", "NO", "true", "True", "TRUE", "false", "False",
    "FALSE",
    "on", "On", "ON", "off", "Off", "OFF",
  ]

  private static func describe(_ value: YAMLValue) -> String {
    switch value.content {
    case .scalar: "a single value"
    case .list: "a list"
    case .mapping: "a set of keys"
    }
  }

  private static func keyList(_ place: Place) -> String {
    Settings.Key.children(of: place.pattern, in: place.file).joined(separator: ", ")
  }
}
