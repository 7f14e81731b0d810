import Foundation
import Testing

/// A message of the `Fixtures` folder, with what must be read of it.
struct Fixture: CustomTestStringConvertible, Sendable {
  /// `kind/name`.
  var name: String
  var bytes: [UInt8]
  var expected: [String]

  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

  /// All of them, in order of their names.
  static let all: [Fixture] = {
    let kinds = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return kinds.sorted().flatMap { kind -> [Fixture] in
      let files =
        (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: kind).path)) ?? []
      return files.filter { $0.hasSuffix(".eml") }.sorted().map { file in
        let message = folder.appending(path: kind).appending(path: file)
        let sidecar = message.deletingPathExtension().appendingPathExtension("expected")
        let bytes = (try? Data(contentsOf: message)).map(Array.init) ?? []
        let expected = (try? String(contentsOf: sidecar, encoding: .utf8)) ?? ""
        return Fixture(
          name: "\(kind)/\(file.dropLast(4))", bytes: bytes,
          expected: expected.split(separator: "\n").map(String.init))
      }
    }
  }()
}
