import Embedded
import Foundation
import Testing

/// The samples within the binary are those of the folder, all of them, byte for byte.
@Suite struct SamplesTests {
  @Test func theBinaryCarriesTheFolder() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: House.samples)
      .filter { !$0.hasPrefix(".") && $0 != "README.md" }.sorted()
    #expect(Embedded.samples.map(\.name) == names)
    for sample in Embedded.samples {
      #expect(Data(sample.bytes) == (try House.sample(sample.name)), "\(sample.name)")
    }
  }

  @Test func theReadmeNamesEachSample() throws {
    let readme = try String(contentsOfFile: House.samples + "/README.md", encoding: .utf8)
    for sample in Embedded.samples { #expect(readme.contains(sample.name), "\(sample.name)") }
  }
}
