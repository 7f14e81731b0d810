extension Settings {
  /// A sentence about one place of the configuration: what is wrong there, or what has no effect, and what to do.
  package struct Notice: Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named to us.
    package var file: String
    /// Counted from 1; nil where the sentence is about the whole file.
    package var line: Int?
    /// The path of the key, such as `sources[1].settle`, list elements counted from 0; nil where no key is at fault.
    package var key: String?
    /// What is wrong and what to do. Holds no secret.
    package var text: String

    /// A sentence about a place; see the properties.
    package init(file: String, line: Int? = nil, key: String? = nil, text: String) {
      self.file = file
      self.line = line
      self.key = key
      self.text = text
    }

    /// `lyssnad.yaml:12: sources[1].setle: unknown key; did you mean "settle"?`
    package var description: String {
      "\(file)\(line.map { ":\($0)" } ?? ""): \(key.map { "\($0): " } ?? "")\(text)"
    }
  }
}

/// Why a configuration was refused: everything that is wrong with it, in the order of the files and their lines.
/// Never empty.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// By file, then by line.
  package var problems: [Settings.Notice]

  /// - Parameter problems: at least one.
  package init(_ problems: [Settings.Notice]) { self.problems = problems }

  /// One line a problem.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// What is wrong with one value, as the end of a sentence that begins with its place.
struct Mistake: Error, Hashable {
  var text: String
  init(_ text: String) { self.text = text }
}
