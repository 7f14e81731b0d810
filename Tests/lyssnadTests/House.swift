import Foundation
import Support

/// A configuration, a drop and a store in a folder of their own, and the program that works with them.
struct House {
  let folder: TemporaryFolder
  let program = Program()
  var configuration: String { folder.path + "/lyssnad.yaml" }
  var drop: String { folder.path + "/in" }
  var store: String { folder.path + "/lyssnad.db" }

  init(settle: String = "50ms", more: String = "") throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
    try folder.write(
      """
      store: sqlite://\(store)
      sources:
        - name: inlamning
          url: file://\(drop)
          settle: \(settle)
          reporter: registrator@uppsala.example
      senders:
        allow: ["*@uppsala.example"]
      \(more)

      """, to: "lyssnad.yaml")
  }

  /// Runs a command with the house's configuration.
  func lyssnad(_ arguments: String..., input: Data? = nil) throws -> Program.Result {
    try program.run(arguments + ["--config", configuration], input: input)
  }

  /// The objects that a command prints with `--json`.
  func records(_ arguments: String..., input: Data? = nil) throws -> [[String: Any]] {
    let result = try program.run(arguments + ["--config", configuration], input: input)
    return try result.lines.map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
    }
  }

  /// The repository's folder.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The sample mails and documents, by name.
  static let samples = repository.appendingPathComponent("Sources/CEmbedded/data/samples").path

  static func sample(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(samples)/\(name)"))
  }
}
