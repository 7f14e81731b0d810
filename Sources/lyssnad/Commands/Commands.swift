import ArgumentParser
import Foundation

/// The command line: one command, its subcommands in the order in which somebody meets them.
struct LyssnadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lyssnad",
    abstract: "Takes in what companies tell a municipality, and finds what they need.",
    discussion: """
      Mail and documents come in through the sources that the configuration names, are read, cut into passages, \
      tagged by theme and kept in the feedback store. "lyssnad demo" shows it at work without any configuration.
      """,
    version: version,
    subcommands: [
      DemoCommand.self, RunCommand.self, CheckCommand.self, IngestCommand.self, ClassifyCommand.self,
      EvaluateCommand.self, TrainCommand.self, ReplayCommand.self, ReviewCommand.self, CorrectCommand.self,
      SearchCommand.self, StatusCommand.self, QuarantineCommand.self,
      ReconcileCommand.self,
      ExportCommand.self, ImportCommand.self, BackupCommand.self, RestoreCommand.self,
    ])

  static let version = "0.1.0"
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
  static let standardConfiguration = "/etc/lyssnad/lyssnad.yaml"

  @Option(name: .long, help: ArgumentHelp("The configuration.", valueName: "file"))
  var config: String = Self.standardConfiguration

  /// The configuration is there, or was asked for by name.
  var hasConfiguration: Bool {
    config != Self.standardConfiguration || FileManager.default.fileExists(atPath: config)
  }
}

/// What commands that print records take.
struct RecordOptions: ParsableArguments {
  @Flag(name: .long, help: "Print JSON Lines, one object a record, for programs.")
  var json = false
}
