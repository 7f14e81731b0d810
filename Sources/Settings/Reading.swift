/// What is gathered while a configuration is read: every problem, not only the first.
final class Reading {
  private(set) var problems: [Settings.Notice] = []
  private(set) var withoutEffect: [Settings.Notice] = []
  /// The keys that were asked for, by file and path pattern: a test holds them against the reference.
  private(set) var asked: Set<Settings.Key.Place> = []

  /// Nobody mends more at a time; a file that is not ours at all would yield one for each of its lines.
  static let limit = 100
  /// True where enough is wrong to stop looking.
  var isFull: Bool { problems.count >= Self.limit }

  func problem(_ file: String, _ line: Int?, _ key: String?, _ text: String) {
    guard !isFull else { return }
    problems.append(Settings.Notice(file: file, line: line, key: key, text: text))
  }

  func hasNoEffect(_ file: String, _ line: Int?, _ key: String?, _ text: String) {
    withoutEffect.append(Settings.Notice(file: file, line: line, key: key, text: text))
  }

  func ask(_ key: Settings.Key.Place) { asked.insert(key) }

  /// The problems file by file, each by line; those of one line as they were found.
  func sortedProblems(files: [String]) -> [Settings.Notice] {
    func rank(_ notice: Settings.Notice) -> (Int, Int) {
      (files.firstIndex(of: notice.file) ?? files.count, notice.line ?? 0)
    }
    return problems.enumerated().sorted { a, b in
      let (left, right) = (rank(a.element), rank(b.element))
      return left == right ? a.offset < b.offset : left < right
    }.map(\.element)
  }

  /// Reads one file to its top section; nil where there is none, which is a problem unless the file is `optional`.
  func section(of kind: Settings.Key.File, at path: String) -> Section? {
    do {
      let bytes = try readFile(path, limit: Settings.fileLimit)
      guard let root = try composeYAML(bytes, file: path) else {
        problem(
          path, nil, nil, "the file is empty; write at least \(Settings.Key.topLevel(of: kind)[0].path):")
        return nil
      }
      return Section(root, at: Place(file: kind, path: path, shown: "", pattern: ""), in: self)
    } catch let mistake as Mistake {
      problem(path, nil, nil, mistake.text)
    } catch let yaml as YAMLProblem {
      problem(path, yaml.line, nil, yaml.text)
    } catch {
      problem(path, nil, nil, "the file cannot be read")
    }
    return nil
  }
}

/// Where a section stands.
struct Place {
  let file: Settings.Key.File
  /// The file's path.
  let path: String
  /// For people: `sources[1].done`, empty at the top.
  let shown: String
  /// As in the reference: `sources[].done`.
  let pattern: String

  func shown(_ key: String) -> String { shown.isEmpty ? key : "\(shown).\(key)" }
  func pattern(_ key: String) -> String { pattern.isEmpty ? key : "\(pattern).\(key)" }
}
