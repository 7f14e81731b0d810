extension Settings {
  /// What a sample file shows at each key, in the file's notation: for the manual. Keys that hold others are left out;
  /// of a key that stands several times, the first counts.
  /// - Parameters:
  ///   - sample: a sample file, in which a line that begins with one `#` is a key that is switched off.
  ///   - name: of the file, for messages.
  /// - Throws: what is wrong with the file.
  package static func examples(in sample: [UInt8], name: String) throws -> [String: String] {
    let text = String(decoding: sample, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { line in line.hasPrefix("#") && !line.hasPrefix("##") ? line.dropFirst() : line }
    var examples = [String: String]()
    if let value = try composeYAML(Array(text.joined(separator: "\n").utf8), file: name) {
      collect(value, at: "", into: &examples)
    }
    return examples
  }

  private static func collect(_ value: YAMLValue, at path: String, into examples: inout [String: String]) {
    switch value.content {
    case .scalar:
      if let text = notation(value), examples[path] == nil { examples[path] = text }
    case .list(let elements):
      let texts = elements.compactMap(notation)
      if texts.count == elements.count, examples[path] == nil {
        examples[path] = "[\(texts.joined(separator: ", "))]"
      }
      for element in elements where notation(element) == nil {
        collect(element, at: path + "[]", into: &examples)
      }
    case .mapping(let pairs):
      for pair in pairs {
        collect(pair.value, at: path.isEmpty ? pair.key : "\(path).\(pair.key)", into: &examples)
      }
    }
  }

  /// A single value as one writes it; nil for what holds others.
  private static func notation(_ value: YAMLValue) -> String? {
    guard case .scalar(let text, let isPlain) = value.content else { return nil }
    return isPlain ? text : "\"\(text)\""
  }
}
