import Foundation
import Settings

// Writes the generated pages of the manual to standard output; "make man" puts them into config/man.
//
//   lyssnad --experimental-dump-help | lyssnad-manual commands
//   lyssnad-manual configuration FOLDER      (the folder of the sample files)

let arguments = CommandLine.arguments.dropFirst()
do {
  switch (arguments.first, arguments.count) {
  case ("commands", 1):
    let dump = try JSONDecoder().decode(
      CommandDump.self, from: FileHandle.standardInput.readToEnd() ?? Data())
    print(CommandsPage(command: dump.command).text, terminator: "")
  case ("configuration", 2):
    let folder = URL(fileURLWithPath: arguments.last ?? ".")
    var examples = [Settings.Key.File: [String: String]]()
    for (file, name) in [
      (Settings.Key.File.main, "lyssnad.yaml"), (.themes, "themes.yaml"), (.areas, "areas.yaml"),
    ] {
      let sample = try Data(contentsOf: folder.appendingPathComponent(name))
      examples[file] = try Settings.examples(in: Array(sample), name: name)
    }
    print(ConfigurationPage(examples: examples).text, terminator: "")
  default:
    FileHandle.standardError.write(Data("usage: lyssnad-manual commands | configuration FOLDER\n".utf8))
    exit(64)
  }
} catch {
  FileHandle.standardError.write(Data("lyssnad-manual: \(error)\n".utf8))
  exit(65)
}
