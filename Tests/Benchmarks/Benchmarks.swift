import Foundation
import Support

/// `make bench`: what the program does in a second, measured on itself as it is used.
///
/// Each figure is the median of its runs, with the least and the most beside it. Machines differ and are noisy:
/// compare figures of one run only.
@main
struct Benchmarks {
  static func main() async throws {
    let program = Program()
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: program.path])
    }
    let sentences = try Corpus.sentences()
    print(
      "lyssnad bench: \(ProcessInfo.processInfo.activeProcessorCount) cores, \(sentences.count) different passages"
    )
    // Named on the command line, or all.
    let asked = CommandLine.arguments.dropFirst()
    func wants(_ name: String) -> Bool {
      // What was told so far is seen, also through a pipe.
      fflush(nil)
      return asked.isEmpty || asked.contains(name)
    }
    if wants("intake") { try IntakeBenchmark(program: program, sentences: sentences).run() }
    if wants("tagging") { try TaggingBenchmark(program: program, sentences: sentences).run() }
    if wants("quality") { try QualityBenchmark().run() }
    if wants("start") { try StartBenchmark(program: program).run() }
    if wants("reading") { try await ReadingBenchmark(sentences: sentences).run() }
    if wants("mailbox") { try await MailboxBenchmark(program: program, sentences: sentences).run() }
    if wants("distance") { try await DistanceBenchmark(sentences: sentences).run() }
    if wants("day") { try IdleDayBenchmark(program: program, sentences: sentences).run() }
    if wants("idle") { try await IdleBenchmark(program: program, sentences: sentences).run() }
    // Only by name: it tells how well, not how fast.
    if asked.first == "reading-quality" { try ReadingQuality(program: program).run(asked.dropFirst().first) }
    fflush(nil)
  }
}

/// Median, least and most of some runs.
struct Figures {
  let values: [Double]
  var median: Double { values.sorted()[values.count / 2] }

  func told(_ unit: String, digits: Int = 0) -> String {
    func shown(_ value: Double) -> String { String(format: "%.\(digits)f", value) }
    return
      "\(shown(median)) \(unit) (\(shown(values.min() ?? 0)) to \(shown(values.max() ?? 0)), \(values.count) runs)"
  }
}

/// The texts of the shipped corpus.
enum Corpus {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/CEmbedded/data/corpus")

  static func sentences() throws -> [String] {
    struct Line: Decodable { var text: String }
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
    return try files.flatMap { file in
      try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map {
        try JSONDecoder().decode(Line.self, from: $0).text.replacingOccurrences(of: "\n", with: " ")
      }
    }
  }
}
