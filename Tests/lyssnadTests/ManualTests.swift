import Foundation
import Settings
import Support
import Testing

/// The manual says what the program does.
struct ManualTests {
  private static let folder = House.repository.appendingPathComponent("config/man").path

  private func page(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
  }

  @Test func theCommandsPageIsMadeOfTheDefinitionsOfTheCommandLine() throws {
    let dump = try Program().run(["--experimental-dump-help"])
    #expect(dump.status == 0)
    let made = try Program("lyssnad-manual").run(["commands"], input: Data(dump.output.utf8))
    #expect(made.status == 0, "\(made.messages)")
    #expect(made.output == (try page("lyssnad.1")), "run \"make man\"")
    // Every command of the help is in it.
    let help = try Program().run(["--help"]).output
    let commands = help.split(separator: "SUBCOMMANDS:").last?.matches(of: #/\n {2}([a-z]+) /#) ?? []
    #expect(commands.count > 10)
    for command in commands where command.output.1 != "help" {
      #expect(made.output.contains("\n.Ss lyssnad \(command.output.1)"), "\(command.output.1)")
    }
  }

  @Test func theConfigurationPageHasEveryKeyAndNoOther() throws {
    let made = try Program("lyssnad-manual").run(
      ["configuration", House.repository.appendingPathComponent("config").path])
    #expect(made.status == 0, "\(made.messages)")
    let page = try page("lyssnad.yaml.5")
    #expect(made.output == page, "run \"make man\"")
    let told = page.matches(of: /\n\.It Cm "?(?:\\&)?([A-Za-z_\[\].0-9]+)"? Pq/).map { String($0.output.1) }
    #expect(told == Settings.reference.map(\.path))
    for key in Settings.reference {
      if let value = key.defaultValue {
        #expect(page.contains("The default is \(value.replacing("-", with: "\\-"))."), "\(key.path)")
      }
    }
  }

  @Test func everyKeyWithASingleValueHasAnExample() throws {
    var examples = [Settings.Key.Place: String]()
    for (file, name) in [(Settings.Key.File.main, "lyssnad"), (.themes, "themes"), (.areas, "areas")] {
      let sample = try Data(contentsOf: House.repository.appendingPathComponent("config/\(name).yaml"))
      for (path, example) in try Settings.examples(in: Array(sample), name: name) {
        if let key = Settings.reference.first(where: { $0.file == file && $0.path == path }) {
          examples[key.place] = example
        }
      }
    }
    for key in Settings.reference where !["keys", "list", "secret"].contains(key.type) {
      #expect(examples[key.place]?.isEmpty == false, "\(key.path)")
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/mandoc"), "needs mandoc"),
    arguments: ["lyssnad.1", "lyssnad.yaml.5", "lyssnad.7"])
  func aPageIsSoundAndCanBeRead(_ name: String) throws {
    let lint = try run("/usr/bin/mandoc", ["-T", "lint", "-W", "warning", "\(Self.folder)/\(name)"])
    #expect(lint.status == 0, "\(lint.output)")
    let shown = try run("/usr/bin/mandoc", ["-T", "utf8", "\(Self.folder)/\(name)"])
    #expect(shown.output.split(separator: "\n").count > 100)
    #expect(!shown.output.contains("\\&"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsAreMade(_ shell: String) throws {
    let made = try Program().run(["--generate-completion-script", shell])
    #expect(made.status == 0)
    for word in ["quarantine", "reconcile", "log-format"] { #expect(made.output.contains(word)) }
    let folder = try TemporaryFolder()
    let path = try folder.write(made.output, to: "completion")
    guard
      let program = ["/bin/\(shell)", "/usr/bin/\(shell)"].first(where: FileManager.default.isExecutableFile)
    else { return }
    let check = try run(program, [shell == "fish" ? "--no-execute" : "-n", path])
    #expect(check.status == 0, "\(check.output)")
  }

  /// What README.Debian quotes of the log is what the program says.
  @Test func theSentencesThatTheReadmeQuotesAreThoseOfTheProgram() throws {
    let readme = try String(
      contentsOf: House.repository.appendingPathComponent("config/debian/README.Debian"), encoding: .utf8)
    let recipe = try #require(
      readme.components(separatedBy: "2. A mailbox at Exchange Online\n---").last?.components(
        separatedBy: "3. Monitoring\n---"
      ).first)
    let text = recipe.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let quotes = text.matches(of: /"((?:it|the login|the client) [^"]+)"/).map { quote in
      // What stands in brackets or is left out is told by the server.
      String(quote.output.1).components(separatedBy: " (")[0].components(separatedBy: "; ...")[0]
    }
    #expect(quotes.count >= 7)
    var sources = ""
    for room in ["Curl", "Arrivals"] {
      let folder = House.repository.appendingPathComponent("Sources/\(room)")
      for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        ?? .init()
      where file.pathExtension == "swift" {
        sources += try String(contentsOf: file, encoding: .utf8)
      }
    }
    // Sentences that go over several lines of code.
    sources = sources.replacing(/"\s*\+ "/, with: "")
    for quote in quotes { #expect(sources.contains(quote), "\(quote)") }
  }

  private func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
