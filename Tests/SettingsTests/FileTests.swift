import Foundation
import Support
import Testing

@testable import Settings

@Suite("A file that cannot be read")
struct FileTests {
  private func problems(_ bytes: [UInt8]) throws -> [String] {
    let configuration = try Configuration("")
    try Data(bytes).write(to: URL(fileURLWithPath: configuration.path))
    return configuration.problems()
  }

  @Test("is missing, a folder, empty or too large")
  func files() throws {
    let configuration = try Configuration("")
    #expect(configuration.problems() == ["lyssnad.yaml: the file is empty; write at least store:"])
    try FileManager.default.removeItem(atPath: configuration.path)
    #expect(configuration.problems() == ["lyssnad.yaml: there is no such file; create it, or name another"])
    try FileManager.default.createDirectory(atPath: configuration.path, withIntermediateDirectories: false)
    #expect(
      configuration.problems() == ["lyssnad.yaml: this is no plain file; name the configuration file itself"])
    #expect(
      try problems(Array(repeating: UInt8(ascii: "#"), count: Settings.fileLimit + 1)) == [
        "lyssnad.yaml: the file is larger than 1MB; a configuration is far smaller"
      ])
    #expect(try problems(Array(repeating: UInt8(ascii: "#"), count: Settings.fileLimit)).count == 1)
  }

  @Test("is a pipe that nobody writes to: it is refused, not waited for")
  func pipe() throws {
    let configuration = try Configuration("")
    try FileManager.default.removeItem(atPath: configuration.path)
    #expect(mkfifo(configuration.path, 0o600) == 0)
    #expect(
      configuration.problems() == ["lyssnad.yaml: this is no plain file; name the configuration file itself"])
  }

  @Test("may not be read", .enabled(if: geteuid() != 0, "root reads everything"))
  func unreadable() throws {
    let configuration = try Configuration("store: sqlite:///a.db\n")
    #expect(chmod(configuration.path, 0) == 0)
    #expect(
      configuration.problems() == [
        "lyssnad.yaml: the file cannot be read: Permission denied; let the service's user read it"
      ])
  }

  @Test("is no UTF-8, or holds control characters")
  func bytes() throws {
    #expect(
      try problems(Array("log:\n  level: ".utf8) + [0xE5, 0x0A]) == [
        "lyssnad.yaml:2: these bytes are no UTF-8; save the file as UTF-8"
      ])
    #expect(
      try problems(Array("log:\n  level: in\u{1B}fo\n".utf8)) == [
        "lyssnad.yaml:2: the line holds a control character; remove it"
      ])
    #expect(try problems([0]) == ["lyssnad.yaml:1: the line holds a control character; remove it"])
  }

  @Test("is no YAML")
  func syntax() throws {
    #expect(
      try Configuration("log:\n\tlevel: info\n").problems() == [
        "lyssnad.yaml:2: the line is indented with a tab; YAML takes spaces alone"
      ])
    #expect(
      try Configuration("store: @a\n").problems() == [
        "lyssnad.yaml:1: a value begins with a character that YAML keeps for itself; put it in quotation marks"
      ])
    #expect(try Configuration("log: { level: info\n").problems().count == 1)
    #expect(
      try Configuration("store: sqlite:///a.db\n---\nlog: {}\n").problems() == [
        "lyssnad.yaml:2: a second document begins here (---); keep everything in one"
      ])
    #expect(
      try Configuration("store: !!binary aGVq\n").problems().first?.hasPrefix("lyssnad.yaml:1: YAML tags")
        == true)
    #expect(try Configuration("? [a, b]\n: 1\n").problems() == ["lyssnad.yaml:1: a key must be a plain word"])
    #expect(try Configuration("store: *x.example\n").problems().count == 1)
  }

  @Test("grows when it is read: anchors and aliases are refused, in values and in keys")
  func bombs() throws {
    #expect(
      try Configuration("log: &l { level: info }\n").problems() == [
        "lyssnad.yaml:1: YAML anchors (&name) are not read; write each value out where it is used"
      ])
    var bomb = "a0: &a0 [x]\n"
    for level in 1...30 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let clock = ContinuousClock()
    for text in [bomb, bomb + "? *a30\n: 1\n? *a30\n: 2\n", bomb.replacingOccurrences(of: ", *", with: ",*")]
    {
      let start = clock.now
      #expect(
        try Configuration(text).problems() == [
          "lyssnad.yaml: there are YAML aliases (*name) in the file; write each value out where it is used"
        ])
      #expect(clock.now - start < .seconds(2))
    }
  }

  @Test("nests too deep, or holds too much")
  func depth() throws {
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(
      try Configuration("sources: \(deep)\n").problems() == [
        "lyssnad.yaml:1: values are nested in each other deeper than 32 levels"
      ])
    let deepest = String(repeating: "[", count: 400_000)
    #expect(
      try Configuration("sources: \(deepest)\n").problems() == [
        "lyssnad.yaml:1: values are nested in each other deeper than 32 levels"
      ])
    let many = "sources: [" + String(repeating: "a,", count: 200_000) + "]\n"
    #expect(
      try Configuration(many).problems() == [
        "lyssnad.yaml:1: the file holds more values than any configuration needs"
      ])
  }

  @Test("is no configuration at all: the first hundred problems are enough", .timeLimit(.minutes(1)))
  func another() throws {
    let other = (0..<9000).map { "key\($0): value\n" }.joined()
    let problems = try Configuration(other).problems()
    #expect(problems.count == 101)
    #expect(problems.first?.hasPrefix("lyssnad.yaml:1: key0: unknown key") == true)
    #expect(problems.last == "lyssnad.yaml: more is wrong than these 100 problems; mend them first")
  }

  @Test("is damaged anywhere: it is read or refused with sentences of one line, and never ends the program")
  func damaged() throws {
    let configuration = try Configuration("", themes: "themes: []\n", areas: "areas: []\n")
    let original = Array(everything.utf8)
    let insertions = [
      "\n", "\t", ":", "- ", "{", "}", "[", "]", "\"", "'", "#", "&a ", "*a ", "!x ", "| ", "? ", "%",
      "---\n", "\u{FEFF}", "\\", ",",
    ]
    .map { Array($0.utf8) }
    var state: UInt64 = 20_260_312
    func random(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<400 {
      var bytes = original
      for _ in 0...random(below: 3) {
        let at = random(below: bytes.count)
        switch random(below: 4) {
        case 0: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(below: 12)))
        case 1: bytes[at] = UInt8(random(below: 256))
        case 2:
          bytes.insert(
            contentsOf: bytes[at..<min(bytes.count, at + random(below: 40))], at: random(below: bytes.count))
        default: bytes.insert(contentsOf: insertions[random(below: insertions.count)], at: at)
        }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: configuration.path))
      for problem in configuration.problems() {
        #expect(!problem.contains("\n") && problem.contains(": "), "\(problem)")
        #expect(problem.utf8.count < 1000, "\(problem)")
      }
    }
  }
}
