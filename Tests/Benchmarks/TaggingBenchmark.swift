import Foundation
import Support

/// Passages a second through `lyssnad classify`, reading and printing included.
struct TaggingBenchmark {
  let program: Program
  let sentences: [String]

  func run() throws {
    let folder = try TemporaryFolder()
    let few = try folder.write("Vi väntade fjorton veckor.\n", to: "one.txt")
    let text = sentences.joined(separator: "\n") + "\n"
    let many = try folder.write(String(repeating: text, count: 4), to: "many.txt")
    var rates = [Double]()
    for _ in 0..<3 {
      // What the start of the program costs is not the tagger's.
      let start = try seconds(few)
      rates.append(Double(sentences.count * 4) / max(0.001, try seconds(many) - start))
    }
    print("tagging: \(Figures(values: rates).told("passages/s")) on one core, as classify --json prints them")
  }

  private func seconds(_ file: String) throws -> Double {
    let began = Date()
    _ = try program.run(["classify", "--json", file])
    return Date().timeIntervalSince(began)
  }
}
