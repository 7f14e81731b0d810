import Yams

/// A YAML value with the line it stands on, from the part of YAML that a configuration needs: mappings with plain
/// keys, lists and scalars; no anchors, aliases, tags or second documents.
struct YAMLValue {
  enum Content {
    /// `isPlain` where it is not in quotation marks.
    case scalar(String, isPlain: Bool)
    case list([YAMLValue])
    case mapping([(key: String, line: Int, value: YAMLValue)])
  }

  let line: Int
  let content: Content
}

/// Reads YAML within bounds.
/// - Returns: nil for a file without a value: empty, or nothing but comments.
/// - Throws: ``Settings/Notice`` with the line, where it can be told.
func composeYAML(_ bytes: [UInt8], file: String) throws(YAMLProblem) -> YAMLValue? {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw YAMLProblem(invalidUTF8Line(bytes), "these bytes are no UTF-8; save the file as UTF-8")
  }
  try refuseControlCharacters(bytes)
  // The composer resolves aliases and compares keys before anything can be looked at: so few aliases are let
  // through to it that nothing can grow, and these are refused below by the anchor that they need.
  guard aliasLookalikes(in: bytes) <= 16 else {
    throw YAMLProblem(
      nil, "there are YAML aliases (*name) in the file; write each value out where it is used")
  }
  do {
    let parser = try Parser(yaml: text, encoding: .utf8)
    // A node holds its anchor weakly; the parser keeps it.
    return try withExtendedLifetime(parser) {
      guard let root = try parser.singleRoot() else { return nil }
      var budget = 20_000
      return try value(root, depth: 0, budget: &budget)
    }
  } catch let problem as YAMLProblem {
    throw problem
  } catch let error as YamlError {
    throw problem(of: error, in: bytes)
  } catch {
    throw YAMLProblem(nil, "the file cannot be read as YAML")
  }
}

/// Why a file is no YAML that we read.
struct YAMLProblem: Error {
  var line: Int?
  var text: String
  init(_ line: Int?, _ text: String) {
    self.line = line
    self.text = text
  }
}

private func value(_ node: Node, depth: Int, budget: inout Int) throws(YAMLProblem) -> YAMLValue {
  let line = node.mark?.line ?? 1
  budget -= 1
  guard budget >= 0 else {
    throw YAMLProblem(line, "the file holds more values than any configuration needs")
  }
  guard depth <= 32 else { throw YAMLProblem(line, "values are nested in each other deeper than 32 levels") }
  guard node.anchor == nil else {
    throw YAMLProblem(line, "YAML anchors (&name) are not read; write each value out where it is used")
  }
  switch node {
  case .scalar(let scalar):
    guard ["", "!", Tag.Name.str.rawValue].contains(scalar.tag.description) else {
      throw YAMLProblem(line, "YAML tags (\(scalar.tag.description)) are not read; write the value alone")
    }
    let style = scalar.style
    return YAMLValue(line: line, content: .scalar(scalar.string, isPlain: style == .plain || style == .any))
  case .sequence(let sequence):
    guard sequence.tag.description.isEmpty else {
      throw YAMLProblem(line, "YAML tags are not read; write the list alone")
    }
    var values = [YAMLValue]()
    for element in sequence { values.append(try value(element, depth: depth + 1, budget: &budget)) }
    return YAMLValue(line: line, content: .list(values))
  case .mapping(let mapping):
    guard mapping.tag.description.isEmpty else {
      throw YAMLProblem(line, "YAML tags are not read; write the keys alone")
    }
    var pairs = [(key: String, line: Int, value: YAMLValue)]()
    for (key, element) in mapping {
      guard let name = key.scalar, key.anchor == nil else {
        throw YAMLProblem(key.mark?.line ?? line, "a key must be a plain word")
      }
      pairs.append(
        (name.string, key.mark?.line ?? line, try value(element, depth: depth + 1, budget: &budget)))
    }
    return YAMLValue(line: line, content: .mapping(pairs))
  case .alias:
    throw YAMLProblem(line, "YAML aliases (*name) are not read; write the value out")
  }
}

/// A sentence of ours for what the parser says: its own speaks of the grammar's productions.
private func problem(of error: YamlError, in bytes: [UInt8]) -> YAMLProblem {
  switch error {
  case .scanner(_, let problem, let mark, _):
    if problem.contains("cannot start any token") {
      let line = lines(bytes, mark.line)
      let indent = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if indent.contains(UInt8(ascii: "\t")) {
        return YAMLProblem(mark.line, "the line is indented with a tab; YAML takes spaces alone")
      }
      return YAMLProblem(
        mark.line, "a value begins with a character that YAML keeps for itself; put it in quotation marks")
    }
    return YAMLProblem(
      mark.line,
      "this is no valid YAML: \(problem); look at the indentation, the colons and the quotation marks")
  case .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
    if problem.contains("nesting level") {
      return YAMLProblem(mark.line, "values are nested in each other deeper than 32 levels")
    }
    if problem.contains("another document") {
      return YAMLProblem(mark.line, "a second document begins here (---); keep everything in one")
    }
    if problem.contains("undefined alias") {
      return YAMLProblem(
        mark.line, "a value begins with *; put it in quotation marks, such as \"*@uppsala.example\"")
    }
    return YAMLProblem(
      mark.line, "this is no valid YAML: \(problem); look at the indentation and the brackets")
  case .duplicatedKeysInMapping(let keys, let context):
    let names = keys.sorted().map { quoted($0) }.joined(separator: ", ")
    return YAMLProblem(context.mark.line, "\(names) stands twice in the same place; keep one")
  default:
    return YAMLProblem(nil, "the file cannot be read as YAML")
  }
}

/// The bytes of a line, counted from 1.
private func lines(_ bytes: [UInt8], _ number: Int) -> ArraySlice<UInt8> {
  var rest = bytes[...]
  for _ in 1..<max(1, number) {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
    rest = rest[(end + 1)...]
  }
  return rest.prefix { $0 != UInt8(ascii: "\n") }
}

private func invalidUTF8Line(_ bytes: [UInt8]) -> Int? {
  var line = 1
  for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
    if String(validating: part, as: UTF8.self) == nil { return line }
    line += 1
  }
  return nil
}

/// YAML forbids them (YAML 1.1, section 4.1), and the parser's own message about them has no line.
private func refuseControlCharacters(_ bytes: [UInt8]) throws(YAMLProblem) {
  var line = 1
  for byte in bytes {
    if byte == UInt8(ascii: "\n") { line += 1 }
    let isAllowed = byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A || byte == 0x0D
    guard isAllowed else { throw YAMLProblem(line, "the line holds a control character; remove it") }
  }
}

/// How many times a `*` stands where an alias could begin. May count some that are none, and misses none.
private func aliasLookalikes(in bytes: [UInt8]) -> Int {
  let openers = Array(" \t\n\r[]{},:?-\"'".utf8)
  var count = 0
  for index in bytes.indices where bytes[index] == UInt8(ascii: "*") {
    guard index + 1 < bytes.count, index == 0 || openers.contains(bytes[index - 1]) else { continue }
    let next = lowercased(bytes[index + 1])
    let isName =
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next)
      || next == UInt8(ascii: "-") || next == UInt8(ascii: "_")
    if isName { count += 1 }
  }
  return count
}
