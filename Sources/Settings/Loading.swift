extension Settings {
  /// Reads and checks the configuration: the main file, and the files of themes and areas that it names, whose
  /// relative paths begin at the main file's folder. Depends on the contents of these files alone.
  /// - Throws: ``SettingsError`` with everything that is wrong in any of them, or the first hundred problems.
  package static func load(from path: String) throws(SettingsError) -> Settings {
    let reading = Reading()
    let settings = load(from: path, reading)
    var files = [path]
    for problem in reading.problems where !files.contains(problem.file) { files.append(problem.file) }
    var problems = reading.sortedProblems(files: files)
    if reading.isFull {
      problems.append(
        Notice(file: path, text: "more is wrong than these \(problems.count) problems; mend them first"))
    }
    guard problems.isEmpty, let settings else {
      throw SettingsError(
        problems.isEmpty
          ? [Notice(file: path, text: "the file cannot be read; this is a fault of the program")] : problems)
    }
    return settings
  }

  /// What holds where nothing is written: the standard themes and areas, no sources.
  /// Nil only if a default in ``reference`` could not be read, which a test rules out.
  package static func standard() -> Settings? {
    let reading = Reading()
    let place = Place(file: .main, path: "the defaults", shown: "", pattern: "")
    guard let top = Section(YAMLValue(line: 1, content: .mapping([])), at: place, in: reading) else {
      return nil
    }
    return MainFile(top).settings(themes: Theme.standard, areas: Area.standard, reading)
  }

  static func load(from path: String, _ reading: Reading) -> Settings? {
    guard let top = reading.section(of: .main, at: path) else { return nil }
    func besides(_ name: String) -> String {
      if name.hasPrefix("/") { return name }
      guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return name }
      return path[...slash] + name
    }
    var themes: [Theme]? = Theme.standard
    if top.has("themes") {
      themes = top.value("themes", .path).flatMap { readThemes(at: besides($0), reading) }
    }
    var areas: [Area]? = Area.standard
    if top.has("areas") {
      areas = top.value("areas", .path).flatMap { readAreas(at: besides($0), reading) }
    }
    return MainFile(top).settings(themes: themes, areas: areas, reading)
  }
}
