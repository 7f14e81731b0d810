import Foundation
import ReadingCollection
import Support

/// `lyssnad-bench reading-quality [FOLDER]`: how well the program reads the collection of mails in `Tests/Reading`.
///
/// Prints a line a measure and a line a failure. With a folder, the mails, the configuration and `failures.txt` stay
/// there.
struct ReadingQuality {
  let program: Program

  func run(_ kept: String?) throws {
    let temporary = try TemporaryFolder()
    let folder = kept.map { URL(fileURLWithPath: $0) } ?? temporary.url
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let measures = try ReadingRun(program: program, folder: folder).measures()
    print(measures.told)
    if kept == nil { print(measures.failures.joined(separator: "\n")) }
  }
}
