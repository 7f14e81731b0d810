extension Settings {
  /// One key of the configuration, as the manual tells it and as the reader knows it.
  package struct Key: Hashable, Sendable {
    /// The three files.
    package enum File: String, CaseIterable, Sendable {
      /// `lyssnad.yaml`.
      case main
      /// `themes.yaml`.
      case themes
      /// `areas.yaml`.
      case areas
    }

    /// A key's file and path: what tells keys apart.
    package struct Place: Hashable, Sendable {
      /// The file it stands in.
      package var file: File
      /// `sources[].done.move_to`; `[]` stands for each element of a list.
      package var path: String
    }

    /// The file it stands in.
    package let file: File
    /// As in ``Place/path``.
    package let path: String
    /// What is written there, such as `size` or `list of addresses`.
    package let type: String
    /// What holds where the key is not written, in the file's own notation; nil where nothing does.
    package let defaultValue: String?
    /// One or more English sentences: what it does, its units, its limits.
    package let meaning: String
    /// False where the key is read and checked, and nothing acts on it in this version.
    package let hasEffect: Bool

    /// The path's last word.
    package var name: String { String(path.drop(through: ".")) }
    /// What tells it apart.
    package var place: Place { Place(file: file, path: path) }

    init(
      _ path: String, _ type: String, default defaultValue: String? = nil, hasEffect: Bool = true,
      in file: File = .main,
      _ meaning: String
    ) {
      self.file = file
      self.path = path
      self.type = type
      self.defaultValue = defaultValue
      self.meaning = meaning
      self.hasEffect = hasEffect
    }
  }

  /// Every key, in the order in which the sample files show them: the source of the manual page, and what the
  /// reader takes valid keys and defaults from.
  package static let reference: [Key] = mainKeys + themeKeys + areaKeys
}

extension Settings.Key {
  /// The names of the keys right below a path, in order.
  static func children(of pattern: String, in file: File) -> [String] {
    let prefix = pattern.isEmpty ? "" : pattern + "."
    return Settings.reference.filter { $0.file == file && $0.path.hasPrefix(prefix) && $0.path != pattern }
      .map { $0.path.dropFirst(prefix.count) }.filter { !$0.contains(".") }.map(String.init)
  }

  /// The keys at the top of a file.
  static func topLevel(of file: File) -> [Settings.Key] {
    Settings.reference.filter { $0.file == file && !$0.path.contains(".") }
  }

  /// In the file's notation.
  static func defaultValue(of pattern: String, in file: File) -> String? {
    Settings.reference.first { $0.file == file && $0.path == pattern }?.defaultValue
  }

  /// The section that has a key of this name, where exactly one has; for a key that was indented wrongly.
  static func home(of name: String, in file: File) -> String? {
    let homes = Settings.reference.filter { $0.file == file && $0.name == name && $0.path != name }
    guard homes.count == 1 else { return nil }
    return String(homes[0].path.dropLast(name.count + 1))
  }
}

extension String {
  /// What follows the last occurrence of a separator, or everything.
  fileprivate func drop(through separator: Character) -> Substring {
    lastIndex(of: separator).map { self[index(after: $0)...] } ?? self[...]
  }
}
