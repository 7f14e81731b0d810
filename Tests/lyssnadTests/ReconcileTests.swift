import Foundation
import Support
import Testing

@Suite struct ReconcileTests {
  @Test func whatWasTakenInHasAnOutcomeWhereverItStandsAndWhatWaitsIsNamed() throws {
    let house = try House()
    for name in ["04-fran-telefonen.eml", "15-fran-tva-besok.mbox", "14-okand-avsandare.eml"] {
      try house.folder.write(try House.sample(name), to: "in/\(name)")
    }
    let before = try #require(try house.records("reconcile", "--json").first)
    #expect(before["settled"] as? Int == 0)
    #expect((before["missing"] as? [String])?.count == 4)
    #expect(try house.lyssnad("reconcile").status == 75)

    try FaultTests.finish(
      house, until: { FileManager.default.fileExists(atPath: house.drop + "/done/15-fran-tva-besok.mbox") })
    let after = try #require(try house.records("reconcile", "--json").first)
    #expect(after["settled"] as? Int == 4)
    #expect((after["missing"] as? [String])?.isEmpty == true)
    #expect(try house.lyssnad("reconcile").status == 0)
    #expect(try house.lyssnad("reconcile", "nobody").status == 64)
  }
}
